"""Managed identities: the endpoints of a virtual machine, of App Service and of Azure Arc."""

import base64
import http.client
import json
import tempfile
import time
import unittest
import urllib.parse
from pathlib import Path

from checks.harness import API, TENANT, VAULT, Answer, Cloud, CloudTest

SYSTEM = "c1d2e3f4-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
SYSTEM_OBJECT = "9e8d7c6b-5a49-4382-9170-6f5e4d3c2b1a"
USER = "d4e5f6a7-b8c9-4d0e-9f1a-2b3c4d5e6f70"
USER_OBJECT = "1a2b3c4d-5e6f-4708-91a2-b3c4d5e6f708"
USER_RESOURCE = ("/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/exports/"
                 "providers/Microsoft.ManagedIdentity/userAssignedIdentities/nightly")
RESOURCE = "https://vault.azure.net"
KEYS = "/var/opt/azcmagent/tokens/"
SECRET = "7d9c5a1e4f3b48d2a6c0e8b1f2d3a4c5"
PATH = f"/secrets/sftp-password?{API}"


def ask(url: str, headers: dict[str, str], method: str = "GET", prefix: str = "",
        **query: str | None) -> Answer:
    """A request to an endpoint; parameters of None are left out."""
    parts = urllib.parse.urlsplit(url)
    query = {name.replace("_version", "-version"): value for name, value in query.items()
             if value is not None}
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=5)
    try:
        connection.request(method, f"{prefix}{parts.path}?{urllib.parse.urlencode(query)}",
                           headers=headers)
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())
    finally:
        connection.close()


class IdentityTest(CloudTest):
    """What counts for every endpoint; each names itself, its right headers and its version."""

    name = ""
    headers = {"Metadata": "true"}
    version = ""

    @property
    def url(self) -> str:
        return str(self.cloud.ready[self.name])

    def ask(self, method: str = "GET", prefix: str = "", headers: dict[str, str] | None = None,
            **changes: str | None) -> Answer:
        query = {"api_version": self.version, "resource": RESOURCE} | changes
        return ask(self.url, self.headers if headers is None else headers, method, prefix, **query)

    def claims(self, answer: Answer) -> dict[str, str]:
        self.assertEqual(answer.status, 200, answer.body)
        payload = answer.json["access_token"].split(".")[1]
        return dict(json.loads(base64.urlsafe_b64decode(payload + "==")))

    def opens_the_vault(self, answer: Answer) -> None:
        token = answer.json["access_token"]
        self.assertEqual(self.cloud.get(PATH, VAULT, token).status, 200)

    def refusals(self) -> None:
        """What no endpoint answers to but with 400."""
        for changes in ({"resource": None}, {"resource": RESOURCE + "/.default"},
                        {"resource": RESOURCE + "/"}, {"api_version": None},
                        {"api_version": "2017-09-01"}, {"prefix": "http://imds.example.com"}):
            with self.subTest(changes=changes):
                self.assertEqual(self.ask(**changes).status, 400)
        for header in ("X-Forwarded-For", "Via", "Proxy-Connection"):
            with self.subTest(header=header):
                self.assertEqual(self.ask(headers=self.headers | {header: "x"}).status, 400)


