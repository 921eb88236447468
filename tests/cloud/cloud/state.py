"""What exists in the cloud: tenants, applications, vaults, secrets, and a clock."""

import threading
import time
import uuid
from dataclasses import dataclass, field, fields
from typing import Any

from . import clouds
from .clouds import Cloud
from .roles import BY_NAME

DAY_S = 24 * 60 * 60


class UnknownName(Exception):
    """Nothing of that name is in the cloud."""


class BadSettings(Exception):
    """A test asked for something that the stand-in does not understand."""


@dataclass
class Tenant:
    id: str
    domain: str
    cloud: str = "AzureCloud"


@dataclass
class App:
    """An application and its service principals; `principals` maps a tenant to the object id."""

    id: str
    name: str = "akv test application"
    principals: dict[str, str] = field(default_factory=dict)
    secrets: list[dict[str, Any]] = field(default_factory=list)
    certificates: list[str] = field(default_factory=list)
    federated: list[dict[str, str]] = field(default_factory=list)
    """Each has `issuer` and `subject`, and may have an `audience` other than the cloud's."""
    disabled: bool = False
    conditional_access: bool = False
    token_lifetime: int = 3599


@dataclass
class Identity:
    """A managed identity of the machine; `id` is its client id, `object` its principal."""

    id: str
    object: str = ""
    tenant: str = ""
    resource_id: str = ""
    system_assigned: bool = False
    token_lifetime: int = 86399


@dataclass
class Version:
    """One version of a secret; `attributes` holds what the service would say of it."""

    id: str
    value: str
    attributes: dict[str, Any]
    content_type: str | None = None
    tags: dict[str, str] | None = None
    managed: bool = False
    kid: str | None = None


@dataclass
class Secret:
    name: str
    versions: list[Version] = field(default_factory=list)
    deleted: int | None = None
    """When it was soft-deleted; it can be recovered until its vault's retention is over."""

    @property
    def latest(self) -> Version:
        """The newest; of those made in the same second the one that was added last."""
        return sorted(self.versions, key=lambda version: int(version.attributes["created"]))[-1]

    def version(self, version_id: str) -> Version | None:
        return next((known for known in self.versions if known.id == version_id.lower()), None)


@dataclass
class Subscription:
    """A subscription; `groups` maps a resource group to its location."""

    id: str
    name: str = "Contoso Exports"
    tenant: str = ""
    state: str = "Enabled"
    groups: dict[str, str] = field(default_factory=dict)
    grants: list[dict[str, str]] = field(default_factory=list)
    """Each has `principal` and `role`, and may have a `group` for its scope."""

    @property
    def resource_id(self) -> str:
        return f"/subscriptions/{self.id}"


@dataclass
class Vault:
    """A vault and all that decides whether a caller may read in it."""

    name: str
    tenant: str
    cloud: str = "AzureCloud"
    location: str = "westeurope"
    model: str = "rbac"
    grants: list[dict[str, str]] = field(default_factory=list)
    policies: list[dict[str, Any]] = field(default_factory=list)
    firewall: str = ""
    client_address: str = "203.0.113.7"
    retention_days: int = 90
    soft_delete: bool | None = True
    purge_protection: bool = False
    deleted: int | None = None
    """When the vault itself was soft-deleted."""
    properties: dict[str, Any] = field(default_factory=dict)
    """What Resource Manager says otherwise than it would."""
    subscription: str = "00000000-0000-0000-0000-000000000000"
    resource_group: str = "exports"
    secrets: dict[str, Secret] = field(default_factory=dict)
    keys: list[str] = field(default_factory=list)
    certificates: list[str] = field(default_factory=list)
    """Names alone: nothing here signs with a key or shows a certificate."""

    @property
    def host(self) -> str:
        return self.name.lower() + clouds.by_name(self.cloud).vault_suffix

    @property
    def resource_id(self) -> str:
        return (f"/subscriptions/{self.subscription}/resourcegroups/{self.resource_group}"
                f"/providers/microsoft.keyvault/vaults/{self.name}")

    @property
    def recovery_level(self) -> str:
        if self.soft_delete is False:
            return "Purgeable"
        return "Recoverable" if self.purge_protection else "Recoverable+Purgeable"

    @property
    def arm_id(self) -> str:
        """The same, as Resource Manager spells it."""
        return (f"/subscriptions/{self.subscription}/resourceGroups/{self.resource_group}"
                f"/providers/Microsoft.KeyVault/vaults/{self.name}")

    def purge_time(self, secret: Secret) -> int:
        return (secret.deleted or 0) + self.retention_days * DAY_S


