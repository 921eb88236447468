"""How an answer goes out: whole, or as a fault has it."""

import select
import socket
import ssl
import struct
import time
from typing import NoReturn

from .faults import Deed
from .http1 import Response

# What an endless body is made of: it begins like a secret, so that who parses early is caught.
ENDLESS_START = b'{"value":"'
ENDLESS_PIECE = b"a" * 65536


class Gone(Exception):
    """The connection is over: the peer hung up, or a fault says so."""


def wait_for_hangup(sock: socket.socket) -> NoReturn:
    """Says nothing until the peer gives up."""
    while sock.recv(65536):
        pass
    raise Gone


def hang_up(sock: socket.socket, reset: bool) -> NoReturn:
    """Ends the connection under the peer, without TLS's goodbye; with `reset` as a crash would."""
    if reset:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    sock.close()
    raise Gone


def say_goodbye(sock: ssl.SSLSocket) -> None:
    """Sends close_notify and does not wait for the peer's."""
    sock.setblocking(False)
    try:
        sock.unwrap()
    except OSError:
        pass  # It waits for the peer, or the peer is gone already: the alert is sent by now.


def deliver(sock: socket.socket, response: Response, deed: Deed, with_body: bool = True) -> None:
    """Writes the answer; raises Gone where a fault ends the connection."""
    if deed.endless:
        _send_endless(sock, response)
    data = response.to_bytes() if with_body else response.head()
    if deed.truncate == "chunk":
        data = _chunk_without_end(response)
    body_starts = data.index(b"\r\n\r\n") + 4
    if deed.hang or deed.drop or deed.truncate:
        sock.sendall(data[:body_starts + len(response.body) // 2])
        _stop_midway(sock, deed)
    if deed.drip_ms:
        _drip(sock, data, body_starts, deed.drip_ms / 1000)
    else:
        sock.sendall(data)


def _stop_midway(sock: socket.socket, deed: Deed) -> NoReturn:
    if deed.hang:
        wait_for_hangup(sock)
    if deed.truncate and isinstance(sock, ssl.SSLSocket):
        say_goodbye(sock)
    hang_up(sock, deed.reset)


def _chunk_without_end(response: Response) -> bytes:
    """One chunk that promises the whole body; the half of it will be sent."""
    response.replace("Content-Length", None)
    head = response.head([("Transfer-Encoding", "chunked")])
    return head + f"{len(response.body):x}\r\n".encode() + response.body + b"\r\n0\r\n\r\n"


def _drip(sock: socket.socket, data: bytes, body_starts: int, pause: float) -> None:
    sock.sendall(data[:body_starts])
    for at in range(body_starts, len(data)):
        time.sleep(pause)
        if select.select([sock], [], [], 0)[0]:
            raise Gone
        sock.sendall(data[at:at + 1])


def _send_endless(sock: socket.socket, response: Response) -> NoReturn:
    sock.sendall(response.head([("Transfer-Encoding", "chunked")]))
    piece = ENDLESS_START
    while True:
        sock.sendall(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        piece = ENDLESS_PIECE
