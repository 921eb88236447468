"""A link with latency: bytes arrive half a round trip after they were sent, at any throughput."""

import queue
import socket
import threading
import time

CHUNK = 65536

Late = queue.SimpleQueue[tuple[float, bytes]]


class Relay:
    """Stands between a client and the proxy, and lets every message take its time.

    The kernel's handshake on loopback takes no time, so the first round trip, in which a client
    would have waited for it, is added to what the client sends first.
    """

    def __init__(self, target: tuple[str, int], round_trip: float) -> None:
        self._target = target
        self._round_trip = round_trip

    def handle(self, client: socket.socket) -> None:
        """Carries one connection until both sides are done."""
        connected = time.monotonic() + self._round_trip
        server = socket.create_connection(self._target)
        server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        up = threading.Thread(target=self._carry, args=(client, server, connected), daemon=True)
        up.start()
        self._carry(server, client, connected)
        up.join()
        client.close()
        server.close()

    def _carry(self, source: socket.socket, target: socket.socket, connected: float) -> None:
        late: Late = queue.SimpleQueue()
        writer = threading.Thread(target=_write, args=(target, late), daemon=True)
        writer.start()
        try:
            while True:
                data = source.recv(CHUNK)
                sent = max(time.monotonic(), connected)
                late.put((sent + self._round_trip / 2, data))
                if not data:
                    break
        except OSError:
            late.put((time.monotonic(), b""))
        writer.join()


def _write(target: socket.socket, late: Late) -> None:
    """Writes each piece when it is due; an empty one ends that direction."""
    try:
        while True:
            due, data = late.get()
            time.sleep(max(0.0, due - time.monotonic()))
            if not data:
                target.shutdown(socket.SHUT_WR)
                return
            target.sendall(data)
    except OSError:
        pass  # The other side is gone; what it did not want is dropped.
