#!/bin/sh
# SPDX-License-Identifier: MIT
#
# claims.sh CTEST BUILD [PREFIX [ROOT]]: the claims of SECURITY.md are numbered
# one after the other, each names tests behind "Tests:", and every test that it
# names is there: `folder/name` for a test of CTest, `folder/name:sentence` for
# one of its Criterion tests.
set -eu

ctest=$1
build=$2
prefix=${3-}
root=${4:-.}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0

"$ctest" --test-dir "$build" -N |
	sed -n "s|^ *Test *#[0-9]*: $prefix||p" | sort >"$work/tests"

# "number test" for each; "number -" for a claim without any.
awk '
function close_claim() {
	if (claim != "" && tests == 0)
		print claim, "-"
}
/^[0-9]+\. / {
	close_claim()
	claim = $1 + 0
	tests = 0
	inside = 0
}
/^#/ { close_claim(); claim = "" }
claim == "" { next }
/Tests:/ { inside = 1; sub(/.*Tests:/, "") }
inside {
	while (match($0, /`[^`]*`/)) {
		print claim, substr($0, RSTART + 1, RLENGTH - 2)
		tests++
		$0 = substr($0, RSTART + RLENGTH)
	}
}
END { close_claim() }
' "$root/SECURITY.md" >"$work/claims"

if [ ! -s "$work/claims" ]; then
	echo 'SECURITY.md has no numbered claims'
	exit 1
fi
if ! grep -oE '^[0-9]+\. ' "$root/SECURITY.md" |
	awk '{ bad = bad || $1 != NR "." } END { exit bad }'; then
	echo 'the claims of SECURITY.md are not numbered one after the other'
	bad=1
fi
while read -r claim name; do
	if [ "$name" = - ]; then
		echo "claim $claim names no test"
		bad=1
		continue
	fi
	test=${name%%:*}
	if ! grep -qxF "$test" "$work/tests"; then
		echo "claim $claim: there is no test $test"
		bad=1
		continue
	fi
	case $name in
	*:*)
		source=$root/tests/${test%/*}/test_${test##*/}.c
		if ! grep -qw "${name#*:}" "$source"; then
			echo "claim $claim: $source has no ${name#*:}"
			bad=1
		fi
		;;
	esac
done <"$work/claims"
exit "$bad"
