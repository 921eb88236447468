#!/bin/sh
# SPDX-License-Identifier: MIT
#
# environment.sh [ROOT]: the variables of akv(1), ENVIRONMENT, are those that
# the program looks at, both ways.
set -eu

cd "${1:-.}"
bad=0

# libcurl reads these by itself
by_libcurl='HTTPS_PROXY NO_PROXY'
# written like a variable and none that is looked at: an id in commands to
# copy, and what akv read --format env sets
no_variable='CLIENT_ID AKV_USERNAME AKV_PASSWORD'

in_page=$(awk '/^\.Sh/ { inside = /ENVIRONMENT/ }
	inside && (/^\.It Ev / || /^\.Ev /) {
		gsub(/[,.]/, " ")
		for (i = 1; i <= NF; i++)
			if ($i ~ /^[A-Z][A-Z_]+$/)
				print $i
	}' cmd/akv.1 | sort -u)

# Every string that could be the name of one; but exec_names.c names those that
# are set for nobody.
in_code=$(find cmd libhelper protocol -name '*.c' \
	! -name exec_names.c -exec grep -hoE \
	'"([A-Z][A-Z0-9]*(_[A-Z0-9]+)+|[A-Z]+FILE|HOME|CI)"' {} + |
	tr -d '"' | sort -u)

has()
{
	echo "$1" | tr ' ' '\n' | grep -qxF "$2"
}

for name in $in_page; do
	if ! has "$in_code $by_libcurl" "$name"; then
		echo "akv.1 has $name, at which nothing looks"
		bad=1
	fi
done
for name in $in_code; do
	if ! has "$in_page $no_variable" "$name"; then
		echo "akv.1 lacks $name, at which something looks"
		bad=1
	fi
done
exit "$bad"
