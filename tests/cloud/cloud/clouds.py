"""The national clouds: which names belong together, and what their tokens are for."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Cloud:
    """One cloud's sign-in hosts (the first is the one that it names itself by) and suffixes."""

    name: str
    authorities: tuple[str, ...]
    vault_suffix: str
    audience: str
    issuer: str
    manager: str
    """Where Resource Manager is; and what its tokens are for, with or without the older name."""
    manager_aliases: tuple[str, ...]
    exchange_audience: str
    """What a token from outside has to be for, unless a federated credential says otherwise."""

    @property
    def manager_host(self) -> str:
        return self.manager.removeprefix("https://")

    @property
    def manager_audiences(self) -> tuple[str, ...]:
        return tuple(f"{name}{slash}" for name in (self.manager, *self.manager_aliases)
                     for slash in ("", "/"))


CLOUDS = (
    Cloud(
        "AzureCloud",
        ("login.microsoftonline.com", "login.windows.net", "login.microsoft.com",
         "sts.windows.net"),
        ".vault.azure.net",
        "https://vault.azure.net",
        "https://sts.windows.net",
        "https://management.azure.com",
        ("https://management.core.windows.net",),
        "api://AzureADTokenExchange",
    ),
    Cloud(
        "AzureChinaCloud",
        ("login.chinacloudapi.cn", "login.partner.microsoftonline.cn"),
        ".vault.azure.cn",
        "https://vault.azure.cn",
        "https://sts.chinacloudapi.cn",
        "https://management.chinacloudapi.cn",
        ("https://management.core.chinacloudapi.cn",),
        "api://AzureADTokenExchangeChina",
    ),
    Cloud(
        "AzureUSGovernment",
        ("login.microsoftonline.us", "login.usgovcloudapi.net", "login-us.microsoftonline.com"),
        ".vault.usgovcloudapi.net",
        "https://vault.usgovcloudapi.net",
        "https://sts.windows.net",
        "https://management.usgovcloudapi.net",
        ("https://management.core.usgovcloudapi.net",),
        "api://AzureADTokenExchangeUSGov",
    ),
)

PUBLIC = CLOUDS[0]


def by_name(name: str) -> Cloud:
    for cloud in CLOUDS:
        if cloud.name == name:
            return cloud
    raise ValueError(f"there is no cloud named {name!r}")


def by_authority(host: str) -> Cloud | None:
    return next((cloud for cloud in CLOUDS if host in cloud.authorities), None)


def by_vault_host(host: str) -> Cloud | None:
    return next((cloud for cloud in CLOUDS if host.endswith(cloud.vault_suffix)), None)


def by_manager_host(host: str) -> Cloud | None:
    return next((cloud for cloud in CLOUDS if host == cloud.manager_host), None)
