"""Faults of the links below HTTP, and the rules by which plans are chosen."""

import socket
import ssl
import time

from checks.fault_test import PATH, FaultTest
from checks.harness import API, VAULT


class Links(FaultTest):
    def test_the_proxy_refuses(self) -> None:
        self.plan(stage="connect", status=407, headers={"Proxy-Authenticate": "Basic"},
                  body="<html>no</html>", content_type="text/html")
        with self.assertRaisesRegex(ConnectionError, "407"):
            self.cloud.tunnel(VAULT)

    def test_wrong_certificates(self) -> None:
        for flaw, words in (
            ("wrong-host", "Hostname mismatch"),
            ("expired", "certificate has expired"),
            ("not-yet-valid", "not yet valid"),
            ("self-signed", "self.signed certificate"),
            ("other-ca", "unable to get local issuer"),
        ):
            with self.subTest(flaw=flaw):
                self.cloud.tell("DELETE", "/faults")
                self.plan(certificate=flaw)
                with self.assertRaisesRegex(ssl.SSLCertVerificationError, words):
                    self.cloud.connect(VAULT)

    def test_an_objection_to_a_certificate_is_journaled(self) -> None:
        before = self.cloud.tell("GET", "/counts")["tls_failures"]
        self.plan(certificate="expired")
        with self.assertRaises(ssl.SSLCertVerificationError):
            self.cloud.connect(VAULT)
        deadline = time.monotonic() + 5
        while self.cloud.tell("GET", "/counts")["tls_failures"] == before:
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.01)

    def test_versions_of_tls(self) -> None:
        self.plan(tls="1.1")
        with self.assertRaises(ssl.SSLError):
            self.cloud.connect(VAULT)
        self.cloud.tell("DELETE", "/faults")
        self.plan(tls="1.2")
        with self.cloud.connect(VAULT) as tls:
            self.assertEqual(tls.version(), "TLSv1.2")

    def test_an_old_client_can_speak_the_old_version(self) -> None:
        self.plan(tls="1.1")
        trust = ssl.create_default_context(cafile=self.cloud.ready["ca"])
        trust.set_ciphers("DEFAULT:@SECLEVEL=0")
        trust.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        with trust.wrap_socket(self.cloud.tunnel(VAULT), server_hostname=VAULT) as tls:
            self.assertEqual(tls.version(), "TLSv1.1")

    def test_a_tls_hang_ends_with_the_client(self) -> None:
        self.plan(hang="tls")
        self.cloud.tunnel(VAULT).close()


class Plans(FaultTest):
    def statuses(self, count: int) -> list[int]:
        return [self.cloud.get(PATH, token=self.token).status for _ in range(count)]

    def test_times_and_nth(self) -> None:
        self.plan({"times": 2}, status=503)
        self.assertEqual(self.statuses(3), [503, 503, 200])
        self.cloud.tell("DELETE", "/faults")
        self.plan({"nth": [2]}, status=503)
        self.assertEqual(self.statuses(3), [200, 503, 200])

    def test_the_first_that_is_due_is_played(self) -> None:
        self.plan({"times": 1}, status=500)
        self.plan({"times": 1}, status=502)
        self.plan({"nth": [4]}, status=504)
        self.assertEqual(self.statuses(5), [500, 502, 200, 504, 200])
        report = self.cloud.tell("GET", "/faults")
        self.assertEqual([plan["played"] for plan in report], [1, 1, 1])
        self.assertEqual(report[2]["matched"], 5)

    def test_what_a_plan_matches(self) -> None:
        self.plan({"path": "/secrets/*", "method": "GET"}, status=503)
        self.plan({"host": "other*"}, status=500)
        self.assertEqual(self.statuses(1), [503])
        self.assertEqual(self.cloud.get(f"/secrets?{API}", token=self.token).status, 200)

    def test_many_plans_in_one_call(self) -> None:
        self.cloud.tell("POST", "/faults", [{"match": {"times": 1}, "do": {"status": 500}},
                                            {"match": {"times": 1}, "do": {"status": 501}}])
        self.assertEqual(self.statuses(3), [500, 501, 200])

    def test_plans_that_mean_nothing(self) -> None:
        for plan in (
            {"do": {}},
            {"do": {"statsu": 500}},
            {"match": {"hosts": "x"}, "do": {"status": 500}},
            {"match": {"path": "/x"}, "do": {"hang": "tls"}},
            {"do": {"hang": "later"}},
            {"do": {"certificate": "ugly"}},
            {"do": {"certificate": "expired", "status": 500}},
            {"do": {"stage": "connect", "drip_ms": 5}},
            {"do": {"tls": "0.9"}},
            {"do": {"truncate": "all"}},
        ):
            with self.subTest(plan=plan), self.assertRaisesRegex(ValueError, "^400 "):
                self.cloud.tell("POST", "/faults", plan)

    def test_a_fault_of_one_connection_leaves_others_alone(self) -> None:
        self.plan({"times": 1}, hang="request")
        with self.cloud.connect(VAULT) as hung:
            hung.sendall(f"GET {PATH} HTTP/1.1\r\nHost: {VAULT}\r\n\r\n".encode())
            time.sleep(0.05)
            self.assertEqual(self.statuses(1), [200])
            hung.shutdown(socket.SHUT_WR)
