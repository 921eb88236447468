"""What happened, one JSON object a line, written before the client can see its answer.

No secret is in it: credentials and tokens are there as the SHA-256 of their text, which is enough
to tell whether two requests carried the same one.
"""

import hashlib
import json
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

from .http1 import Header

IDENTITY_SERVICES = frozenset({"imds", "app-service", "azure-arc"})
SECRET_HEADERS = frozenset({"authorization", "proxy-authorization", "cookie", "x-identity-header",
                            "secret"})


class Journal:
    """The list of events, in memory for the control port and in a file for people."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.violations: list[str] = []
        self._events: list[dict[str, Any]] = []
        self._file = path.open("w", encoding="utf-8", buffering=1)
        self._lock = threading.Lock()

    def add(self, event: str, **facts: Any) -> None:
        with self._lock:
            entry = {"n": len(self._events) + 1, "time": round(time.time(), 6), "event": event,
                     **facts}
            self._events.append(entry)
            self._file.write(json.dumps(entry, ensure_ascii=False) + "\n")

    def violation(self, text: str) -> None:
        """Remembers what no run may contain; the stand-in's exit status tells of it."""
        self.violations.append(text)
        self.add("violation", text=text)

    def events(self, kind: str = "") -> list[dict[str, Any]]:
        with self._lock:
            return [entry for entry in self._events if not kind or entry["event"] == kind]

    def counts(self) -> dict[str, Any]:
        """The numbers that tests ask for most."""
        requests = self.events("request")
        connects = self.events("connect")
        token_requests = [entry for entry in requests if entry["service"] == "entra"
                          and entry["method"] == "POST"]
        return {
            "token_requests": len(token_requests),
            "vault_requests": sum(entry["service"] == "keyvault" for entry in requests),
            "manager_requests": sum(entry["service"] == "resource-manager" for entry in requests),
            "identity_requests": sum(entry["service"] in IDENTITY_SERVICES for entry in requests),
            "requests": len(requests),
            "connects": Counter(entry["host"] for entry in connects),
            "statuses": Counter(str(entry["status"]) for entry in requests),
            "tls_failures": len(self.events("tls-failure")),
            "violations": len(self.violations),
        }


def fingerprint(text: str) -> str:
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def safe_headers(headers: list[Header]) -> dict[str, str]:
    """The headers by lower-case name; of a credential the scheme and the fingerprint."""
    safe = {}
    for name, value in headers:
        if name.lower() in SECRET_HEADERS:
            scheme, space, credential = value.partition(" ")
            value = f"{scheme} {fingerprint(credential)}" if space else fingerprint(value)
        safe[name.lower()] = value
    return safe
