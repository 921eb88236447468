#!/bin/sh
# SPDX-License-Identifier: MIT
#
# symbols.sh NM LAYER=FILE[,FILE ...] ...: what the layers' objects define and
# what they call.  foo.c defines only akv_foo_*; each library of somebody else
# is called from the one layer that owns it.
set -eu

nm=$1
shift

# Names that do not follow from their file's, each with the reason:
#   akv_fail, akv_fail_errno   written in every second line of the code
except='^akv_(fail|fail_errno)$'

check()
{
	layer=$1
	awk -v layer="$layer" -v except="$except" '
	function complain(why) {
		printf "%s: %s: %s %s\n", layer, module, $NF, why
		bad = 1
	}

	# The layers that may call the function ${name}.
	function callers(name) {
		if (name ~ /^curl_/)
			return "^akv_http$"
		if (name ~ /^json_(object|tokener|c)_/)
			return "^akv_json$"
		if (name ~ /^g_/)
			return "^akv_(key_file|token_backend)$"
		if (name ~ /^secret_/)
			return "^nobody: libsecret is loaded by name$"
		if (name ~ /^sd_/)
			return "^nobody: libsystemd is loaded by name$"
		if (name ~ /^(keyctl|add_key|request_key)/)
			return "^akv_token_backend$"
		if (name ~ /^[A-Z][A-Z0-9]*_/)
			return "^akv_crypto$"
		if (name ~ /^dl(open|sym|close)$/)
			return "^akv_(journal|libcurl|token_backend)$"
		if (name ~ /^(execv|execl|posix_spawn|fork$|vfork$)/)
			return "^akv_(cmd|program)$"
		return ""
	}

	# "foo.c.o:" in front of the symbols of each object; an object given by
	# itself has its path there, an archive puts "libx.a:" around.
	/:$/ {
		module = $0
		sub(/:$/, "", module)
		sub(/^.*[\/\[:]/, "", module)
		sub(/\.c\.o\]?$/, "", module)
		next
	}
	NF < 2 { next }
	# of the sanitizers, of gcov, of the compiler
	$NF ~ /^_/ { next }
	$(NF - 1) ~ /^[Uw]$/ {
		may = callers($NF)
		if (may != "" && layer !~ may)
			complain("is not for this layer")
		next
	}
	layer == "akv_libcurl" && $NF ~ /^(akv_lib)?curl_/ { next }
	$NF ~ except { next }
	index($NF, "akv_" module "_") == 1 || $NF == "akv_" module { next }
	# an object may be made and released under its own name
	$NF ~ /^akv_[a-z_]+_(new|free|init|clear)$/ { next }
	$NF ~ /^akv_/ { complain("is not named for its file"); next }
	{ complain("does not begin with akv_") }
	END { exit bad }
	'
}

bad=0
for argument in "$@"; do
	layer=${argument%%=*}
	files=$(echo "${argument#*=}" | tr ',' ' ')
	for file in $files; do
		# -A would repeat the path in each line; the headings do
		if ! { echo "$file:" && "$nm" -g "$file"; } | check "$layer"
		then
			bad=1
		fi
	done
done
exit "$bad"
