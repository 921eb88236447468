"""The metadata documents that Microsoft's libraries read before they sign in."""

from typing import Any

from . import clouds
from .http1 import Request
from .jwt import encode
from .tokens import KEY_ID, TokenMint


def instance_metadata(request: Request) -> dict[str, Any]:
    """Which sign-in hosts are one and the same, and where the tenant's own document is."""
    endpoint = request.query.get("authorization_endpoint", "")
    authority = endpoint.removesuffix("/oauth2/v2.0/authorize")
    return {
        "tenant_discovery_endpoint": f"{authority}/v2.0/.well-known/openid-configuration",
        "api-version": request.query.get("api-version", "1.1"),
        "metadata": [
            {"preferred_network": cloud.authorities[0],
             "preferred_cache": cloud.authorities[min(1, len(cloud.authorities) - 1)],
             "aliases": list(cloud.authorities)}
            for cloud in clouds.CLOUDS
        ],
    }


def openid_configuration(host: str, tenant: str, tenant_id: str) -> dict[str, Any]:
    root = f"https://{host}/{tenant}"
    return {
        "token_endpoint": f"{root}/oauth2/v2.0/token",
        "token_endpoint_auth_methods_supported": [
            "client_secret_post", "private_key_jwt", "client_secret_basic"],
        "jwks_uri": f"{root}/discovery/v2.0/keys",
        "response_modes_supported": ["query", "fragment", "form_post"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "response_types_supported": ["code", "id_token", "code id_token", "id_token token"],
        "scopes_supported": ["openid", "profile", "email", "offline_access"],
        "issuer": f"https://{host}/{tenant_id}/v2.0",
        "request_uri_parameter_supported": False,
        "authorization_endpoint": f"{root}/oauth2/v2.0/authorize",
        "device_authorization_endpoint": f"{root}/oauth2/v2.0/devicecode",
        "http_logout_supported": True,
        "end_session_endpoint": f"{root}/oauth2/v2.0/logout",
        "tenant_region_scope": "EU",
        "cloud_instance_name": "microsoftonline.com",
    }


def keys(mint: TokenMint) -> dict[str, Any]:
    """The public key of the tokens, for a client that wants to look at a signature."""
    numbers = mint.key.public_key().public_numbers()
    return {"keys": [{
        "kty": "RSA", "use": "sig", "kid": KEY_ID, "x5t": KEY_ID,
        "n": encode(numbers.n.to_bytes(256, "big")), "e": encode(numbers.e.to_bytes(3, "big")),
    }]}
