"""What is in the cloud before a test says anything; README.md lists it."""

import json
from pathlib import Path
from typing import Any

from . import external_issuer
from .state import BadSettings, State

TENANT = "72f988bf-86f1-41af-91ab-2d7cd011db47"
CHINA_TENANT = "3d7cd011-0f1e-4c5a-9d55-91ab72f988bf"
GOVERNMENT_TENANT = "86f191ab-7cd0-4a41-8c1d-db472d7c11af"
OTHER_TENANT = "f8cdef31-a31e-4b4a-93e4-5f571e91255a"

SUBSCRIPTION = "00000000-0000-0000-0000-000000000000"
TEST_SUBSCRIPTION = "11111111-0000-0000-0000-000000000000"
CHINA_SUBSCRIPTION = "c1000000-0000-0000-0000-000000000000"
GOVERNMENT_SUBSCRIPTION = "90000000-0000-0000-0000-000000000000"
OTHER_SUBSCRIPTION = "fab00000-0000-0000-0000-000000000000"

CLIENT = "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff"
OBJECT = "3f2b1c9e-7a64-4d0b-9e1f-0c5a8b7d6e42"
SECRET = "cloud-secret~1.value_-+/="
EXPIRED_SECRET = "expired-secret~0.value"

SYSTEM_CLIENT = "c1d2e3f4-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
SYSTEM_OBJECT = "9e8d7c6b-5a49-4382-9170-6f5e4d3c2b1a"
USER_CLIENT = "d4e5f6a7-b8c9-4d0e-9f1a-2b3c4d5e6f70"
USER_OBJECT = "1a2b3c4d-5e6f-4708-91a2-b3c4d5e6f708"
RESOURCES = f"/subscriptions/{SUBSCRIPTION}/resourcegroups/exports/providers/"

READER = [{"principal": OBJECT, "role": "Key Vault Secrets User"}]
READERS = READER + [{"principal": principal, "role": "Key Vault Secrets User"}
                    for principal in (SYSTEM_OBJECT, USER_OBJECT)]

DAY = 24 * 60 * 60
LONG_VALUE = "0123456789abcdef" * 1600


def _versions() -> list[dict[str, Any]]:
    return [
        {"value": f"value-{number}", "version": f"{number:032x}",
         "attributes": {"created": f"-{(4 - number) * DAY}", "updated": f"-{(4 - number) * DAY}"}}
        for number in (1, 2, 3)
    ]


def _secrets() -> dict[str, Any]:
    return {
        "sftp-password": {
            "value": "correct horse battery staple",
            "version": "4387e9f3d6e14c459867679a90fd0f79",
            "contentType": "text/plain",
            "tags": {"username": "export"},
        },
        "multi-line": {"value": "-----BEGIN-----\nfirst\r\nsecond\n-----END-----\n"},
        "unicode": {"value": "pässwörd 密码 🔑 \u2028 \ufeff"},
        "nul": {"value": "before\0after"},
        "empty": {"value": ""},
        "long": {"value": LONG_VALUE},
        "spaces": {"value": "  kept \t"},
        "expired": {"value": "expired-value", "attributes": {"exp": f"-{DAY}"}},
        "expires": {"value": "expires-value", "attributes": {"exp": f"{30 * DAY}"}},
        "not-yet-valid": {"value": "early-value", "attributes": {"nbf": f"{DAY}"}},
        "disabled": {"value": "disabled-value", "attributes": {"enabled": False}},
        "deleted": {"value": "deleted-value", "deleted": True},
        "deleted-disabled": {"value": "deleted-value", "attributes": {"enabled": False},
                             "deleted": True},
        "versions": _versions(),
        "latest-disabled": [
            {"value": "older-value", "version": f"{1:032x}",
             "attributes": {"created": f"-{DAY}"}},
            {"value": "newer-value", "version": f"{2:032x}", "attributes": {"enabled": False}},
        ],
    }


