"""GitHub Actions: where a job fetches its ID token (ACTIONS_ID_TOKEN_REQUEST_URL)."""

import hmac
from typing import Any

from .external_issuer import GITHUB, GITHUB_SUBJECT, ExternalIssuer
from .http1 import Request, Response, html_response, json_response

HOST = "pipelines.actions.githubusercontent.com"
PATH = ("/Qz7vK3bR9wTnX5mYcL2pJ8dFgH4sA6uE/00000000-0000-0000-0000-000000000000/_apis/"
        "distributedtask/hubs/Actions/plans/8f7a2c14-90de-4b3c-a6f5-1e2d3c4b5a69/jobs/"
        "6b1f0e9d-8c7b-4a69-b5f4-e3d2c1b0a9f8/idtoken")
VERSION = "2.0"
REQUEST_TOKEN = "github-request-token~1.value_-"
LIFETIME_S = 300
# What a token is for when the job did not say: the owner of its repository.
DEFAULT_AUDIENCE = "https://github.com/contoso"


class GitHub:
    """Answers for the host of one job."""

    name = "github"

    def __init__(self, issuer: ExternalIssuer) -> None:
        self._issuer = issuer

    def serves(self, host: str) -> bool:
        return host == HOST

    def methods(self, _request: Request) -> frozenset[str]:
        return frozenset({"GET"})

    def describe(self, _request: Request) -> dict[str, Any]:
        return {}

    def answer(self, request: Request) -> Response:
        if request.path != PATH:
            return html_response(404, "404 - File or directory not found.")
        scheme, _, token = request.header("Authorization").partition(" ")
        if scheme.lower() != "bearer" or not hmac.compare_digest(token.encode(),
                                                                 REQUEST_TOKEN.encode()):
            return json_response(401, {"message": "The request token is not valid."})
        if request.query.get("api-version") != VERSION:
            return json_response(400, {"message": "The api-version is missing or not known."})
        audience = request.query.get("audience") or DEFAULT_AUDIENCE
        return json_response(200, {"count": 1, "value": self._issuer.issue(
            GITHUB, GITHUB_SUBJECT, audience, LIFETIME_S, repository="contoso/exports",
            repository_owner="contoso", ref="refs/heads/main", ref_type="branch",
            event_name="schedule", workflow="nightly", runner_environment="github-hosted")})
