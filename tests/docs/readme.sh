#!/bin/sh
# SPDX-License-Identifier: MIT
#
# readme.sh AKV [ROOT]: what README.md and the man pages show works: command
# lines name commands and options that exist, the configuration is accepted,
# and the words of the troubleshooting table are words that the program says.
set -eu

akv=$1
root=${2:-.}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0

complain()
{
	printf '%s\n' "$1"
	bad=1
}

# -- command lines --

# Every "akv ..." in code, up to what ends a command in a shell.
# shellcheck disable=SC2016 # the backticks and dollars are awk's
awk '
function take(line) {
	gsub(/git-credential-akv/, "", line)
	while (match(line, /(^|[ (`'\''"|&])akv +[a-z-][^|;&)`'\''">#]*/)) {
		found = substr(line, RSTART, RLENGTH)
		line = substr(line, RSTART + RLENGTH)
		sub(/^[^a]*akv +/, "", found)
		sub(/  .*/, "", found)
		# the command that akv exec starts has options of its own
		sub(/ -- .*/, "", found)
		print found
	}
}
FILENAME ~ /\.md$/ {
	if (/^```/) { in_block = !in_block; next }
	if (in_block) { if (!/^ *#/) take($0); next }
	# every second part is between backticks
	count = split($0, parts, "`")
	for (i = 2; i <= count; i += 2)
		take(parts[i])
	next
}
/^\.Bd -literal/ { in_block = 1; next }
/^\.Ed/ { in_block = 0 }
in_block { gsub(/\\\(aq/, "'\''"); take($0) }
' "$root/README.md" "$root/cmd/akv.1" "$root/cmd/git-credential-akv.1" |
	sort -u >"$work/lines"

"$akv" --help | sed -n '/^commands:/,/^$/s/^  \([a-z -]*[a-z]\)  .*/\1/p' \
	>"$work/commands"

check_line()
{
	line=$1
	command=
	while read -r known; do
		case "$line " in
		"$known "*) command=$known ;;
		esac
	done <"$work/commands"
	if [ -z "$command" ]; then
		case $line in
		--version* | --help*) return ;;
		esac
		complain "akv $line: there is no such command"
		return
	fi
	# shellcheck disable=SC2086 # the words of a command
	"$akv" $command --help >"$work/help"
	for word in $line; do
		case $word in
		-*)
			if ! grep -q -- "^  .*${word}[, ]" "$work/help"; then
				complain "akv $line: there is no $word"
			fi
			;;
		esac
	done
}

if [ "$(wc -l <"$work/lines")" -lt 5 ]; then
	complain 'no command lines were found'
fi
while read -r line; do
	check_line "$line"
done <"$work/lines"

# -- the configuration --

awk '/^```ini/ { inside = 1; text = ""; next }
/^```/ && inside {
	inside = 0
	if (text !~ /\[(Service|Unit)\]/)
		printf "%s", text
}
inside { text = text $0 "\n" }' "$root/README.md" >"$work/config"
if ! grep -q '^\[connection' "$work/config"; then
	complain 'README.md shows no configuration'
fi
chmod 600 "$work/config"
if ! AKV_CONFIG=$work/config "$akv" connection list >"$work/out" 2>&1; then
	complain "README.md: $(cat "$work/out")"
fi

# -- reasons --

awk '/^## / { inside = /does not work/ }
inside && /^\| `/ {
	split($0, cells, "|")
	count = split(cells[2], parts, "`")
	for (i = 2; i <= count; i += 2)
		print parts[i]
}' "$root/README.md" >"$work/reasons"
if [ "$(wc -l <"$work/reasons")" -lt 10 ]; then
	complain 'README.md has no table of reasons'
fi
while read -r reason; do
	word="\"$reason\""
	case $reason in
	AADSTS*) word="{ ${reason#AADSTS}," ;;
	esac
	# some are the vault's own words: the local cloud has those
	if ! grep -rqF "$word" --include='*.[ch]' --include='*.py' \
		"$root/cmd" "$root/libhelper" "$root/protocol" \
		"$root/tests/cloud/cloud"
	then
		complain "README.md: nothing says $reason"
	fi
done <"$work/reasons"
exit "$bad"
