"""Federated credentials: whose tokens, from outside of Entra, an application signs in with."""

from typing import Any

from . import jwt
from .aadsts import SignInError
from .external_issuer import ExternalIssuer
from .state import App
from .validity import check_validity

ADVICE = ("Check your federated identity credential Subject, Audience and Issuer against the "
          "presented assertion. https://learn.microsoft.com/entra/workload-id/"
          "workload-identity-federation")


def check_external(app: App, parts: jwt.Parts, issuer: ExternalIssuer, audience: str,
                   now: int) -> None:
    """Raises what Entra answers to a token that no credential of the application stands for.

    The credential is found before the signature is looked at: only its issuer's address tells
    where the key is. `audience` is the default of the cloud that is signed in to.
    """
    claims = parts[1]
    check_credential(app, claims, audience)
    if not issuer.has_signed(parts):
        raise SignInError(50013, "Assertion failed signature validation. [Reason - The key was "
                                 "not found., Key identifier used by client: "
                                 f"'{parts[0].get('kid')}']")
    check_validity(claims, now)


def check_credential(app: App, claims: dict[str, Any], audience: str) -> None:
    """Of those that match the issuer, then the subject, one has to match the audience too."""
    if not app.federated:
        raise SignInError(70025, f"The client '{app.id}'({app.name}) has no configured federated "
                                 "identity credentials.")
    known = [each for each in app.federated if each["issuer"] == claims.get("iss")]
    if not known:
        raise no_match(700211, "issuer", claims.get("iss"))
    subject = claims.get("sub")
    meant = [each for each in known if each["subject"] == subject]
    if not meant:
        if any(each["subject"].lower() == str(subject).lower() for each in known):
            raise differs_by_case(subject)
        raise no_match(700213, "subject", subject)
    # Clusters write a list of audiences, build services a single one.
    given = claims.get("aud")
    audiences = given if isinstance(given, list) else [given]
    if not any(each.get("audience", audience) in audiences for each in meant):
        raise no_match(700212, "audience", ", ".join(map(str, audiences)))


def no_match(code: int, member: str, value: Any) -> SignInError:
    return SignInError(code, "No matching federated identity record found for presented "
                             f"assertion {member} '{value}'. {ADVICE}")


def differs_by_case(subject: Any) -> SignInError:
    return SignInError(
        7002138, "No matching federated identity record found for presented assertion subject "
                 f"'{subject}'. The subject matches with case-insensitive comparison, but not "
                 f"with case-sensitive comparison. {ADVICE}")
