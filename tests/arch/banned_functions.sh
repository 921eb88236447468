#!/bin/sh
# SPDX-License-Identifier: MIT
#
# banned_functions.sh COMPILER [FLAG ...]: run in the top folder; what
# libhelper/base/banned.h forbids does not compile.
set -eu

banned='strcpy strcat stpcpy sprintf vsprintf gets strncpy strncat
atoi atol atoll atof scanf fscanf sscanf strtok asctime ctime gmtime localtime
system popen mktemp tmpnam tempnam getenv secure_getenv'
bad=0

compile()
{
	name=$1
	shift
	echo "int use(void); int use(void) { return $name != 0; }" |
		LC_ALL=C "$@" -std=c17 -D_GNU_SOURCE -I. -Wno-address \
			-include libhelper/base/banned.h \
			-fsyntax-only -x c - 2>&1
}

# the probe itself is in order
compile strlen "$@"

for name in $banned; do
	output=$(compile "$name" "$@" || true)
	if ! echo "$output" | grep -q "poisoned.*$name"; then
		# clang does not repeat the name: any poison will do
		if ! echo "$output" | grep -q 'poisoned identifier'; then
			echo "$name: compiles"
			bad=1
		fi
	fi
done
exit "$bad"
