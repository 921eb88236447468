"""One request and its answer, with the faults between them, whatever link they travel on."""

import socket
import time
from dataclasses import dataclass
from typing import Any, Protocol

from .delivery import deliver, hang_up, wait_for_hangup
from .faults import BODY, NOTHING, REQUEST, Deed, Faults
from .http1 import BadRequest, Reader, Request, Response, html_response
from .journal import Journal, safe_headers
from .state import State


class Service(Protocol):
    """What answers requests. Each service is one module; main.py has the list."""

    name: str

    def methods(self, request: Request) -> frozenset[str]:
        """All that may ever be sent there; anything else fails the run."""

    def describe(self, request: Request) -> dict[str, Any]: ...

    def answer(self, request: Request) -> Response: ...


@dataclass(frozen=True)
class Link:
    """Where a connection leads, and what its requests may call that place."""

    number: int
    scheme: str
    host: str
    authorities: frozenset[str]


class Exchange:
    """Reads requests and answers them for a service."""

    def __init__(self, state: State, faults: Faults, journal: Journal) -> None:
        self._state = state
        self._faults = faults
        self._journal = journal

    def next_request(self, sock: socket.socket, reader: Reader, number: int) -> Request | None:
        """None at the end of the connection, or of what can be understood of it."""
        try:
            return reader.read()
        except BadRequest as error:
            self._journal.add("bad-request", connection=number, text=str(error))
            deliver(sock, html_response(400, "Bad Request"), NOTHING)
            return None

    def serve(self, sock: socket.socket, link: Link, service: Service) -> None:
        """All requests of a connection."""
        reader = Reader(sock)
        while request := self.next_request(sock, reader, link.number):
            request.host = link.host
            request.note = service.describe(request)
            self._exchange(sock, link, request, service)
            if not request.keep_alive:
                break

    def _exchange(self, sock: socket.socket, link: Link, request: Request,
                  service: Service) -> None:
        deed = self._faults.take(REQUEST, request.host, request.path, request.method)
        response = self._answer(request, link, service, deed)
        self._journal.add(
            "request", connection=link.number, service=service.name, host=request.host,
            method=request.method, path=request.path, query=request.query_text,
            status=answered(response, deed, REQUEST), headers=safe_headers(request.headers),
            header_names=[name for name, _ in request.headers], fault=deed is not NOTHING,
            **request.note)
        if request.method not in service.methods(request):
            self._journal.violation(
                f"{request.method} {link.scheme}://{request.host}{request.path}")
        strike(sock, deed)
        response.replace("Date", http_date(self._state.now()))
        deliver(sock, response, deed)

    @staticmethod
    def _answer(request: Request, link: Link, service: Service, deed: Deed) -> Response:
        if request.method not in (methods := service.methods(request)):
            return Response(405, [("Allow", ", ".join(sorted(methods)))])
        if deed.replaces:
            return deed.alter(Response(deed.status))
        if request.header("Host").lower() not in link.authorities:
            return html_response(400, "Bad Request - Invalid Hostname")
        return deed.alter(service.answer(request))


def answered(response: Response, deed: Deed, moment: str) -> int | None:
    """The status that the client will see; None where it will not see any."""
    return None if moment in (deed.hang, deed.drop) else response.status


def strike(sock: socket.socket, deed: Deed) -> None:
    """The faults that come before an answer: waiting, silence, and an early end."""
    if deed.delay_ms:
        time.sleep(deed.delay_ms / 1000)
    if deed.hang not in ("", BODY):
        wait_for_hangup(sock)
    if deed.drop not in ("", BODY):
        hang_up(sock, deed.reset)


def http_date(seconds: int) -> str:
    return time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(seconds))
