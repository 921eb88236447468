#!/bin/sh
# SPDX-License-Identifier: MIT
#
# rpm.sh AKV_BUILD: run in the top folder; the spec file is one that rpm reads,
# has the version of the sources, and packs everything that is installed, and
# nothing else.
set -eu

spec=packaging/rpm/akv.spec
if ! command -v rpmspec >/dev/null; then
	echo "no rpmspec here"
	exit 77
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

want=$(sed -n 's/^[[:space:]]*VERSION \([0-9.]*\)$/\1/p' CMakeLists.txt)
have=$(rpmspec -q --qf '%{version}\n' "$spec" 2>/dev/null | head -n 1)
if [ "$have" != "$want" ]; then
	echo "$spec has version $have, the sources have $want"
	exit 1
fi

DESTDIR="$work/root" cmake --install "$1" --prefix /usr >/dev/null
(cd "$work/root" && find . ! -type d) | sed 's/^\.//' | sort >"$work/installed"

# The list as rpm sees it, each line a pattern of paths.
rpmspec -P --define '_prefix /usr' --define '_docdir /usr/share/doc' \
	--define '_mandir /usr/share/man' "$spec" 2>/dev/null |
	sed -n '/^%files/,/^%changelog/p' |
	sed -n 's|^\(%[a-z]* \)*\(/.*\)$|\2|p' >"$work/patterns"

status=0
while read -r path; do
	found=
	while read -r pattern; do
		# shellcheck disable=SC2254 # it is a pattern
		case $path in
		$pattern) found=1 ;;
		esac
	done <"$work/patterns"
	if [ -z "$found" ]; then
		echo "$spec does not pack $path"
		status=1
	fi
done <"$work/installed"
while read -r pattern; do
	found=
	while read -r path; do
		# shellcheck disable=SC2254 # it is a pattern
		case $path in
		$pattern) found=1 ;;
		esac
	done <"$work/installed"
	if [ -z "$found" ]; then
		echo "$spec packs $pattern, which nothing installs"
		status=1
	fi
done <"$work/patterns"
exit "$status"
