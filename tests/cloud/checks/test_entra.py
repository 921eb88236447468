"""The token endpoint: who gets a token, and what the others are told."""

import base64
import json
import unittest

from checks.harness import CLIENT, LOGIN, OBJECT, SECRET, TENANT, CloudTest

UNKNOWN = "11111111-2222-3333-4444-555555555555"


def part(token: str, number: int) -> dict[str, object]:
    text = token.split(".")[number]
    return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


class SignIn(CloudTest):
    def refused(self, code: int, error: str, status: int, **changes: str | None) -> None:
        answer = self.cloud.sign_in(**changes)
        document = answer.json
        self.assertEqual((answer.status, document["error"], document["error_codes"]),
                         (status, error, [code]))
        self.assertTrue(document["error_description"].startswith(f"AADSTS{code}: "))
        self.assertIn(document["trace_id"], document["error_description"])
        self.assertRegex(document["timestamp"], r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$")

    def test_a_token_says_who_and_what_for(self) -> None:
        answer = self.cloud.sign_in()
        self.assertEqual(answer.status, 200)
        self.assertEqual(answer.headers["Cache-Control"], "no-store, no-cache")
        document = answer.json
        self.assertEqual((document["token_type"], document["expires_in"]), ("Bearer", 3599))
        claims = part(document["access_token"], 1)
        self.assertEqual(part(document["access_token"], 0)["alg"], "RS256")
        self.assertEqual(claims["aud"], "https://vault.azure.net")
        self.assertEqual(claims["iss"], f"https://sts.windows.net/{TENANT}/")
        self.assertEqual((claims["appid"], claims["oid"], claims["appidacr"]),
                         (CLIENT, OBJECT, "1"))
        self.assertTrue(1500 <= len(document["access_token"]) <= 2500)

    def test_a_tenant_by_its_domain(self) -> None:
        self.assertEqual(self.cloud.sign_in(tenant="contoso.onmicrosoft.com").status, 200)

    def test_every_cloud_has_its_hosts_and_its_audience(self) -> None:
        china = {"host": "login.chinacloudapi.cn", "tenant": "contoso.partner.onmschina.cn"}
        answer = self.cloud.sign_in(**china, scope="https://vault.azure.cn/.default")
        self.assertEqual(part(answer.json["access_token"], 1)["aud"], "https://vault.azure.cn")
        self.assertEqual(self.cloud.sign_in(host="login.windows.net").status, 200)
        self.refused(500011, "invalid_resource", 400, **china)
        self.refused(90002, "invalid_request", 400, host="login.chinacloudapi.cn")

    def test_basic_authentication(self) -> None:
        pair = f"{CLIENT}:cloud-secret~1.value_-%2B%2F%3D"
        answer = self.cloud.request(
            "POST", f"https://{LOGIN}/{TENANT}/oauth2/v2.0/token",
            "grant_type=client_credentials&scope=https%3A%2F%2Fvault.azure.net%2F.default",
            {"Content-Type": "application/x-www-form-urlencoded",
             "Authorization": "Basic " + base64.b64encode(pair.encode()).decode()})
        self.assertEqual(answer.status, 200)

    def test_wrong_credentials(self) -> None:
        self.refused(7000215, "invalid_client", 401, client_secret="wrong")
        self.refused(7000215, "invalid_client", 401, client_secret=SECRET + "\n")
        self.refused(7000222, "invalid_client", 401, client_secret="expired-secret~0.value")
        self.refused(7000216, "invalid_client", 401, client_secret=None)
        self.refused(7000216, "invalid_client", 401, client_secret="")

    def test_wrong_names(self) -> None:
        self.refused(700016, "unauthorized_client", 400, client_id=UNKNOWN)
        self.refused(90002, "invalid_request", 400, tenant=UNKNOWN)
        self.refused(90002, "invalid_request", 400, tenant="nowhere.example.com")
        self.refused(900023, "invalid_request", 400, tenant="contoso")
        self.refused(90019, "invalid_request", 400, tenant="common")
        self.refused(7000229, "invalid_client", 401, tenant="fabrikam.onmicrosoft.com")

    def test_wrong_scopes(self) -> None:
        self.refused(1002012, "invalid_scope", 400, scope="https://vault.azure.net")
        self.refused(500011, "invalid_resource", 400, scope="https://vault.azure.net//.default")
        self.refused(500011, "invalid_resource", 400,
                     scope="https://contoso.vault.azure.net/.default")
        self.refused(700022, "invalid_scope", 400,
                     scope="https://vault.azure.net/.default https://graph/.default")
        self.refused(901002, "invalid_request", 400, resource="https://vault.azure.net")

    def test_missing_parts_of_a_request(self) -> None:
        for name in ("grant_type", "client_id", "scope"):
            self.refused(900144, "invalid_request", 400, **{name: None})
        self.refused(70003, "unsupported_grant_type", 400, grant_type="password")

    def test_malformed_requests(self) -> None:
        url = f"https://{LOGIN}/{TENANT}/oauth2/v2.0/token"
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        for body, headers, code in (
            ("scope=a&scope=b", form, 9002313),
            ("scope=%ff&grant_type=client_credentials", form, 9002313),
            ("nonsense", form, 9002313),
            ("grant_type=client_credentials", {"Content-Type": "text/plain"}, 900144),
        ):
            with self.subTest(body=body):
                answer = self.cloud.request("POST", url, body, headers)
                self.assertEqual(answer.json["error_codes"], [code])
        self.assertEqual(self.cloud.request("GET", url).json["error_codes"], [900561])

    def test_settings_of_an_application(self) -> None:
        self.cloud.tell("POST", "/apps/strange", {"principals": {TENANT: UNKNOWN}, "secrets": [
            {"value": "s"}], "token_lifetime": 60})
        changes = {"client_id": "strange", "client_secret": "s"}
        self.assertEqual(self.cloud.sign_in(**changes).json["expires_in"], 60)
        self.cloud.tell("POST", "/apps/strange", {"conditional_access": True})
        self.refused(53003, "invalid_grant", 400, **changes)
        claims = json.loads(self.cloud.sign_in(**changes).json["claims"])
        self.assertIn("capolids", claims["access_token"])
        self.cloud.tell("POST", "/apps/strange", {"disabled": True})
        self.refused(7000112, "unauthorized_client", 400, **changes)

    def test_documents_that_libraries_read_first(self) -> None:
        root = f"https://{LOGIN}/{TENANT}"
        answer = self.cloud.request(
            "GET", f"https://{LOGIN}/common/discovery/instance?api-version=1.1"
                   f"&authorization_endpoint={root}/oauth2/v2.0/authorize")
        document = self.cloud.request("GET", answer.json["tenant_discovery_endpoint"]).json
        self.assertEqual(document["token_endpoint"], f"{root}/oauth2/v2.0/token")
        self.assertEqual(len(self.cloud.request("GET", document["jwks_uri"]).json["keys"]), 1)
        shared = self.cloud.request(
            "GET", f"https://{LOGIN}/common/v2.0/.well-known/openid-configuration")
        self.assertEqual(shared.json["issuer"], f"https://{LOGIN}/{{tenantid}}/v2.0")

    def test_the_journal_knows_no_secret(self) -> None:
        self.cloud.sign_in(client_secret="a-very-secret-thing")
        text = (self.cloud.directory / "journal.jsonl").read_text(encoding="utf-8")
        self.assertIn("grant_type", text)
        self.assertNotIn("a-very-secret-thing", text)
        self.assertNotIn(self.cloud.token(), text)


if __name__ == "__main__":
    unittest.main()