class Imds(IdentityTest):
    name = "imds"
    version = "2018-02-01"

    @property
    def url(self) -> str:
        return super().url + "/metadata/identity/oauth2/token"

    def test_the_system_assigned_identity(self) -> None:
        answer = self.ask()
        claims = self.claims(answer)
        self.assertEqual((claims["aud"], claims["tid"], claims["appid"], claims["oid"]),
                         (RESOURCE, TENANT, SYSTEM, SYSTEM_OBJECT))
        self.assertTrue(claims["xms_mirid"].endswith("/virtualMachines/exporter"))
        self.opens_the_vault(answer)

    def test_every_value_is_a_string(self) -> None:
        document = self.ask().json
        self.assertEqual(set(document), {
            "access_token", "client_id", "expires_in", "expires_on", "ext_expires_in",
            "not_before", "resource", "token_type"})
        self.assertTrue(all(isinstance(value, str) for value in document.values()))
        self.assertEqual(document["expires_in"], "86399")
        self.assertAlmostEqual(int(document["expires_on"]), time.time() + 86399, delta=60)

    def test_a_user_assigned_identity(self) -> None:
        for selector in ({"client_id": USER}, {"object_id": USER_OBJECT},
                         {"msi_res_id": USER_RESOURCE}):
            with self.subTest(selector=selector):
                answer = self.ask(**selector)
                self.assertEqual(self.claims(answer)["oid"], USER_OBJECT)
        self.opens_the_vault(answer)

    def test_which_identity(self) -> None:
        for changes, text in (
            ({"client_id": TENANT}, "Identity not found"),
            ({"client_id": USER, "object_id": USER_OBJECT}, "More than one"),
            ({"mi_res_id": USER_RESOURCE}, "'mi_res_id'"),
            ({"client_id": ""}, "'client_id'"),
        ):
            with self.subTest(changes=changes):
                answer = self.ask(**changes)
                self.assertEqual((answer.status, answer.json["error"]), (400, "invalid_request"))
                self.assertIn(text, answer.json["error_description"])

    def test_what_it_insists_on(self) -> None:
        self.refusals()
        for headers in ({}, {"Metadata": "false"}):
            answer = self.ask(headers=headers)
            self.assertEqual((answer.status, answer.json["error"]), (400, "bad_request_102"))
        self.assertEqual(self.ask(headers={"Metadata": "True"}).status, 200)
        self.assertEqual(ask(self.url + "/", self.headers, api_version=self.version,
                             resource=RESOURCE).status, 200)
        self.assertEqual(self.ask(headers=self.headers | {"Host": "example.com"}).status, 400)

    def test_faults_and_counts(self) -> None:
        before = self.cloud.tell("GET", "/counts")["identity_requests"]
        self.cloud.tell("POST", "/faults", {"match": {"host": "imds", "times": 1},
                                            "do": {"status": 410, "body": "gone"}})
        self.assertEqual([self.ask().status for _ in range(2)], [410, 200])
        self.assertEqual(self.cloud.tell("GET", "/counts")["identity_requests"], before + 2)
        last = self.cloud.tell("GET", "/journal")[-1]
        self.assertEqual((last["service"], last["host"], last["headers"]["metadata"]),
                         ("imds", "imds", "true"))

    def test_a_silent_address(self) -> None:
        self.cloud.tell("POST", "/faults", {"match": {"host": "imds"}, "do": {"drop": "connect"}})
        with self.assertRaises(OSError):
            self.ask()


class Choice(IdentityTest):
    """Machines with other identities than the seed's."""

    name = "imds"
    version = "2018-02-01"

    @property
    def url(self) -> str:
        return super().url + "/metadata/identity/oauth2/token"

    def test_one_after_another_goes(self) -> None:
        self.cloud.tell("DELETE", f"/identities/{SYSTEM}")
        self.assertEqual(self.claims(self.ask())["appid"], USER)
        self.cloud.tell("POST", "/identities/second", {"object": "o", "tenant": TENANT,
                                                       "token_lifetime": 60})
        self.assertIn("Multiple user assigned", self.ask().json["error_description"])
        self.assertEqual(self.ask(client_id="second").json["expires_in"], "60")
        self.cloud.tell("DELETE", "/identities/second")
        self.cloud.tell("DELETE", f"/identities/{USER}")
        self.assertEqual(self.ask().json["error_description"], "Identity not found")


