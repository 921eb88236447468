"""What the endpoints of managed identities have in common: who may be asked for, and for what."""

from dataclasses import dataclass
from typing import Any

from . import clouds
from .http1 import Request
from .state import App, Identity, State
from .tokens import TokenMint, make_claims

# What the token says of the way: the platform signs for its identities.
BY_PLATFORM = "2"
SELECTORS = ("client_id", "object_id", "principal_id", "msi_res_id", "mi_res_id")


@dataclass
class IdentityError(Exception):
    """Why no token was issued; each endpoint has a shape of its own for it."""

    status: int
    error: str
    text: str


@dataclass(frozen=True)
class Grant:
    """A token, with all that an endpoint may say of it."""

    identity: Identity
    resource: str
    begins: int
    token: str

    @property
    def ends(self) -> int:
        return self.begins + self.identity.token_lifetime


class Endpoint:
    """What all of them are to an exchange: nothing but GET, and nothing to add to the journal."""

    def methods(self, _request: Request) -> frozenset[str]:
        return frozenset({"GET"})

    def describe(self, _request: Request) -> dict[str, Any]:
        return {}


class Identities:
    """Issues tokens for the identities that this machine has."""

    def __init__(self, state: State, mint: TokenMint) -> None:
        self._state = state
        self._mint = mint

    def issue(self, request: Request, selectors: tuple[str, ...] | None) -> Grant:
        """A token for the resource and, by one of `selectors`, the identity of the query.

        Without selectors the system's own, whatever the query says.
        """
        resource = request.query.get("resource")
        if not resource:
            raise IdentityError(400, "invalid_request",
                                "Required query variable 'resource' is missing")
        with self._state.lock:
            identity = self._choose(None if selectors is None else chosen(request, selectors))
            tenant = self._state.tenants[identity.tenant]
            cloud = clouds.by_name(tenant.cloud)
            if resource not in (cloud.audience, *cloud.manager_audiences):
                raise IdentityError(
                    400, "invalid_resource",
                    f"AADSTS500011: The resource principal named {resource} was not found in the "
                    f"tenant named {tenant.domain}.")
            begins = self._state.now()
            app = App(identity.id, principals={tenant.id: identity.object},
                      token_lifetime=identity.token_lifetime)
            claims = make_claims(app, tenant, cloud, resource, begins, BY_PLATFORM)
            claims["xms_mirid"] = identity.resource_id
            return Grant(identity, resource, begins, self._mint.issue(claims))

    def _choose(self, wish: str | None) -> Identity:
        known = list(self._state.identities.values())
        if wish is None:
            known = [each for each in known if each.system_assigned] or known
        else:
            known = [each for each in known if wish.lower() in
                     (each.id.lower(), each.object.lower(), each.resource_id.lower())]
        if not known:
            raise IdentityError(400, "invalid_request", "Identity not found")
        if len(known) > 1:
            raise IdentityError(400, "invalid_request",
                                "Multiple user assigned identities exist, please specify the "
                                "clientId / resourceId of the identity in the token request")
        return known[0]


def chosen(request: Request, selectors: tuple[str, ...]) -> str | None:
    """The one parameter that names an identity, if there is one.

    A parameter that an endpoint does not know would be without effect there, and the token would
    be another identity's. A client that relies on it shall not get away with that here.
    """
    given = [(name, request.query[name]) for name in SELECTORS if name in request.query]
    for name, value in given:
        if name not in selectors or not value:
            raise IdentityError(400, "invalid_request", f"Invalid query variable '{name}'")
    if len(given) > 1:
        raise IdentityError(400, "invalid_request", "More than one identity is specified")
    return given[0][1] if given else None


def is_token_path(request: Request, path: str) -> bool:
    """One of Microsoft's libraries ends it with a slash."""
    return request.path.removesuffix("/") == path


def check_metadata(request: Request) -> None:
    """The header by which a machine's own programs are told from what others make them fetch."""
    if request.header("Metadata").lower() != "true":
        raise IdentityError(400, "bad_request_102", "Required metadata header not specified")


def check_unproxied(request: Request) -> None:
    """Nothing but the machine itself may ask: not a proxy, and nobody through one."""
    names = {name.lower() for name, _ in request.headers}
    if not request.target.startswith("/") or names & {
            "x-forwarded-for", "forwarded", "via", "proxy-connection", "proxy-authorization"}:
        raise IdentityError(400, "invalid_request", "Requests through a proxy are not served")


def check_version(request: Request, versions: tuple[str, ...]) -> None:
    if request.query.get("api-version") not in versions:
        raise IdentityError(400, "invalid_request",
                            "api-version is invalid or was not specified in the request. "
                            f"Newest versions: {', '.join(versions)}")
