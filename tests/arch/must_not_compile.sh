#!/bin/sh
# SPDX-License-Identifier: MIT
#
# must_not_compile.sh FILE COMPILER [FLAG ...]: run in the top folder.  FILE
# compiles as it is, and stops compiling with -DVIOLATION, for the reason in
# its line "expect: REGEX".  Without the first half a test would pass for any
# mistake in FILE.
set -eu

file=$1
shift
expect=$(sed -n 's/^.*expect: \(.*[^ ]\) *\*\/$/\1/p' "$file")
if [ -z "$expect" ]; then
	echo "$file: no line 'expect: REGEX */'"
	exit 1
fi

compile()
{
	LC_ALL=C "$@" -std=c17 -D_GNU_SOURCE -DAKV_VERSION='"0"' -I. -O1 \
		-include libhelper/base/banned.h -Wall -Wextra -Werror \
		-c -o /dev/null "$file" 2>&1
}

if ! compile "$@"; then
	echo "$file: does not compile even without the violation"
	exit 1
fi
if output=$(compile "$@" -DVIOLATION); then
	echo "$file: compiles with the violation"
	exit 1
fi
echo "$output"
if ! echo "$output" | grep -Eq -e "$expect"; then
	echo "$file: fails for another reason than: $expect"
	exit 1
fi
