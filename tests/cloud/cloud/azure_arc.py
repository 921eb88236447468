"""The endpoint of Azure Arc's agent: it believes those who can read its file of the moment."""

import hmac
import secrets
import threading
import uuid
from pathlib import Path

from .http1 import Request, Response, html_response
from .identity import (Endpoint, Identities, IdentityError, check_metadata, check_unproxied,
                       check_version, is_token_path)
from .imds import TOKEN, granted, refused

VERSIONS = ("2021-02-01", "2020-06-01", "2019-11-01")
# Where the agent has its keys. Ours are elsewhere, and whoever asks is to find them here.
KEYS = "/var/opt/azcmagent/tokens"


class AzureArc(Endpoint):
    """Answers on a port of its own, for localhost:40342.

    It is an agent of the first years, which knows of one identity and ignores parameters that
    name another.
    """

    name = "azure-arc"

    def __init__(self, identities: Identities, directory: Path) -> None:
        self._identities = identities
        self._directory = directory
        self._keys: dict[str, Path] = {}
        self._lock = threading.Lock()
        directory.mkdir(parents=True, exist_ok=True)

    def answer(self, request: Request) -> Response:
        try:
            check_unproxied(request)
            check_metadata(request)
            if not is_token_path(request, TOKEN):
                return html_response(404, "404 - File or directory not found.")
            check_version(request, VERSIONS)
            scheme, _, key = request.header("Authorization").partition(" ")
            if scheme.lower() != "basic":
                return self._challenge()
            self._spend(key)
            return granted(self._identities.issue(request, None))
        except IdentityError as error:
            return refused(error)

    def _challenge(self) -> Response:
        """A key in a file, and the file's name in a header without quotes."""
        name, key = f"{uuid.uuid4()}.key", secrets.token_urlsafe(48)
        path = self._directory / name
        path.touch(mode=0o640)
        path.write_text(key, encoding="ascii")
        with self._lock:
            self._keys[key] = path
        response = refused(IdentityError(401, "unauthorized", "The request has no key."))
        response.headers.append(("WWW-Authenticate", f"Basic realm={KEYS}/{name}"))
        return response

    def _spend(self, given: str) -> None:
        """A key counts once, and its file goes with it."""
        with self._lock:
            key = next((each for each in self._keys
                        if hmac.compare_digest(each.encode(), given.encode())), None)
            if key is None:
                raise IdentityError(401, "unauthorized", "The key is not known, or was used.")
            self._keys.pop(key).unlink(missing_ok=True)
