#!/bin/sh
# SPDX-License-Identifier: MIT
#
# lists.sh [ROOT]: every C file is in the list of its folder, by its name or,
# where a list is of modules, without test_ or fuzz_ and .c.  What is in no
# list is not built, and a test that is not built does not fail.
set -eu

cd "${1:-.}"
bad=0

for file in $(find cmd libhelper protocol tests -name '*.c' | sort); do
	case $file in
	# named one by one in tests/arch/CMakeLists.txt
	tests/arch/must_not_compile/*) list=tests/arch/CMakeLists.txt ;;
	*) list=$(dirname "$file")/CMakeLists.txt ;;
	esac
	name=$(basename "$file" .c)
	module=${name#test_}
	module=${module#fuzz_}
	if ! grep -Eqs "(^|[^a-z_])($name\\.c|$module)([^a-z_.]|\$)" "$list"
	then
		echo "$file: is not in $list"
		bad=1
	fi
done
exit "$bad"
