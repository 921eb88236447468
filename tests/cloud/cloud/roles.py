"""Roles, as Azure's own definitions have them: what each may do, on either plane."""

import fnmatch
from dataclasses import dataclass
from typing import Any

KEY_VAULT = "Microsoft.KeyVault/"
VAULTS = KEY_VAULT + "vaults/"
# What most of Key Vault's own roles may do besides. That vaults/*/read is good for the vault
# itself too, Azure says of these roles and not of the pattern.
LOOK_AROUND = (
    "Microsoft.Authorization/*/read", "Microsoft.Resources/subscriptions/resourceGroups/read", KEY_VAULT + "checkNameAvailability/read",
    KEY_VAULT + "deletedVaults/read", KEY_VAULT + "locations/*/read", VAULTS + "*/read",
    VAULTS + "read", KEY_VAULT + "operations/read")


@dataclass(frozen=True)
class Role:
    """One role; a pattern's star stands for any run of characters."""

    name: str
    id: str
    actions: tuple[str, ...] = ()
    data_actions: tuple[str, ...] = ()
    not_actions: tuple[str, ...] = ()

    def allows(self, action: str) -> bool:
        return matches(self.actions, action) and not matches(self.not_actions, action)

    def allows_data(self, action: str) -> bool:
        return matches(self.data_actions, action)

    @property
    def permissions(self) -> dict[str, Any]:
        return {"actions": self.actions, "notActions": self.not_actions,
                "dataActions": self.data_actions, "notDataActions": ()}


def matches(patterns: tuple[str, ...], action: str) -> bool:
    return any(fnmatch.fnmatch(action.lower(), pattern.lower()) for pattern in patterns)


BUILT_IN = (
    Role("Owner", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", ("*",)),
    Role("Contributor", "b24988ac-6180-42a0-ab88-20f7382dd24c", ("*",), (),
         ("Microsoft.Authorization/*/Delete", "Microsoft.Authorization/*/Write",
          "Microsoft.Authorization/elevateAccess/Action")),
    Role("Reader", "acdd72a7-3385-48ef-bd42-f606fba81ae7", ("*/read",)),
    Role("Key Vault Reader", "21090545-7ca7-4776-b22c-e363652d74d2", LOOK_AROUND,
         (VAULTS + "*/read", VAULTS + "secrets/readMetadata/action")),
    Role("Key Vault Secrets User", "4633458b-17de-408a-b874-0445c86b69e6", (),
         (VAULTS + "secrets/getSecret/action", VAULTS + "secrets/readMetadata/action")),
    Role("Key Vault Secrets Officer", "b86a8fe4-44ce-4948-aee5-eccb2c155cd7", LOOK_AROUND,
         (VAULTS + "secrets/*",)),
    Role("Key Vault Administrator", "00482a5a-887f-4fb3-b363-3b7fe8e74483", LOOK_AROUND,
         (VAULTS + "*",)),
    Role("Key Vault Certificate User", "db79e9a7-68ee-4b58-9aeb-b90e7c24fcba", (),
         (VAULTS + "certificates/read", VAULTS + "secrets/getSecret/action",
          VAULTS + "secrets/readMetadata/action", VAULTS + "keys/read")),
    Role("Key Vault Certificates Officer", "a4417e6f-fecd-4de8-b567-7b0420556985", LOOK_AROUND,
         (VAULTS + "certificates/*", VAULTS + "certificatecas/*",
          VAULTS + "certificatecontacts/write")),
    Role("Key Vault Crypto Officer", "14b46e9e-c2b7-41b4-b07b-48a6ebf60603", LOOK_AROUND,
         (VAULTS + "keys/*", VAULTS + "keyrotationpolicies/*")),
    Role("Key Vault Crypto User", "12338af0-0e69-4776-bea7-57ae8d297424", (),
         (VAULTS + "keys/read", VAULTS + "keys/update/action", VAULTS + "keys/backup/action",
          VAULTS + "keys/encrypt/action", VAULTS + "keys/decrypt/action",
          VAULTS + "keys/wrap/action", VAULTS + "keys/unwrap/action",
          VAULTS + "keys/sign/action", VAULTS + "keys/verify/action")),
    Role("Key Vault Contributor", "f25e0fa2-a7c8-4377-a976-54943a77a395",
         ("Microsoft.Authorization/*/read", KEY_VAULT + "*"), (),
         (KEY_VAULT + "locations/deletedVaults/purge/action", KEY_VAULT + "hsmPools/*",
          KEY_VAULT + "managedHsms/*")),
    Role("Key Vault Data Access Administrator", "8b54135c-b56d-4d72-a534-26097cfdc8d8",
         ("Microsoft.Authorization/roleAssignments/write",
          "Microsoft.Authorization/roleAssignments/delete", "Microsoft.Authorization/*/read",
          VAULTS + "*/read")),
)

BY_NAME = {role.name: role for role in BUILT_IN}
BY_ID = {role.id: role for role in BUILT_IN}
