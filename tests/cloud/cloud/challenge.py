"""Who is calling: a vault's look at the bearer token, and the challenge it answers without one."""

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


def _refuse(vault: Vault, message: str) -> Refusal:
    return unauthorized(message, challenge_of(vault))
