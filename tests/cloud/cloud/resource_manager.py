"""Azure Resource Manager, the reading half of what concerns vaults and who may use them."""

import re
import uuid
from dataclasses import dataclass
from typing import Any, Callable, Iterable

from . import clouds, resources
from .http1 import Request, Response, html_response, json_response
from .refusal import Refusal
from .resources import Assignment
from .roles import BY_ID, Role
from .state import State, Subscription, Vault
from .tokens import TokenMint

VAULTS_READ = "Microsoft.KeyVault/vaults/read"
GROUPS_READ = "Microsoft.Resources/subscriptions/resourceGroups/read"
ASSIGNMENTS_READ = "Microsoft.Authorization/roleAssignments/read"
DEFINITIONS_READ = "Microsoft.Authorization/roleDefinitions/read"

# What each provider serves, newest last.
RESOURCES_VERSIONS = ("2018-05-01", "2019-11-01", "2020-01-01", "2021-01-01", "2021-04-01",
                      "2022-09-01", "2022-12-01")
VAULTS_VERSIONS = ("2016-10-01", "2018-02-14", "2019-09-01", "2021-10-01", "2022-07-01",
                   "2023-02-01", "2023-07-01", "2024-11-01", "2025-05-01", "2026-02-01",
                   "2026-03-01-preview")
AUTHORIZATION_VERSIONS = ("2015-07-01", "2018-01-01-preview", "2018-07-01", "2020-10-01",
                          "2022-04-01", "2022-05-01-preview")

SUBSCRIPTION = r"/subscriptions/([^/]+)"
GROUP = SUBSCRIPTION + r"/resourcegroups/([^/]+)"
VAULT = GROUP + r"/providers/microsoft\.keyvault/vaults/([^/]+)"
AUTHORIZATION = r"/providers/microsoft\.authorization/"
FILTER = re.compile(r"(?:atScope\(\) and )?assignedTo\('([0-9a-f-]{36})'\)"
                    r"|principalId eq '([0-9a-f-]{36})'|atScope\(\)", re.IGNORECASE)


@dataclass(frozen=True)
class Caller:
    """The service principal that a token speaks for."""

    app: str
    object: str
    tenant: str


Handler = Callable[..., Any]


