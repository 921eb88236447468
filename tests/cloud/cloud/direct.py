"""The way in without a proxy and without TLS: what a machine's own endpoints are reached by."""

import itertools
import socket

from .delivery import Gone
from .exchange import Exchange, Link, Service, strike
from .faults import CONNECT, Faults


class Direct:
    """Serves one service on a port of its own; to faults and journal its host is its name."""

    # Connections are told apart in the journal, and from those of the proxy.
    _numbers = itertools.count(1_000_001)

    def __init__(self, service: Service, exchange: Exchange, faults: Faults) -> None:
        self._service = service
        self._exchange = exchange
        self._faults = faults

    def handle(self, sock: socket.socket) -> None:
        """One connection, from its first byte to its last."""
        _, port = sock.getsockname()
        link = Link(next(self._numbers), "http", self._service.name,
                    frozenset({f"127.0.0.1:{port}", f"localhost:{port}"}))
        try:
            strike(sock, self._faults.take(CONNECT, link.host))
            self._exchange.serve(sock, link, self._service)
        except (Gone, OSError):
            pass  # Peers may leave at any time; the journal has what came before.
        finally:
            sock.close()
