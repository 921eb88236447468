#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Runs a program where the system is a little different.

    unshare --map-root-user --mount in_namespace.py journal FILE PROGRAM [WORD ...]
    unshare --map-root-user --mount in_namespace.py full DIRECTORY PROGRAM [WORD ...]

journal: somebody listens where the journal does (/run of this namespace), and
what arrives in its native protocol is written to FILE, a field a line, an
empty line behind each entry.  full: DIRECTORY is on a disk without room.
Ends with the program's status.
"""

import array
import os
import socket
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path


def fields(entry: bytes) -> Iterator[str]:
    """NAME=value lines, or NAME, a length of 8 bytes, and as many bytes."""
    while entry:
        line, _, entry = entry.partition(b"\n")
        if b"=" not in line:
            (length,) = struct.unpack("<Q", entry[:8])
            line += b"=" + entry[8:8 + length]
            entry = entry[8 + length + 1:]
        yield line.decode().replace("\n", "\\n")


def entries(listener: socket.socket) -> Iterator[bytes]:
    """All that has arrived; a long entry comes as a file (memfd)."""
    while True:
        try:
            entry, ancillary, _, _ = listener.recvmsg(1 << 20, 64, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return
        for _, _, data in ancillary:
            with os.fdopen(array.array("i", data)[0], "rb") as file:
                file.seek(0)
                entry = file.read()
        yield entry


def with_journal(file: Path, command: list[str]) -> int:
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", "/run"], check=True)
    os.makedirs("/run/systemd/journal")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind("/run/systemd/journal/socket")
        status = subprocess.run(command, check=False).returncode
        file.write_text("".join("".join(f"{field}\n" for field in fields(entry)) + "\n"
                                for entry in entries(listener)))
    return status


def on_full_disk(directory: Path, command: list[str]) -> int:
    options = f"size=4k,mode=700,uid={os.getuid()},gid={os.getgid()}"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", directory], check=True)
    (directory / "full").write_bytes(b"x" * 4096)
    status = subprocess.run(command, check=False).returncode
    left = sorted(str(path.relative_to(directory)) for path in directory.rglob("*"))
    print("left:", *left, file=sys.stderr)
    return status


if __name__ == "__main__":
    run = {"journal": with_journal, "full": on_full_disk}[sys.argv[1]]
    sys.exit(run(Path(sys.argv[2]), sys.argv[3:]))
