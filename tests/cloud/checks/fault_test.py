"""What the tests of faults have in common."""

from typing import Any

from checks.harness import API, VAULT, CloudTest

PATH = f"/secrets/sftp-password?{API}"
VALUE = "correct horse battery staple"


class FaultTest(CloudTest):
    token: str

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.token = cls.cloud.token()

    def plan(self, match: dict[str, Any] | None = None, **do: Any) -> None:
        self.cloud.tell("POST", "/faults", {"match": {"host": VAULT} | (match or {}), "do": do})

    def raw(self, timeout: float = 5) -> tuple[bytes, str]:
        """All that the vault sends on one connection, and how the connection ended."""
        with self.cloud.connect(VAULT, timeout) as tls:
            tls.sendall(f"GET {PATH} HTTP/1.1\r\nHost: {VAULT}\r\nConnection: close\r\n"
                        f"Authorization: Bearer {self.token}\r\n\r\n".encode())
            data = b""
            try:
                while piece := tls.recv(65536):
                    data += piece
                    if len(data) > 1_000_000:
                        return data, "endless"
            except TimeoutError:
                return data, "timeout"
            return data, "end"
