#!/bin/sh
# SPDX-License-Identifier: MIT
#
# twins.sh [ROOT]: every module libhelper/x/y.c has its tests/libhelper/x/
# test_y.c, or a line in tests/arch/twins.except that says why not.
set -eu

cd "${1:-.}"
except=tests/arch/twins.except
bad=0

for module in $(find cmd libhelper protocol -name '*.c' | sort); do
	twin=tests/$(dirname "$module")/test_$(basename "$module")
	if grep -q "^${module}[[:space:]]" "$except"; then
		if [ -e "$twin" ]; then
			echo "$except: $module has a twin: take the line out"
			bad=1
		fi
	elif [ ! -e "$twin" ]; then
		echo "$module: no $twin"
		bad=1
	fi
done

# A line for a module that is gone would excuse the next one of that name.
while read -r module _; do
	case $module in
	'' | '#'*) ;;
	*)
		if [ ! -e "$module" ]; then
			echo "$except: no $module"
			bad=1
		fi
		;;
	esac
done <"$except"
exit "$bad"
