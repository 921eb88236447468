"""Sign-in with a certificate: the assertion is verified as Entra verifies it."""

import base64
import datetime
import hashlib
import json
import time
import uuid
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from checks.harness import CLIENT, LOGIN, TENANT, Answer, CloudTest, assertion

PSS = padding.PSS(padding.MGF1(hashes.SHA256()), 32)
PKCS1 = padding.PKCS1v15()


def encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def make_certificate(key: rsa.RSAPrivateKey) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "akv test principal")])
    now = datetime.datetime.utcnow()
    return (x509.CertificateBuilder().subject_name(name).issuer_name(name)
            .public_key(key.public_key()).serial_number(1)
            .not_valid_before(now).not_valid_after(now + datetime.timedelta(days=1))
            .sign(key, hashes.SHA256()))


class Assertions(CloudTest):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.key = rsa.generate_private_key(65537, 2048)
        cls.certificate = make_certificate(cls.key)
        cls.der = cls.certificate.public_bytes(Encoding.DER)
        cls.cloud.tell("POST", f"/apps/{CLIENT}", {
            "certificates": [cls.certificate.public_bytes(Encoding.PEM).decode()]})

    def send(self, scheme: Any = PSS, header: dict[str, Any] | None = None,
             **changes: Any) -> Answer:
        """Signs in with an assertion that is right but for the changes."""
        now = int(time.time())
        if header is None:
            header = {"alg": "PS256", "typ": "JWT",
                      "x5t#S256": encode(hashlib.sha256(self.der).digest())}
        claims = {"aud": f"https://{LOGIN}/{TENANT}/oauth2/v2.0/token", "iss": CLIENT,
                  "sub": CLIENT, "jti": str(uuid.uuid4()), "nbf": now, "exp": now + 600} | changes
        signed = ".".join(encode(json.dumps(part).encode()) for part in (header, claims))
        signature = self.key.sign(signed.encode(), scheme, hashes.SHA256())
        return self.cloud.sign_in(**assertion(f"{signed}.{encode(signature)}"))

    def refused(self, code: int, answer: Answer) -> None:
        self.assertEqual((answer.status, answer.json["error"], answer.json["error_codes"]),
                         (401, "invalid_client", [code]))

    def test_both_algorithms(self) -> None:
        self.assertEqual(self.send().status, 200)
        old = {"alg": "RS256", "typ": "JWT", "x5t": encode(hashlib.sha1(self.der).digest())}
        self.assertEqual(self.send(PKCS1, old).status, 200)

    def test_what_libraries_do_and_the_service_bears(self) -> None:
        now = int(time.time())
        padded = base64.b64encode(hashlib.sha256(self.der).digest()).decode()
        self.assertEqual(self.send(header={"alg": "PS256", "x5t#S256": padded}).status, 200)
        self.assertEqual(self.send(nbf=str(now), exp=str(now + 600)).status, 200)
        self.assertEqual(self.send(nbf=now + 2).status, 200)

    def test_a_signature_of_another_kind_or_key(self) -> None:
        self.refused(700027, self.send(PKCS1))
        self.refused(700027, self.send(header={"alg": "PS256", "x5t#S256": encode(b"x" * 32)}))
        self.refused(700027, self.send(
            header={"alg": "none", "x5t#S256": encode(hashlib.sha256(self.der).digest())}))
        self.refused(50027, self.send(header={"alg": "PS256"}))

    def test_claims(self) -> None:
        now = int(time.time())
        self.refused(50012, self.send(aud="https://login.microsoftonline.com/common"))
        self.refused(50048, self.send(sub="somebody else"))
        self.refused(700211, self.send(iss="other", sub="other"))
        self.refused(50027, self.send(jti=""))
        self.refused(700024, self.send(nbf=now - 1200, exp=now - 600))
        self.refused(700024, self.send(nbf=now + 600, exp=now + 1200))

    def test_a_replay_is_journaled(self) -> None:
        self.send(jti="once")
        self.send(jti="once")
        said = [entry["assertion"] for entry in self.cloud.tell("GET", "/journal")
                if entry.get("assertion", {}).get("claims", {}).get("jti") == "once"]
        self.assertEqual([assertion["replayed"] for assertion in said], [False, True])
        self.assertEqual(said[0]["header"]["alg"], "PS256")

    def test_garbage(self) -> None:
        for text in ("", "a.b", "a.b.c", "e30.e30.", "é.e30.e30"):
            self.refused(50027, self.cloud.sign_in(**assertion(text)))
