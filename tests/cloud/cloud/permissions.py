"""What a caller may do: the vault's network rules, its roles or its access policies."""

import uuid
from dataclasses import dataclass

from .challenge import Caller
from .refusal import forbidden
from .roles import BY_NAME
from .state import Vault

ACTIONS = "Microsoft.KeyVault/vaults/"

@dataclass(frozen=True)
class Need:
    """What a call takes, in the words of both permission models."""

    policy: str
    action: str
    things: str = "secrets"


GET = Need("get", "secrets/getSecret/action")
LIST = Need("list", "secrets/readMetadata/action")
GET_DELETED = Need("get", "secrets/readMetadata/action")
GET_KEY = Need("get", "keys/read", "keys")
LIST_KEYS = Need("list", "keys/read", "keys")
GET_CERTIFICATE = Need("get", "certificates/read", "certificates")
LIST_CERTIFICATES = Need("list", "certificates/read", "certificates")


def check_network(vault: Vault, caller: Caller) -> None:
    """The firewall looks after the token: a caller without one is still told where to sign in."""
    if vault.firewall == "ForbiddenByFirewall":
        raise forbidden(
            vault.firewall,
            "Client address is not authorized and caller is not a trusted service.\r\n"
            f"Client address: {vault.client_address}\r\nCaller: {caller}\r\n"
            f"Vault: {vault.name};location={vault.location}")
    if vault.firewall == "ForbiddenByConnection":
        raise forbidden(
            vault.firewall,
            "Public network access is disabled and request is not from a trusted service nor via "
            "an approved private link.\r\n"
            f"Caller: {caller}\r\nVault: {vault.name};location={vault.location}")


def check(vault: Vault, caller: Caller, need: Need, secret: str = "") -> str | None:
    """Refuses who may not; otherwise the role assignment that allowed it, where roles decide."""
    if vault.model == "rbac":
        return _check_roles(vault, caller, need, secret)
    _check_policies(vault, caller, need)
    return None


def _check_roles(vault: Vault, caller: Caller, need: Need, secret: str) -> str:
    for grant in vault.grants:
        scope = grant.get("secret", secret)
        if grant["principal"] == caller.object and scope.lower() == secret.lower():
            if BY_NAME[grant["role"]].allows_data(ACTIONS + need.action):
                return str(uuid.uuid5(uuid.NAMESPACE_URL, repr(sorted(grant.items()))))
    resource = vault.resource_id + (f"/secrets/{secret}" if secret else "")
    raise forbidden(
        "ForbiddenByRbac",
        "Caller is not authorized to perform action on resource.\r\n"
        "If role assignments, deny assignments or role definitions were changed recently, please "
        "observe propagation time.\r\n"
        f"Caller: {caller}\r\nAction: '{ACTIONS}{need.action}'\r\nResource: '{resource}'\r\n"
        "Assignment: (not found)\r\nDenyAssignmentId: null\r\n"
        "DecisionReason: 'DeniedWithNoValidRBAC' \r\n"
        f"Vault: {vault.name};location={vault.location}\r\n")


def _check_policies(vault: Vault, caller: Caller, need: Need) -> None:
    for policy in vault.policies:
        allowed = {verb.lower() for verb in policy["permissions"].get(need.things, [])}
        if policy["objectId"] == caller.object and allowed & {need.policy, "all"}:
            return
    raise forbidden(
        "ForbiddenByPolicy",
        f"The user, group or application '{caller}' does not have {need.things} {need.policy} "
        f"permission on key vault '{vault.name};location={vault.location}'. For help resolving "
        "this issue, please see https://go.microsoft.com/fwlink/?linkid=2125287")
