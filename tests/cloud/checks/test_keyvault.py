"""The vaults: what they give, and how they list it."""

import time

from checks.harness import API, OBJECT, VAULT, CloudTest

DAY = 24 * 60 * 60


class Secrets(CloudTest):
    def test_the_latest_version(self) -> None:
        answer = self.cloud.get(f"/secrets/sftp-password?{API}")
        self.assertEqual(answer.status, 200)
        secret = answer.json
        self.assertEqual(secret["value"], "correct horse battery staple")
        self.assertEqual(secret["id"], f"https://{VAULT}/secrets/sftp-password/"
                                       "4387e9f3d6e14c459867679a90fd0f79")
        self.assertEqual(secret["tags"], {"username": "export"})
        self.assertEqual(secret["attributes"]["recoverableDays"], 90)
        self.assertNotIn("exp", secret["attributes"])

    def test_headers(self) -> None:
        token = self.cloud.token()
        headers = self.cloud.request(
            "GET", f"https://{VAULT}/secrets/empty?{API}",
            headers={"Authorization": f"bearer {token}", "x-ms-client-request-id": "me"}).headers
        self.assertEqual(headers["Content-Type"], "application/json; charset=utf-8")
        self.assertEqual(headers["x-ms-keyvault-region"], "westeurope")
        self.assertEqual(headers["x-ms-client-request-id"], "me")
        self.assertTrue(headers["x-ms-keyvault-network-info"].startswith("conn_type=Ipv4;addr="))
        for name in ("x-ms-request-id", "x-ms-keyvault-rbac-assignment-id", "Date",
                     "x-ms-keyvault-service-version", "Strict-Transport-Security"):
            self.assertIn(name, headers)

    def test_names_and_versions(self) -> None:
        for path, value in (
            ("/secrets/versions", "value-3"),
            ("/secrets/versions/", "value-3"),
            ("/secrets/VERSIONS", "value-3"),
            (f"/secrets/versions/{1:032x}", "value-1"),
            (f"/secrets/latest-disabled/{1:032x}", "older-value"),
        ):
            with self.subTest(path=path):
                self.assertEqual(self.cloud.get(f"{path}?{API}").json["value"], value)

    def test_values_to_the_byte(self) -> None:
        for name, value in (("nul", "before\0after"), ("empty", ""), ("spaces", "  kept \t"),
                            ("multi-line", "-----BEGIN-----\nfirst\r\nsecond\n-----END-----\n"),
                            ("unicode", "pässwörd 密码 🔑 \u2028 \ufeff")):
            with self.subTest(name=name):
                self.assertEqual(self.cloud.get(f"/secrets/{name}?{API}").json["value"], value)
        self.assertEqual(len(self.cloud.get(f"/secrets/long?{API}").json["value"]), 25600)

    def test_expired_and_early_secrets_are_given(self) -> None:
        for name in ("expired", "not-yet-valid", "expires"):
            self.assertEqual(self.cloud.get(f"/secrets/{name}?{API}").status, 200)

    def test_secrets_that_are_not_given(self) -> None:
        for path, codes in (
            ("/secrets/missing", (404, "SecretNotFound", "")),
            ("/secrets/deleted", (404, "SecretNotFound", "")),
            (f"/secrets/versions/{9:032x}", (404, "SecretNotFound", "")),
            ("/secrets/disabled", (403, "Forbidden", "SecretDisabled")),
            ("/secrets/latest-disabled", (403, "Forbidden", "SecretDisabled")),
            ("/deletedsecrets/sftp-password", (404, "SecretNotFound", "")),
            ("/deletedsecrets/deleted-disabled", (403, "Forbidden", "SecretDisabled")),
            ("/secrets/with_underscore", (400, "BadParameter", "")),
            ("/secrets/" + "x" * 128, (400, "BadParameter", "")),
        ):
            with self.subTest(path=path):
                self.assertEqual(self.cloud.get(f"{path}?{API}").codes, codes)

    def test_api_versions(self) -> None:
        for query in ("", "?api-version=", "?api-version=1.0"):
            self.assertEqual(self.cloud.get("/secrets/empty" + query).codes,
                             (400, "BadParameter", ""))
        for version in ("7.4", "2025-07-01", "2016-10-01"):
            self.assertEqual(self.cloud.get(f"/secrets/empty?api-version={version}").status, 200)

    def test_a_deleted_secret_until_it_is_purged(self) -> None:
        self.cloud.tell("PUT", "/vaults/contoso/secrets/going", {"value": "x"})
        self.cloud.tell("DELETE", "/vaults/contoso/secrets/GOING")
        deleted = self.cloud.get(f"/deletedsecrets/going?{API}").json
        self.assertEqual(deleted["recoveryId"], f"https://{VAULT}/deletedsecrets/going")
        self.assertEqual(deleted["scheduledPurgeDate"] - deleted["deletedDate"], 90 * DAY)
        self.assertNotIn("value", deleted)
        self.cloud.tell("POST", "/clock", {"offset_s": 91 * DAY})
        self.assertEqual(self.cloud.get(f"/deletedsecrets/going?{API}").status, 404)

    def test_a_deleted_secret_comes_back(self) -> None:
        self.cloud.tell("PUT", "/vaults/contoso/secrets/deleted-once", {"value": "1"})
        self.cloud.tell("DELETE", "/vaults/contoso/secrets/deleted-once")
        self.cloud.tell("PUT", "/vaults/contoso/secrets/deleted-once", {"value": "2"})
        self.assertEqual(self.cloud.get(f"/secrets/deleted-once?{API}").json["value"], "2")

    def test_health_needs_no_token(self) -> None:
        answer = self.cloud.get("/healthstatus", token=None)
        self.assertEqual(answer.status, 200)
        self.assertIn("x-ms-keyvault-network-info", answer.headers)

    def test_another_host_in_the_host_header(self) -> None:
        answer = self.cloud.request("GET", f"https://{VAULT}/secrets/empty?{API}",
                                    headers={"Host": "other.vault.azure.net"})
        self.assertEqual(answer.status, 400)
        self.assertNotIn("x-ms-request-id", answer.headers)

    def test_times_are_relative_where_they_are_strings(self) -> None:
        self.cloud.tell("PUT", "/vaults/contoso/secrets/timed", {
            "value": "v", "attributes": {"exp": "-60", "nbf": 5}})
        attributes = self.cloud.get(f"/secrets/timed?{API}").json["attributes"]
        self.assertAlmostEqual(attributes["exp"], time.time() - 60, delta=5)
        self.assertEqual(attributes["nbf"], 5)


