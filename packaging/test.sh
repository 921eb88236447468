#!/bin/sh
# SPDX-License-Identifier: MIT
#
# test.sh: install what is missing, build akv with everything that looks for
# mistakes, run every test.  Ends with ctest's summary; fails if anything does.
#
#   gcc     warnings are errors, hardened; all tests, format, cppcheck
#   clang   the same by the other compiler, with clang-tidy on every file
#   asan    address and undefined behaviour sanitizers; all tests
#   fuzz    libFuzzer on every parser, for some seconds each
#
# The four builds are in build/test/; a second run builds what has changed.
set -eu

cd "$(dirname "$0")/.."
exec </dev/null

jobs=$(nproc)
top=$PWD/build/test

# build NAME PRESET [CMAKE_OPTION ...]: the preset's build as build/test/NAME,
# its tests named NAME/...
build()
{
	name=$1
	preset=$2
	shift 2
	echo "== $name"
	cmake --preset "$preset" -B "$top/$name" -DAKV_TEST_PREFIX="$name/" "$@" \
		>"$top/$name.log" 2>&1 || {
		cat "$top/$name.log"
		return 1
	}
	cmake --build "$top/$name" --parallel "$jobs"
}

./packaging/dependencies.sh test

mkdir -p "$top"
build gcc dev
build clang tidy
build asan asan
build fuzz fuzz -DAKV_FUZZ_SECONDS=3

# One run over the four, so that one summary speaks for everything.  Whole
# programs are run as gcc built them and under the sanitizers; what is left for
# the second compiler's are the units.
echo 'subdirs(gcc clang asan fuzz)' >"$top/CTestTestfile.cmake"
echo '== tests'
{
	status=0
	ctest --test-dir "$top" --parallel "$jobs" --output-on-failure \
		--exclude-regex '^clang/(e2e|contract|keyring|residue|cloud|docs)/' \
		--no-tests=error || status=$?
	echo "$status" >"$top/status"
} 2>&1 | tee "$top/tests.log"

# Nobody has to look for it further up.
grep 'tests passed,' "$top/tests.log" | tail -n 1
exit "$(cat "$top/status")"
