"""Key Vault's data plane, the reading half of secrets."""

import re
import uuid
from typing import Any, Callable

from . import pages, permissions, refusal
from .challenge import Caller, identify
from .http1 import Request, Response, html_response, json_response
from .state import Secret, State, Vault, Version
from .tokens import TokenMint

API_VERSIONS = frozenset({
    "2016-10-01", "7.0", "7.1", "7.2", "7.3", "7.4", "7.5", "7.6", "2025-07-01", "2026-04-01",
    "7.6-preview.2", "2025-06-01-preview", "2026-01-01-preview", "2026-03-01-preview",
    "2026-05-01-preview", "2026-07-01-preview",
})
NEWEST_VERSION = "2025-07-01"
NAME = re.compile(r"[0-9a-zA-Z-]{1,127}")

Answer = tuple[dict[str, Any], str | None]
"""A document, and the role assignment that allowed it."""


class KeyVault:
    """Answers for every vault of the state; a name without a vault has no address at all."""

    name = "keyvault"

    def __init__(self, state: State, mint: TokenMint) -> None:
        self._state = state
        self._mint = mint
        self._routes: list[tuple[re.Pattern[str], Callable[..., Answer]]] = [
            (re.compile(r"/secrets/?"), self._list_secrets),
            (re.compile(r"/secrets/([^/]+)/versions/?"), self._list_versions),
            (re.compile(r"/secrets/([^/]+)/?"), self._get_latest),
            (re.compile(r"/secrets/([^/]+)/([^/]+)/?"), self._get_version),
            (re.compile(r"/deletedsecrets/?"), self._list_deleted),
            (re.compile(r"/deletedsecrets/([^/]+)/?"), self._get_deleted),
            (re.compile(r"/keys/?"), self._list_keys),
            (re.compile(r"/keys/([^/]+)/?"), self._get_key),
            (re.compile(r"/certificates/?"), self._list_certificates),
            (re.compile(r"/certificates/([^/]+)/?"), self._get_certificate),
        ]

    def serves(self, host: str) -> bool:
        return host in self._state.vaults

    def methods(self, _request: Request) -> frozenset[str]:
        return frozenset({"GET"})

    def describe(self, _request: Request) -> dict[str, Any]:
        return {}

    def answer(self, request: Request) -> Response:
        with self._state.lock:
            vault = self._state.vault(request.host)
            try:
                response = self._route(request, vault)
            except refusal.Refusal as no:
                response = no.response()
        return self._dress(response, request, vault)

    def _route(self, request: Request, vault: Vault) -> Response:
        if vault.deleted is not None:
            # Its name still resolves; what the service answers is not published.
            return html_response(404, "404 - File or directory not found.")
        if request.path == "/healthstatus":
            return json_response(200, None)
        for pattern, handler in self._routes:
            if match := pattern.fullmatch(request.path):
                caller = identify(request, vault, self._state, self._mint)
                permissions.check_network(vault, caller)
                self._check_request(request, match.groups())
                document, assignment = handler(request, vault, caller, *match.groups())
                headers = [("x-ms-keyvault-rbac-assignment-id", assignment)] if assignment else []
                return json_response(200, document, headers)
        return html_response(404, "404 - File or directory not found.")

    @staticmethod
    def _check_request(request: Request, names: tuple[str, ...]) -> None:
        version = request.query.get("api-version")
        if not version:
            raise refusal.bad_parameter("api-version must be specified")
        if version not in API_VERSIONS:
            raise refusal.bad_parameter(
                f"The specified version ({version}) is not recognized. Consider using the latest "
                f"supported version ({NEWEST_VERSION}).")
        if names and not NAME.fullmatch(names[0]):
            raise refusal.bad_parameter(
                f"The request URI contains an invalid name: {names[0]}")

    def _get_latest(self, _request: Request, vault: Vault, caller: Caller, name: str) -> Answer:
        assignment = permissions.check(vault, caller, permissions.GET, name)
        secret = self._find(vault, name, name)
        return _bundle(vault, secret, secret.latest), assignment

    def _get_version(self, _request: Request, vault: Vault, caller: Caller, name: str,
                     version_id: str) -> Answer:
        assignment = permissions.check(vault, caller, permissions.GET, name)
        identifier = f"{name}/{version_id}"
        version = self._find(vault, name, identifier).version(version_id)
        if version is None:
            raise refusal.secret_not_found(identifier)
        return _bundle(vault, self._find(vault, name, identifier), version), assignment

    @staticmethod
    def _find(vault: Vault, name: str, identifier: str) -> Secret:
        secret = vault.secrets.get(name.lower())
        if secret is None or secret.deleted is not None:
            raise refusal.secret_not_found(identifier)
        return secret

    def _list_secrets(self, request: Request, vault: Vault, caller: Caller) -> Answer:
        assignment = permissions.check(vault, caller, permissions.LIST)
        items = {key: _item(f"https://{vault.host}/secrets/{secret.name}", secret.latest)
                 for key, secret in vault.secrets.items() if secret.deleted is None}
        return pages.page(request, vault, items), assignment

    def _list_versions(self, request: Request, vault: Vault, caller: Caller, name: str) -> Answer:
        assignment = permissions.check(vault, caller, permissions.LIST, name)
        secret = self._find(vault, name, name)
        items = {version.id: _item(_identifier(vault, secret, version), version)
                 for version in secret.versions}
        return pages.page(request, vault, items), assignment

    def _list_deleted(self, request: Request, vault: Vault, caller: Caller) -> Answer:
        assignment = permissions.check(vault, caller, permissions.LIST)
        items = {key: _deleted(vault, secret, f"https://{vault.host}/secrets/{secret.name}")
                 for key, secret in vault.secrets.items() if self._recoverable(vault, secret)}
        return pages.page(request, vault, items), assignment

    def _get_deleted(self, _request: Request, vault: Vault, caller: Caller, name: str) -> Answer:
        assignment = permissions.check(vault, caller, permissions.GET_DELETED, name)
        secret = vault.secrets.get(name.lower())
        if secret is None or not self._recoverable(vault, secret):
            raise refusal.deleted_secret_not_found(name)
        _refuse_disabled(secret.latest)
        return _deleted(vault, secret, _identifier(vault, secret, secret.latest)), assignment

    def _list_keys(self, request: Request, vault: Vault, caller: Caller) -> Answer:
        assignment = permissions.check(vault, caller, permissions.LIST_KEYS)
        items = {name.lower(): {"kid": f"https://{vault.host}/keys/{name}", **_plain()}
                 for name in vault.keys}
        return pages.page(request, vault, items), assignment

    def _get_key(self, _request: Request, vault: Vault, caller: Caller, name: str) -> Answer:
        assignment = permissions.check(vault, caller, permissions.GET_KEY)
        known = _named(vault.keys, "key", name)
        return {"key": {"kid": f"https://{vault.host}/keys/{known}/{1:032x}", "kty": "RSA"},
                **_plain()}, assignment

    def _list_certificates(self, request: Request, vault: Vault, caller: Caller) -> Answer:
        assignment = permissions.check(vault, caller, permissions.LIST_CERTIFICATES)
        items = {name.lower(): {"id": f"https://{vault.host}/certificates/{name}", **_plain()}
                 for name in vault.certificates}
        return pages.page(request, vault, items), assignment

    def _get_certificate(self, _request: Request, vault: Vault, caller: Caller,
                         name: str) -> Answer:
        assignment = permissions.check(vault, caller, permissions.GET_CERTIFICATE)
        known = _named(vault.certificates, "certificate", name)
        identifier = f"https://{vault.host}/certificates/{known}/{1:032x}"
        return {"id": identifier, **_plain()}, assignment

    def _recoverable(self, vault: Vault, secret: Secret) -> bool:
        return secret.deleted is not None and self._state.now() < vault.purge_time(secret)

    @staticmethod
    def _dress(response: Response, request: Request, vault: Vault) -> Response:
        """The headers by which a client knows that it really spoke to Key Vault."""
        response.headers += [
            ("Cache-Control", "no-cache"),
            ("Pragma", "no-cache"),
            ("Expires", "-1"),
            ("x-ms-keyvault-region", vault.location),
            ("x-ms-request-id", str(uuid.uuid4())),
            ("x-ms-keyvault-service-version", "1.9.3449.1"),
            ("x-ms-keyvault-network-info",
             f"conn_type=Ipv4;addr={vault.client_address};act_addr_fam=InterNetwork;"),
            ("X-Content-Type-Options", "nosniff"),
            ("Strict-Transport-Security", "max-age=31536000;includeSubDomains"),
        ]
        if client_request_id := request.header("x-ms-client-request-id"):
            response.headers.append(("x-ms-client-request-id", client_request_id))
        if vault.model == "rbac" and response.status == 200:
            response.headers.append(("x-ms-keyvault-rbac-cache",
                                     "ra_age=61;da_age=61;rd_age=61;brd_age=61;"
                                     "ra_notif_age=61;dec_lev=1;"))
        return response


