#!/bin/sh
# SPDX-License-Identifier: MIT
#
# headers.sh COMPILER [FLAG ...]: run in the top folder; every header compiles
# alone, and its guard is made of its path.
set -eu

bad=0
for header in $(find cmd libhelper protocol -name '*.h' | sort); do
	# twice, for the guard; a file that only includes it, because a
	# compiler judges functions of the file at hand more strictly
	if ! printf '#include "%s"\n#include "%s"\nextern int end;\n' \
		"$header" "$header" |
		"$@" -std=c17 -D_GNU_SOURCE -DAKV_VERSION='"0"' -I. \
			-Wall -Wextra -Wpedantic -Werror -fsyntax-only -x c -
	then
		echo "$header: does not compile alone"
		bad=1
	fi

	guard=AKV_$(echo "${header#libhelper/}" | tr 'a-z/.' 'A-Z__')
	if ! grep -q "^#ifndef $guard\$" "$header"; then
		echo "$header: the guard should be $guard"
		bad=1
	fi
done
exit "$bad"
