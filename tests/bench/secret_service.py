# SPDX-License-Identifier: MIT
"""A real gnome-keyring, unlocked, on a session bus that nobody else has."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BUS = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={folder}/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


def _start_bus(folder: Path) -> subprocess.Popen:
    """The bus; ready when it has told its address."""
    (folder / "bus.conf").write_text(BUS.format(folder=folder))
    bus = subprocess.Popen(
        ["dbus-daemon", f"--config-file={folder}/bus.conf", "--nofork", "--print-address=1"],
        stdout=subprocess.PIPE)
    bus.stdout.readline()
    return bus


def _start_keyring(environment: dict[str, str]) -> subprocess.Popen:
    """The keyring; ready when somebody has the service's name on the bus."""
    keyring = subprocess.Popen(
        ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env=environment)
    keyring.stdin.write(b"password")
    keyring.stdin.close()
    subprocess.run(["gdbus", "wait", "--session", "--timeout=10", "org.freedesktop.secrets"],
                   env=environment, check=True)
    return keyring


@contextmanager
def private_secret_service() -> Iterator[dict[str, str]]:
    """Gives the variables that a program needs to find it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        variables = {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={folder}/bus"}
        environment = variables | {"PATH": os.defpath, "HOME": name, "XDG_RUNTIME_DIR": name,
                                   "XDG_DATA_HOME": name}
        started: list[subprocess.Popen] = []
        try:
            started.append(_start_bus(folder))
            started.append(_start_keyring(environment))
            yield variables
        finally:
            for child in reversed(started):
                child.terminate()
                child.wait(10)
