"""How a cloud starts and ends, what fails a run, and how it carries a crowd."""

import contextlib
import http.client
import json
import os
import signal
import ssl
import subprocess
import tempfile
import threading
import time
import unittest
from collections.abc import Iterator
from pathlib import Path

from checks.harness import API, LOGIN, PROGRAM, VAULT, Cloud

CROWD = 1000


@contextlib.contextmanager
def running(*arguments: str, status: int = 0, said: str = "") -> Iterator[Cloud]:
    """A cloud that must end with this status, having said this."""
    cloud = Cloud(*arguments)
    try:
        yield cloud
    finally:
        ended = cloud.close()
    if ended != (status, said):
        raise AssertionError(f"ended with {ended}")


class Life(unittest.TestCase):
    def test_what_it_says_and_writes(self) -> None:
        with tempfile.TemporaryDirectory() as directory:
            with running("--dir", directory) as cloud:
                self.assertEqual(set(cloud.ready), {
                    "proxy", "ca", "control", "journal", "dir", "imds", "app_service",
                    "azure_arc", "arc_keys"})
                environment = Path(directory, "environment").read_text(encoding="ascii")
                self.assertEqual(environment, "".join(
                    f"{variable}={cloud.ready[name]}\n" for variable, name in (
                        ("HTTPS_PROXY", "proxy"), ("SSL_CERT_FILE", "ca"),
                        ("CLOUD_CONTROL", "control"), ("CLOUD_IMDS", "imds"),
                        ("CLOUD_APP_SERVICE", "app_service"), ("CLOUD_AZURE_ARC", "azure_arc"),
                        ("CLOUD_ARC_KEYS", "arc_keys"))))
            self.assertTrue(Path(directory, "journal.jsonl").exists())

    def test_its_own_directory_goes_with_it(self) -> None:
        with running() as cloud:
            self.assertTrue(cloud.directory.is_dir())
        self.assertFalse(cloud.directory.exists())

    def test_signals(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            cloud = Cloud()
            for _ in range(3):
                cloud.process.send_signal(number)
            self.assertEqual(cloud.process.wait(10), 0)
            self.assertFalse(cloud.directory.exists())
            cloud.close()

    def test_it_dies_with_its_parent(self) -> None:
        script = f'"{PROGRAM}" <&3 & echo $!; read line; kill -KILL $$'
        ours, theirs = os.pipe()
        parent = subprocess.Popen(["/bin/sh", "-c", script], stdin=subprocess.PIPE,
                                  stdout=subprocess.PIPE, pass_fds=(3,), text=True,
                                  preexec_fn=lambda: os.dup2(ours, 3))
        assert parent.stdout is not None and parent.stdin is not None
        child = int(parent.stdout.readline())
        ready = json.loads(parent.stdout.readline())
        parent.stdin.write("\n")
        parent.stdin.flush()
        self.assertEqual(parent.wait(10), -signal.SIGKILL)
        deadline = time.monotonic() + 10
        while Path(ready["dir"]).exists() or self.alive(child):
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.01)
        os.close(ours)
        os.close(theirs)
        parent.communicate()

    @staticmethod
    def alive(pid: int) -> bool:
        try:
            state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2]
        except OSError:
            return False
        return state.split()[0] != "Z"

    def test_a_start_is_fast(self) -> None:
        times = []
        for _ in range(3):
            started = time.monotonic()
            with running():
                times.append(time.monotonic() - started)
        self.assertLess(min(times), 1)

    def test_seeds(self) -> None:
        with tempfile.NamedTemporaryFile("w", suffix=".json") as seed:
            json.dump({"vaults": {"sown": {"secrets": {"s": {"value": "v"}}}}}, seed)
            seed.flush()
            with running("--seed", seed.name) as cloud:
                answer = cloud.get(f"/secrets/s?{API}", "sown.vault.azure.net")
                self.assertEqual(answer.json["value"], "v")

    def test_a_seed_that_is_wrong(self) -> None:
        for text in ("{", '{"vaults": {"x": {"no": 1}}}'):
            with tempfile.NamedTemporaryFile("w", suffix=".json") as seed:
                seed.write(text)
                seed.flush()
                ended = subprocess.run([PROGRAM, "--seed", seed.name], capture_output=True,
                                       text=True, stdin=subprocess.DEVNULL)
            self.assertEqual((ended.returncode, ended.stdout), (1, ""))
            self.assertTrue(ended.stderr.startswith("akv-cloud: "), ended.stderr)
            self.assertEqual(ended.stderr.count("\n"), 1)


