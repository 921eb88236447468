#!/bin/sh
# SPDX-License-Identifier: MIT
#
# dependencies.sh build|demo|test: install what is missing on Debian 12 or
# newer (and its relatives) to build akv, to show it, or to run every test.
# Asks apt for nothing when nothing is missing.
set -eu

# command:package, or a package alone where there is no command to look for
build='gcc:gcc
libc6-dev
cmake:cmake
make:make
ninja:ninja-build
pkg-config:pkg-config
libcurl4-openssl-dev
libglib2.0-dev
libjson-c-dev
libkeyutils-dev
libsecret-1-dev
libssl-dev'

# what runs around it: the local cloud, a Secret Service, its callers
demo='python3
python3-cryptography
ca-certificates
dbus-daemon:dbus-daemon
gnome-keyring-daemon:gnome-keyring
git:git
openssl:openssl'

test='clang:clang
clang-format:clang-format
clang-tidy:clang-tidy
libclang-rt-dev
cppcheck:cppcheck
shellcheck:shellcheck
mandoc:mandoc
readelf:binutils
libcriterion-dev
curl:curl
jq:jq
psql:postgresql-client
skopeo:skopeo
restic:restic
borg:borgbackup
ansible-vault:ansible-core
msmtp:msmtp
mbsync:isync
ssh-agent:openssh-client
openssh-server
rclone:rclone
rsync:rsync
keyctl:keyutils
secret-tool:libsecret-tools
gdbus:libglib2.0-bin
node:nodejs
npm:npm
build-essential
dh:debhelper
dpkg-buildpackage:dpkg-dev
lintian:lintian
rpmspec:rpm
systemd-analyze:systemd
fish:fish
zsh:zsh
python3-jmespath
python3-yaml'

case ${1-} in
build) wanted=$build ;;
demo) wanted="$build $demo" ;;
test) wanted="$build $demo $test" ;;
*)
	echo "usage: $0 build|demo|test" >&2
	exit 2
	;;
esac

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
	echo "$0: no apt here; please see to these packages:" "$wanted" >&2
	exit 0
fi

installed()
{
	dpkg-query -W -f='${db:Status-Status}\n' "$1" 2>/dev/null |
		grep -q '^installed'
}

missing=
for item in $wanted; do
	package=${item##*:}
	case $item in
	*:*)
		if command -v "${item%%:*}" >/dev/null; then
			continue
		fi
		;;
	esac
	if ! installed "$package"; then
		missing="$missing $package"
	fi
done
if [ -z "$missing" ]; then
	exit 0
fi

as_root=
if [ "$(id -u)" -ne 0 ]; then
	as_root=sudo
	if ! command -v sudo >/dev/null; then
		echo "$0: no sudo here; as root: apt-get install$missing" >&2
		exit 1
	fi
fi

# The tests start sshd(8) by themselves, for themselves.  Where we bring it, it
# is no server of this machine: systemd may not start it while it is installed,
# for which it has a mask that would be gone after a boot, and invoke-rc.d goes
# by RUNLEVEL.  Nor does it start with the machine.  Whoever has one already
# keeps it as it is, and where there is no manager to ask none has to agree.
brings_server=
case "$missing " in
*' openssh-server '*) brings_server=yes ;;
esac

change_units()
{
	# shellcheck disable=SC2086 # a word, or none
	$as_root systemctl --quiet "$@" ssh.service ssh.socket || :
}

mask_server()
{
	if [ -n "$brings_server" ] && [ -d /run/systemd/system ]; then
		trap 'change_units unmask --runtime' EXIT
		change_units mask --runtime
	fi
}

disable_server()
{
	# what is masked is not disabled
	if [ -d /run/systemd/system ]; then
		trap - EXIT
		change_units unmask --runtime
	fi
	if command -v systemctl >/dev/null; then
		change_units disable
	elif [ -x /usr/sbin/update-rc.d ]; then
		$as_root /usr/sbin/update-rc.d ssh disable || :
	fi
}

echo "installing:$missing" >&2
$as_root apt-get update -qq
mask_server
# shellcheck disable=SC2086 # a list of words
$as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -qq -y \
	--no-install-recommends $missing
if [ -n "$brings_server" ]; then
	disable_server
fi
