"""How an application proves to Entra who it is: one function for each way."""

import base64
import binascii
import hmac
from urllib.parse import unquote_plus

from . import aadsts
from .assertions import ASSERTION_TYPE, AssertionCheck
from .clouds import Cloud
from .external_issuer import ExternalIssuer
from .http1 import Request
from .state import App

Form = dict[str, str]

# What the token says of the way: a secret, or something signed.
BY_SECRET = "1"
BY_ASSERTION = "2"


class Credentials:
    """Checks the one credential that a token request carries."""

    def __init__(self, issuer: ExternalIssuer) -> None:
        self._assertions = AssertionCheck(issuer)

    def check(self, app: App, form: Form, request: Request, cloud: Cloud, now: int) -> str:
        """Raises what Entra answers to a wrong credential; tells the way of a right one."""
        if "client_assertion" in form:
            if form.get("client_assertion_type") != ASSERTION_TYPE:
                raise aadsts.missing_parameter("client_assertion_type")
            self._assertions.check(app, form["client_assertion"], request, cloud, now)
            return BY_ASSERTION
        if not form.get("client_secret"):
            raise aadsts.no_credential()
        check_secret(app, form["client_secret"])
        return BY_SECRET


def check_secret(app: App, given: str) -> None:
    for known in app.secrets:
        if hmac.compare_digest(known["value"].encode(), given.encode()):
            if known.get("expired"):
                raise aadsts.expired_secret(app.id)
            return
    raise aadsts.wrong_secret(app.id)


def add_basic(form: Form, request: Request) -> Form:
    """A client may send id and secret as HTTP Basic too; RFC 6749 2.3.1 form-encodes both."""
    scheme, _, credential = request.header("Authorization").partition(" ")
    if scheme.lower() != "basic":
        return form
    try:
        client, _, secret = base64.b64decode(credential, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise aadsts.malformed() from None
    return {"client_id": unquote_plus(client), "client_secret": unquote_plus(secret)} | form
