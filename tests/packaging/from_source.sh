#!/bin/sh
# SPDX-License-Identifier: MIT
#
# from_source.sh: run in the top folder; what a packager does.  Configures
# without a preset, builds, installs, and looks at what came out.  Twice in two
# places: the same bytes.  The source tree stays as it was.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset CC CFLAGS CPPFLAGS LDFLAGS DESTDIR

# The sources and nothing that was built or downloaded beside them.
tar -c --exclude=./build --exclude='./build-*' --exclude=./.git \
	--exclude=node_modules --exclude=__pycache__ . >"$work/source.tar"

build()
{
	mkdir -p "$1"
	tar -x -C "$1" <"$work/source.tar"
	(
		cd "$1"
		find . | sort >"$work/before"
		cmake -B build >"$work/log" 2>&1 &&
			cmake --build build --parallel 2 >>"$work/log" 2>&1 &&
			DESTDIR="$1-installed" cmake --install build \
				--prefix /usr >>"$work/log" 2>&1
	) || {
		cat "$work/log"
		exit 1
	}
	(cd "$1" && find . -path ./build -prune -o -print) |
		sort >"$work/after"
	diff "$work/before" "$work/after" || {
		echo 'the build wrote into the source tree'
		exit 1
	}
}

build "$work/here"
build "$work/somewhere/else"

cmp "$work/here-installed/usr/bin/akv" \
	"$work/somewhere/else-installed/usr/bin/akv" || {
	echo 'two builds of the same sources differ'
	exit 1
}

cd "$work/here-installed/usr"
bin/akv --version
if grep -q "$work" bin/akv; then
	echo 'the path of the build is in the program'
	exit 1
fi
for link in akv-ansible-client akv-askpass docker-credential-akv \
	git-credential-akv; do
	if [ "$(readlink "bin/$link")" != akv ]; then
		echo "bin/$link is no link to akv"
		exit 1
	fi
done
for page in man1/akv.1 man5/akv-config.5; do
	if [ ! -f "share/man/$page" ]; then
		echo "no share/man/$page"
		exit 1
	fi
done
