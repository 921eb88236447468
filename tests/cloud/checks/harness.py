"""A running cloud, and the little that a client of it needs."""

import http.client
import json
import socket
import ssl
import subprocess
import unittest
import urllib.parse
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROGRAM = Path(__file__).resolve().parent.parent / "akv-cloud"

TENANT = "72f988bf-86f1-41af-91ab-2d7cd011db47"
CLIENT = "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff"
OBJECT = "3f2b1c9e-7a64-4d0b-9e1f-0c5a8b7d6e42"
SECRET = "cloud-secret~1.value_-+/="
LOGIN = "login.microsoftonline.com"
VAULT = "contoso.vault.azure.net"
SCOPE = "https://vault.azure.net/.default"
API = "api-version=7.6"
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


def assertion(token: str) -> dict[str, str | None]:
    """The changes to a token request that has an assertion in place of the secret."""
    return {"client_secret": None, "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": token}


@dataclass
class Answer:
    """A whole answer, its body as bytes and, where it is that, as JSON."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def codes(self) -> tuple[int, str, str]:
        """What a client decides by: status, code, inner code."""
        error = self.json["error"]
        return self.status, error["code"], error.get("innererror", {}).get("code", "")


class Cloud:
    """A stand-in that lives as long as the test that started it."""

    def __init__(self, *arguments: str, program: tuple[str, ...] = (str(PROGRAM),)) -> None:
        self.process = subprocess.Popen([*program, *arguments], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.ready = json.loads(self.process.stdout.readline())
        self.directory = Path(self.ready["dir"])
        self.proxy = urllib.parse.urlsplit(self.ready["proxy"])
        self.control = urllib.parse.urlsplit(self.ready["control"])
        self.trust = ssl.create_default_context(cafile=self.ready["ca"])

    def close(self) -> tuple[int, str]:
        """Ends it as the end of a test does; returns its status and what it said."""
        _, said = self.process.communicate(timeout=10)
        return self.process.returncode, said

    def tunnel(self, host: str, timeout: float = 5) -> socket.socket:
        """A connection that the proxy leads to a host, without TLS so far."""
        sock = socket.create_connection((self.proxy.hostname, self.proxy.port), timeout)
        try:
            sock.sendall(f"CONNECT {host}:443 HTTP/1.1\r\nHost: {host}:443\r\n\r\n".encode())
            head = b""
            while not head.endswith(b"\r\n\r\n"):
                if not (piece := sock.recv(1)):
                    raise ConnectionError("the proxy closed the connection")
                head += piece
            if (status := int(head.split()[1])) != 200:
                raise ConnectionError(f"the proxy answered {status}")
        except OSError:
            sock.close()
            raise
        return sock

    def connect(self, host: str, timeout: float = 5) -> ssl.SSLSocket:
        """The same with TLS, checked as a careful client checks it."""
        return self.trust.wrap_socket(self.tunnel(host, timeout), server_hostname=host)

    def request(self, method: str, url: str, body: bytes | str | None = None,
                headers: dict[str, str] | None = None) -> Answer:
        parts = urllib.parse.urlsplit(url)
        connection = http.client.HTTPConnection(str(parts.hostname))
        connection.sock = self.connect(str(parts.hostname))
        try:
            target = parts.path + (f"?{parts.query}" if parts.query else "")
            connection.request(method, target, body, headers or {})
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    def sign_in(self, host: str = LOGIN, tenant: str = TENANT, **changes: str | None) -> Answer:
        """A token request; a change of None leaves the field out."""
        form = {"grant_type": "client_credentials", "client_id": CLIENT, "scope": SCOPE,
                "client_secret": SECRET} | changes
        body = urllib.parse.urlencode({name: value for name, value in form.items()
                                       if value is not None})
        return self.request("POST", f"https://{host}/{tenant}/oauth2/v2.0/token", body,
                            {"Content-Type": "application/x-www-form-urlencoded"})

    def token(self, **changes: str | None) -> str:
        return str(self.sign_in(**changes).json["access_token"])

    def get(self, path: str, host: str = VAULT, token: str | None = "") -> Answer:
        """A vault's answer; an empty token is replaced by a fresh one, None sends none."""
        token = self.token() if token == "" else token
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return self.request("GET", f"https://{host}{path}", headers=headers)

    def tell(self, method: str, path: str, document: Any = None) -> Any:
        """A call of the control port; refused ones are errors."""
        connection = http.client.HTTPConnection(str(self.control.hostname), self.control.port)
        try:
            connection.request(method, path, json.dumps(document) if document else None)
            response = connection.getresponse()
            answer = json.loads(response.read())
        finally:
            connection.close()
        if response.status != 200:
            raise ValueError(f"{response.status} {answer['error']}")
        return answer


class CloudTest(unittest.TestCase):
    """One cloud for a class. What a test changes it names after itself, or puts right again."""

    arguments: tuple[str, ...] = ()
    cloud: Cloud

    @classmethod
    def setUpClass(cls) -> None:
        cls.cloud = Cloud(*cls.arguments)

    @classmethod
    def tearDownClass(cls) -> None:
        status, said = cls.cloud.close()
        assert (status, said) == (0, ""), said

    def tearDown(self) -> None:
        self.cloud.tell("DELETE", "/faults")
        self.cloud.tell("DELETE", "/tokens/challenge")
        self.cloud.tell("POST", "/clock", {"offset_s": 0})
