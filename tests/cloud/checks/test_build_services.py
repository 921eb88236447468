"""GitHub Actions and Azure Pipelines: where their jobs fetch what they sign in with."""

import base64
import json
import unittest
from typing import Any

from checks.harness import Answer, Cloud, CloudTest, assertion

GITHUB = ("https://pipelines.actions.githubusercontent.com/Qz7vK3bR9wTnX5mYcL2pJ8dFgH4sA6uE/"
          "00000000-0000-0000-0000-000000000000/_apis/distributedtask/hubs/Actions/plans/"
          "8f7a2c14-90de-4b3c-a6f5-1e2d3c4b5a69/jobs/6b1f0e9d-8c7b-4a69-b5f4-e3d2c1b0a9f8/idtoken"
          "?api-version=2.0")
GITHUB_TOKEN = "github-request-token~1.value_-"
PIPELINES = ("https://dev.azure.com/contoso/590cfd2a-581c-4dcb-a12e-6568ce786175/_apis/"
             "distributedtask/hubs/build/plans/2e011469-bc90-4dc7-9242-012be179cb56/jobs/"
             "5ee5fa9b-185c-52bc-0624-8e87d1d5c9f8/oidctoken")
PIPELINES_TOKEN = "pipelines-access-token~1.value_-"
CONNECTION = "7c3e1f52-9a4b-4d86-8e0f-b2c5d7a96130"
AUDIENCE = "api://AzureADTokenExchange"


def claims(token: str) -> dict[str, Any]:
    return dict(json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "==")))


class GitHub(CloudTest):
    def ask(self, query: str, token: str = GITHUB_TOKEN) -> Answer:
        return self.cloud.request("GET", GITHUB + query,
                                  headers={"Authorization": f"bearer {token}"})

    def test_a_token_to_sign_in_with(self) -> None:
        document = self.ask("&audience=api%3A%2F%2FAzureADTokenExchange").json
        self.assertEqual((set(document), document["count"]), ({"count", "value"}, 1))
        said = claims(document["value"])
        self.assertEqual((said["aud"], said["exp"] - said["nbf"]), (AUDIENCE, 300))
        self.assertEqual(self.cloud.sign_in(**assertion(document["value"])).status, 200)

    def test_without_an_audience_it_is_not_for_entra(self) -> None:
        token = self.ask("").json["value"]
        self.assertEqual(claims(token)["aud"], "https://github.com/contoso")
        answer = self.cloud.sign_in(**assertion(token))
        self.assertEqual(answer.json["error_codes"], [700212])

    def test_wrong_requests(self) -> None:
        self.assertEqual(self.ask("", "wrong").status, 401)
        self.assertEqual(self.cloud.request("GET", GITHUB).status, 401)
        headers = {"Authorization": f"Bearer {GITHUB_TOKEN}"}
        url = GITHUB.partition("?")[0]
        self.assertEqual(self.cloud.request("GET", url, headers=headers).status, 400)
        self.assertEqual(self.cloud.request("GET", url + "/more", headers=headers).status, 404)

    def test_its_bearer_stays_out_of_the_journal(self) -> None:
        self.ask("")
        text = (self.cloud.directory / "journal.jsonl").read_text(encoding="utf-8")
        self.assertNotIn(GITHUB_TOKEN, text)


class AzurePipelines(CloudTest):
    def ask(self, query: str = f"?api-version=7.1&serviceConnectionId={CONNECTION}",
            token: str = PIPELINES_TOKEN, **headers: str) -> Answer:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"} | {
            name.replace("_", "-"): value for name, value in headers.items()}
        return self.cloud.request("POST", PIPELINES + query, b"", headers)

    def test_a_token_to_sign_in_with(self) -> None:
        document = self.ask(X_TFS_FedAuthRedirect="Suppress").json
        self.assertEqual(set(document), {"oidcToken"})
        self.assertEqual(claims(document["oidcToken"])["aud"], AUDIENCE)
        self.assertEqual(self.cloud.sign_in(**assertion(document["oidcToken"])).status, 200)

    def test_without_a_service_connection(self) -> None:
        token = self.ask("?api-version=7.1").json["oidcToken"]
        self.assertEqual(claims(token)["sub"], "p://contoso/exports/nightly")
        self.assertEqual(self.cloud.sign_in(**assertion(token)).json["error_codes"], [700213])

    def test_a_wrong_bearer_is_led_to_sign_in(self) -> None:
        answer = self.ask(token="wrong")
        self.assertEqual((answer.status, answer.headers["Content-Type"]), (302, "text/html"))
        self.assertIn("/_signin?realm=dev.azure.com", answer.headers["Location"])
        self.assertEqual(self.ask(token="wrong", X_TFS_FedAuthRedirect="Suppress").status, 401)

    def test_wrong_requests(self) -> None:
        answer = self.ask(f"?serviceConnectionId={CONNECTION}")
        self.assertEqual((answer.status, answer.json["typeKey"]),
                         (400, "VssVersionNotSpecifiedException"))
        self.assertEqual(self.ask("?api-version=7.1&serviceConnectionId=x").status, 404)

    def test_a_request_without_a_length(self) -> None:
        with self.cloud.connect("dev.azure.com") as tls:
            path = PIPELINES.removeprefix("https://dev.azure.com")
            tls.sendall(f"POST {path} HTTP/1.1\r\nHost: dev.azure.com\r\n\r\n".encode())
            self.assertTrue(tls.recv(64).startswith(b"HTTP/1.1 411 "))


class Violations(unittest.TestCase):
    def test_one_path_takes_a_post_and_nothing_else_anything(self) -> None:
        cloud = Cloud()
        wrong = (("POST", PIPELINES + "/x"), ("GET", "https://dev.azure.com/contoso/"),
                 ("GET", PIPELINES), ("POST", GITHUB))
        for method, url in wrong:
            self.assertEqual(cloud.request(method, url, b"").status, 405)
        status, said = cloud.close()
        self.assertEqual(status, 1)
        for line, (method, url) in zip(said.splitlines(), wrong, strict=True):
            self.assertTrue(line.endswith(f": {method} {url.partition('?')[0]}"), line)
