# SPDX-License-Identifier: MIT
# shellcheck shell=bash
#
# Completion of akv in bash: akv itself knows what may come next.

_akv()
{
	local word about before
	# COMP_WORDBREAKS takes --option=value apart: put it together again
	local -a words=()
	local i
	for ((i = 1; i <= COMP_CWORD; i++)); do
		word=${COMP_WORDS[i]}
		if ((i > 1)) && [[ $word == '=' || ${COMP_WORDS[i - 1]} == '=' ]] &&
			[[ ${words[-1]} == --* ]]; then
			words[-1]+=$word
		else
			words+=("$word")
		fi
	done
	# what bash does not put in the place of the last word
	before=
	if [[ ${words[-1]} == --*=* ]]; then
		before=${words[-1]%%=*}=
	fi

	COMPREPLY=()
	# shellcheck disable=SC2034 # the words for people are not for bash
	while IFS=$'\t' read -r word about; do
		case $word in
		:files)
			compopt -o default 2>/dev/null
			return
			;;
		:commands)
			mapfile -t COMPREPLY < <(compgen -c -- "${words[-1]}")
			compopt -o default 2>/dev/null
			return
			;;
		*)
			# a name may have blanks, and what means something else
			# to a shell
			printf -v word %q "${word#"$before"}"
			COMPREPLY+=("$word")
			;;
		esac
	done < <("$1" __complete -- "${words[@]}" 2>/dev/null)
}

complete -F _akv akv
