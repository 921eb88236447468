"""Client assertions (private_key_jwt): signed with a certificate's key, or by somebody else."""

import hashlib
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from . import jwt
from .aadsts import SignInError
from .clouds import Cloud
from .external_issuer import ExternalIssuer
from .federation import check_external
from .http1 import Request
from .state import App
from .validity import check_validity

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
THUMBPRINTS = {"x5t": hashlib.sha1, "x5t#S256": hashlib.sha256}


class AssertionCheck:
    """Verifies assertions and remembers their ids."""

    def __init__(self, issuer: ExternalIssuer) -> None:
        self._issuer = issuer
        self._seen: set[str] = set()

    def check(self, app: App, assertion: str, request: Request, cloud: Cloud, now: int) -> None:
        """Raises what Entra would answer; what was sent goes to the journal in either case.

        The real service lets an id be used again within an assertion's life, and one of
        Microsoft's libraries relies on it. So a replay is journaled, not refused.
        """
        parts = read(assertion)
        header, claims, signed, signature = parts
        identifier = str(claims.get("jti", ""))
        request.note["assertion"] = {
            "header": header, "claims": claims, "replayed": identifier in self._seen}
        self._seen.add(identifier)
        if not claims.get("iss"):
            raise malformed()
        if claims["iss"] != app.id:
            check_external(app, parts, self._issuer, cloud.exchange_audience, now)
            return
        verify(app, header, signed, signature)
        check_claims(app, claims, f"https://{request.host}{request.path}", now)


def read(assertion: str) -> jwt.Parts:
    try:
        return jwt.split(assertion)
    except jwt.Malformed:
        raise malformed() from None


def malformed() -> SignInError:
    return SignInError(50027, "JWT token is invalid or malformed.")


def verify(app: App, header: dict[str, Any], signed: bytes, signature: bytes) -> None:
    """The key is the registered certificate's whose thumbprint the header names."""
    name = next((name for name in THUMBPRINTS if name in header), None)
    if name is None:
        raise SignInError(
            50027, "Invalid JWT token. No certificate thumbprint specified in token header.")
    thumbprint = decode_thumbprint(str(header[name]))
    for pem in app.certificates:
        certificate = x509.load_pem_x509_certificate(pem.encode())
        if THUMBPRINTS[name](certificate.public_bytes(Encoding.DER)).digest() == thumbprint:
            check_signature(app, certificate, str(header.get("alg")), signed, signature)
            return
    raise bad_signature(app, thumbprint, "The key was not found.")


def decode_thumbprint(text: str) -> bytes:
    """Libraries send both alphabets of base64, with and without padding; the service bears it."""
    try:
        return jwt.decode(text.rstrip("=").replace("+", "-").replace("/", "_"))
    except jwt.Malformed:
        raise malformed() from None


def check_signature(app: App, certificate: x509.Certificate, algorithm: str, signed: bytes,
                    signature: bytes) -> None:
    if not jwt.is_signed_by(certificate.public_key(), algorithm, signed, signature):
        raise bad_signature(app, certificate.fingerprint(hashes.SHA1()),
                            "Key was found, but use of the key to verify the signature failed.")


def bad_signature(app: App, thumbprint: bytes, why: str) -> SignInError:
    return SignInError(
        700027, "The certificate with identifier used to sign the client assertion is not "
                f"registered on application. [Reason - {why}, Thumbprint of key used by client: "
                f"'{thumbprint.hex().upper()}', Please visit the Azure Portal, Graph Explorer or "
                f"directly use MS Graph to see configured keys for app Id '{app.id}'.]")


def check_claims(app: App, claims: dict[str, Any], audience: str, now: int) -> None:
    if claims.get("sub") != app.id:
        raise SignInError(50048, "SubjectMismatchesIssuer - Subject mismatches Issuer claim in "
                                 "the client assertion.")
    if not claims.get("jti"):
        raise malformed()
    if claims.get("aud") != audience:
        raise SignInError(50012, "Client assertion audience claim does not match Realm issuer.")
    check_validity(claims, now)