class ResourceManager:
    """Answers for the management hosts of all clouds."""

    name = "resource-manager"

    def __init__(self, state: State, mint: TokenMint) -> None:
        self._state = state
        self._mint = mint
        routes: list[tuple[str, tuple[str, ...], Handler]] = [
            (r"/subscriptions", RESOURCES_VERSIONS, self._subscriptions),
            (SUBSCRIPTION, RESOURCES_VERSIONS, self._subscription),
            (SUBSCRIPTION + r"/resourcegroups", RESOURCES_VERSIONS, self._groups),
            (SUBSCRIPTION + r"/providers/microsoft\.keyvault/vaults", VAULTS_VERSIONS,
             self._vaults),
            (GROUP + r"/providers/microsoft\.keyvault/vaults", VAULTS_VERSIONS,
             self._vaults_of_group),
            (SUBSCRIPTION + r"/providers/microsoft\.keyvault/deletedvaults", VAULTS_VERSIONS,
             self._deleted_vaults),
            (VAULT, VAULTS_VERSIONS, self._vault),
            (VAULT + AUTHORIZATION + "permissions", AUTHORIZATION_VERSIONS, self._permissions),
            (VAULT + AUTHORIZATION + "roleassignments", AUTHORIZATION_VERSIONS,
             self._assignments),
            (f"(?:{SUBSCRIPTION})?" + AUTHORIZATION + "roledefinitions/([^/]+)",
             AUTHORIZATION_VERSIONS, self._definition),
        ]
        self._routes = [(re.compile(path + "/?", re.IGNORECASE), versions, handler)
                        for path, versions, handler in routes]

    def serves(self, host: str) -> bool:
        return clouds.by_manager_host(host) is not None

    def methods(self, _request: Request) -> frozenset[str]:
        return frozenset({"GET"})

    def describe(self, _request: Request) -> dict[str, Any]:
        return {}

    def answer(self, request: Request) -> Response:
        try:
            with self._state.lock:
                response = self._route(request)
        except Refusal as no:
            response = no.response()
        response.headers += [
            ("Cache-Control", "no-cache"), ("Pragma", "no-cache"), ("Expires", "-1"),
            ("x-ms-ratelimit-remaining-subscription-reads", "11999"),
            ("x-ms-request-id", request_id := str(uuid.uuid4())),
            ("x-ms-correlation-request-id", request_id),
            ("x-ms-routing-request-id", f"WESTEUROPE:20261129T000000Z:{request_id}"),
            ("Strict-Transport-Security", "max-age=31536000; includeSubDomains"),
            ("X-Content-Type-Options", "nosniff"),
        ]
        return response

    def _route(self, request: Request) -> Response:
        for pattern, versions, handler in self._routes:
            if match := pattern.fullmatch(request.path):
                caller = self._identify(request)
                check_version(request, versions)
                return json_response(200, handler(request, caller, *match.groups()))
        return html_response(404, "404 - File or directory not found.")

    # -- who is calling --

    def _identify(self, request: Request) -> Caller:
        scheme, _, token = request.header("Authorization").partition(" ")
        cloud = clouds.by_manager_host(request.host)
        assert cloud is not None
        if scheme.lower() != "bearer" or not token:
            raise unauthorized(cloud, "AuthenticationFailed", "Authentication failed. The "
                               "'Authorization' header is missing.")
        claims = self._mint.claims(token.strip())
        if claims is None or self._mint.is_revoked(token.strip()):
            raise unauthorized(cloud, "InvalidAuthenticationToken", "The access token is invalid.")
        if claims["aud"] not in cloud.manager_audiences:
            raise unauthorized(cloud, "InvalidAuthenticationToken",
                               "The access token has been obtained for wrong audience or resource "
                               f"'{claims['aud']}'. It should exactly match with one of the "
                               f"allowed audiences '{','.join(cloud.manager_audiences)}'.")
        if claims["exp"] <= self._state.now():
            raise unauthorized(cloud, "ExpiredAuthenticationToken",
                               "The access token expiry UTC time is earlier than current UTC time.")
        return Caller(claims["appid"], claims["oid"], claims["tid"])

    def _find(self, caller: Caller, subscription_id: str, request: Request) -> Subscription:
        """The subscription, if it is of the caller's tenant."""
        if not resources.GUID.fullmatch(subscription_id):
            raise Refusal(400, "InvalidSubscriptionId", "The provided subscription identifier "
                          f"'{subscription_id}' is malformed or invalid.")
        subscription = self._state.subscriptions.get(subscription_id.lower())
        if subscription is None:
            raise Refusal(404, "SubscriptionNotFound",
                          f"The subscription '{subscription_id}' could not be found.")
        if subscription.tenant != caller.tenant:
            cloud = clouds.by_manager_host(request.host)
            assert cloud is not None
            raise unauthorized(
                cloud, "InvalidAuthenticationTokenTenant",
                f"The access token is from the wrong issuer '{cloud.issuer}/{caller.tenant}/'. It "
                f"must match the tenant '{cloud.issuer}/{subscription.tenant}/' associated with "
                "this subscription. Please use the authority (URL) "
                f"'https://{cloud.authorities[1]}/{subscription.tenant}' to get the token.")
        return subscription

    def _roles(self, caller: Caller, scope: str) -> list[Role]:
        """Those that hold at a scope: assigned there or above."""
        return [each.role for each in self._assigned(caller) if is_at_or_above(each.scope, scope)]

    def _assigned(self, caller: Caller) -> list[Assignment]:
        return [each for each in resources.assignments(self._state)
                if each.principal == caller.object]

    def _may(self, caller: Caller, action: str, scope: str) -> bool:
        return any(role.allows(action) for role in self._roles(caller, scope))

    def _check(self, caller: Caller, action: str, scope: str) -> None:
        if not self._may(caller, action, scope):
            raise forbidden(caller, action, scope)

    # -- what there is --

    def _page(self, request: Request, items: Iterable[dict[str, Any]]) -> dict[str, Any]:
        return resources.page(request, list(items), self._state.manager_page_size)

    def _subscriptions(self, request: Request, caller: Caller) -> dict[str, Any]:
        """Those in which the caller has a role with an action, wherever in it."""
        scopes = [each.scope.lower() for each in self._assigned(caller) if each.role.actions]
        return self._page(request, (
            resources.describe_subscription(each) for each in self._state.subscriptions.values()
            if each.tenant == caller.tenant
            and any(scope.startswith(each.resource_id) for scope in scopes)))

    def _subscription(self, request: Request, caller: Caller, name: str) -> dict[str, Any]:
        subscription = self._find(caller, name, request)
        self._check(caller, "Microsoft.Resources/subscriptions/read", subscription.resource_id)
        return resources.describe_subscription(subscription)

    def _groups(self, request: Request, caller: Caller, name: str) -> dict[str, Any]:
        subscription = self._find(caller, name, request)
        scope = subscription.resource_id
        shown = [each for each in resources.groups(self._state, subscription)
                 if self._may(caller, GROUPS_READ, each["id"])]
        if not shown:
            self._check(caller, GROUPS_READ, scope)
        return self._page(request, shown)

    def _vaults(self, request: Request, caller: Caller, name: str) -> dict[str, Any]:
        subscription = self._find(caller, name, request)
        return self._list_vaults(request, caller, subscription, subscription.resource_id)

    def _vaults_of_group(self, request: Request, caller: Caller, name: str,
                         group: str) -> dict[str, Any]:
        subscription = self._find(caller, name, request)
        scope = f"{subscription.resource_id}/resourceGroups/{group}"
        self._check_group(caller, subscription, group)
        return self._list_vaults(request, caller, subscription, scope)

    def _list_vaults(self, request: Request, caller: Caller, subscription: Subscription,
                     scope: str) -> dict[str, Any]:
        """Those that the caller may see; who may see none there is refused."""
        shown = [vault for vault in resources.vaults(self._state, subscription)
                 if vault.deleted is None and is_at_or_above(scope, vault.arm_id)
                 and self._may(caller, VAULTS_READ, vault.arm_id)]
        if not shown:
            self._check(caller, VAULTS_READ, scope)
        return self._page(request, map(resources.describe_vault, shown))

    def _check_group(self, caller: Caller, subscription: Subscription, group: str) -> None:
        """Whoever may look there is told what is not there."""
        known = {each["name"].lower() for each in resources.groups(self._state, subscription)}
        if group.lower() not in known and self._may(caller, GROUPS_READ, subscription.resource_id):
            raise Refusal(404, "ResourceGroupNotFound",
                          f"Resource group '{group}' could not be found.")

    def _deleted_vaults(self, request: Request, caller: Caller, name: str) -> dict[str, Any]:
        """Without rights it is empty."""
        subscription = self._find(caller, name, request)
        return self._page(request, (
            resources.describe_deleted_vault(vault)
            for vault in resources.vaults(self._state, subscription)
            if vault.deleted is not None and self._may(
                caller, "Microsoft.KeyVault/deletedVaults/read", subscription.resource_id)))

    def _look_up(self, request: Request, caller: Caller, place: tuple[str, str, str],
                 action: str = "") -> Vault:
        subscription = self._find(caller, place[0], request)
        scope = (f"{subscription.resource_id}/resourceGroups/{place[1]}"
                 f"/providers/Microsoft.KeyVault/vaults/{place[2]}")
        if action:
            self._check(caller, action, scope)
        self._check_group(caller, subscription, place[1])
        for vault in resources.vaults(self._state, subscription):
            if vault.arm_id.lower() == scope.lower() and vault.deleted is None:
                return vault
        raise Refusal(404, "ResourceNotFound", "The Resource 'Microsoft.KeyVault/vaults/"
                      f"{place[2]}' under resource group '{place[1]}' was not found. For more "
                      "details please go to https://aka.ms/ARMResourceNotFoundFix")

    def _vault(self, request: Request, caller: Caller, *place: str) -> dict[str, Any]:
        return resources.describe_vault(
            self._look_up(request, caller, (place[0], place[1], place[2]), VAULTS_READ))

    # -- who may do what --

    def _permissions(self, request: Request, caller: Caller, *place: str) -> dict[str, Any]:
        """Everybody may ask for their own."""
        vault = self._look_up(request, caller, (place[0], place[1], place[2]))
        return self._page(request, (role.permissions for role in self._roles(caller, vault.arm_id)))

    def _assignments(self, request: Request, caller: Caller, *place: str) -> dict[str, Any]:
        vault = self._look_up(request, caller, (place[0], place[1], place[2]), ASSIGNMENTS_READ)
        wanted = FILTER.fullmatch(request.query.get("$filter", "atScope()"))
        if wanted is None:
            raise Refusal(400, "UnsupportedQuery", "The filter is not supported.")
        principal = wanted[1] or wanted[2]
        only_above = request.query.get("$filter", "").startswith("atScope()")
        return self._page(request, (
            each.describe() for each in resources.assignments(self._state)
            if (not principal or each.principal == principal.lower())
            and (is_at_or_above(each.scope, vault.arm_id)
                 or not only_above and is_at_or_above(vault.arm_id, each.scope))))

    def _definition(self, _request: Request, caller: Caller, _subscription: str | None,
                    role_id: str) -> dict[str, Any]:
        if not any(each.role.allows(DEFINITIONS_READ) for each in self._assigned(caller)):
            raise forbidden(caller, DEFINITIONS_READ,
                            f"/providers/Microsoft.Authorization/roleDefinitions/{role_id}")
        if role_id.lower() not in BY_ID:
            raise Refusal(404, "RoleDefinitionDoesNotExist",
                          f"The specified role definition with ID '{role_id}' does not exist.")
        return resources.describe_role(BY_ID[role_id.lower()])


def is_at_or_above(scope: str, other: str) -> bool:
    return f"{other}/".lower().startswith(f"{scope}/".lower())


def check_version(request: Request, versions: tuple[str, ...]) -> None:
    version = request.query.get("api-version")
    if not version:
        raise Refusal(400, "MissingApiVersionParameter",
                      "The api-version query parameter (?api-version=) is required for all "
                      "requests.")
    if version not in versions:
        raise Refusal(400, "InvalidApiVersionParameter",
                      f"The api-version '{version}' is invalid. The supported versions are "
                      f"'{','.join(reversed(versions))}'.")


def unauthorized(cloud: clouds.Cloud, code: str, message: str) -> Refusal:
    return Refusal(401, code, message, headers=[(
        "WWW-Authenticate",
        f'Bearer authorization_uri="https://{cloud.authorities[1]}/", error="invalid_token", '
        f'error_description="{message}"')])


def forbidden(caller: Caller, action: str, scope: str) -> Refusal:
    return Refusal(
        403, "AuthorizationFailed",
        f"The client '{caller.app}' with object id '{caller.object}' does not have authorization "
        f"to perform action '{action}' over scope '{scope}' or the scope is invalid. If access "
        "was recently granted, please refresh your credentials.")
