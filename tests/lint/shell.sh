#!/bin/sh
# SPDX-License-Identifier: MIT
#
# shell.sh SHELLCHECK: run in the top folder; every shell script is in order.
set -eu

find .ci cmd libhelper packaging protocol tests \
	-name node_modules -prune -o -type f -print |
	while read -r file; do
		if head -n 1 "$file" | grep -Eq '^#!.*[ /](sh|bash)( |$)'; then
			echo "$file"
		fi
	done | sort | xargs "$1"
