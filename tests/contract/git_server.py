#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""git_server.py ROOT DIR USER PASSWORD: the repositories below ROOT over HTTPS, for whoever signs in.

Listens on https://localhost at a port that the kernel picks, says which in one line of JSON, and
ends when its stdin does. DIR gets ca.pem, and requests.log: status, method and path of each request.
The work is git http-backend's.
"""

import base64
import hmac
import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "cloud"))
from cloud.certificates import Certificates  # noqa: E402


class Handler(BaseHTTPRequestHandler):
    """CGI (RFC 3875) as far as git http-backend needs it."""

    protocol_version = "HTTP/1.1"
    root: Path
    log: Path
    wanted: str

    def do_GET(self) -> None:
        self.serve()

    def do_POST(self) -> None:
        self.serve()

    def serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.is_signed_in():
            self.answer(*self.run_backend(body))
        else:
            self.answer(401, [("WWW-Authenticate", 'Basic realm="git"')], b"")

    def is_signed_in(self) -> bool:
        return hmac.compare_digest(self.headers.get("Authorization", ""), self.wanted)

    def run_backend(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        path, _, query = self.path.partition("?")
        environment = {
            "PATH": os.environ["PATH"],
            "GIT_PROJECT_ROOT": str(self.root),
            "GIT_HTTP_EXPORT_ALL": "1",
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": "safe.directory",
            "GIT_CONFIG_VALUE_0": "*",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "REQUEST_METHOD": self.command,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
            "REMOTE_USER": "somebody",
            "REMOTE_ADDR": "127.0.0.1",
        }
        done = subprocess.run(["git", "http-backend"], input=body, env=environment,
                              stdout=subprocess.PIPE, check=True)
        head, _, content = done.stdout.partition(b"\r\n\r\n")
        headers = [(name, value.strip()) for name, _, value in
                   (line.partition(":") for line in head.decode().split("\r\n"))]
        status = next((int(value.split()[0]) for name, value in headers if name == "Status"), 200)
        return status, [header for header in headers if header[0] != "Status"], content

    def answer(self, status: int, headers: list[tuple[str, str]], content: bytes) -> None:
        with self.log.open("a", encoding="utf-8") as log:
            log.write(f"{status} {self.command} {self.path}\n")
        self.send_response(status)
        for name, value in headers:
            if name.lower() != "content-length":
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Nothing on stderr: that is for what goes wrong."""


def main(root: str, directory: str, user: str, password: str) -> None:
    state = Path(directory)
    certificates = Certificates(state)
    (state / "ca.pem").write_bytes(certificates.authority_pem())
    Handler.root = Path(root)
    Handler.log = state / "requests.log"
    Handler.log.touch()
    Handler.wanted = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
    server = ThreadingHTTPServer(("localhost", 0), Handler)
    server.socket = certificates.context("localhost").wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(json.dumps({"port": server.server_port}), flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:])
