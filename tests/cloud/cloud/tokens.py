"""Access tokens: JSON Web Tokens as Entra makes them, signed, and remembered for the vaults.

A vault accepts a token when it is, byte for byte, one that was issued here. That is as strict as
checking its signature and costs a request one look into a dictionary.
"""

import threading
import uuid
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from . import jwt
from .clouds import Cloud
from .jwt import encode
from .state import App, Tenant

# Making a 2048-bit key takes up to half a second, so one that protects nothing lies beside us.
KEY_FILE = Path(__file__).with_name("token-signing-key.pem")
KEY_ID = "2ZQpJ3UpbjAYXYGaXEJl8lV0TOI"


class TokenMint:
    """Issues tokens, and knows of each whether it still counts."""

    def __init__(self) -> None:
        self._claims: dict[str, dict[str, Any]] = {}
        self._asked: dict[str, dict[str, Any]] = {}
        self._revoked: set[str] = set()
        self._key: rsa.RSAPrivateKey | None = None
        # Reading the key checks its primes, which takes longer than all else that a start needs.
        self._reading = threading.Thread(target=self._read_key, daemon=True)
        self._reading.start()

    def _read_key(self) -> None:
        key = serialization.load_pem_private_key(KEY_FILE.read_bytes(), password=None)
        assert isinstance(key, rsa.RSAPrivateKey)
        self._key = key

    @property
    def key(self) -> rsa.RSAPrivateKey:
        self._reading.join()
        assert self._key is not None
        return self._key

    def issue(self, claims: dict[str, Any], asked: dict[str, Any] | None = None) -> str:
        """`asked` is what the client's own parameter `claims` asked for."""
        header = {"typ": "JWT", "alg": "RS256", "x5t": KEY_ID, "kid": KEY_ID}
        token = jwt.sign(header, claims, self.key)
        self._claims[token] = claims
        self._asked[token] = asked or {}
        return token

    def claims(self, token: str) -> dict[str, Any] | None:
        """The claims of a token that was issued here; None for any other text."""
        return self._claims.get(token)

    def asked(self, token: str) -> dict[str, Any]:
        return self._asked[token]

    def is_revoked(self, token: str) -> bool:
        return token in self._revoked

    def revoke_all(self) -> int:
        self._revoked.update(self._claims)
        return len(self._revoked)


def make_claims(app: App, tenant: Tenant, cloud: Cloud, audience: str, now: int,
                method: str) -> dict[str, Any]:
    """What Entra says of a service principal in a version 1.0 token.

    The claims that nobody may rely on are there for their size: a real token has about as many
    bytes, and what stores or sends it must have room for them.
    """
    principal = app.principals[tenant.id]
    issuer = f"{cloud.issuer}/{tenant.id}/"
    return {
        "aud": audience,
        "iss": issuer,
        "iat": now,
        "nbf": now,
        "exp": now + app.token_lifetime,
        "aio": "k2RgYFBYXbT2wgKZyxe3/rwl/t9/ml9dRPfU7kfJz7N2/7i5UQIA" + "A" * 24,
        "appid": app.id,
        "appidacr": method,
        "idp": issuer,
        "idtyp": "app",
        "oid": principal,
        "rh": "1.AQ0Av4j5cvGGr0GRqy180BHbRzmzqM-ighpHo8kPwL56QJMNAAANAA." + uuid.uuid4().hex,
        "sub": principal,
        "tid": tenant.id,
        "uti": encode(uuid.uuid4().bytes),
        "ver": "1.0",
        "xms_ftd": encode(b"akv test cloud, a claim that only the service itself can read" * 2),
        "xms_idrel": "7 28",
        "xms_rd": encode(b"akv test cloud, another claim of the same kind" * 4),
        "xms_tnt_fct": "3 6",
    }
