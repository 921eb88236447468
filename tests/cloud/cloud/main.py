"""Starts the cloud, says where it is, and ends with the one who started it."""

import argparse
import ctypes
import json
import os
import resource
import select
import shlex
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from typing import NoReturn

from . import app_service, azure_arc, imds, seed
from .app_service import AppService
from .azure_arc import AzureArc
from .azure_pipelines import AzurePipelines
from .certificates import Certificates
from .control import Control
from .direct import Direct
from .entra import Entra
from .exchange import Exchange, Service
from .external_issuer import ExternalIssuer
from .faults import Faults
from .github import GitHub
from .identity import Identities
from .imds import Imds
from .journal import Journal
from .keyvault import KeyVault
from .listener import listen, serve
from .proxy import NamedService, Proxy
from .relay import Relay
from .resource_manager import ResourceManager
from .state import BadSettings, State
from .tokens import TokenMint

PR_SET_PDEATHSIG = 1


def main(arguments: list[str]) -> NoReturn:
    options = read_arguments(arguments)
    signals = watch_signals()
    raise_file_limit()
    directory = options.dir or Path(tempfile.mkdtemp(prefix="akv-cloud-"))
    violations: list[str] = []
    try:
        directory.mkdir(parents=True, exist_ok=True)
        violations = run(directory.resolve(), options, signals)
    except (BadSettings, ValueError, OSError) as error:
        sys.exit(f"akv-cloud: {error}")
    finally:
        if not options.dir:
            shutil.rmtree(directory, ignore_errors=True)
    for violation in violations:
        print(f"akv-cloud: nothing may ever send this: {violation}", file=sys.stderr)
    sys.stderr.flush()
    # Threads may still wait for their peers; nothing of theirs needs tidying.
    os._exit(1 if violations else 0)


def read_arguments(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="akv-cloud", description=__doc__)
    parser.add_argument("--dir", type=Path, help="where ca.pem and the journal go (default: a "
                        "new directory that is removed at the end)")
    parser.add_argument("--seed", type=Path, help="a JSON file to add to the default seed")
    parser.add_argument("--latency-ms", type=float, default=0, metavar="N",
                        help="round trip to pretend on every link through the proxy")
    parser.add_argument("--arc-keys", type=Path, metavar="DIR", help="where the files go that "
                        f"Azure Arc says are in {azure_arc.KEYS} (default: arc-keys in --dir)")
    return parser.parse_args(arguments)


def watch_signals() -> int:
    """A descriptor that becomes readable when a signal asks for the end.

    So no signal interrupts the tidying. The kernel sends one when the parent dies; the end of
    stdin tells of that too, unless the test's other children hold its other end open.
    """
    receiving, sending = os.pipe()
    os.set_blocking(sending, False)
    signal.set_wakeup_fd(sending)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    return receiving


def raise_file_limit() -> None:
    """A connection takes a descriptor, or three where a link has latency."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def run(directory: Path, options: argparse.Namespace, signals: int) -> list[str]:
    """Serves until the end is asked for; returns what should never have happened."""
    state, mint, faults = State(), TokenMint(), Faults()
    seed.load(state, options.seed)
    journal = Journal(directory / "journal.jsonl")
    certificates = Certificates(directory / "certificates")
    issuer = ExternalIssuer(state)
    exchange = Exchange(state, faults, journal)
    services: list[NamedService] = [Entra(state, mint, issuer), KeyVault(state, mint),
                                    ResourceManager(state, mint), GitHub(issuer), AzurePipelines(issuer)]
    proxy = Proxy(services, certificates, exchange, faults, journal)

    address = serve(listener := listen(), proxy.handle)
    if options.latency_ms:
        relay = Relay(listener.getsockname(), options.latency_ms / 1000)
        address = serve(listen(), relay.handle)
    control = serve(listen(), Control(state, mint, issuer, faults, journal).handle)
    keys = (options.arc_keys or directory / "arc-keys").resolve()

    def endpoint(service: Service, path: str = "") -> str:
        return serve(listen(), Direct(service, exchange, faults).handle) + path

    identities = Identities(state, mint)
    announce(certificates.authority_pem(), {
        "proxy": address, "ca": str(directory / "ca.pem"), "control": control,
        "journal": str(journal.path), "dir": str(directory), "arc_keys": str(keys),
        "imds": endpoint(Imds(identities)),
        "app_service": endpoint(AppService(identities), app_service.TOKEN),
        "azure_arc": endpoint(AzureArc(identities, keys), imds.TOKEN)})
    wait_for_end(signals)
    return journal.violations


def announce(authority: bytes, ready: dict[str, str]) -> None:
    """The ready line on stdout, and the same for shells."""
    Path(ready["ca"]).write_bytes(authority)
    variables = {"HTTPS_PROXY": ready["proxy"], "SSL_CERT_FILE": ready["ca"]}
    variables |= {f"CLOUD_{name.upper()}": ready[name]
                  for name in ("control", "imds", "app_service", "azure_arc", "arc_keys")}
    Path(ready["dir"], "environment").write_text(
        "".join(f"{name}={shlex.quote(value)}\n" for name, value in variables.items()))
    print(json.dumps(ready), flush=True)


def wait_for_end(signals: int) -> None:
    """A test that dies, however it dies, closes our stdin."""
    stdin = sys.stdin.fileno()
    while signals not in (ready := select.select([stdin, signals], [], [])[0]):
        if stdin in ready and not os.read(stdin, 4096):
            return
