#!/bin/sh
# SPDX-License-Identifier: MIT
#
# ssh_server.sh PYTHON FOLDER: the real sshd, for one user named export, as an
# ordinary user and without leaving anything behind: in a mount namespace where
# /etc/passwd and /etc/shadow are FOLDER's, and in a user namespace where we are
# that user.  Prints "port PORT"; ends with the end of its stdin.
set -eu

python=$1
folder=$2

# shellcheck disable=SC2016 # the dollars are the inner shell's
exec unshare --user --map-root-user --mount sh -euc '
mount --bind "$2/passwd" /etc/passwd
mount --bind "$2/shadow" /etc/shadow
exec unshare --user --map-user=1000 --map-group=1000 "$1" - "$2" 3<&0 <<END
import socket, subprocess, sys, threading

folder = sys.argv[1]
listener = socket.create_server(("127.0.0.1", 0))


def serve():
    """As inetd(8) does: sshd itself cannot ask the kernel for a port."""
    while True:
        connection, _ = listener.accept()
        subprocess.Popen(["/usr/sbin/sshd", "-i", "-f", folder + "/sshd_config",
                          "-E", folder + "/log"],
                         stdin=connection, stdout=connection)
        connection.close()


threading.Thread(target=serve, daemon=True).start()
print("port", listener.getsockname()[1], flush=True)
open(3).read()
END
' sh "$python" "$folder"
