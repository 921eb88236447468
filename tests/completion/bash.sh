#!/bin/bash
# SPDX-License-Identifier: MIT
#
# bash.sh FUNCTIONS LINE: what bash offers at the end of ${LINE}, a candidate
# on each line, sorted.
set -u

# shellcheck source=/dev/null
. "$1"
COMP_LINE=$2
COMP_POINT=${#COMP_LINE}
# as readline takes a line apart: at blanks, and = is a word of its own
read -ra COMP_WORDS <<<"${COMP_LINE//=/ = }"
if [[ $COMP_LINE == *' ' ]]; then
	COMP_WORDS+=('')
fi
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
if [[ $(complete -p akv) != 'complete -F _akv akv' ]]; then
	echo "akv has no completion"
	exit 1
fi
_akv akv
printf '%s\n' "${COMPREPLY[@]}" | sort
