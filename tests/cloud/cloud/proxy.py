"""The way in: an HTTP proxy whose tunnels end in the stand-in itself, with TLS and all.

Every connection has a thread of its own. Blocking code is what lets a fault strike between any two
bytes and still read like the plain path.
"""

import itertools
import socket
import ssl
import time
from typing import Any, Protocol

from .certificates import GOOD, Certificates
from .delivery import Gone, deliver, hang_up, say_goodbye, wait_for_hangup
from .faults import BODY, CONNECT, NOTHING, REQUEST, TLS, Deed, Faults
from .http1 import BadRequest, Reader, Request, Response, html_response
from .journal import Journal, safe_headers
from .state import State


class Service(Protocol):
    """What answers for a set of hosts. Each service is one module; main.py has the list."""

    name: str
    methods: frozenset[str]
    """All that this service may ever see; anything else fails the run."""

    def serves(self, host: str) -> bool: ...

    def describe(self, request: Request) -> dict[str, Any]: ...

    def answer(self, request: Request) -> Response: ...


class Proxy:
    """Leads every connection from CONNECT to the service that its host belongs to."""

    def __init__(self, services: list[Service], certificates: Certificates, state: State,
                 faults: Faults, journal: Journal) -> None:
        self._services = services
        self._certificates = certificates
        self._state = state
        self._faults = faults
        self._journal = journal
        self._numbers = itertools.count(1)

    def handle(self, sock: socket.socket) -> None:
        """One connection, from its first byte to its last."""
        try:
            self._connect(sock, next(self._numbers))
        except (Gone, OSError):
            pass  # Peers may leave at any time; the journal has what came before.
        finally:
            sock.close()

    def _connect(self, sock: socket.socket, number: int) -> None:
        reader = Reader(sock)
        while request := self._next_request(sock, reader, number):
            host, _, port = request.target.rpartition(":")
            host = host.lower()
            deed = self._faults.take(CONNECT, host)
            status, service = self._look_up(request, host, port)
            answer = Response(200) if status == 200 else html_response(status, "Proxy error")
            if deed.status:
                answer = deed.alter(Response(200))
            self._journal.add("connect", connection=number, method=request.method, host=host,
                              target=request.target, status=answered(answer, deed, CONNECT),
                              headers=safe_headers(request.headers), fault=deed is not NOTHING)
            strike(sock, deed)
            deliver(sock, answer, NOTHING, with_body=answer.status != 200)
            if answer.status == 200 and service is not None and not reader.pending:
                return self._tunnel(sock, number, host, service)

    def _look_up(self, request: Request, host: str, port: str) -> tuple[int, Service | None]:
        """A name that nobody serves fails as one without an address does behind a proxy."""
        if request.method != "CONNECT" or port != "443":
            return 403, None
        service = next((each for each in self._services if each.serves(host)), None)
        return (200, service) if service else (502, None)

    def _tunnel(self, sock: socket.socket, number: int, host: str, service: Service) -> None:
        deed = self._faults.take(TLS, host)
        strike(sock, deed)
        context = self._certificates.context(host, deed.certificate or GOOD, deed.tls)
        try:
            tls = context.wrap_socket(sock, server_side=True)
        except OSError as error:
            self._journal.add("tls-failure", connection=number, host=host, text=str(error))
            return
        if tls.version() is None:
            return  # the client was gone first: Python gives a socket without TLS
        with tls:
            self._journal.add("tls", connection=number, host=host, version=tls.version(),
                              cipher=(tls.cipher() or ("",))[0],
                              alpn=tls.selected_alpn_protocol(),
                              server_name=getattr(tls, "sni", None), fault=deed is not NOTHING)
            try:
                self._serve(tls, number, host, service)
            except ssl.SSLError as error:
                # In TLS 1.3 a client objects to our certificate after our handshake is done.
                self._journal.add("tls-failure", connection=number, host=host, text=str(error))

    def _serve(self, tls: ssl.SSLSocket, number: int, host: str, service: Service) -> None:
        reader = Reader(tls)
        while request := self._next_request(tls, reader, number):
            request.host = host
            request.note = service.describe(request)
            self._exchange(tls, number, request, service)
            if not request.keep_alive:
                break
        say_goodbye(tls)

    def _next_request(self, sock: socket.socket, reader: Reader, number: int) -> Request | None:
        try:
            return reader.read()
        except BadRequest as error:
            self._journal.add("bad-request", connection=number, text=str(error))
            deliver(sock, html_response(400, "Bad Request"), NOTHING)
            return None

    def _exchange(self, tls: ssl.SSLSocket, number: int, request: Request,
                  service: Service) -> None:
        deed = self._faults.take(REQUEST, request.host, request.path, request.method)
        allowed = request.method in service.methods
        response = self._answer(request, service, deed, allowed)
        self._journal.add(
            "request", connection=number, service=service.name, host=request.host,
            method=request.method, path=request.path, query=request.query_text,
            status=answered(response, deed, REQUEST), headers=safe_headers(request.headers),
            header_names=[name for name, _ in request.headers], fault=deed is not NOTHING,
            **request.note)
        if not allowed:
            self._journal.violation(
                f"{request.method} https://{request.host}{request.path}")
        strike(tls, deed)
        response.replace("Date", http_date(self._state.now()))
        deliver(tls, response, deed)

    def _answer(self, request: Request, service: Service, deed: Deed, allowed: bool) -> Response:
        if not allowed:
            return Response(405, [("Allow", ", ".join(sorted(service.methods)))])
        if deed.replaces:
            return deed.alter(Response(deed.status))
        if request.header("Host").lower().removesuffix(":443") != request.host:
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