class Lists(CloudTest):
    def setUp(self) -> None:
        self.cloud.tell("POST", "/vaults/many", {
            "secrets": {f"s{number:02}": {"value": "v"} for number in range(60)}})

    def pages(self, link: str | None) -> list[list[str]]:
        pages = []
        token = self.cloud.token()
        while link:
            link = link.removeprefix("https://many.vault.azure.net:443")
            document = self.cloud.get(link, "many.vault.azure.net", token).json
            pages.append([item["id"].rpartition("/")[2] for item in document["value"]])
            self.assertTrue(all("value" not in item for item in document["value"]))
            link = document["nextLink"]
        return pages

    def test_pages(self) -> None:
        pages = self.pages(f"/secrets?{API}")
        self.assertEqual([len(page) for page in pages], [25, 25, 10])
        self.assertEqual(sorted(sum(pages, [])), [f"s{number:02}" for number in range(60)])
        self.assertEqual(len(self.pages(f"/secrets?{API}&maxresults=20")), 3)

    def test_the_link_as_the_service_writes_it(self) -> None:
        link = self.cloud.get(f"/secrets?{API}&maxresults=1", "many.vault.azure.net").json[
            "nextLink"]
        self.assertRegex(link, r"^https://many\.vault\.azure\.net:443/secrets"
                               r"\?api-version=7\.6&\$skiptoken=[\w-]+&maxresults=1$")

    def test_wrong_sizes(self) -> None:
        for size in ("0", "26", "x", ""):
            answer = self.cloud.get(f"/secrets?{API}&maxresults={size}")
            self.assertEqual(answer.codes, (400, "BadParameter", ""))
        self.assertEqual(self.cloud.get(f"/secrets?{API}&$skiptoken=e30").status, 400)

    def test_keys_and_certificates(self) -> None:
        self.cloud.tell("POST", "/vaults/things", {
            "keys": [f"k{number:02}" for number in range(30)], "certificates": ["c"],
            "grants": [{"principal": OBJECT, "role": "Key Vault Reader"}]})
        host = "things.vault.azure.net"
        keys = self.cloud.get(f"/keys?{API}", host).json
        self.assertEqual(len(keys["value"]), 25)
        self.assertEqual(keys["value"][0]["kid"], f"https://{host}/keys/k00")
        self.assertIn(f"https://{host}:443/keys?", keys["nextLink"])
        self.assertEqual(self.cloud.get(f"/keys/K01?{API}", host).json["key"]["kid"],
                         f"https://{host}/keys/k01/{1:032x}")
        self.assertEqual(self.cloud.get(f"/certificates?{API}", host).json["value"][0]["id"],
                         f"https://{host}/certificates/c")
        self.assertEqual(self.cloud.get(f"/certificates/c?{API}", host).status, 200)
        for path, code in (("keys", "KeyNotFound"), ("certificates", "CertificateNotFound")):
            answer = self.cloud.get(f"/{path}/none?{API}", host)
            self.assertEqual(answer.codes, (404, code, ""))

    def test_each_kind_has_permissions_of_its_own(self) -> None:
        self.cloud.tell("POST", "/vaults/kinds", {
            "model": "policy", "keys": ["k"], "certificates": ["c"],
            "policies": [{"objectId": OBJECT, "permissions": {
                "keys": ["list"], "certificates": ["get"]}}]})
        statuses = {path: self.cloud.get(f"/{path}?{API}", "kinds.vault.azure.net").status
                    for path in ("keys", "keys/k", "certificates", "certificates/c", "secrets")}
        self.assertEqual(statuses, {"keys": 200, "keys/k": 403, "certificates": 403,
                                    "certificates/c": 200, "secrets": 403})

    def test_versions_and_deleted(self) -> None:
        versions = self.cloud.get(f"/secrets/versions/versions?{API}").json["value"]
        self.assertEqual(versions[0]["id"], f"https://{VAULT}/secrets/versions/{1:032x}")
        deleted = self.cloud.get(f"/deletedsecrets?{API}").json["value"]
        self.assertEqual([item["recoveryId"].rpartition("/")[2] for item in deleted],
                         ["deleted", "deleted-disabled"])
