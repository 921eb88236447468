#!/bin/sh
# SPDX-License-Identifier: MIT
#
# exit_status.sh [ROOT]: README.md and akv(1) have every exit status that the
# program has, and no other.
set -eu

cd "${1:-.}"
bad=0

in_code=$(sed -n 's/.*return \([0-9]*\);.*/\1/p' cmd/exit_status.c | sort -nu)
in_readme=$(awk '/^## / { inside = /Exit status/ }
	inside && /^\| [0-9]+ \|/ { print $2 }' README.md | sort -n)
in_page=$(awk '/^\.Sh/ { inside = /EXIT STATUS/ }
	inside && /^\.It [0-9]+$/ { print $2 }' cmd/akv.1 | sort -n)

if [ "$in_code" != "$in_readme" ]; then
	echo "README.md: $in_readme; but the program: $in_code"
	bad=1
fi
if [ "$in_code" != "$in_page" ]; then
	echo "akv.1: $in_page; but the program: $in_code"
	bad=1
fi
exit "$bad"
