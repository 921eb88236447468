"""What Resource Manager says of things: subscriptions, groups, vaults, roles and who has them."""

import base64
import datetime
import json
import re
import uuid
from dataclasses import dataclass
from typing import Any, Iterator

from .http1 import Request
from .refusal import Refusal
from .roles import BY_NAME, Role
from .state import DAY_S, State, Subscription, Vault

GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
ADMINISTRATOR = "ad000000-0000-4000-8000-000000000001"


@dataclass(frozen=True)
class Assignment:
    """A role, given to a principal at a scope."""

    principal: str
    role: Role
    scope: str

    def describe(self) -> dict[str, Any]:
        name = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{self.principal}{self.role.id}{self.scope}"))
        subscription = "/".join(self.scope.split("/")[:3])
        return {
            "properties": {
                "roleDefinitionId": f"{subscription}/providers/Microsoft.Authorization"
                                    f"/roleDefinitions/{self.role.id}",
                "principalId": self.principal,
                "principalType": "ServicePrincipal",
                "scope": self.scope,
                "condition": None,
                "conditionVersion": None,
                "createdOn": "2026-01-01T10:11:12.3456789Z",
                "updatedOn": "2026-01-01T10:11:12.3456789Z",
                "createdBy": ADMINISTRATOR,
                "updatedBy": ADMINISTRATOR,
                "delegatedManagedIdentityResourceId": None,
                "description": None,
            },
            "id": f"{self.scope}/providers/Microsoft.Authorization/roleAssignments/{name}",
            "type": "Microsoft.Authorization/roleAssignments",
            "name": name,
        }


def assignments(state: State) -> Iterator[Assignment]:
    """All of them: of subscriptions, of groups, of vaults and of single secrets."""
    for subscription in state.subscriptions.values():
        for grant in subscription.grants:
            scope = subscription.resource_id
            if "group" in grant:
                scope += f"/resourceGroups/{grant['group']}"
            yield Assignment(grant["principal"], BY_NAME[grant["role"]], scope)
    for vault in state.vaults.values():
        for grant in vault.grants:
            scope = vault.arm_id
            if "secret" in grant:
                scope += f"/secrets/{grant['secret']}"
            yield Assignment(grant["principal"], BY_NAME[grant["role"]], scope)


def vaults(state: State, subscription: Subscription) -> list[Vault]:
    return sorted((vault for vault in state.vaults.values()
                   if vault.subscription.lower() == subscription.id.lower()),
                  key=lambda vault: vault.name.lower())


def groups(state: State, subscription: Subscription) -> list[dict[str, Any]]:
    """Those that a test made, and those that vaults are in."""
    known = {name.lower(): (name, location) for name, location in subscription.groups.items()}
    for vault in vaults(state, subscription):
        known.setdefault(vault.resource_group.lower(), (vault.resource_group, vault.location))
    return [{
        "id": f"{subscription.resource_id}/resourceGroups/{name}",
        "name": name,
        "type": "Microsoft.Resources/resourceGroups",
        "location": location,
        "properties": {"provisioningState": "Succeeded"},
    } for _, (name, location) in sorted(known.items())]


def describe_subscription(subscription: Subscription) -> dict[str, Any]:
    return {
        "id": subscription.resource_id,
        "authorizationSource": "RoleBased",
        "managedByTenants": [],
        "subscriptionId": subscription.id,
        "tenantId": subscription.tenant,
        "displayName": subscription.name,
        "state": subscription.state,
        "subscriptionPolicies": {"locationPlacementId": "Public_2014-09-01",
                                 "quotaId": "EnterpriseAgreement_2014-09-01",
                                 "spendingLimit": "Off"},
    }


def describe_vault(vault: Vault) -> dict[str, Any]:
    return {
        "id": vault.arm_id,
        "name": vault.name,
        "type": "Microsoft.KeyVault/vaults",
        "location": vault.location,
        "tags": {},
        "systemData": {"createdBy": "admin@contoso.com", "createdByType": "User",
                       "createdAt": "2026-01-01T10:11:12.345Z",
                       "lastModifiedBy": "admin@contoso.com", "lastModifiedByType": "User",
                       "lastModifiedAt": "2026-01-01T10:11:12.345Z"},
        "properties": _properties(vault) | vault.properties,
    }


