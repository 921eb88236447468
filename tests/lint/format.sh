#!/bin/sh
# SPDX-License-Identifier: MIT
#
# format.sh CLANG_FORMAT: run in the top folder; every C file is as
# clang-format writes it.  To mend:
#   find cmd libhelper protocol tests -name '*.[ch]' | xargs clang-format -i
set -eu

clang_format=$1

# Each release lays out some things in another way: one of them decides.
case $("$clang_format" --version) in
*'version 14.'*) ;;
*)
	echo 'skipped: needs clang-format 14'
	exit 77
	;;
esac

find cmd libhelper protocol tests -name '*.[ch]' | sort |
	xargs "$clang_format" --dry-run -Werror
