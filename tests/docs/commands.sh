#!/bin/sh
# SPDX-License-Identifier: MIT
#
# commands.sh AKV [ROOT]: the commands and options of akv(1) are those that the
# program has, both ways: names, letters, arguments, which command has which.
set -eu

akv=$1
page=${2:-.}/cmd/akv.1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0

# commands_of_help: the names in --help, one a line.
commands_of_help()
{
	"$akv" --help | sed -n '/^commands:/,/^$/s/^  \([a-z -]*[a-z]\)  .*/\1/p'
}

# options_of_help COMMAND: "name letter ARGUMENT" for each, "-" for none.
options_of_help()
{
	# shellcheck disable=SC2086 # the words of a command
	"$akv" $1 --help | awk '
	/^options:/ { inside = 1; next }
	inside {
		letter = "-"
		argument = "-"
		if ($1 ~ /^-.,$/) {
			letter = substr($1, 2, 1)
			$1 = ""
			$0 = $0
		}
		if ($2 ~ /^[A-Z]+$/)
			argument = $2
		print substr($1, 3), letter, argument
	}'
}

# The page, section by section.
commands_of_page()
{
	awk '/^\.Sh/ { inside = /COMMANDS/ }
	inside && /^\.It Ic / { sub(/^\.It Ic /, ""); print }' "$page"
}

synopsis_of_page()
{
	awk '
	/^\.Sh/ { inside = /SYNOPSIS/ }
	!inside { next }
	/^\.Ic / { command = $0; sub(/^\.Ic /, "", command) }
	/^\.Nm/ { command = "" }
	/^\.Op Fl / && command != "" {
		letter = "-"
		for (i = 3; i <= NF; i++) {
			if ($i ~ /^-/)
				name = substr($i, 2)
			else if (length($i) == 1 && $i != "|")
				letter = $i
		}
		print command ": " name, letter
	}' "$page"
}

options_of_page()
{
	awk '
	/^\.Sh/ { inside = /OPTIONS/ }
	inside && /^\.It Fl / {
		letter = argument = "-"
		for (i = 3; i <= NF; i++) {
			if ($i ~ /^-/)
				name = substr($i, 2)
			else if ($i == "Ar")
				argument = toupper($(i + 1))
			else if (length($i) == 1 && $i != ",")
				letter = $i
		}
		print name, letter, argument
	}' "$page"
}

# same WHAT A B: two lists, A of the program, B of the page.
same()
{
	if ! diff -u --label "$1 of the program" --label "$1 of akv.1" \
		"$2" "$3"
	then
		bad=1
	fi
}

commands_of_help | sort >"$work/commands"
commands_of_page | sort >"$work/commands.page"
same commands "$work/commands" "$work/commands.page"

: >"$work/all"
while read -r command; do
	options_of_help "$command" | sed "s/^/$command: /" >>"$work/all"
done <"$work/commands"

# --version has no command, and so no help to look in
{
	sed 's/^[^:]*: //' "$work/all"
	echo 'version - -'
} | sort -u >"$work/options"
options_of_page | sort >"$work/options.page"
same options "$work/options" "$work/options.page"

# What every command has is said once, not in the synopsis of each.
total=$(wc -l <"$work/commands")
awk -v total="$total" '
{ option = $0; sub(/^[^:]*: /, "", option); count[option]++; line[NR] = $0 }
END {
	for (i = 1; i <= NR; i++) {
		option = line[i]
		sub(/^[^:]*: /, "", option)
		if (count[option] < total) {
			sub(/ [^ ]*$/, "", line[i])
			print line[i]
		}
	}
}' "$work/all" | sort >"$work/synopsis"
synopsis_of_page | sort >"$work/synopsis.page"
same synopsis "$work/synopsis" "$work/synopsis.page"

exit "$bad"
