"""Resource Manager: what there is, who may see it, and who may do what."""

import urllib.parse

from checks.harness import OBJECT, TENANT, Answer, CloudTest

HOST = "management.azure.com"
SCOPE = "https://management.azure.com/.default"
SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000"
OTHER_SUBSCRIPTION = "/subscriptions/fab00000-0000-0000-0000-000000000000"
GROUP = f"{SUBSCRIPTION}/resourceGroups/exports"
VAULTS = "providers/Microsoft.KeyVault/vaults"
AUTHORIZATION = "providers/Microsoft.Authorization"
SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6"


class ResourceManagerTest(CloudTest):
    def setUp(self) -> None:
        self.grant()
        self.cloud.tell("POST", "/resource-manager", {"page_size": 50})

    def grant(self, *roles: str, **more: str) -> None:
        """What the application may do in the whole subscription, and nowhere else."""
        self.cloud.tell("POST", f"/{SUBSCRIPTION.lstrip('/')}", {
            "grants": [{"principal": OBJECT, "role": role, **more} for role in roles]})

    def ask(self, path: str, version: str = "2022-12-01", token: str | None = "",
            more: str = "") -> Answer:
        token = self.cloud.token(scope=SCOPE) if token == "" else token
        return self.cloud.get(f"{path}?api-version={version}{more}", HOST, token)

    def vault(self, path: str = f"{GROUP}/{VAULTS}/contoso") -> Answer:
        return self.ask(path, "2026-02-01")

    def names(self, answer: Answer) -> list[str]:
        self.assertEqual(answer.status, 200, answer.body)
        return [item.get("displayName", item.get("name")) for item in answer.json["value"]]


