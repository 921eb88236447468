#!/bin/sh
# SPDX-License-Identifier: MIT
#
# deb.sh [FOLDER]: build the Debian package of these sources into FOLDER
# (build/deb).  Needs what debian/control names: apt-get build-dep does.
set -eu

cd "$(dirname "$0")/.."
out=${1:-build/deb}
mkdir -p "$out"
out=$(cd "$out" && pwd)

# dpkg wants its folder at the top, and writes beside the sources.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/akv"
tar -c --exclude=./build --exclude='./build-*' --exclude=./.git \
	--exclude=node_modules --exclude=__pycache__ . | tar -x -C "$work/akv"
cp -R packaging/debian "$work/akv/debian"

(cd "$work/akv" && dpkg-buildpackage --build=binary --no-sign)
find "$work" -maxdepth 1 -type f -exec mv {} "$out/" \;
ls "$out"
