"""How a vault says no: status, code, message and, where there is one, the inner code."""

from dataclasses import dataclass, field

from .http1 import Header, Response, json_response


@dataclass
class Refusal(Exception):
    """An answer that is not the one asked for."""

    status: int
    code: str
    message: str
    inner: str = ""
    headers: list[Header] = field(default_factory=list)

    def response(self) -> Response:
        error: dict[str, object] = {"code": self.code, "message": self.message}
        if self.inner:
            error["innererror"] = {"code": self.inner}
        return json_response(self.status, {"error": error}, self.headers)


def unauthorized(message: str, challenge: str) -> Refusal:
    return Refusal(401, "Unauthorized", message, headers=[("WWW-Authenticate", challenge)])


def forbidden(inner: str, message: str) -> Refusal:
    return Refusal(403, "Forbidden", message, inner)


def bad_parameter(message: str) -> Refusal:
    return Refusal(400, "BadParameter", message)


def secret_not_found(identifier: str) -> Refusal:
    return Refusal(
        404, "SecretNotFound",
        f"A secret with (name/id) {identifier} was not found in this key vault. If you recently "
        "deleted this secret you may be able to recover it using the correct recovery command. "
        "For help resolving this issue, please see "
        "https://go.microsoft.com/fwlink/?linkid=2125182")


def thing_not_found(kind: str, name: str) -> Refusal:
    """A key or a certificate; the words are those for secrets."""
    return Refusal(404, f"{kind.title()}NotFound",
                   f"A {kind} with (name/id) {name} was not found in this key vault.")


def deleted_secret_not_found(name: str) -> Refusal:
    return Refusal(404, "SecretNotFound", f"Deleted Secret not found: {name}")


def secret_disabled() -> Refusal:
    return forbidden("SecretDisabled", "Operation get is not allowed on a disabled secret.")