def _properties(vault: Vault) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "sku": {"family": "A", "name": "standard"},
        "tenantId": vault.tenant,
        "accessPolicies": [_policy(vault, policy) for policy in vault.policies],
        "enabledForDeployment": False,
        "enabledForDiskEncryption": False,
        "enabledForTemplateDeployment": False,
        "enableSoftDelete": vault.soft_delete,
        "softDeleteRetentionInDays": vault.retention_days,
        "enableRbacAuthorization": vault.model == "rbac" or None,
        "vaultUri": f"https://{vault.host}/",
        "provisioningState": "Succeeded",
        "publicNetworkAccess":
            "Disabled" if vault.firewall == "ForbiddenByConnection" else "Enabled",
    }
    if vault.purge_protection:
        properties["enablePurgeProtection"] = True
    if vault.firewall:
        properties["networkAcls"] = {
            "bypass": "AzureServices", "defaultAction": "Deny",
            "ipRules": [{"value": "198.51.100.0/24"}], "virtualNetworkRules": []}
    return properties


def _policy(vault: Vault, policy: dict[str, Any]) -> dict[str, Any]:
    """With every kind of permission, as the service has them."""
    kinds = ("keys", "secrets", "certificates", "storage")
    permissions = {kind: policy["permissions"].get(kind, []) for kind in kinds}
    return {"tenantId": vault.tenant, **policy, "permissions": permissions}


def describe_deleted_vault(vault: Vault) -> dict[str, Any]:
    deleted = vault.deleted or 0
    return {
        "id": f"/subscriptions/{vault.subscription}/providers/Microsoft.KeyVault/locations/"
              f"{vault.location}/deletedVaults/{vault.name}",
        "name": vault.name,
        "type": "Microsoft.KeyVault/deletedVaults",
        "properties": {
            "vaultId": vault.arm_id,
            "location": vault.location,
            "tags": {},
            "deletionDate": instant(deleted),
            "scheduledPurgeDate": instant(deleted + vault.retention_days * DAY_S),
        },
    }


def describe_role(role: Role) -> dict[str, Any]:
    return {
        "properties": {
            "roleName": role.name,
            "type": "BuiltInRole",
            "description": role.name,
            "assignableScopes": ["/"],
            "permissions": [role.permissions],
        },
        "id": f"/providers/Microsoft.Authorization/roleDefinitions/{role.id}",
        "type": "Microsoft.Authorization/roleDefinitions",
        "name": role.id,
    }


def instant(seconds: int) -> str:
    moment = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def page(request: Request, items: list[dict[str, Any]], size: int) -> dict[str, Any]:
    """One page of a list; its link is what the service writes, and says where the next begins."""
    if top := request.query.get("$top"):
        size = min(size, int(top)) if top.isdecimal() and int(top) else size
    start = _read_token(request.query.get("$skiptoken"))
    answer: dict[str, Any] = {"value": items[start:start + size]}
    if len(items) > start + size:
        token = base64.urlsafe_b64encode(json.dumps({"start": start + size}).encode()).decode()
        kept = "&".join(part for part in request.query_text.split("&")
                        if not part.startswith(("$skiptoken=", "%24skiptoken=")))
        path = request.target.partition("?")[0]
        answer["nextLink"] = (f"https://{request.host}{path}?{kept}"
                              f"&$skiptoken={token.replace('=', '%3d')}")
    return answer


def _read_token(token: str | None) -> int:
    if token is None:
        return 0
    try:
        return int(json.loads(base64.urlsafe_b64decode(token))["start"])
    except (ValueError, KeyError, TypeError):
        raise Refusal(400, "InvalidSkipToken", "The skip token is not valid.") from None
