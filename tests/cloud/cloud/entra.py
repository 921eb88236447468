"""Entra ID: the token endpoint for applications, and what SDKs ask for before it."""

import contextlib
import json
import re
import uuid
from typing import Any
from urllib.parse import parse_qsl

from . import aadsts, clouds
from .aadsts import SignInError
from .clouds import Cloud
from .credentials import Credentials, Form, add_basic
from .discovery import instance_metadata, keys, openid_configuration
from .external_issuer import ExternalIssuer
from .http1 import Request, Response, html_response, json_response
from .journal import fingerprint
from .state import App, State, Tenant
from .tokens import TokenMint, make_claims

TOKEN = re.compile(r"/([^/]+)/oauth2/v2\.0/token")
OPENID = re.compile(r"/([^/]+)(?:/v2\.0)?/\.well-known/openid-configuration")
INSTANCE = "/common/discovery/instance"
KEYS = re.compile(r"/([^/]+)/discovery(?:/v2\.0)?/keys")

GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+", re.IGNORECASE)
SHARED_TENANTS = frozenset({"common", "organizations", "consumers"})
# Scopes that say nothing about a resource; SDKs add them to every request.
OPENID_SCOPES = frozenset({"openid", "offline_access", "profile"})
# What the journal may show of a form as it is.
PUBLIC_FIELDS = frozenset({"grant_type", "client_id", "scope", "claims", "resource",
                           "client_assertion_type"})


class Entra:
    """Answers for the sign-in hosts of all clouds."""

    name = "entra"

    def __init__(self, state: State, mint: TokenMint, issuer: ExternalIssuer) -> None:
        self._state = state
        self._mint = mint
        self._credentials = Credentials(issuer)

    def serves(self, host: str) -> bool:
        return clouds.by_authority(host) is not None

    def methods(self, _request: Request) -> frozenset[str]:
        return frozenset({"GET", "POST"})

    def describe(self, request: Request) -> dict[str, Any]:
        """The form of a token request; what may be a credential as its fingerprint."""
        if request.method != "POST":
            return {}
        form = dict(parse_qsl(request.body.decode("latin-1"), keep_blank_values=True))
        shown: dict[str, Any] = {name: value if name in PUBLIC_FIELDS else fingerprint(value)
                                 for name, value in form.items()}
        with contextlib.suppress(SignInError):
            shown |= {"claims": read_claims(form)} if "claims" in form else {}
        return {"form": shown}

    def answer(self, request: Request) -> Response:
        correlation_id = (request.header("client-request-id")
                          or request.query.get("client-request-id") or str(uuid.uuid4()))
        try:
            with self._state.lock:
                response = self._route(request)
        except SignInError as error:
            response = error.response(request.host, self._state.now(), correlation_id)
        return dress(response, request)

    def _route(self, request: Request) -> Response:
        if match := TOKEN.fullmatch(request.path):
            if request.method != "POST":
                raise aadsts.not_a_post(request.method)
            return self._token(match[1], request)
        if request.method == "GET":
            if request.path == INSTANCE:
                return json_response(200, instance_metadata(request))
            if match := OPENID.fullmatch(request.path):
                return json_response(200, self._openid(match[1], request.host))
            if KEYS.fullmatch(request.path):
                return json_response(200, keys(self._mint))
        return html_response(404, "404 - File or directory not found.")

    def _openid(self, name: str, host: str) -> dict[str, Any]:
        if name in SHARED_TENANTS:
            return openid_configuration(host, name, "{tenantid}")
        return openid_configuration(host, name, self._tenant(name, _cloud(host)).id)

    def _token(self, tenant_name: str, request: Request) -> Response:
        cloud = _cloud(request.host)
        form = add_basic(read_form(request), request)
        if tenant_name in SHARED_TENANTS:
            raise aadsts.no_tenant()
        tenant = self._tenant(tenant_name, cloud)
        resource, asked = read_grant(form), read_claims(form)
        app = self._app(form, tenant)
        method = self._credentials.check(app, form, request, cloud, self._state.now())
        if resource not in (cloud.audience, *cloud.manager_audiences):
            raise aadsts.unknown_resource(resource, tenant.domain)
        if app.conditional_access:
            raise aadsts.conditional_access()
        claims = make_claims(app, tenant, cloud, resource, self._state.now(), method)
        return json_response(200, {
            "token_type": "Bearer",
            "expires_in": app.token_lifetime,
            "ext_expires_in": app.token_lifetime,
            "access_token": self._mint.issue(claims, asked),
        })

    def _tenant(self, name: str, cloud: Cloud) -> Tenant:
        if not GUID.fullmatch(name) and not DOMAIN.fullmatch(name):
            raise aadsts.bad_tenant_name(name)
        tenant = self._state.tenant(name)
        if tenant is None or tenant.cloud != cloud.name:
            raise aadsts.unknown_tenant(name)
        return tenant

    def _app(self, form: Form, tenant: Tenant) -> App:
        client = form.get("client_id")
        if not client:
            raise aadsts.missing_parameter("client_id")
        app = self._state.apps.get(client.lower())
        if app is None:
            raise aadsts.unknown_client(client, tenant.domain)
        if tenant.id not in app.principals:
            raise aadsts.no_service_principal(client, tenant.domain)
        if app.disabled:
            raise aadsts.disabled_client(client, app.name)
        return app


