#!/bin/sh
# SPDX-License-Identifier: MIT
#
# systemd.sh AKV DIRECTORY: start a systemd as the first process of a namespace
# of its own, in which a unit loads its credential from a socket that AKV serves
# (systemd-credential), and print what the unit got.  77: that cannot be done
# here.
set -eu

akv=$1
directory=$2
systemd=/lib/systemd/systemd

if [ ! -x "$systemd" ] || ! command -v unshare >/dev/null ||
	! unshare --mount --pid --fork --cgroup --uts --ipc \
		true 2>/dev/null; then
	exit 77
fi

mkdir -p "$directory"
cat >"$directory/akv-test.target" <<EOF
[Unit]
DefaultDependencies=no
Wants=akv-test.service
EOF
cat >"$directory/akv-test.socket" <<EOF
[Unit]
DefaultDependencies=no
[Socket]
ListenStream=/run/akv-test.sock
SocketMode=0600
Accept=yes
EOF
cat >"$directory/akv-test@.service" <<EOF
[Unit]
DefaultDependencies=no
[Service]
ExecStart=$akv systemd-credential
StandardInput=socket
StandardOutput=null
StandardError=append:$directory/stderr
PassEnvironment=HTTPS_PROXY SSL_CERT_FILE AKV_CONFIG
EOF
# whatever comes of it is the end of this systemd
cat >"$directory/akv-test.service" <<EOF
[Unit]
DefaultDependencies=no
Wants=akv-test.socket
After=akv-test.socket
SuccessAction=exit-force
FailureAction=exit-force
[Service]
Type=oneshot
TimeoutStartSec=20
LoadCredential=pw:/run/akv-test.sock
ExecStart=/bin/cp \${CREDENTIALS_DIRECTORY}/pw $directory/result
EOF

cat >"$directory/start" <<EOF
#!/bin/sh
set -eu
mount --make-rshared /
mount -t proc proc /proc
mount -t tmpfs tmpfs /run
mount -t tmpfs tmpfs /sys/fs/cgroup
mount -t cgroup2 none /sys/fs/cgroup
mkdir -p /run/systemd/system
cp "$directory"/akv-test* /run/systemd/system
touch "$directory/console"
mount --bind "$directory/console" /dev/console
touch "$directory/started"
exec env container=akv-test $systemd --system --unit=akv-test.target \
	--log-target=console --show-status=no
EOF
chmod 700 "$directory/start"
timeout --kill-after=5 40 unshare --mount --pid --fork --cgroup --uts --ipc \
	--kill-child "$directory/start" >"$directory/log" 2>&1 </dev/null || :

if [ ! -e "$directory/started" ]; then
	exit 77
fi
if [ -s "$directory/stderr" ]; then
	cat "$directory/stderr" >&2
fi
if [ ! -e "$directory/result" ]; then
	cat "$directory/console" >&2
	exit 1
fi
cat "$directory/result"
