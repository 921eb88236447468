"""Entra's refusals: numbers, OAuth names, statuses and texts as the service gives them."""

import datetime
import uuid
from dataclasses import dataclass, field
from typing import Any

from .http1 import Response, json_response


@dataclass
class SignInError(Exception):
    """Why no token was issued."""

    code: int
    text: str
    extra: dict[str, Any] = field(default_factory=dict)

    def response(self, host: str, now: int, correlation_id: str) -> Response:
        error, status = OAUTH[self.code]
        stamp = datetime.datetime.fromtimestamp(now, datetime.timezone.utc)
        timestamp = stamp.strftime("%Y-%m-%d %H:%M:%SZ")
        trace_id = str(uuid.uuid4())
        return json_response(status, {
            "error": error,
            "error_description": f"AADSTS{self.code}: {self.text} Trace ID: {trace_id} "
                                 f"Correlation ID: {correlation_id} Timestamp: {timestamp}",
            "error_codes": [self.code],
            "timestamp": timestamp,
            "trace_id": trace_id,
            "correlation_id": correlation_id,
            "error_uri": f"https://{host}/error?code={self.code}",
            **self.extra,
        })


OAUTH = {
    50012: ("invalid_client", 401),
    50013: ("invalid_client", 401),
    50027: ("invalid_client", 401),
    50048: ("invalid_client", 401),
    53003: ("invalid_grant", 400),
    70003: ("unsupported_grant_type", 400),
    70025: ("invalid_client", 401),
    90002: ("invalid_request", 400),
    90019: ("invalid_request", 400),
    500011: ("invalid_resource", 400),
    700016: ("unauthorized_client", 400),
    700022: ("invalid_scope", 400),
    700024: ("invalid_client", 401),
    700027: ("invalid_client", 401),
    700211: ("invalid_client", 401),
    700212: ("invalid_client", 401),
    700213: ("invalid_client", 401),
    900023: ("invalid_request", 400),
    900144: ("invalid_request", 400),
    900561: ("invalid_request", 400),
    901002: ("invalid_request", 400),
    1002012: ("invalid_scope", 400),
    7000112: ("unauthorized_client", 400),
    7000215: ("invalid_client", 401),
    7000216: ("invalid_client", 401),
    7000222: ("invalid_client", 401),
    7000229: ("invalid_client", 401),
    7002138: ("invalid_client", 401),
    9002313: ("invalid_request", 400),
}


def missing_parameter(name: str) -> SignInError:
    return SignInError(
        900144, f"The request body must contain the following parameter: '{name}'.")


def malformed() -> SignInError:
    return SignInError(9002313, "Invalid request. Request is malformed or invalid.")


def not_a_post(method: str) -> SignInError:
    return SignInError(
        900561, f"The endpoint only accepts POST requests. Received a {method} request.")


def no_tenant() -> SignInError:
    return SignInError(90019, "No tenant-identifying information found in either the request or "
                              "implied by any provided credentials.")


def bad_tenant_name(name: str) -> SignInError:
    return SignInError(900023, f"Specified tenant identifier '{name}' is neither a valid DNS "
                               "name, nor a valid external domain.")


def unknown_tenant(name: str) -> SignInError:
    return SignInError(
        90002, f"Tenant '{name}' not found. Check to make sure you have the correct tenant ID and "
               "are signing into the correct cloud. Check with your subscription administrator, "
               "this may happen if there are no active subscriptions for the tenant.")


def unknown_client(client: str, domain: str) -> SignInError:
    return SignInError(
        700016, f"Application with identifier '{client}' was not found in the directory "
                f"'{domain}'. This can happen if the application has not been installed by the "
                "administrator of the tenant or consented to by any user in the tenant. You may "
                "have sent your authentication request to the wrong tenant.")


def no_service_principal(client: str, domain: str) -> SignInError:
    return SignInError(
        7000229, f"The client application {client} is missing service principal in the tenant "
                 f"{domain}. See instructions here: https://go.microsoft.com/fwlink/?linkid="
                 "2225119")


def disabled_client(client: str, name: str) -> SignInError:
    return SignInError(7000112, f"Application '{client}'({name}) is disabled.")


def no_credential() -> SignInError:
    return SignInError(7000216, "'client_assertion', 'client_secret' or 'request' is required for "
                                "the 'client_credentials' grant type.")


def wrong_secret(client: str) -> SignInError:
    return SignInError(
        7000215, "Invalid client secret provided. Ensure the secret being sent in the request is "
                 "the client secret value, not the client secret ID, for a secret added to app "
                 f"'{client}'.")


def expired_secret(client: str) -> SignInError:
    return SignInError(
        7000222, f"The provided client secret keys for app '{client}' are expired. Visit the "
                 "Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, "
                 "or consider using certificate credentials for added security: "
                 "https://aka.ms/certCreds.")


def unknown_resource(resource: str, domain: str) -> SignInError:
    return SignInError(
        500011, f"The resource principal named {resource} was not found in the tenant named "
                f"{domain}. This can happen if the application has not been installed by the "
                "administrator of the tenant or consented to by any user in the tenant. You might "
                "have sent your authentication request to the wrong tenant.")


def bad_scope(scope: str) -> SignInError:
    return SignInError(
        1002012, f"The provided value for scope {scope} is not valid. Client credential flows "
                 "must have a scope value with /.default suffixed to the resource identifier "
                 "(application ID URI).")


def two_resources(scope: str) -> SignInError:
    return SignInError(
        700022, f"The provided value for the input parameter scope '{scope}' is not valid "
                "because it contains more than one resource.")


def conditional_access() -> SignInError:
    claims = '{"access_token":{"capolids":{"essential":true,"values":' \
             '["c9a8d2d1-53a7-4d3a-8f6e-27c2b7f4f0a5"]}}}'
    return SignInError(
        53003, "Access has been blocked by Conditional Access policies. The access policy does "
               "not allow token issuance.", {"suberror": "message_only", "claims": claims})