def _cloud(host: str) -> Cloud:
    cloud = clouds.by_authority(host)
    assert cloud is not None
    return cloud


def read_form(request: Request) -> Form:
    """The body's fields; each at most once, in the one encoding that the endpoint reads."""
    content_type = request.header("Content-Type").partition(";")[0].strip().lower()
    if content_type != "application/x-www-form-urlencoded":
        raise aadsts.missing_parameter("grant_type")
    try:
        pairs = parse_qsl(request.body.decode("ascii"), keep_blank_values=True,
                          strict_parsing=True, errors="strict")
    except ValueError:
        raise aadsts.malformed() from None
    form = dict(pairs)
    if len(form) != len(pairs):
        raise aadsts.malformed()
    return form


def read_grant(form: Form) -> str:
    """The one resource that the client asks a token for."""
    if not form.get("grant_type"):
        raise aadsts.missing_parameter("grant_type")
    if form["grant_type"] != "client_credentials":
        raise SignInError(70003, "The app requested an unsupported grant type "
                                 f"'{form['grant_type']}'.")
    if "resource" in form:
        raise SignInError(901002, "The 'resource' request parameter is not supported.")
    if not form.get("scope"):
        raise aadsts.missing_parameter("scope")
    scopes = [scope for scope in form["scope"].split() if scope not in OPENID_SCOPES]
    if len(scopes) > 1:
        raise aadsts.two_resources(form["scope"])
    if not scopes or not scopes[0].endswith("/.default"):
        raise aadsts.bad_scope(form["scope"])
    return scopes[0].removesuffix("/.default")


def read_claims(form: Form) -> dict[str, Any]:
    """What the client asks to have in its token, or to be checked for it: OpenID Connect 5.5."""
    try:
        claims = json.loads(form.get("claims", "{}"))
    except ValueError:
        raise aadsts.malformed() from None
    if not isinstance(claims, dict):
        raise aadsts.malformed()
    return claims


def dress(response: Response, request: Request) -> Response:
    """The headers that every answer of the sign-in hosts carries."""
    response.headers += [
        ("Cache-Control", "no-store, no-cache"),
        ("Pragma", "no-cache"),
        ("Expires", "-1"),
        ("Strict-Transport-Security", "max-age=31536000; includeSubDomains"),
        ("X-Content-Type-Options", "nosniff"),
        ("P3P", 'CP="DSP CUR OTPi IND OTRi ONL FIN"'),
        ("x-ms-request-id", str(uuid.uuid4())),
        ("x-ms-ests-server", "2.1.21893.5 - WEULR1 ProdSlices"),
        ("x-ms-srs", "1.P"),
        ("Set-Cookie", f"fpc={uuid.uuid4().hex}; path=/; secure; HttpOnly; SameSite=None"),
        ("Set-Cookie", "x-ms-gateway-slice=estsfd; path=/; secure; samesite=none; httponly"),
        ("Set-Cookie", "stsservicecookie=estsfd; path=/; secure; samesite=none; httponly"),
    ]
    if client_request_id := request.header("client-request-id"):
        response.headers.append(("client-request-id", client_request_id))
    return response
