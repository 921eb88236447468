"""Listening sockets on loopback, and a thread for every connection."""

import socket
import threading
from typing import Callable

BACKLOG = 4096
# A thousand threads need address space; none of them recurses.
STACK_BYTES = 512 * 1024

Handler = Callable[[socket.socket], None]


def listen() -> socket.socket:
    """A socket on a port that the kernel picks."""
    return socket.create_server(("127.0.0.1", 0), backlog=BACKLOG)


def serve(listener: socket.socket, handle: Handler) -> str:
    """Handles connections from now on, and tells the address to connect to."""
    threading.stack_size(STACK_BYTES)
    threading.Thread(target=_accept, args=(listener, handle), daemon=True).start()
    host, port = listener.getsockname()
    return f"http://{host}:{port}"


def _accept(listener: socket.socket, handle: Handler) -> None:
    while True:
        sock, _ = listener.accept()
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=handle, args=(sock,), daemon=True).start()