def _document() -> dict[str, Any]:
    return {
        "tenants": {
            TENANT: {"domain": "contoso.onmicrosoft.com"},
            OTHER_TENANT: {"domain": "fabrikam.onmicrosoft.com"},
            CHINA_TENANT: {"domain": "contoso.partner.onmschina.cn", "cloud": "AzureChinaCloud"},
            GOVERNMENT_TENANT: {"domain": "contoso.onmicrosoft.us",
                                "cloud": "AzureUSGovernment"},
        },
        "apps": {
            CLIENT: {
                "name": "nightly-export",
                "principals": {tenant: OBJECT for tenant in
                               (TENANT, CHINA_TENANT, GOVERNMENT_TENANT)},
                "secrets": [{"value": SECRET}, {"value": EXPIRED_SECRET, "expired": True}],
                "federated": [{"issuer": issuer, "subject": subject} for issuer, subject in (
                    (external_issuer.KUBERNETES, external_issuer.KUBERNETES_SUBJECT),
                    (external_issuer.GITHUB, external_issuer.GITHUB_SUBJECT),
                    (external_issuer.PIPELINES, external_issuer.PIPELINES_SUBJECT))],
            },
        },
        "identities": {
            SYSTEM_CLIENT: {
                "object": SYSTEM_OBJECT, "tenant": TENANT, "system_assigned": True,
                "resource_id": RESOURCES + "Microsoft.Compute/virtualMachines/exporter",
            },
            USER_CLIENT: {
                "object": USER_OBJECT, "tenant": TENANT,
                "resource_id": RESOURCES
                + "Microsoft.ManagedIdentity/userAssignedIdentities/nightly",
            },
        },
        "subscriptions": {
            SUBSCRIPTION: {"tenant": TENANT, "groups": {"exports": "westeurope"}},
            TEST_SUBSCRIPTION: {"tenant": TENANT, "name": "Contoso Test", "state": "Warned"},
            OTHER_SUBSCRIPTION: {"tenant": OTHER_TENANT, "name": "Fabrikam"},
            CHINA_SUBSCRIPTION: {"tenant": CHINA_TENANT, "name": "Contoso China"},
            GOVERNMENT_SUBSCRIPTION: {"tenant": GOVERNMENT_TENANT, "name": "Contoso Government"},
        },
        "vaults": {
            "contoso": {"grants": READERS, "secrets": _secrets()},
            "contoso-policy": {
                "model": "policy",
                "policies": [{"objectId": OBJECT, "permissions": {"secrets": ["get", "list"]}}],
                "secrets": {"sftp-password": {"value": "policy horse"}},
            },
            "fabrikam": {"tenant": OTHER_TENANT, "grants": [],
                         "subscription": OTHER_SUBSCRIPTION},
            "contoso.vault.azure.cn": {
                "location": "chinanorth3", "grants": READER, "subscription": CHINA_SUBSCRIPTION,
                "secrets": {"sftp-password": {"value": "china horse"}},
            },
            "contoso.vault.usgovcloudapi.net": {
                "location": "usgovvirginia", "grants": READER,
                "subscription": GOVERNMENT_SUBSCRIPTION,
                "secrets": {"sftp-password": {"value": "government horse"}},
            },
        },
    }


def load(state: State, extra: Path | None) -> None:
    """Fills the cloud: the seed above, then the test's own file on top of it."""
    apply(state, _document())
    if extra is not None:
        apply(state, json.loads(extra.read_text(encoding="utf-8")))


def apply(state: State, document: dict[str, Any]) -> None:
    """Adds to the cloud what a document of these sections says."""
    puts = {"tenants": state.put_tenant, "apps": state.put_app,
            "identities": state.put_identity, "subscriptions": state.put_subscription,
            "vaults": state.put_vault}
    if unknown := set(document) - set(puts):
        raise BadSettings(f"a seed has no section {sorted(unknown)}")
    for section, put in puts.items():
        for name, settings in document.get(section, {}).items():
            put(name, settings)