class AppService(IdentityTest):
    name = "app_service"
    headers = {"X-IDENTITY-HEADER": SECRET}
    version = "2019-08-01"

    def test_both_identities(self) -> None:
        self.assertEqual(self.claims(self.ask())["oid"], SYSTEM_OBJECT)
        for selector in ({"client_id": USER}, {"principal_id": USER_OBJECT},
                         {"object_id": USER_OBJECT}, {"mi_res_id": USER_RESOURCE}):
            with self.subTest(selector=selector):
                answer = self.ask(**selector)
                self.assertEqual(self.claims(answer)["oid"], USER_OBJECT)
        self.opens_the_vault(answer)

    def test_what_it_says_of_a_token(self) -> None:
        document = self.ask().json
        self.assertEqual(set(document), {"access_token", "client_id", "expires_on", "resource",
                                         "token_type"})
        self.assertIsInstance(document["expires_on"], str)
        self.assertEqual(document["client_id"], SYSTEM.upper())

    def test_what_it_insists_on(self) -> None:
        self.refusals()
        for headers in ({}, {"Metadata": "true"}, {"X-IDENTITY-HEADER": SECRET + "x"}):
            answer = self.ask(headers=headers)
            self.assertEqual((answer.status, answer.json["statusCode"]), (401, 401))
        self.assertIn("'msi_res_id'", self.ask(msi_res_id=USER_RESOURCE).json["message"])

    def test_its_secret_stays_out_of_the_journal(self) -> None:
        self.ask()
        text = (self.cloud.directory / "journal.jsonl").read_text(encoding="utf-8")
        self.assertNotIn(SECRET, text)
        last = self.cloud.tell("GET", "/journal")[-1]
        self.assertTrue(last["headers"]["x-identity-header"].startswith("sha256:"))


class AzureArc(IdentityTest):
    name = "azure_arc"
    version = "2020-06-01"

    def key(self) -> tuple[Path, str]:
        """The file that a first answer names, and what is in it."""
        answer = self.ask()
        self.assertEqual(answer.status, 401)
        realm = answer.headers["WWW-Authenticate"]
        self.assertRegex(realm, f"^Basic realm={KEYS}[0-9a-f-]{{36}}[.]key$")
        path = Path(self.cloud.ready["arc_keys"], realm.rpartition("/")[2])
        self.assertEqual(path.stat().st_mode & 0o777, 0o640)
        return path, path.read_text(encoding="ascii")

    def show(self, key: str, **changes: str | None) -> Answer:
        return self.ask(headers=self.headers | {"Authorization": f"Basic {key}"}, **changes)

    def test_a_key_counts_once(self) -> None:
        path, key = self.key()
        answer = self.show(key)
        self.assertEqual(self.claims(answer)["oid"], SYSTEM_OBJECT)
        self.assertEqual(answer.json["expires_in"], "86399")
        self.opens_the_vault(answer)
        self.assertFalse(path.exists())
        self.assertEqual(self.show(key).status, 401)

    def test_the_key_as_it_is_in_the_file(self) -> None:
        _, key = self.key()
        encoded = base64.b64encode(key.encode()).decode()
        for wrong in (encoded, key + "x", key[:-1], ""):
            self.assertEqual(self.show(wrong).status, 401)
        self.assertEqual(self.show(key).status, 200)

    def test_it_knows_one_identity(self) -> None:
        answer = self.show(self.key()[1], client_id=USER)
        self.assertEqual((self.claims(answer)["appid"], answer.json["client_id"]),
                         (SYSTEM, SYSTEM))

    def test_what_it_insists_on(self) -> None:
        for changes in ({"api_version": None}, {"prefix": "http://example.com"}):
            self.assertEqual(self.ask(**changes).status, 400)
        self.assertEqual(self.ask(headers={}).status, 400)
        for resource in (None, RESOURCE + "/.default"):
            self.assertEqual(self.show(self.key()[1], resource=resource).status, 400)


class Lonely(unittest.TestCase):
    """What ends with an exit status, or needs an option."""

    def test_nothing_but_get(self) -> None:
        cloud = Cloud()
        for name in ("imds", "app_service", "azure_arc"):
            self.assertEqual(ask(cloud.ready[name], {}, "POST").status, 405)
        status, said = cloud.close()
        self.assertEqual(status, 1)
        self.assertIn("nothing may ever send this: POST http://imds\n", said)
        self.assertEqual(said.count("\n"), 3)

    def test_the_directory_of_keys(self) -> None:
        with tempfile.TemporaryDirectory() as directory:
            cloud = Cloud("--arc-keys", f"{directory}/tokens")
            ask(cloud.ready["azure_arc"], {"Metadata": "true"}, api_version="2020-06-01",
                resource=RESOURCE)
            self.assertEqual(len(list(Path(directory, "tokens").glob("*.key"))), 1)
            self.assertEqual(cloud.close(), (0, ""))
