"""HTTP/1.1 as far as the stand-in needs it: exact, small, and without a framework's manners.

The standard library's server answers faults politely and adds headers of its own. Here every byte
of an answer must be ours to spoil, so requests and answers are read and written by hand.
"""

import json
import socket
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Iterable
from urllib.parse import parse_qsl, unquote, urlsplit

MAX_HEAD = 64 * 1024
MAX_BODY = 1024 * 1024

Header = tuple[str, str]


class BadRequest(Exception):
    """The peer did not speak HTTP/1.1."""


@dataclass
class Request:
    """One request, with what is known about the link it came in on."""

    method: str
    target: str
    version: str
    headers: list[Header]
    body: bytes = b""
    host: str = ""
    note: dict[str, Any] = field(default_factory=dict)
    """What a service wants the journal to say about this request; never a secret."""

    def __post_init__(self) -> None:
        parts = urlsplit(self.target)
        self.path = unquote(parts.path)
        self.query_text = parts.query

    @property
    def query(self) -> dict[str, str]:
        """The query's parameters; the first one wins where a name repeats."""
        return dict(reversed(parse_qsl(self.query_text, keep_blank_values=True)))

    def header(self, name: str, default: str = "") -> str:
        """The first header of that name, whatever its case."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), default)

    @property
    def keep_alive(self) -> bool:
        wish = self.header("Connection").lower()
        return "close" not in wish and (self.version == "HTTP/1.1" or "keep-alive" in wish)


@dataclass
class Response:
    """One answer. Content-Length is added when it is written, unless it is given."""

    status: int
    headers: list[Header] = field(default_factory=list)
    body: bytes = b""

    def has(self, name: str) -> bool:
        return any(key.lower() == name.lower() for key, _ in self.headers)

    def replace(self, name: str, value: str | None) -> None:
        """Sets a header once; None takes it away."""
        self.headers = [item for item in self.headers if item[0].lower() != name.lower()]
        if value is not None:
            self.headers.append((name, value))

    def head(self, extra: Iterable[Header] = ()) -> bytes:
        lines = [f"HTTP/1.1 {self.status} {reason(self.status)}"]
        lines += [f"{name}: {value}" for name, value in (*self.headers, *extra)]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")

    def to_bytes(self) -> bytes:
        if self.has("Content-Length") or self.has("Transfer-Encoding"):
            return self.head() + self.body
        return self.head([("Content-Length", str(len(self.body)))]) + self.body


def json_response(status: int, document: Any, headers: Iterable[Header] = ()) -> Response:
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    return Response(status, [("Content-Type", "application/json; charset=utf-8"), *headers], body)


def html_response(status: int, title: str) -> Response:
    page = f"<html><head><title>{title}</title></head><body><h2>{title}</h2></body></html>\r\n"
    return Response(status, [("Content-Type", "text/html")], page.encode())


def reason(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"


class Reader:
    """Requests, one after another, from a connected socket."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._buffer = b""

    @property
    def pending(self) -> bool:
        """Whether the peer sent more than the requests that were read."""
        return bool(self._buffer)

    def read(self) -> Request | None:
        """The next request; None at the end of the connection."""
        head = self._read_head()
        if head is None:
            return None
        request = parse_head(head)
        if "chunked" in request.header("Transfer-Encoding").lower():
            request.body = self._read_chunks()
        elif length := request.header("Content-Length"):
            request.body = self._read_exactly(parse_length(length))
        return request

    def _more(self) -> bool:
        piece = self._sock.recv(65536)
        self._buffer += piece
        return bool(piece)

    def _read_head(self) -> bytes | None:
        while (end := self._buffer.find(b"\r\n\r\n")) < 0:
            if len(self._buffer) > MAX_HEAD:
                raise BadRequest("the request's head is too large")
            if not self._more():
                if self._buffer:
                    raise BadRequest("the request ends inside its head")
                return None
        head, self._buffer = self._buffer[:end], self._buffer[end + 4:]
        return head

    def _read_exactly(self, length: int) -> bytes:
        while len(self._buffer) < length:
            if not self._more():
                raise BadRequest("the request ends inside its body")
        body, self._buffer = self._buffer[:length], self._buffer[length:]
        return body

    def _read_line(self) -> bytes:
        while (end := self._buffer.find(b"\r\n")) < 0:
            if not self._more():
                raise BadRequest("the request ends inside a chunk")
        line, self._buffer = self._buffer[:end], self._buffer[end + 2:]
        return line

    def _read_chunks(self) -> bytes:
        body = b""
        while size := parse_length(self._read_line().split(b";")[0].decode("latin-1"), 16):
            body += self._read_exactly(size)
            self._read_line()
        while self._read_line():
            pass
        return body


def parse_length(text: str, base: int = 10) -> int:
    try:
        length = int(text, base)
    except ValueError:
        raise BadRequest("the request's length is not a number") from None
    if not 0 <= length <= MAX_BODY:
        raise BadRequest("the request's body is too large")
    return length


def parse_head(head: bytes) -> Request:
    lines = head.decode("latin-1").split("\r\n")
    parts = lines[0].split(" ")
    if len(parts) != 3 or not parts[2].startswith("HTTP/1."):
        raise BadRequest("the request line is not HTTP/1")
    headers = []
    for line in lines[1:]:
        name, colon, value = line.partition(":")
        if not colon or not name or name != name.strip():
            raise BadRequest("a header line has no name")
        headers.append((name, value.strip()))
    return Request(parts[0], parts[1], parts[2], headers)