def _refuse_disabled(version: Version) -> None:
    if not version.attributes["enabled"]:
        raise refusal.secret_disabled()


def _plain() -> dict[str, Any]:
    return {"attributes": {"enabled": True, "created": 1493938410, "updated": 1493938410,
                           "recoveryLevel": "Recoverable+Purgeable", "recoverableDays": 90},
            "tags": {}}


def _named(names: list[str], kind: str, name: str) -> str:
    """The vault's own spelling of a name."""
    known = next((each for each in names if each.lower() == name.lower()), None)
    if known is None:
        raise refusal.thing_not_found(kind, name)
    return known


def _identifier(vault: Vault, secret: Secret, version: Version) -> str:
    return f"https://{vault.host}/secrets/{secret.name}/{version.id}"


def _item(identifier: str, version: Version) -> dict[str, Any]:
    """A secret as lists show it; members that are unset are absent."""
    item: dict[str, Any] = {"id": identifier, "attributes": version.attributes}
    optional = {"contentType": version.content_type, "tags": version.tags, "kid": version.kid,
                "managed": version.managed or None}
    return item | {name: value for name, value in optional.items() if value is not None}


def _bundle(vault: Vault, secret: Secret, version: Version) -> dict[str, Any]:
    """A disabled version keeps its value to itself; an expired one does not."""
    _refuse_disabled(version)
    return {"value": version.value, **_item(_identifier(vault, secret, version), version)}


def _deleted(vault: Vault, secret: Secret, identifier: str) -> dict[str, Any]:
    return {
        "recoveryId": f"https://{vault.host}/deletedsecrets/{secret.name}",
        "deletedDate": secret.deleted,
        "scheduledPurgeDate": vault.purge_time(secret),
        **_item(identifier, secret.latest),
    }
