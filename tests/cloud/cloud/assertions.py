"""Client assertions signed with a certificate's key (private_key_jwt)."""

import base64
import binascii
import datetime
import hashlib
import json
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from . import aadsts
from .aadsts import SignInError
from .http1 import Request
from .state import App

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
SHA256 = hashes.SHA256()
PADDINGS = {
    "RS256": padding.PKCS1v15(),
    "PS256": padding.PSS(padding.MGF1(hashes.SHA256()), 32),
}
# The service forgives clocks that differ a little; one of Microsoft's libraries rounds nbf up.
CLOCK_SKEW_S = 300
THUMBPRINTS = {"x5t": hashlib.sha1, "x5t#S256": hashlib.sha256}


class AssertionCheck:
    """Verifies assertions and remembers their ids."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def check(self, app: App, assertion: str, request: Request, now: int) -> None:
        """Raises what Entra would answer; what was sent goes to the journal in either case.

        The real service lets an id be used again within an assertion's life, and one of
        Microsoft's libraries relies on it. So a replay is journaled, not refused.
        """
        header, claims, signed, signature = split(assertion)
        identifier = str(claims.get("jti", ""))
        request.note["assertion"] = {
            "header": header, "claims": claims, "replayed": identifier in self._seen}
        self._seen.add(identifier)
        verify(app, header, signed, signature)
        check_claims(app, claims, f"https://{request.host}{request.path}", now)


def split(assertion: str) -> tuple[dict[str, Any], dict[str, Any], bytes, bytes]:
    try:
        head, payload, signature = assertion.split(".")
        header, claims = json.loads(decode(head)), json.loads(decode(payload))
        if not isinstance(header, dict) or not isinstance(claims, dict):
            raise ValueError
        return header, claims, f"{head}.{payload}".encode(), decode(signature)
    except (ValueError, binascii.Error):
        raise SignInError(50027, "JWT token is invalid or malformed.") from None


def decode(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


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
        return decode(text.rstrip("=").replace("+", "-").replace("/", "_"))
    except binascii.Error:
        raise SignInError(50027, "JWT token is invalid or malformed.") from None


def check_signature(app: App, certificate: x509.Certificate, algorithm: str, signed: bytes,
                    signature: bytes) -> None:
    key = certificate.public_key()
    try:
        if algorithm not in PADDINGS or not isinstance(key, rsa.RSAPublicKey):
            raise InvalidSignature
        key.verify(signature, signed, PADDINGS[algorithm], SHA256)
    except InvalidSignature:
        raise bad_signature(app, certificate.fingerprint(hashes.SHA1()),
                            "Key was found, but use of the key to verify the signature "
                            "failed.") from None


def bad_signature(app: App, thumbprint: bytes, why: str) -> SignInError:
    return SignInError(
        700027, "The certificate with identifier used to sign the client assertion is not "
                f"registered on application. [Reason - {why}, Thumbprint of key used by client: "
                f"'{thumbprint.hex().upper()}', Please visit the Azure Portal, Graph Explorer or "
                f"directly use MS Graph to see configured keys for app Id '{app.id}'.]")


def check_claims(app: App, claims: dict[str, Any], audience: str, now: int) -> None:
    if claims.get("iss") != claims.get("sub"):
        raise SignInError(50048, "SubjectMismatchesIssuer - Subject mismatches Issuer claim in "
                                 "the client assertion.")
    if claims.get("iss") != app.id or not claims.get("jti"):
        raise SignInError(50027, "JWT token is invalid or malformed.")
    if claims.get("aud") != audience:
        raise SignInError(50012, "Client assertion audience claim does not match Realm issuer.")
    begins, ends = read_time(claims.get("nbf", now)), read_time(claims.get("exp"))
    if not begins - CLOCK_SKEW_S <= now < ends + CLOCK_SKEW_S:
        raise SignInError(
            700024, "Client assertion is not within its valid time range. Current time: "
                    f"{instant(now)}, assertion valid from {instant(begins)}, expiry time of "
                    f"assertion {instant(ends)}. Review the documentation at "
                    "https://learn.microsoft.com/entra/identity-platform/certificate-credentials "
                    ".")


def read_time(value: Any) -> int:
    """Seconds, as a number or, from one of Microsoft's libraries, as a string of digits."""
    try:
        return int(value)
    except (TypeError, ValueError):
        raise aadsts.malformed() from None


def instant(seconds: int) -> str:
    moment = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.0000000Z")
