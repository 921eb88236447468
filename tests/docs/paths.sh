#!/bin/sh
# SPDX-License-Identifier: MIT
#
# paths.sh [ROOT]: whatever the documents call by a path in this repository is
# there, and so is what they link to.
set -eu

cd "${1:-.}"

# shellcheck disable=SC2016 # the backticks and dollars are awk's
awk '
function exists(path) {
	return system("ls -d " path " >/dev/null 2>&1") == 0
}
function check(path) {
	if (path in seen)
		return
	seen[path] = 1
	if (!exists(path)) {
		printf "%s:%d: there is no %s\n", FILENAME, FNR, path
		bad = 1
	}
}

# The source of the test that CTest calls ${name}.
function twin(name) {
	sub(/[^\/]*$/, "test_&.c", name)
	return "tests/" name
}

# In words between backticks: a path below one of our folders.  A module may
# go by "folder/name" without its .c or .h, by its layer and name, and a test
# by the name that CTest has for it.
function check_word(word) {
	if (word ~ /^(cmd|libhelper|protocol)\/[a-z0-9_\/]+$/ && exists(twin(word)))
		return
	if (word ~ /^(cmd|libhelper|protocol|tests|packaging|cmake|\.ci)\/[A-Za-z0-9_.*\/-]+$/) {
		if (word ~ /[.\/][^\/]*$/ && exists(word))
			return
		if (word !~ /\.[a-z0-9]+$/)
			word = word "*"
		check(word)
	} else if (word ~ /^(base|azure|edge|reply|core)\/[a-z0-9_*]+(\.[ch])?$/) {
		if (word !~ /\.[ch]$/)
			word = word ".*"
		check("libhelper/" word)
	} else if (word ~ /^\.?\/?[A-Za-z-]+\.(md|txt)$/) {
		check(word)
	}
}
FNR == 1 { in_block = 0 }
/^```/ { in_block = !in_block; next }
in_block { next }
{
	line = $0
	while (match(line, /`[^`]+`/)) {
		check_word(substr(line, RSTART + 1, RLENGTH - 2))
		line = substr(line, RSTART + RLENGTH)
	}
	line = $0
	while (match(line, /\]\([^)#]+/)) {
		target = substr(line, RSTART + 2, RLENGTH - 2)
		if (target !~ /:/)
			check(target)
		line = substr(line, RSTART + RLENGTH)
	}
}
END { exit bad }
' README.md ARCHITECTURE.md SECURITY.md CONTRIBUTING.md CHANGELOG.md
