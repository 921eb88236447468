"""JSON Web Tokens (RFC 7519) in their compact form, as all who sign here write and read them."""

import base64
import binascii
import json
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

Part = dict[str, Any]
Parts = tuple[Part, Part, bytes, bytes]
"""Header, claims, the bytes that are signed, and the signature."""

SHA256 = hashes.SHA256()
PADDINGS = {
    "RS256": padding.PKCS1v15(),
    "PS256": padding.PSS(padding.MGF1(hashes.SHA256()), 32),
}


class Malformed(Exception):
    """The text is no token."""


def encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def encode_json(document: Any) -> str:
    return encode(json.dumps(document, separators=(",", ":")).encode())


def decode(text: str) -> bytes:
    """Base64url without padding, and nothing else."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        raise Malformed from None


def sign(header: Part, claims: Part, key: rsa.RSAPrivateKey) -> str:
    """A token by RS256; the header tells which key it is."""
    signed = f"{encode_json(header)}.{encode_json(claims)}"
    signature = key.sign(signed.encode(), PADDINGS["RS256"], SHA256)
    return f"{signed}.{encode(signature)}"


def split(text: str) -> Parts:
    try:
        head, payload, signature = text.split(".")
        header, claims = json.loads(decode(head)), json.loads(decode(payload))
    except ValueError:
        raise Malformed from None
    if not isinstance(header, dict) or not isinstance(claims, dict):
        raise Malformed
    return header, claims, f"{head}.{payload}".encode(), decode(signature)


def is_signed_by(key: Any, algorithm: str, signed: bytes, signature: bytes) -> bool:
    """Whether this public key made the signature, by RSA and by that algorithm alone."""
    if algorithm not in PADDINGS or not isinstance(key, rsa.RSAPublicKey):
        return False
    try:
        key.verify(signature, signed, PADDINGS[algorithm], SHA256)
    except InvalidSignature:
        return False
    return True
