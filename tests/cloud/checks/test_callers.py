"""Whom a vault refuses, and in what words."""

from checks.harness import API, CLIENT, OBJECT, TENANT, VAULT, CloudTest

GET_ACTION = "Microsoft.KeyVault/vaults/secrets/getSecret/action"


class Callers(CloudTest):
    def test_the_challenge(self) -> None:
        answer = self.cloud.get(f"/secrets/empty?{API}", token=None)
        self.assertEqual(answer.codes, (401, "Unauthorized", ""))
        self.assertEqual(
            answer.headers["WWW-Authenticate"],
            f'Bearer authorization="https://login.microsoftonline.com/{TENANT}", '
            'resource="https://vault.azure.net"')
        china = self.cloud.get(f"/secrets/empty?{API}", "contoso.vault.azure.cn", token=None)
        self.assertIn("https://login.chinacloudapi.cn/", china.headers["WWW-Authenticate"])

    def unauthorized(self, message: str, token: str, host: str = VAULT) -> None:
        answer = self.cloud.get(f"/secrets/empty?{API}", host, token)
        self.assertEqual(answer.status, 401)
        self.assertIn("WWW-Authenticate", answer.headers)
        self.assertTrue(answer.json["error"]["message"].startswith(message), answer.body)

    def test_tokens_that_do_not_fit(self) -> None:
        token = self.cloud.token()
        self.unauthorized("[BadToken]", token[:-4] + "AAAA")
        self.unauthorized("AKV10022: Invalid audience. Expected https://vault.azure.net, found: "
                          "https://management.azure.com",
                          self.cloud.token(scope="https://management.azure.com/.default"))
        self.unauthorized(f"AKV10032: Invalid issuer. Expected one of https://sts.windows.net/"
                          "f8cdef31-a31e-4b4a-93e4-5f571e91255a/, found "
                          f"https://sts.windows.net/{TENANT}/.", token, "fabrikam.vault.azure.net")
        self.cloud.tell("POST", "/clock", {"offset_s": 3600})
        self.unauthorized("[TokenExpired]", token)

    def test_revoked_tokens(self) -> None:
        token = self.cloud.token()
        self.assertGreater(self.cloud.tell("POST", "/tokens/revoke")["revoked"], 0)
        self.unauthorized("[TokenRevoked]", token)
        self.assertEqual(self.cloud.get(f"/secrets/empty?{API}").status, 200)

    def forbidden(self, vault: str, inner: str, path: str = f"/secrets/x?{API}") -> str:
        answer = self.cloud.get(path, f"{vault}.vault.azure.net")
        self.assertEqual(answer.codes, (403, "Forbidden", inner))
        return str(answer.json["error"]["message"])

    def test_roles(self) -> None:
        self.cloud.tell("POST", "/vaults/roles", {"grants": [], "secrets": {"x": {"value": "v"}}})
        message = self.forbidden("roles", "ForbiddenByRbac")
        self.assertEqual(message.split("\r\n")[2:5], [
            f"Caller: appid={CLIENT};oid={OBJECT};iss=https://sts.windows.net/{TENANT}/",
            f"Action: '{GET_ACTION}'",
            "Resource: '/subscriptions/00000000-0000-0000-0000-000000000000/resourcegroups/"
            "exports/providers/microsoft.keyvault/vaults/roles/secrets/x'"])
        self.assertTrue(message.endswith("\r\nVault: roles;location=westeurope\r\n"))

        reader = {"principal": OBJECT, "role": "Key Vault Reader"}
        self.cloud.tell("POST", "/vaults/roles", {"grants": [reader]})
        self.forbidden("roles", "ForbiddenByRbac")
        self.assertEqual(self.cloud.get(f"/secrets?{API}", "roles.vault.azure.net").status, 200)

    def test_a_role_on_one_secret(self) -> None:
        self.cloud.tell("POST", "/vaults/single", {
            "grants": [{"principal": OBJECT, "role": "Key Vault Secrets User", "secret": "mine"}],
            "secrets": {"mine": {"value": "v"}, "x": {"value": "v"}}})
        self.assertEqual(self.cloud.get(f"/secrets/mine?{API}", "single.vault.azure.net").status,
                         200)
        self.forbidden("single", "ForbiddenByRbac")
        self.forbidden("single", "ForbiddenByRbac", f"/secrets?{API}")

    def test_policies(self) -> None:
        def allow(*verbs: str) -> None:
            self.cloud.tell("POST", "/vaults/policies", {
                "model": "policy", "secrets": {"x": {"value": "v"}},
                "policies": [{"objectId": OBJECT, "permissions": {"secrets": list(verbs)}}]})

        allow("List")
        message = self.forbidden("policies", "ForbiddenByPolicy")
        self.assertIn("does not have secrets get permission on key vault "
                      "'policies;location=westeurope'. For help", message)
        allow("Get")
        self.assertEqual(self.cloud.get(f"/secrets/x?{API}", "policies.vault.azure.net").status,
                         200)
        self.forbidden("policies", "ForbiddenByPolicy", f"/secrets?{API}")
        allow("all")
        self.assertEqual(self.cloud.get(f"/secrets?{API}", "policies.vault.azure.net").status, 200)

    def test_network_rules(self) -> None:
        self.cloud.tell("POST", "/vaults/walled", {"firewall": True, "location": "northeurope"})
        message = self.forbidden("walled", "ForbiddenByFirewall")
        self.assertIn("\r\nClient address: 203.0.113.7\r\nCaller: appid=", message)
        self.assertTrue(message.endswith("\r\nVault: walled;location=northeurope"))
        self.cloud.tell("POST", "/vaults/walled", {"firewall": "ForbiddenByConnection"})
        self.assertTrue(self.forbidden("walled", "ForbiddenByConnection").startswith("Public"))
        self.cloud.tell("POST", "/vaults/walled", {"firewall": False})
        self.assertEqual(self.cloud.get(f"/secrets?{API}", "walled.vault.azure.net").status, 200)

    def test_vaults_come_and_go(self) -> None:
        with self.assertRaisesRegex(ConnectionError, "502"):
            self.cloud.get("/", "brief.vault.azure.net", token=None)
        self.cloud.tell("POST", "/vaults/brief", {})
        self.assertEqual(self.cloud.get("/secrets", "brief.vault.azure.net", None).status, 401)
        self.cloud.tell("DELETE", "/vaults/brief")
        with self.assertRaisesRegex(ConnectionError, "502"):
            self.cloud.get("/", "brief.vault.azure.net", token=None)

    def test_other_clouds(self) -> None:
        token = self.cloud.token(host="login.chinacloudapi.cn",
                                 tenant="contoso.partner.onmschina.cn",
                                 scope="https://vault.azure.cn/.default")
        answer = self.cloud.get(f"/secrets/sftp-password?{API}", "contoso.vault.azure.cn", token)
        self.assertEqual(answer.json["value"], "china horse")
        answer = self.cloud.get(f"/secrets/sftp-password?{API}", "contoso.vault.azure.cn")
        self.assertTrue(answer.json["error"]["message"].startswith("AKV10022"))
