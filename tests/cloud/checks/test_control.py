"""The control port, the journal and the counts."""

import hashlib
import json

from checks.harness import API, LOGIN, TENANT, VAULT, CloudTest


class Control(CloudTest):
    def test_a_version_is_made_or_replaced(self) -> None:
        made = self.cloud.tell("PUT", "/vaults/contoso/secrets/made", {"value": "1"})["version"]
        self.assertRegex(made, "^[0-9a-f]{32}$")
        self.cloud.tell("PUT", "/vaults/contoso/secrets/made", {"value": "2"})
        self.cloud.tell("PUT", "/vaults/contoso/secrets/made", {"value": "3", "version": made})
        self.assertEqual(self.cloud.get(f"/secrets/made?{API}").json["value"], "2")
        self.assertEqual(self.cloud.get(f"/secrets/made/{made}?{API}").json["value"], "3")

    def test_all_that_a_secret_may_have(self) -> None:
        self.cloud.tell("PUT", "/vaults/contoso/secrets/full", {
            "value": "v", "contentType": "application/x-pkcs12", "tags": {"a": "b"},
            "managed": True, "kid": "https://contoso.vault.azure.net/keys/full/1"})
        secret = self.cloud.get(f"/secrets/full?{API}").json
        self.assertEqual((secret["contentType"], secret["tags"], secret["managed"]),
                         ("application/x-pkcs12", {"a": "b"}, True))
        self.assertTrue(secret["kid"].endswith("/keys/full/1"))

    def test_a_seed_while_it_runs(self) -> None:
        self.cloud.tell("POST", "/seed", {
            "tenants": {"aaaaaaaa-0000-0000-0000-000000000000": {"domain": "new.example.com"}},
            "vaults": {"sown": {"secrets": {"s": [{"value": "1"}, {"value": "2"}]}}}})
        self.assertEqual(self.cloud.get(f"/secrets/s?{API}", "sown.vault.azure.net").json["value"],
                         "2")

    def test_a_purged_secret(self) -> None:
        self.cloud.tell("PUT", "/vaults/contoso/secrets/purged", {"value": "1"})
        self.cloud.tell("DELETE", "/vaults/contoso/secrets/purged?purge")
        self.assertEqual(self.cloud.get(f"/deletedsecrets/purged?{API}").status, 404)

    def test_mistakes(self) -> None:
        for method, path, document, status in (
            ("GET", "/nonsense", None, 404),
            ("PUT", "/vaults/nowhere/secrets/x", {"value": "v"}, 404),
            ("DELETE", "/vaults/contoso/secrets/nowhere", None, 404),
            ("POST", "/vaults/contoso", {"fire_wall": True}, 400),
            ("POST", "/vaults/contoso.example.com", {"model": "rbac"}, 400),
            ("PUT", "/vaults/contoso/secrets/x", {"values": "v"}, 400),
            ("POST", "/apps/x", {"secret": "v"}, 400),
            ("POST", "/seed", {"vault": {}}, 400),
            ("POST", "/clock", {"offset": 1}, 400),
        ):
            with self.subTest(path=path), self.assertRaisesRegex(ValueError, f"^{status} "):
                self.cloud.tell(method, path, document)

    def test_the_clock(self) -> None:
        now = self.cloud.tell("POST", "/clock", {"offset_s": 0})["now"]
        later = self.cloud.tell("POST", "/clock", {"offset_s": 86400})["now"]
        self.assertAlmostEqual(later - now, 86400, delta=5)


class Journal(CloudTest):
    def test_requests_in_order_with_their_headers(self) -> None:
        token = self.cloud.token()
        self.cloud.get(f"/secrets/empty?{API}", token=token)
        signed_in, read = self.cloud.tell("GET", "/journal")[-2:]
        self.assertEqual((signed_in["method"], signed_in["host"], signed_in["path"]),
                         ("POST", LOGIN, f"/{TENANT}/oauth2/v2.0/token"))
        self.assertEqual(signed_in["form"]["grant_type"], "client_credentials")
        self.assertTrue(signed_in["form"]["client_secret"].startswith("sha256:"))
        self.assertEqual((read["method"], read["host"], read["path"], read["query"],
                          read["status"]), ("GET", VAULT, "/secrets/empty", API, 200))
        fingerprint = hashlib.sha256(token.encode()).hexdigest()
        self.assertEqual(read["headers"]["authorization"], f"Bearer sha256:{fingerprint}")
        self.assertIn("Authorization", read["header_names"])

    def test_the_file_has_every_event(self) -> None:
        self.cloud.get("/healthstatus", token=None)
        lines = (self.cloud.directory / "journal.jsonl").read_text(encoding="utf-8").splitlines()
        events = [json.loads(line) for line in lines]
        self.assertEqual(events, self.cloud.tell("GET", "/journal?all"))
        self.assertEqual([event["event"] for event in events[-3:]], ["connect", "tls", "request"])
        self.assertEqual(events[-2]["server_name"], VAULT)
        self.assertEqual(events[-2]["version"], "TLSv1.3")
        self.assertEqual([event["n"] for event in events], list(range(1, len(events) + 1)))

    def test_an_unanswered_request_has_no_status(self) -> None:
        self.cloud.tell("POST", "/faults", {"match": {"host": VAULT}, "do": {"drop": "request"}})
        with self.assertRaises(OSError):
            self.cloud.get("/healthstatus", token=None)
        self.assertIsNone(self.cloud.tell("GET", "/journal")[-1]["status"])

    def test_an_unanswered_connect_is_journaled(self) -> None:
        self.cloud.tell("POST", "/faults", {"match": {"host": VAULT}, "do": {"drop": "connect"}})
        with self.assertRaises(OSError):
            self.cloud.tunnel(VAULT)
        last = self.cloud.tell("GET", "/journal?all")[-1]
        self.assertEqual((last["event"], last["host"], last["status"]), ("connect", VAULT, None))

    def test_counts(self) -> None:
        before = self.cloud.tell("GET", "/counts")
        self.cloud.get(f"/secrets/empty?{API}")
        after = self.cloud.tell("GET", "/counts")
        self.assertEqual(after["token_requests"] - before["token_requests"], 1)
        self.assertEqual(after["vault_requests"] - before["vault_requests"], 1)
        self.assertEqual(after["connects"][VAULT] - before["connects"].get(VAULT, 0), 1)
        self.assertEqual(after["violations"], 0)
