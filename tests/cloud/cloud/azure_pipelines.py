"""Azure Pipelines: where a job fetches an ID token for a service connection."""

import hmac
from typing import Any

from .clouds import PUBLIC
from .external_issuer import PIPELINES, PIPELINES_SUBJECT, ExternalIssuer
from .http1 import Request, Response, html_response, json_response

HOST = "dev.azure.com"
PATH = ("/contoso/590cfd2a-581c-4dcb-a12e-6568ce786175/_apis/distributedtask/hubs/build/plans/"
        "2e011469-bc90-4dc7-9242-012be179cb56/jobs/5ee5fa9b-185c-52bc-0624-8e87d1d5c9f8/oidctoken")
VERSIONS = frozenset({"7.1", "7.1-preview.1", "7.2-preview.1"})
ACCESS_TOKEN = "pipelines-access-token~1.value_-"
SERVICE_CONNECTION = "7c3e1f52-9a4b-4d86-8e0f-b2c5d7a96130"
# Without a service connection the token speaks for the pipeline, which opens nothing here.
PIPELINE_SUBJECT = "p://contoso/exports/nightly"
LIFETIME_S = 600
SIGN_IN = "https://spsprodcus3.vssps.visualstudio.com/_signin?realm=dev.azure.com&reply_to="


class AzurePipelines:
    """Answers for one job; to anything else at its host nothing may ever be sent."""

    name = "azure-pipelines"

    def __init__(self, issuer: ExternalIssuer) -> None:
        self._issuer = issuer

    def serves(self, host: str) -> bool:
        return host == HOST

    def methods(self, request: Request) -> frozenset[str]:
        return frozenset({"POST"} if request.path == PATH else ())

    def describe(self, _request: Request) -> dict[str, Any]:
        return {}

    def answer(self, request: Request) -> Response:
        # The kernel's server in front does not look into a request that has no length.
        if not request.header("Content-Length") and not request.header("Transfer-Encoding"):
            return html_response(411, "Length Required")
        if not is_authorized(request):
            return sign_in_first(request)
        if request.query.get("api-version") not in VERSIONS:
            return refused(400, "VssVersionNotSpecifiedException", "No api-version was supplied "
                           'for the "POST" request. The version must be supplied either as part '
                           'of the Accept header (e.g. "application/json; api-version=1.0") or as '
                           'a query parameter (e.g. "?api-version=1.0").')
        connection = request.query.get("serviceConnectionId", "")
        if connection not in ("", SERVICE_CONNECTION):
            return refused(404, "EndpointNotFoundException",
                           f"Could not find service connection with id {connection}.")
        subject = PIPELINES_SUBJECT if connection else PIPELINE_SUBJECT
        return json_response(200, {"oidcToken": self._issuer.issue(
            PIPELINES, subject, PUBLIC.exchange_audience, LIFETIME_S)})


def is_authorized(request: Request) -> bool:
    scheme, _, token = request.header("Authorization").partition(" ")
    return scheme.lower() == "bearer" and hmac.compare_digest(token.encode(),
                                                              ACCESS_TOKEN.encode())


def sign_in_first(request: Request) -> Response:
    """A browser is led to where people sign in; who asks not to be is told 401."""
    if request.header("X-TFS-FedAuthRedirect").lower() == "suppress":
        response = html_response(401, "Access Denied: The Personal Access Token used has expired.")
        response.headers += [
            ("WWW-Authenticate", "Bearer authorization_uri=https://login.microsoftonline.com/"
                                 "72f988bf-86f1-41af-91ab-2d7cd011db47"),
            ("WWW-Authenticate", 'Basic realm="https://tfsprodweu3.visualstudio.com/"')]
        return response
    response = html_response(302, "Object moved")
    response.headers.append(("Location", f"{SIGN_IN}https%3A%2F%2F{HOST}%2Fcontoso%2F"))
    return response


def refused(status: int, kind: str, message: str) -> Response:
    return json_response(status, {
        "$id": "1", "innerException": None, "message": message,
        "typeName": f"Microsoft.VisualStudio.Services.WebApi.{kind}, "
                    "Microsoft.VisualStudio.Services.WebApi",
        "typeKey": kind, "errorCode": 0, "eventId": 3000})
