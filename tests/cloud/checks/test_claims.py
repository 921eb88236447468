"""Claims that a vault insists on, and the token requests that carry them."""

import base64
import json

from checks.harness import API, CloudTest

PATH = f"/secrets/sftp-password?{API}"
WANTED = {"access_token": {"nbf": {"essential": True, "value": "1603742800"}}}
MERGED = {"access_token": WANTED["access_token"] | {"xms_cc": {"values": ["cp1"]}}}
OTHER = {"access_token": {"nbf": {"essential": True, "value": "1603742801"}}}


class Claims(CloudTest):
    def test_a_challenge_until_its_claims_were_asked_for(self) -> None:
        before = self.cloud.token()
        self.cloud.tell("POST", "/tokens/challenge", {"claims": WANTED})
        for token in (before, self.cloud.token(), self.cloud.token(claims=json.dumps(OTHER))):
            answer = self.cloud.get(PATH, token=token)
            self.assertEqual(answer.codes, (401, "Unauthorized", ""))
        for claims in (WANTED, MERGED):
            token = self.cloud.token(claims=json.dumps(claims))
            self.assertEqual(self.cloud.get(PATH, token=token).status, 200)

    def test_the_header_to_the_byte(self) -> None:
        self.cloud.tell("POST", "/tokens/challenge", {"claims": WANTED})
        claims = base64.b64encode(json.dumps(WANTED, separators=(",", ":")).encode()).decode()
        self.assertEqual(
            self.cloud.get(PATH).headers["WWW-Authenticate"],
            'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/'
            'authorize", client_id="cfa8b339-82a2-471a-a3c9-0fc0be7a4093", '
            f'error="insufficient_claims", claims="{claims}"')

    def test_without_a_token_the_challenge_is_the_usual_one(self) -> None:
        self.cloud.tell("POST", "/tokens/challenge", {"claims": WANTED})
        header = self.cloud.get(PATH, token=None).headers["WWW-Authenticate"]
        self.assertRegex(header, '^Bearer authorization=.* resource="https://vault.azure.net"$')

    def test_an_end_of_the_challenge(self) -> None:
        self.cloud.tell("POST", "/tokens/challenge", {"claims": WANTED})
        self.cloud.tell("DELETE", "/tokens/challenge")
        self.assertEqual(self.cloud.get(PATH).status, 200)

    def test_the_journal_has_them(self) -> None:
        self.cloud.token(claims=json.dumps(MERGED))
        self.assertEqual(self.cloud.tell("GET", "/journal")[-1]["form"]["claims"], MERGED)

    def test_malformed_ones(self) -> None:
        for claims in ("", "{", "[]", '"a"', base64.b64encode(b"{}").decode()):
            with self.subTest(claims=claims):
                answer = self.cloud.sign_in(claims=claims)
                self.assertEqual((answer.status, answer.json["error"], answer.json["error_codes"]),
                                 (400, "invalid_request", [9002313]))
                self.assertEqual(self.cloud.tell("GET", "/journal")[-1]["form"]["claims"], claims)

    def test_a_challenge_without_claims(self) -> None:
        for document in ({"claims": {}}, {"claims": "text"}, {"claim": WANTED}):
            with self.assertRaisesRegex(ValueError, "^400 "):
                self.cloud.tell("POST", "/tokens/challenge", document)
