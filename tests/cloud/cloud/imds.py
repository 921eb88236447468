"""The Instance Metadata Service of a virtual machine, its endpoint for tokens."""

from .http1 import Request, Response, html_response, json_response
from .identity import (Endpoint, Grant, Identities, IdentityError, check_metadata, check_unproxied,
                       check_version, is_token_path)

TOKEN = "/metadata/identity/oauth2/token"
VERSIONS = ("2021-02-01", "2020-06-01", "2019-08-01", "2018-02-01")
SELECTORS = ("client_id", "object_id", "msi_res_id")


class Imds(Endpoint):
    """Answers on a port of its own, for the address 169.254.169.254."""

    name = "imds"

    def __init__(self, identities: Identities) -> None:
        self._identities = identities

    def answer(self, request: Request) -> Response:
        try:
            check_unproxied(request)
            check_metadata(request)
            if not is_token_path(request, TOKEN):
                return html_response(404, "404 - File or directory not found.")
            check_version(request, VERSIONS)
            return granted(self._identities.issue(request, SELECTORS))
        except IdentityError as error:
            return refused(error)


def granted(grant: Grant) -> Response:
    """Everything is a string here, numbers too."""
    lifetime = str(grant.identity.token_lifetime)
    return json_response(200, {
        "access_token": grant.token,
        "client_id": grant.identity.id,
        "expires_in": lifetime,
        "expires_on": str(grant.ends),
        "ext_expires_in": lifetime,
        "not_before": str(grant.begins),
        "resource": grant.resource,
        "token_type": "Bearer",
    })


def refused(error: IdentityError) -> Response:
    return json_response(error.status, {"error": error.error, "error_description": error.text})
