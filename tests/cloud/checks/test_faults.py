"""Faults of answers, each seen with the eyes of a client."""

import base64
import os
import ssl
import time

from checks.fault_test import PATH, VALUE, FaultTest
from checks.harness import LOGIN, VAULT


class Answers(FaultTest):
    def test_a_status_with_headers(self) -> None:
        self.plan(status=429, headers={"Retry-After": "7"}, body={"error": {"code": "Throttled"}})
        answer = self.cloud.get(PATH, token=self.token)
        self.assertEqual((answer.status, answer.json["error"]["code"]), (429, "Throttled"))
        self.assertEqual(answer.headers["Retry-After"], "7")
        self.assertNotIn("x-ms-request-id", answer.headers)

    def test_a_status_that_keeps_the_rest(self) -> None:
        self.plan(status=500, keep=True, body={"error": {"code": "InternalServerError"}})
        answer = self.cloud.get(PATH, token=self.token)
        self.assertEqual(answer.status, 500)
        self.assertIn("x-ms-request-id", answer.headers)

    def test_a_body_in_place_of_the_real_one(self) -> None:
        self.plan(body='{"value":"a","value":"b"}', headers={"x-ms-request-id": None})
        answer = self.cloud.get(PATH, token=self.token)
        self.assertEqual((answer.status, answer.body), (200, b'{"value":"a","value":"b"}'))
        self.assertNotIn("x-ms-request-id", answer.headers)

    def test_bytes_that_are_no_text(self) -> None:
        self.plan(body_base64=base64.b64encode(b"\xff\x00").decode())
        self.assertEqual(self.cloud.get(PATH, token=self.token).body, b"\xff\x00")

    def test_a_captive_portal(self) -> None:
        self.plan(status=200, body="<html>Welcome</html>", content_type="text/html")
        answer = self.cloud.get(PATH, token=self.token)
        self.assertEqual((answer.status, answer.headers["Content-Type"]), (200, "text/html"))
        self.assertNotIn("x-ms-keyvault-region", answer.headers)

    def test_a_redirect(self) -> None:
        self.plan(redirect="https://elsewhere.example/")
        answer = self.cloud.get(PATH, token=self.token)
        self.assertEqual((answer.status, answer.headers["Location"]),
                         (302, "https://elsewhere.example/"))
        self.cloud.tell("DELETE", "/faults")
        self.plan(redirect="/again", status=307)
        self.assertEqual(self.cloud.get(PATH, token=self.token).status, 307)

    def test_an_entra_that_is_throttled(self) -> None:
        self.plan({"host": LOGIN, "path": "/*/oauth2/v2.0/token", "method": "POST"}, status=429,
                  headers={"Retry-After": "60"}, body="Too Many Requests",
                  content_type="text/plain")
        answer = self.cloud.sign_in()
        self.assertEqual((answer.status, answer.body), (429, b"Too Many Requests"))


class Breaks(FaultTest):
    def body_of(self, data: bytes) -> bytes:
        return data.partition(b"\r\n\r\n")[2]

    def test_silence_at_every_stage(self) -> None:
        self.plan(hang="connect")
        with self.assertRaises(TimeoutError):
            self.cloud.tunnel(VAULT, timeout=0.3)
        self.cloud.tell("DELETE", "/faults")
        self.plan(hang="tls")
        with self.assertRaises(TimeoutError):
            self.cloud.connect(VAULT, timeout=0.3)
        for stage, length in (("request", 0), ("body", 1)):
            self.cloud.tell("DELETE", "/faults")
            self.plan(hang=stage)
            data, end = self.raw(timeout=0.3)
            self.assertEqual((end, bool(self.body_of(data))), ("timeout", bool(length)))

    def test_an_early_end_at_every_stage(self) -> None:
        self.plan(drop="connect")
        with self.assertRaisesRegex(ConnectionError, "closed"):
            self.cloud.tunnel(VAULT)
        self.cloud.tell("DELETE", "/faults")
        self.plan(drop="tls")
        with self.assertRaises(OSError):
            self.cloud.connect(VAULT)
        self.cloud.tell("DELETE", "/faults")
        self.plan(drop="request")
        with self.assertRaisesRegex(ssl.SSLError, "(?i)unexpected eof"):
            self.strict_read()

    def strict_read(self) -> None:
        """Reads like a client that does not take a missing close_notify for the end."""
        trust = ssl.create_default_context(cafile=self.cloud.ready["ca"])
        trust.options &= ~ssl.OP_IGNORE_UNEXPECTED_EOF
        with trust.wrap_socket(self.cloud.tunnel(VAULT), server_hostname=VAULT,
                               suppress_ragged_eofs=False) as tls:
            tls.sendall(f"GET {PATH} HTTP/1.1\r\nHost: {VAULT}\r\n"
                        "Connection: close\r\n\r\n".encode())
            while tls.recv(65536):
                pass

    def test_resets(self) -> None:
        for stage in ("connect", "tls", "request", "body"):
            with self.subTest(stage=stage):
                self.cloud.tell("DELETE", "/faults")
                self.plan(drop=stage, reset=True)
                with self.assertRaises(ConnectionResetError):
                    self.read_to_reset()

    def read_to_reset(self) -> None:
        """Looks below TLS, for Python's takes a reset for an end."""
        with self.cloud.connect(VAULT) as tls:
            tls.sendall(f"GET {PATH} HTTP/1.1\r\nHost: {VAULT}\r\n\r\n".encode())
            os.set_blocking(tls.fileno(), True)
            while os.read(tls.fileno(), 65536):
                pass

    def test_bodies_that_are_cut(self) -> None:
        whole = self.body_of(self.raw()[0])
        for do in ({"drop": "body"}, {"truncate": "length"}):
            self.cloud.tell("DELETE", "/faults")
            self.plan(**do)
            data, end = self.raw()
            self.assertIn(f"Content-Length: {len(whole)}".encode(), data)
            self.assertEqual((self.body_of(data), end), (whole[:len(whole) // 2], "end"))
        self.cloud.tell("DELETE", "/faults")
        self.plan(truncate="chunk")
        data, end = self.raw()
        self.assertIn(b"Transfer-Encoding: chunked", data)
        self.assertNotIn(b"Content-Length", data)
        size, _, rest = self.body_of(data).partition(b"\r\n")
        self.assertEqual((int(size, 16), end), (len(whole), "end"))
        self.assertLess(len(rest), len(whole))

    def test_goodbye_is_said_at_every_orderly_end(self) -> None:
        self.strict_read()
        self.plan(truncate="length")
        self.strict_read()
        self.cloud.tell("DELETE", "/faults")
        self.plan(drop="body")
        with self.assertRaisesRegex(ssl.SSLError, "(?i)unexpected eof"):
            self.strict_read()

    def test_a_slow_body(self) -> None:
        self.plan(drip_ms=1)
        started = time.monotonic()
        self.assertIn(VALUE.encode(), self.raw()[0])
        self.assertGreater(time.monotonic() - started, 0.3)

    def test_an_endless_body(self) -> None:
        self.plan(endless=True)
        data, end = self.raw()
        self.assertEqual(end, "endless")
        self.assertIn(b'{"value":"', data)

    def test_a_delay(self) -> None:
        self.plan(delay_ms=200)
        started = time.monotonic()
        self.assertEqual(self.cloud.get(PATH, token=self.token).status, 200)
        self.assertGreater(time.monotonic() - started, 0.2)