class WhatThereIs(ResourceManagerTest):
    def test_without_a_role_there_is_nothing(self) -> None:
        self.assertEqual(self.ask("/subscriptions").json, {"value": []})
        for path in (f"{SUBSCRIPTION}/{VAULTS}", f"{GROUP}/{VAULTS}", f"{GROUP}/{VAULTS}/contoso",
                     f"{GROUP}/{VAULTS}/missing"):
            self.assertEqual(self.vault(path).codes, (403, "AuthorizationFailed", ""))
        self.assertEqual(self.ask(f"{SUBSCRIPTION}/resourcegroups", "2021-04-01").status, 403)
        self.assertEqual(self.vault(
            f"{SUBSCRIPTION}/providers/Microsoft.KeyVault/deletedVaults").json, {"value": []})

    def test_who_may_not_is_named(self) -> None:
        message = self.vault().json["error"]["message"]
        self.assertEqual(
            message, "The client '0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff' with object id "
            f"'{OBJECT}' does not have authorization to perform action "
            f"'Microsoft.KeyVault/vaults/read' over scope '{GROUP}/{VAULTS}/contoso' or the scope "
            "is invalid. If access was recently granted, please refresh your credentials.")

    def test_a_reader_sees_everything(self) -> None:
        self.grant("Reader")
        self.assertEqual(self.names(self.ask("/subscriptions")), ["Contoso Exports"])
        subscription = self.ask("/subscriptions").json["value"][0]
        self.assertEqual(subscription["tenantId"], TENANT)
        self.assertEqual(self.ask(SUBSCRIPTION).json, subscription)
        self.assertEqual(self.names(self.ask(f"{SUBSCRIPTION}/resourcegroups", "2021-04-01")),
                         ["exports"])
        for path in (SUBSCRIPTION, GROUP):
            names = self.names(self.vault(f"{path}/{VAULTS}"))
            self.assertLessEqual({"contoso", "contoso-policy"}, set(names))
            self.assertNotIn("fabrikam", names)

    def test_what_is_not_there(self) -> None:
        self.grant("Reader")
        for path, code in (
            (f"{GROUP}/{VAULTS}/missing", "ResourceNotFound"),
            (f"{SUBSCRIPTION}/resourceGroups/missing/{VAULTS}/contoso", "ResourceGroupNotFound"),
            (f"{SUBSCRIPTION}/resourceGroups/missing/{VAULTS}", "ResourceGroupNotFound"),
            (f"/subscriptions/99999999-0000-0000-0000-000000000000/{VAULTS}",
             "SubscriptionNotFound"),
        ):
            with self.subTest(path=path):
                self.assertEqual(self.vault(path).codes, (404, code, ""))
        self.assertEqual(self.vault(f"/subscriptions/x/{VAULTS}").codes,
                         (400, "InvalidSubscriptionId", ""))
        self.assertEqual(self.vault(f"{OTHER_SUBSCRIPTION}/{VAULTS}").codes,
                         (401, "InvalidAuthenticationTokenTenant", ""))
        self.assertEqual(self.ask("/providers/x").status, 404)

    def test_a_role_at_a_vault_or_a_group_shows_that_much(self) -> None:
        self.cloud.tell("POST", "/vaults/only-one", {
            "resource_group": "other",
            "grants": [{"principal": OBJECT, "role": "Key Vault Reader"}]})
        self.assertEqual(self.names(self.vault(f"{SUBSCRIPTION}/{VAULTS}")), ["only-one"])
        self.assertEqual(self.names(self.ask("/subscriptions")), ["Contoso Exports"])
        self.assertEqual(self.vault().status, 403)
        self.cloud.tell("DELETE", "/vaults/only-one")
        self.grant("Reader", group="exports")
        self.assertEqual(self.vault().status, 200)
        self.assertEqual(self.names(self.ask(f"{SUBSCRIPTION}/resourcegroups", "2021-04-01")),
                         ["exports"])

    def test_a_vault_as_the_data_plane_knows_it(self) -> None:
        self.grant("Reader")
        vault = self.vault(f"{GROUP.upper()}/{VAULTS}/CONTOSO").json
        self.assertEqual(vault["id"], f"{GROUP}/{VAULTS}/contoso")
        self.assertEqual(vault["location"], "westeurope")
        properties = vault["properties"]
        self.assertEqual(properties["vaultUri"], "https://contoso.vault.azure.net/")
        self.assertIs(properties["enableRbacAuthorization"], True)
        self.assertNotIn("networkAcls", properties)
        self.assertNotIn("enablePurgeProtection", properties)
        policy = self.vault(f"{GROUP}/{VAULTS}/contoso-policy").json["properties"]
        self.assertIsNone(policy["enableRbacAuthorization"])
        self.assertEqual(policy["accessPolicies"][0]["permissions"], {
            "keys": [], "secrets": ["get", "list"], "certificates": [], "storage": []})

    def test_what_a_test_says_of_a_vault(self) -> None:
        self.grant("Reader")
        self.cloud.tell("POST", "/vaults/set-up", {
            "firewall": True, "purge_protection": True, "retention_days": 7, "soft_delete": False,
            "location": "northeurope", "properties": {"vaultUri": "https://evil.example/"}})
        vault = self.vault(f"{GROUP}/{VAULTS}/set-up").json
        properties = vault["properties"]
        self.assertEqual(vault["location"], "northeurope")
        self.assertEqual(properties["networkAcls"]["defaultAction"], "Deny")
        self.assertEqual(properties["vaultUri"], "https://evil.example/")
        self.assertEqual((properties["enableSoftDelete"], properties["softDeleteRetentionInDays"],
                          properties["enablePurgeProtection"]), (False, 7, True))
        self.cloud.tell("POST", "/vaults/set-up", {"firewall": "ForbiddenByConnection"})
        properties = self.vault(f"{GROUP}/{VAULTS}/set-up").json["properties"]
        self.assertEqual(properties["publicNetworkAccess"], "Disabled")
        self.cloud.tell("DELETE", "/vaults/set-up")

    def test_a_deleted_vault(self) -> None:
        self.grant("Reader")
        self.cloud.tell("POST", "/vaults/going", {})
        self.cloud.tell("DELETE", "/vaults/going?soft")
        self.assertEqual(self.vault(f"{GROUP}/{VAULTS}/going").status, 404)
        deleted = self.vault(f"{SUBSCRIPTION}/providers/Microsoft.KeyVault/deletedVaults").json
        self.assertEqual([item["name"] for item in deleted["value"]], ["going"])
        self.assertEqual(deleted["value"][0]["properties"]["vaultId"], f"{GROUP}/{VAULTS}/going")
        self.assertEqual(self.cloud.get("/secrets/x?api-version=7.6",
                                        "going.vault.azure.net").status, 404)
        self.cloud.tell("DELETE", "/vaults/going")

    def test_pages(self) -> None:
        self.grant("Reader")
        self.cloud.tell("POST", "/resource-manager", {"page_size": 1})
        link: str | None = f"https://{HOST}{SUBSCRIPTION}/{VAULTS}?api-version=2026-02-01"
        names: list[str] = []
        pages = 0
        while link:
            parts = urllib.parse.urlsplit(link)
            self.assertEqual(parts.hostname, HOST)
            answer = self.cloud.get(f"{parts.path}?{parts.query}", HOST,
                                    self.cloud.token(scope=SCOPE))
            names += self.names(answer)
            link = answer.json.get("nextLink")
            self.assertTrue(link is None or "&$skiptoken=" in link)
            pages += 1
        self.assertEqual(len(names), len(set(names)))
        self.assertEqual(len(names), pages)
        self.assertLessEqual({"contoso", "contoso-policy"}, set(names))
        self.assertEqual(self.ask("/subscriptions", more="&$skiptoken=x").codes,
                         (400, "InvalidSkipToken", ""))


