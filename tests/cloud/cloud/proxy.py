"""The way in: an HTTP proxy whose tunnels end in the stand-in itself, with TLS and all.

Every connection has a thread of its own. Blocking code is what lets a fault strike between any two
bytes and still read like the plain path.
"""

import itertools
import socket
import ssl
from typing import Protocol

from .certificates import GOOD, Certificates
from .delivery import Gone, deliver, say_goodbye
from .exchange import Exchange, Link, Service, answered, strike
from .faults import CONNECT, NOTHING, TLS, Faults
from .http1 import Reader, Request, Response, html_response
from .journal import Journal, safe_headers


class NamedService(Service, Protocol):
    """One that is reached by the names of hosts."""

    def serves(self, host: str) -> bool: ...


class Proxy:
    """Leads every connection from CONNECT to the service that its host belongs to."""

    def __init__(self, services: list[NamedService], certificates: Certificates, exchange: Exchange,
                 faults: Faults, journal: Journal) -> None:
        self._services = services
        self._certificates = certificates
        self._exchange = exchange
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
        while request := self._exchange.next_request(sock, reader, number):
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

    def _look_up(self, request: Request, host: str, port: str) -> tuple[int, NamedService | None]:
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
            link = Link(number, "https", host, frozenset({host, f"{host}:443"}))
            try:
                self._exchange.serve(tls, link, service)
                say_goodbye(tls)
            except ssl.SSLError as error:
                # In TLS 1.3 a client objects to our certificate after our handshake is done.
                self._journal.add("tls-failure", connection=number, host=host, text=str(error))
