#!/bin/sh
# SPDX-License-Identifier: MIT
#
# systemd.sh BUILD: the units are what systemd takes for units, start the akv
# that is installed beside them, and let it do little else.
set -eu

if ! command -v systemd-analyze >/dev/null; then
	echo 'no systemd-analyze here'
	exit 77
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0

DESTDIR='' cmake --install "$1" --prefix "$work/usr" \
	>"$work/log" 2>&1 || {
	cat "$work/log"
	exit 1
}
system=$(find "$work/usr" -path '*systemd/system' -type d)
user=$(find "$work/usr" -path '*systemd/user' -type d)
if [ -z "$system" ] || [ -z "$user" ]; then
	echo 'this build puts its units elsewhere'
	exit 77
fi

# a user's manager wants one, also to be looked at
mkdir -m 700 "$work/run"

# verify DIRECTORY [OPTION]: systemd takes the units, and complains about none
# of them; what it says about others of this machine is not about ours.
verify()
{
	directory=$1
	shift
	if ! XDG_RUNTIME_DIR="$work/run" systemd-analyze verify --man=no "$@" \
		"$directory/akv-check.service" "$directory/akv-check.timer" \
		"$directory/akv-credentials.socket" \
		"$directory/akv-credentials@.service" \
		>"$work/log" 2>&1 || grep -q akv-c "$work/log"; then
		cat "$work/log"
		bad=1
	fi
}

verify "$system"
verify "$user" --user

for directory in "$system" "$user"; do
	if ! grep -qx "ExecStart=$work/usr/bin/akv check --notify" \
		"$directory/akv-check.service"; then
		echo "$directory/akv-check.service starts another akv"
		bad=1
	fi
	if ! grep -qx "ExecStart=$work/usr/bin/akv systemd-credential" \
		"$directory/akv-credentials@.service"; then
		echo "$directory/akv-credentials@.service starts another akv"
		bad=1
	fi
	for setting in Accept=yes SocketMode=0600; do
		if ! grep -qx "$setting" "$directory/akv-credentials.socket"
		then
			echo "$directory/akv-credentials.socket: no $setting"
			bad=1
		fi
	done
	for setting in OnCalendar=hourly RandomizedDelaySec=30min \
		Persistent=yes; do
		if ! grep -qx "$setting" "$directory/akv-check.timer"; then
			echo "$directory/akv-check.timer has no $setting"
			bad=1
		fi
	done
done

# 10 is wide open; what is left is the network, and root's name.
for service in akv-check.service akv-credentials@.service; do
	if ! systemd-analyze security --offline=yes --threshold=30 \
		"$system/$service" >"$work/log" 2>&1; then
		cat "$work/log"
		bad=1
	fi
done
exit "$bad"
