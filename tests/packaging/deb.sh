#!/bin/sh
# SPDX-License-Identifier: MIT
#
# deb.sh: run in the top folder; the Debian package builds, lintian has nothing
# to say, what is loaded by name is named, and the program in it runs.
set -eu

for tool in dpkg-buildpackage dh lintian; do
	if ! command -v "$tool" >/dev/null; then
		echo "no $tool here"
		exit 77
	fi
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset CC CFLAGS CPPFLAGS LDFLAGS DESTDIR

packaging/deb.sh "$work/out" >"$work/log" 2>&1 || {
	cat "$work/log"
	exit 1
}
# A first upload closes a bug of Debian's own, which is not for us to number.
lintian --allow-root --fail-on error,warning \
	--suppress-tags initial-upload-closes-no-bugs "$work"/out/*.changes

package=$(find "$work/out" -name 'akv_*.deb')
for name in libcurl4 ca-certificates; do
	dpkg-deb -f "$package" Depends | grep -q "$name" || {
		echo "the package does not depend on $name"
		exit 1
	}
done
dpkg-deb -x "$package" "$work/root"
"$work/root/usr/bin/akv" --version
