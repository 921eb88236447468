"""The identity providers outside of Entra: a cluster's and two build services', with one key.

Each of the real ones has keys of its own, which Entra fetches by the issuer's address. Which key
belongs to whom tests nothing, so all of them sign with this one, and a stranger with another.
"""

import functools
import threading
import uuid
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa

from . import jwt
from .clouds import PUBLIC
from .state import BadSettings, State

KUBERNETES = ("https://westeurope.oic.prod-aks.azure.com/72f988bf-86f1-41af-91ab-2d7cd011db47/"
              "2f1d6b7e-53a4-4c0a-9d5f-8a7c1e0b9d34/")
KUBERNETES_SUBJECT = "system:serviceaccount:exports:nightly"
GITHUB = "https://token.actions.githubusercontent.com"
GITHUB_SUBJECT = "repo:contoso/exports:ref:refs/heads/main"
PIPELINES = "https://vstoken.dev.azure.com/5b1c2e0d-7f3a-4e68-a1c4-d90b6e2f8a57"
PIPELINES_SUBJECT = "sc://contoso/exports/akv"

KEY_ID = "f3QyK1x7mE0aC2nUuJ9dVh5sT8wRbLzPqGkYo4iXeNA"


class ExternalIssuer:
    """Mints external tokens, and knows the signature of its own."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._lock = threading.Lock()

    @property
    def key(self) -> rsa.RSAPrivateKey:
        """Made when it is first asked for: it takes longer than all else that a start needs."""
        with self._lock:
            return self._key

    @functools.cached_property
    def _key(self) -> rsa.RSAPrivateKey:
        return rsa.generate_private_key(65537, 2048)

    def has_signed(self, parts: jwt.Parts) -> bool:
        header, _, signed, signature = parts
        return header.get("alg") == "RS256" and jwt.is_signed_by(
            self.key.public_key(), "RS256", signed, signature)

    def issue(self, issuer: str, subject: str, audience: Any, lifetime_s: int = 3600,
              **others: Any) -> str:
        """A token that is valid from now on; `others` are more claims, or other ones."""
        now = self._state.now()
        claims = {"iss": issuer, "sub": subject, "aud": audience, "jti": str(uuid.uuid4()),
                  "iat": now, "nbf": now, "exp": now + lifetime_s} | others
        return jwt.sign({"alg": "RS256", "typ": "JWT", "kid": KEY_ID}, claims, self.key)

    def mint(self, settings: dict[str, Any]) -> str:
        """What a test asks for; without settings what a projected volume of Kubernetes holds."""
        wish: dict[str, Any] = {
            "issuer": KUBERNETES, "subject": KUBERNETES_SUBJECT,
            "audience": [PUBLIC.exchange_audience], "lifetime_s": 3600, "starts_in_s": 0,
            "claims": {}, "trusted": True}
        if unknown := set(settings) - set(wish):
            raise BadSettings(f"an external token has no {sorted(unknown)}")
        wish |= settings
        issuer = self if wish["trusted"] else ExternalIssuer(self._state)
        begins = self._state.now() + wish["starts_in_s"]
        times = {"iat": begins, "nbf": begins, "exp": begins + wish["lifetime_s"]}
        return issuer.issue(wish["issuer"], wish["subject"], wish["audience"],
                            **times | wish["claims"])
