"""Faults on demand: which requests are hit, and what happens to them."""

import base64
import fnmatch
import json
import threading
from dataclasses import dataclass, field, fields
from typing import Any

from .certificates import FLAWS
from .http1 import Response
from .state import BadSettings

CONNECT, TLS, REQUEST, BODY = "connect", "tls", "request", "body"
STAGES = (CONNECT, TLS, REQUEST, BODY)
# A fault of the body is found when the request is there, as one of the request is.
MOMENT = {CONNECT: CONNECT, TLS: TLS, REQUEST: REQUEST, BODY: REQUEST}
TLS_VERSIONS = ("1.1", "1.2", "1.3")

MATCH_KEYS = {"host", "path", "method", "nth", "times"}
ALWAYS = {"stage", "delay_ms", "hang", "drop", "reset"}
ANSWER = {"status", "headers", "body", "body_base64", "content_type"}
DEED_KEYS = {
    CONNECT: ALWAYS | ANSWER,
    TLS: ALWAYS | {"certificate", "tls"},
    REQUEST: ALWAYS | ANSWER | {"keep", "redirect", "truncate", "drip_ms", "endless"},
}


@dataclass
class Deed:
    """What to do to one connection or request. The default is to do nothing."""

    stage: str = REQUEST
    delay_ms: float = 0
    hang: str = ""
    drop: str = ""
    reset: bool = False
    status: int = 0
    headers: dict[str, str | None] = field(default_factory=dict)
    body: bytes | None = None
    keep: bool = False
    truncate: str = ""
    drip_ms: float = 0
    endless: bool = False
    certificate: str = ""
    tls: str = ""

    @property
    def replaces(self) -> bool:
        """Whether the service is not asked at all."""
        return bool(self.status) and not self.keep

    def alter(self, response: Response) -> Response:
        """The answer with the parts that the plan names put in place of its own."""
        if self.status:
            response.status = self.status
        if self.body is not None:
            response.body = self.body
        for name, value in self.headers.items():
            response.replace(name, value)
        return response


NOTHING = Deed()


@dataclass
class Plan:
    """One fault: what it looks for, what it does, and how often it did."""

    deed: Deed
    text: dict[str, Any]
    host: str
    path: str
    method: str
    nth: frozenset[int]
    times: int | None
    matched: int = 0
    played: int = 0

    def sees(self, moment: str, host: str, path: str, method: str) -> bool:
        return (MOMENT[self.deed.stage] == moment
                and fnmatch.fnmatchcase(host, self.host)
                and fnmatch.fnmatchcase(path, self.path)
                and self.method in ("*", method))

    @property
    def due(self) -> bool:
        if self.nth and self.matched not in self.nth:
            return False
        return self.times is None or self.played < self.times


class Faults:
    """The plans in the order in which they came; of those that are due the first is played."""

    def __init__(self) -> None:
        self._plans: list[Plan] = []
        self._lock = threading.Lock()

    def add(self, text: dict[str, Any]) -> None:
        plan = read_plan(text)
        with self._lock:
            self._plans.append(plan)

    def clear(self) -> None:
        with self._lock:
            self._plans.clear()

    def take(self, moment: str, host: str, path: str = "*", method: str = "*") -> Deed:
        """What to do now; every plan that matches counts this, even where another is played."""
        with self._lock:
            seen = [plan for plan in self._plans if plan.sees(moment, host, path, method)]
            for plan in seen:
                plan.matched += 1
            for plan in seen:
                if plan.due:
                    plan.played += 1
                    return plan.deed
        return NOTHING

    def report(self) -> list[dict[str, Any]]:
        with self._lock:
            return [{**plan.text, "matched": plan.matched, "played": plan.played}
                    for plan in self._plans]


def read_plan(text: dict[str, Any]) -> Plan:
    """A plan out of a test's JSON; what is not understood is refused, lest it do nothing."""
    match, do = text.get("match", {}), text.get("do", {})
    if unknown := (set(text) - {"match", "do"}) | (set(match) - MATCH_KEYS):
        raise BadSettings(f"a fault has no {sorted(unknown)}")
    if not do:
        raise BadSettings("a fault does nothing")
    deed = read_deed(do)
    moment = MOMENT[deed.stage]
    if unknown := set(do) - DEED_KEYS[moment]:
        raise BadSettings(f"there is no {sorted(unknown)} at the stage {deed.stage!r}")
    if moment != REQUEST and {"path", "method"} & set(match):
        raise BadSettings("before a request there is no path and no method to match")
    return Plan(deed, text, match.get("host", "*").lower(), match.get("path", "*"),
                match.get("method", "*"), frozenset(match.get("nth", ())), match.get("times"))


def read_deed(do: dict[str, Any]) -> Deed:
    plain = {each.name for each in fields(Deed)} - {"stage", "headers", "body"}
    deed = Deed(**{name: do[name] for name in plain & set(do)})
    deed.stage = deed.hang or deed.drop or do.get("stage", REQUEST)
    if deed.certificate or deed.tls:
        deed.stage = TLS
    deed.headers = dict(do.get("headers", {}))
    if "redirect" in do:
        deed.status = deed.status or 302
        deed.headers["Location"] = do["redirect"]
    read_body(deed, do)
    check_words(deed)
    return deed


def read_body(deed: Deed, do: dict[str, Any]) -> None:
    """A string is the body's text, an object its JSON, and base64 any bytes."""
    content_type = do.get("content_type")
    if "body_base64" in do:
        deed.body = base64.b64decode(do["body_base64"], validate=True)
    elif isinstance(do.get("body"), (dict, list)):
        deed.body = json.dumps(do["body"], separators=(",", ":")).encode()
        content_type = content_type or "application/json; charset=utf-8"
    elif "body" in do:
        deed.body = str(do["body"]).encode("utf-8", "surrogatepass")
    if content_type:
        deed.headers["Content-Type"] = content_type


def check_words(deed: Deed) -> None:
    words = (
        (deed.stage, STAGES),
        (deed.hang, ("", *STAGES)),
        (deed.drop, ("", *STAGES)),
        (deed.truncate, ("", "length", "chunk")),
        (deed.certificate, ("", *FLAWS)),
        (deed.tls, ("", *TLS_VERSIONS)),
    )
    for word, known in words:
        if word not in known:
            raise BadSettings(f"{word!r} is none of {', '.join(filter(None, known))}")