class Violations(unittest.TestCase):
    def test_anything_but_get_at_a_vault(self) -> None:
        methods = ("PUT", "POST", "DELETE", "PATCH", "HEAD", "GETT")
        said = "".join(f"akv-cloud: nothing may ever send this: {method} "
                       f"https://{VAULT}/secrets/empty\n" for method in methods)
        with running(status=1, said=said) as cloud:
            for method in methods:
                answer = cloud.request(method, f"https://{VAULT}/secrets/empty?{API}")
                self.assertEqual((answer.status, answer.headers["Allow"]), (405, "GET"))

    def test_a_fault_does_not_hide_it(self) -> None:
        said = f"akv-cloud: nothing may ever send this: PUT https://{VAULT}/x\n"
        with running(status=1, said=said) as cloud:
            cloud.tell("POST", "/faults", {"do": {"status": 200}})
            cloud.request("PUT", f"https://{VAULT}/x")

    def test_the_sign_in_host_takes_a_post(self) -> None:
        with running() as cloud:
            self.assertEqual(cloud.sign_in().status, 200)
            self.assertEqual(cloud.request("GET", f"https://{LOGIN}/").status, 404)


class Proxy(unittest.TestCase):
    def test_names_and_ports_that_lead_nowhere(self) -> None:
        with running() as cloud:
            for target, status in (("nowhere.vault.azure.net:443", 502), ("example.com:443", 502),
                                   ("contoso.vault.azure.net:8443", 403)):
                connection = http.client.HTTPConnection(cloud.proxy.netloc)
                connection.request("CONNECT", target)
                response = connection.getresponse()
                self.assertEqual(response.status, status)
                self.assertNotIn("x-ms-keyvault-region", response.headers)
                connection.close()

    def test_plain_http_is_not_carried(self) -> None:
        with running() as cloud:
            connection = http.client.HTTPConnection(cloud.proxy.netloc)
            connection.request("GET", f"http://{VAULT}/secrets/empty")
            self.assertEqual(connection.getresponse().status, 403)
            connection.close()

    def test_names_in_any_case(self) -> None:
        with running() as cloud:
            self.assertEqual(cloud.get("/healthstatus", "Contoso.Vault.Azure.Net").status, 200)

    def test_garbage(self) -> None:
        with running() as cloud:
            for data in (b"nonsense\r\n\r\n", b"GET / HTTP/1.1\r\nno colon\r\n\r\n",
                         b"POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n"):
                with cloud.connect(VAULT) as tls:
                    tls.sendall(data)
                    self.assertTrue(tls.recv(100).startswith(b"HTTP/1.1 400 "))

    def test_chunked_requests(self) -> None:
        with running() as cloud:
            url = f"https://{LOGIN}/contoso.onmicrosoft.com/oauth2/v2.0/token"
            pieces = iter([b"grant_type=client_", b"credentials"])
            answer = cloud.request("POST", url, pieces, {
                "Content-Type": "application/x-www-form-urlencoded"})
            self.assertEqual(answer.json["error_codes"], [900144])
            self.assertEqual(cloud.tell("GET", "/journal")[-1]["form"],
                             {"grant_type": "client_credentials"})


class Crowd(unittest.TestCase):
    def test_a_thousand_at_once(self) -> None:
        with running() as cloud:
            token = cloud.token()
            meeting = threading.Barrier(CROWD)
            statuses: list[int] = []

            def visit() -> None:
                with cloud.connect(VAULT, timeout=30) as tls:
                    meeting.wait()
                    tls.sendall(f"GET /secrets/empty?{API} HTTP/1.1\r\nHost: {VAULT}\r\n"
                                f"Authorization: Bearer {token}\r\n\r\n".encode())
                    statuses.append(int(tls.recv(65536).split()[1]))

            threads = [threading.Thread(target=visit) for _ in range(CROWD)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            self.assertEqual(statuses, [200] * CROWD)

    def test_latency_of_every_round_trip(self) -> None:
        """The best of some tries: the machine may be busy, but it is never too fast."""
        with running("--latency-ms", "40") as cloud:
            tries = [self.measure(cloud) for _ in range(5)]
        for best, wanted in zip(map(min, zip(*tries)), (0.080, 0.120, 0.160)):
            self.assertGreaterEqual(best, wanted)
            self.assertLess(best, wanted + 0.035)

    @staticmethod
    def measure(cloud: Cloud) -> tuple[float, float, float]:
        """When CONNECT (after the connection), TLS and the request were answered."""
        started = time.monotonic()
        with cloud.tunnel(VAULT) as sock:
            connected = time.monotonic() - started
            tls = cloud.trust.wrap_socket(sock, server_hostname=VAULT)
        secured = time.monotonic() - started
        with tls:
            tls.sendall(f"GET /healthstatus HTTP/1.1\r\nHost: {VAULT}\r\n\r\n".encode())
            assert tls.recv(65536).startswith(b"HTTP/1.1 200 ")
        return connected, secured, time.monotonic() - started

    def test_latency_leaves_throughput_alone(self) -> None:
        with running("--latency-ms", "40") as cloud:
            cloud.tell("POST", "/faults", {"match": {"host": VAULT}, "do": {"endless": True}})
            with cloud.connect(VAULT) as tls:
                tls.sendall(f"GET / HTTP/1.1\r\nHost: {VAULT}\r\n\r\n".encode())
                started, received = time.monotonic(), 0
                with contextlib.suppress(ssl.SSLError):
                    while received < 10_000_000:
                        received += len(tls.recv(65536))
                self.assertLess(time.monotonic() - started, 2)
