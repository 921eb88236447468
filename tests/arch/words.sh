#!/bin/sh
# SPDX-License-Identifier: MIT
#
# words.sh [ROOT]: what the library may not say.  It neither prints nor ends
# the process: only cmd/ does, and there one file starts programs and one has a
# socket.  Comments and strings are not looked at.  And two files may post,
# each in its own way.
set -eu

cd "${1:-.}"

folders=
for folder in cmd libhelper protocol; do
	if [ -d "$folder" ]; then
		folders="$folders $folder"
	fi
done

# shellcheck disable=SC2086,SC2016 # a list of words; the dollars are awk's
find $folders -name '*.[ch]' | sort | xargs awk '
# ${line} without strings and comments; a comment may span lines.
function code_of(line) {
	gsub(/\\./, "", line)
	gsub(/"[^"]*"/, "\"\"", line)
	if (in_comment) {
		if (!sub(/^.*\*\//, "", line))
			return ""
		in_comment = 0
	}
	gsub(/\/\*([^*]|\*[^\/])*\*\//, "", line)
	if (sub(/\/\*.*$/, "", line))
		in_comment = 1
	return line
}

function forbid(words, where, why) {
	if (FILENAME !~ where && code ~ ("(^|[^a-zA-Z0-9_])(" words ")[ \t]*\\(")) {
		printf "%s:%d: %s: %s\n", FILENAME, FNR, why, $0
		bad = 1
	}
}

FNR == 1 { in_comment = 0 }
{ code = code_of($0) }
FILENAME ~ /^cmd\// {
	forbid("fork|vfork|execve|execvp|execvpe|execv|posix_spawn|posix_spawnp",
	       "^cmd/child\\.c$", "cmd/child.c starts programs")
	forbid("socket|connect|bind|getaddrinfo",
	       "^cmd/askpass_socket\\.c$", "commands open no connections")
}
FILENAME !~ /^cmd\// {
	forbid("printf|vprintf|puts|putchar|perror|fprintf|vfprintf|fputs|fputc|putc|fwrite|dprintf|vdprintf",
	       "^libhelper/base/trace\\.c$", "the library does not print")
	forbid("fopen|fdopen|fread|fgets|getline|getdelim|fgetc|getc|getchar",
	       "^$", "stdio keeps copies that nobody wipes")
	forbid("exit|_exit|_Exit|quick_exit", "^$", "the library does not exit")
	forbid("fork|vfork|execve|execvp|execv|posix_spawn|posix_spawnp",
	       "^libhelper/edge/program\\.c$", "the library starts no programs")
	forbid("socket|connect|getaddrinfo",
	       "^$", "only libcurl and libsecret open connections")
}
# Who asks for an exception from the poison of http_session.h.
/^[ \t]*#[ \t]*define[ \t]+AKV_HTTP_MAY_/ {
	owner = "sign_in"
	if ($0 ~ /AKV_HTTP_MAY_POST_NOTHING/)
		owner = "oidc"
	if ($0 ~ /AKV_HTTP_MAY_CHOOSE_PROTOCOL/)
		owner = "(session|identity)"
	if (FILENAME !~ "^libhelper/edge/http_" owner "\\.c$") {
		printf "%s:%d: that is for http_%s.c alone: %s\n", FILENAME,
			FNR, owner, $0
		bad = 1
	}
}
/^[ \t]*goto / {
	printf "%s:%d: AKV_AUTO leaves nothing for goto: %s\n", FILENAME, FNR, $0
	bad = 1
}
END { exit bad }
'
