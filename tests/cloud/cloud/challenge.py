"""Who is calling: a vault's look at the bearer token, and the challenge it answers without one."""

import base64
import json
from dataclasses import dataclass
from typing import Any

from . import clouds
from .http1 import Request
from .refusal import Refusal, unauthorized
from .state import State, Vault
from .tokens import TokenMint

# The application id of Key Vault itself, which a token may name instead of the address.
KEY_VAULT_APP = "cfa8b339-82a2-471a-a3c9-0fc0be7a4093"


@dataclass(frozen=True)
class Caller:
    """The service principal that a token speaks for."""

    app: str
    object: str
    issuer: str

    def __str__(self) -> str:
        return f"appid={self.app};oid={self.object};iss={self.issuer}"


def challenge_of(vault: Vault) -> str:
    """Where to sign in for this vault, and for what."""
    cloud = clouds.by_name(vault.cloud)
    return (f'Bearer authorization="https://{cloud.authorities[0]}/{vault.tenant}", '
            f'resource="{cloud.audience}"')


def identify(request: Request, vault: Vault, state: State, mint: TokenMint) -> Caller:
    """The caller, once the token passes all that a vault checks of it."""
    scheme, _, token = request.header("Authorization").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise _refuse(vault, "AKV10000: Request is missing a Bearer or PoP token.")
    claims = mint.claims(token.strip())
    if claims is None:
        raise _refuse(vault, "[BadToken] Error validating token: it was not issued here.")
    if mint.is_revoked(token.strip()):
        raise _refuse(vault, "[TokenRevoked] Error validating token: it was revoked.")
    _check_claims(claims, vault, state)
    if not contains(mint.asked(token.strip()), state.claims_challenge):
        raise _demand(vault, state.claims_challenge)
    return Caller(claims["appid"], claims["oid"], claims["iss"])


def _check_claims(claims: dict[str, Any], vault: Vault, state: State) -> None:
    cloud = clouds.by_name(vault.cloud)
    if claims["aud"] not in (cloud.audience, KEY_VAULT_APP):
        raise _refuse(vault, f"AKV10022: Invalid audience. Expected {cloud.audience}, "
                             f"found: {claims['aud']}.")
    issuer = f"{cloud.issuer}/{vault.tenant}/"
    if claims["iss"] != issuer:
        raise _refuse(vault, f"AKV10032: Invalid issuer. Expected one of {issuer}, "
                             f"found {claims['iss']}.")
    if claims["exp"] <= state.now():
        raise _refuse(vault, "[TokenExpired] Error validating token: 'S2S12086'.")


def contains(asked: Any, wanted: Any) -> bool:
    """Whether all members of `wanted` are in `asked`, which may have more: clients merge."""
    if isinstance(wanted, dict):
        return isinstance(asked, dict) and all(
            name in asked and contains(asked[name], value) for name, value in wanted.items())
    return bool(asked == wanted)


def _demand(vault: Vault, wanted: dict[str, Any]) -> Refusal:
    """Continuous access evaluation: the client is to come back with a token for these claims."""
    authority = clouds.by_name(vault.cloud).authorities[0]
    claims = base64.b64encode(json.dumps(wanted, separators=(",", ":")).encode()).decode()
    return unauthorized(
        "Continuous access evaluation resulted in challenge with result: InteractionRequired and "
        "code: TokenIssuedBeforeRevocationTimestamp",
        f'Bearer realm="", authorization_uri="https://{authority}/common/oauth2/authorize", '
        f'client_id="{KEY_VAULT_APP}", error="insufficient_claims", claims="{claims}"')


def _refuse(vault: Vault, message: str) -> Refusal:
    return unauthorized(message, challenge_of(vault))