class State:
    """The whole cloud. Who reads or changes more than one thing of it holds `lock`."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.clock_offset = 0.0
        self.claims_challenge: dict[str, Any] = {}
        """What the client of every token must have asked Entra for; empty: nothing."""
        self.tenants: dict[str, Tenant] = {}
        self.apps: dict[str, App] = {}
        self.identities: dict[str, Identity] = {}
        self.subscriptions: dict[str, Subscription] = {}
        self.vaults: dict[str, Vault] = {}
        self.manager_page_size = 50

    def now(self) -> int:
        return int(time.time() + self.clock_offset)

    def tenant(self, name: str) -> Tenant | None:
        """A tenant by its id or its domain."""
        name = name.lower()
        return self.tenants.get(name) or next(
            (tenant for tenant in self.tenants.values() if tenant.domain == name), None)

    def vault(self, name: str) -> Vault:
        """A vault by its host, or by its name alone where it is in the public cloud."""
        host = name.lower() if "." in name else name.lower() + clouds.PUBLIC.vault_suffix
        if host not in self.vaults:
            raise UnknownName(f"there is no vault {host}")
        return self.vaults[host]

    def put_tenant(self, tenant_id: str, settings: dict[str, Any]) -> None:
        with self.lock:
            tenant = self.tenants.setdefault(tenant_id, Tenant(tenant_id, ""))
            change(tenant, settings)

    def put_app(self, client_id: str, settings: dict[str, Any]) -> None:
        with self.lock:
            change(self.apps.setdefault(client_id, App(client_id)), settings)

    def put_identity(self, client_id: str, settings: dict[str, Any]) -> None:
        with self.lock:
            change(self.identities.setdefault(client_id, Identity(client_id)), settings)

    def put_subscription(self, subscription_id: str, settings: dict[str, Any]) -> None:
        with self.lock:
            key = subscription_id.lower()
            subscription = self.subscriptions.setdefault(key, Subscription(key))
            change(subscription, settings)
            check_roles(subscription.grants)
            if any(BY_NAME[grant["role"]].data_actions for grant in subscription.grants):
                raise BadSettings("roles with data actions are given at vaults here")

    def put_vault(self, name: str, settings: dict[str, Any]) -> None:
        """Makes or changes a vault; its `secrets`, by name, are added to those that it has."""
        settings = dict(settings)
        secrets = settings.pop("secrets", {})
        with self.lock:
            try:
                vault = self.vault(name)
            except UnknownName:
                vault = self._new_vault(name)
            if "firewall" in settings:
                settings["firewall"] = firewall_code(settings["firewall"])
            change(vault, settings)
            check_roles(vault.grants)
            for secret, content in secrets.items():
                for version in content if isinstance(content, list) else [content]:
                    self.put_secret(vault, secret, version)

    def _new_vault(self, name: str) -> Vault:
        short, dot, suffix = name.partition(".")
        cloud: Cloud | None = clouds.by_vault_host(name.lower()) if dot else clouds.PUBLIC
        if cloud is None:
            raise BadSettings(f"no cloud has vaults named *.{suffix}")
        tenant = next(each for each in self.tenants.values() if each.cloud == cloud.name)
        vault = Vault(short, tenant.id, cloud.name)
        vault.grants = [{"principal": oid, "role": "Key Vault Secrets User"}
                        for app in self.apps.values()
                        if (oid := app.principals.get(tenant.id))]
        self.vaults[vault.host] = vault
        return vault

    def put_secret(self, vault: Vault, name: str, content: dict[str, Any]) -> Version:
        """Adds a version, or replaces the one whose id is given; recovers a deleted secret."""
        content = dict(content)
        with self.lock:
            deleted = content.pop("deleted", False)
            version = self._version(vault, content)
            secret = vault.secrets.setdefault(name.lower(), Secret(name))
            known = secret.version(version.id)
            if known:
                secret.versions[secret.versions.index(known)] = version
            else:
                secret.versions.append(version)
            secret.deleted = self.now() if deleted else None
            return version

    def _version(self, vault: Vault, content: dict[str, Any]) -> Version:
        now = self.now()
        attributes = {"enabled": True, "created": now, "updated": now,
                      "recoveryLevel": vault.recovery_level,
                      "recoverableDays": vault.retention_days}
        for name, value in content.pop("attributes", {}).items():
            # A string is a number of seconds from now: "-3600" is an hour ago.
            attributes[name] = now + int(value) if isinstance(value, str) else value
        version_id = content.pop("version", None) or uuid.uuid4().hex
        version = Version(version_id.lower(), "", attributes)
        if "contentType" in content:
            content["content_type"] = content.pop("contentType")
        change(version, content)
        return version

    def delete_secret(self, vault: Vault, name: str, purge: bool) -> None:
        with self.lock:
            secret = vault.secrets.get(name.lower())
            if secret is None:
                raise UnknownName(f"there is no secret {name}")
            if purge:
                del vault.secrets[name.lower()]
            else:
                secret.deleted = self.now()


def check_roles(grants: list[dict[str, str]]) -> None:
    for grant in grants:
        if grant["role"] not in BY_NAME:
            raise BadSettings(f"there is no role {grant['role']!r}")


def firewall_code(wish: bool | str) -> str:
    return "ForbiddenByFirewall" if wish is True else wish or ""


def change(thing: Any, settings: dict[str, Any]) -> None:
    """Sets the named fields of a dataclass; a name that it has not is the test's mistake."""
    known = {each.name for each in fields(thing)}
    for name, value in settings.items():
        if name not in known:
            raise BadSettings(f"{type(thing).__name__.lower()} has no {name!r}")
        setattr(thing, name, value)