class Callers(ResourceManagerTest):
    def test_tokens(self) -> None:
        for token, code in (
            (None, "AuthenticationFailed"),
            ("x", "InvalidAuthenticationToken"),
            (self.cloud.token(), "InvalidAuthenticationToken"),
        ):
            answer = self.ask("/subscriptions", token=token)
            self.assertEqual(answer.codes, (401, code, ""))
            self.assertIn("authorization_uri=", answer.headers["WWW-Authenticate"])
        token = self.cloud.token(scope=SCOPE)
        self.assertEqual(self.ask("/subscriptions", token=token).status, 200)
        self.cloud.tell("POST", "/clock", {"offset_s": 3600})
        self.assertEqual(self.ask("/subscriptions", token=token).codes,
                         (401, "ExpiredAuthenticationToken", ""))

    def test_audiences_old_and_new(self) -> None:
        for scope in (SCOPE, "https://management.core.windows.net//.default"):
            self.assertEqual(self.ask("/subscriptions",
                                      token=self.cloud.token(scope=scope)).status, 200)

    def test_api_versions(self) -> None:
        for version, code in (("", "MissingApiVersionParameter"),
                              ("7.6", "InvalidApiVersionParameter")):
            self.assertEqual(self.ask("/subscriptions", version).codes, (400, code, ""))


class WhoMayDoWhat(ResourceManagerTest):
    def permissions(self, vault: str) -> list[dict[str, list[str]]]:
        answer = self.ask(f"{GROUP}/{VAULTS}/{vault}/{AUTHORIZATION}/permissions", "2022-04-01")
        self.assertEqual(answer.status, 200, answer.body)
        return list(answer.json["value"])

    def test_everybody_may_ask_for_their_own_permissions(self) -> None:
        self.assertEqual(self.permissions("contoso"), [{
            "actions": [], "notActions": [], "notDataActions": [],
            "dataActions": ["Microsoft.KeyVault/vaults/secrets/getSecret/action",
                            "Microsoft.KeyVault/vaults/secrets/readMetadata/action"]}])
        self.grant("Contributor")
        self.assertIn("Microsoft.Authorization/*/Write",
                      self.permissions("contoso")[0]["notActions"])

    def assignments(self, query: str) -> Answer:
        return self.ask(f"{GROUP}/{VAULTS}/contoso/{AUTHORIZATION}/roleAssignments", "2022-04-01",
                        more=f"&$filter={query}")

    def test_assignments_of_a_principal(self) -> None:
        self.assertEqual(self.assignments(f"assignedTo('{OBJECT}')").status, 403)
        self.grant("Reader")
        found = self.assignments(f"assignedTo(%27{OBJECT}%27)").json["value"]
        self.assertEqual(sorted(item["properties"]["scope"] for item in found),
                         [SUBSCRIPTION, f"{GROUP}/{VAULTS}/contoso"])
        self.assertTrue(all(item["properties"]["principalId"] == OBJECT for item in found))
        everybody = self.assignments("atScope()").json["value"]
        self.assertGreater(len(everybody), len(found))
        self.assertEqual(self.assignments("x").status, 400)

    def test_definitions(self) -> None:
        path = f"/{AUTHORIZATION}/roleDefinitions/{SECRETS_USER}"
        self.assertEqual(self.ask(path, "2022-04-01").status, 403)
        self.grant("Reader")
        for prefix in ("", SUBSCRIPTION):
            role = self.ask(prefix + path, "2022-04-01").json["properties"]
            self.assertEqual(role["roleName"], "Key Vault Secrets User")
            self.assertEqual(role["permissions"][0]["actions"], [])
        self.assertEqual(self.ask(f"/{AUTHORIZATION}/roleDefinitions/x", "2022-04-01").status, 404)

    def test_roles_that_a_test_gets_wrong(self) -> None:
        with self.assertRaises(ValueError):
            self.grant("Janitor")
        with self.assertRaises(ValueError):
            self.grant("Key Vault Administrator")
