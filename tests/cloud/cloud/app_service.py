"""The identity endpoint of App Service, of Functions and of Container Apps."""

import hmac
import uuid

from .http1 import Request, Response, html_response, json_response
from .identity import (Endpoint, Identities, IdentityError, check_unproxied, check_version,
                       is_token_path)

TOKEN = "/msi/token"
VERSIONS = ("2019-08-01",)
SELECTORS = ("client_id", "principal_id", "object_id", "mi_res_id")
# What the platform puts into IDENTITY_HEADER: proof that the request is not somebody else's idea.
SECRET = "7d9c5a1e4f3b48d2a6c0e8b1f2d3a4c5"


class AppService(Endpoint):
    """Answers on a port of its own."""

    name = "app-service"

    def __init__(self, identities: Identities) -> None:
        self._identities = identities

    def answer(self, request: Request) -> Response:
        try:
            return self._answer(request)
        except IdentityError as error:
            return json_response(error.status, {"statusCode": error.status, "message": error.text,
                                                "correlationId": str(uuid.uuid4())})

    def _answer(self, request: Request) -> Response:
        check_unproxied(request)
        if not is_token_path(request, TOKEN):
            return html_response(404, "404 - File or directory not found.")
        if not hmac.compare_digest(request.header("X-IDENTITY-HEADER").encode(), SECRET.encode()):
            raise IdentityError(401, "unauthorized", "Unauthorized.")
        check_version(request, VERSIONS)
        grant = self._identities.issue(request, SELECTORS)
        return json_response(200, {
            "access_token": grant.token,
            "expires_on": str(grant.ends),
            "resource": grant.resource,
            "token_type": "Bearer",
            "client_id": grant.identity.id.upper(),
        })
