"""Sign-in with a token from outside of Entra: what a federated credential stands for."""

import time
from typing import Any

from checks.harness import CLIENT, TENANT, Answer, CloudTest, assertion

ADA = "https://login.example.com/ada"
GITHUB = "https://token.actions.githubusercontent.com"


class Federation(CloudTest):
    def send(self, token: str, **changes: str | None) -> Answer:
        return self.cloud.sign_in(**assertion(token), **changes)

    def sign_in(self, **settings: Any) -> Answer:
        return self.send(self.mint(**settings))

    def mint(self, **settings: Any) -> str:
        return str(self.cloud.tell("POST", "/federated-tokens", settings)["token"])

    def refused(self, code: int, answer: Answer) -> None:
        self.assertEqual((answer.status, answer.json["error"], answer.json["error_codes"]),
                         (401, "invalid_client", [code]))

    def test_the_token_of_a_cluster(self) -> None:
        self.assertEqual(self.sign_in().status, 200)
        self.assertEqual(self.sign_in(audience="api://AzureADTokenExchange").status, 200)

    def test_the_tokens_of_build_services(self) -> None:
        for issuer, subject in (
            (GITHUB, "repo:contoso/exports:ref:refs/heads/main"),
            ("https://vstoken.dev.azure.com/5b1c2e0d-7f3a-4e68-a1c4-d90b6e2f8a57",
             "sc://contoso/exports/akv"),
        ):
            self.assertEqual(self.sign_in(issuer=issuer, subject=subject).status, 200)

    def test_each_cloud_has_its_audience(self) -> None:
        china = {"host": "login.chinacloudapi.cn", "tenant": "contoso.partner.onmschina.cn",
                 "scope": "https://vault.azure.cn/.default"}
        self.refused(700212, self.send(self.mint(), **china))
        token = self.mint(audience="api://AzureADTokenExchangeChina")
        self.assertEqual(self.send(token, **china).status, 200)
        self.refused(700212, self.send(token))

    def test_what_does_not_match(self) -> None:
        answer = self.sign_in(issuer=ADA)
        self.refused(700211, answer)
        self.assertIn(f"presented assertion issuer '{ADA}'", answer.json["error_description"])
        self.refused(700212, self.sign_in(audience="https://kubernetes.default.svc"))
        self.refused(700213, self.sign_in(subject="system:serviceaccount:exports:other"))
        answer = self.sign_in(subject="system:serviceaccount:Exports:nightly")
        self.refused(7002138, answer)
        self.assertIn("matches with case-insensitive comparison", answer.json["error_description"])
        self.refused(700213, self.sign_in(issuer=GITHUB))

    def test_when(self) -> None:
        self.refused(700024, self.sign_in(starts_in_s=-7200))
        self.refused(700024, self.sign_in(starts_in_s=7200))
        self.assertEqual(self.sign_in(starts_in_s=60).status, 200)
        self.cloud.tell("POST", "/clock", {"offset_s": -86400})
        token = self.mint()
        self.cloud.tell("POST", "/clock", {"offset_s": 0})
        self.refused(700024, self.send(token))

    def test_who_signed(self) -> None:
        self.refused(50013, self.sign_in(trusted=False))
        head, claims, _ = self.mint().split(".")
        self.refused(50013, self.send(f"{head}.{claims}."))

    def test_the_file_as_it_is(self) -> None:
        self.refused(50027, self.send(self.mint() + "\n"))

    def test_an_application_without_credentials(self) -> None:
        self.cloud.tell("POST", "/apps/plain", {"principals": {TENANT: "plain"}})
        self.refused(70025, self.send(self.mint(), client_id="plain"))

    def test_a_credential_of_its_own(self) -> None:
        self.cloud.tell("POST", "/apps/own", {"principals": {TENANT: "own"}, "federated": [
            {"issuer": ADA, "subject": "s", "audience": "a"}]})
        token = self.mint(issuer=ADA, subject="s", audience="a", lifetime_s=60)
        self.assertEqual(self.send(token, client_id="own").status, 200)
        self.refused(700211, self.send(token))

    def test_the_journal_has_the_claims(self) -> None:
        self.sign_in(claims={"jti": "journaled"})
        noted = self.cloud.tell("GET", "/journal")[-1]["assertion"]["claims"]
        self.assertEqual((noted["jti"], noted["sub"]),
                         ("journaled", "system:serviceaccount:exports:nightly"))
        self.assertAlmostEqual(noted["exp"], time.time() + 3600, delta=60)

    def test_what_no_token_has(self) -> None:
        with self.assertRaisesRegex(ValueError, "^400 "):
            self.mint(expiry=1)
        self.assertEqual(self.cloud.sign_in(client_id=CLIENT).status, 200)
