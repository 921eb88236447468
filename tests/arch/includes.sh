#!/bin/sh
# SPDX-License-Identifier: MIT
#
# includes.sh [ROOT]: who may include whom.  One complaint a line; fails if
# there is one.  The table of layers is in ARCHITECTURE.md.
set -eu

cd "${1:-.}"

# Folders that have not been made yet are no concern of ours.
folders=
for folder in cmd libhelper protocol; do
	if [ -d "$folder" ]; then
		folders="$folders $folder"
	fi
done

# shellcheck disable=SC2086,SC2016 # a list of words; the dollars are awk's
find $folders -name '*.[ch]' | sort | xargs awk '
function complain(why) {
	printf "%s:%d: %s: %s\n", FILENAME, FNR, why, header
	bad = 1
}

# Which files may include a header of somebody else: a pattern of paths, or
# "" for a header that needs no permission.
function owner(header) {
	if (header ~ /^curl\//)
		return "^libhelper/edge/(http_session\\.h|libcurl_library\\.[ch])$"
	if (header ~ /^json-c\//)
		return "^libhelper/edge/json_node\\.h$"
	if (header ~ /^libsecret\//)
		return "^libhelper/edge/libsecret_[a-z]+\\.[ch]$"
	if (header ~ /^(glib|gmodule|glib-object|gio\/.*)/)
		return "^libhelper/edge/(key_file\\.c|libsecret_[a-z]+\\.[ch])$"
	if (header ~ /^openssl\//)
		return "^libhelper/edge/(digest|cipher|certificate[a-z_]*|openssl_[a-z]+)\\.c$"
	if (header == "keyutils.h")
		return "^libhelper/edge/kernel_keyring\\.c$"
	if (header == "dlfcn.h")
		return "^libhelper/edge/(journal|libcurl_library|libsecret_[a-z]+)\\.[ch]$"
	if (header ~ /\// && header !~ /^(sys|linux|arpa|net|netinet)\//)
		return "^nobody: give it a row in tests/arch/includes.sh$"
	return ""
}

# What each layer may include of ours.
function allowed(path) {
	if (path ~ /^libhelper\/base\//)
		return "^libhelper/base/"
	if (path ~ /^libhelper\/azure\//)
		return "^libhelper/(base|azure)/"
	if (path ~ /^libhelper\/edge\/http/)
		return "^libhelper/(base|azure|edge/(http|libcurl_library))"
	if (path ~ /^libhelper\/edge\/libcurl_library/)
		return "^libhelper/(base/|edge/(libcurl_library|openssl_memory)\\.h$)"
	if (path ~ /^libhelper\/edge\/json/)
		return "^libhelper/(base/|edge/json)"
	if (path ~ /^libhelper\/edge\/key_file/)
		return "^libhelper/(base/|edge/key_file)"
	if (path ~ /^libhelper\/edge\/(digest|cipher|certificate|openssl_)/)
		return "^libhelper/(base/|edge/(digest|cipher|certificate|openssl_))"
	if (path ~ /^libhelper\/edge\/(libsecret_|kernel_keyring|token_backend|client_secret_store|connection_password_store)/)
		return "^libhelper/(base/|edge/(libsecret_|kernel_keyring|token_backend|client_secret_store|connection_password_store))"
	if (path ~ /^libhelper\/edge\/journal/)
		return "^libhelper/(base/|edge/journal)"
	if (path ~ /^libhelper\/edge\/program/)
		return "^libhelper/(base/|edge/program)"
	if (path ~ /^libhelper\/query\//)
		return "^libhelper/(base/|query/|edge/json\\.h$)"
	if (path ~ /^libhelper\/reply\//)
		return "^libhelper/(base/|azure/|reply/|edge/(json|http)\\.h$)"
	if (path ~ /^libhelper\/core\//)
		return "^libhelper/"
	if (path ~ /^protocol\//)
		return "^(protocol|libhelper/base)/"
	if (path ~ /^cmd\//)
		return "^(cmd|protocol|libhelper)/"
	return "^nothing: which layer is this$"
}

# Headers that a layer keeps for itself, and the files that share them.
function keeper(header) {
	if (header ~ /^libhelper\/edge\/http_/)
		return "^libhelper/edge/http"
	if (header ~ /^libhelper\/edge\/json_/)
		return "^libhelper/edge/json"
	if (header ~ /^libhelper\/edge\/key_file_/)
		return "^libhelper/edge/key_file"
	if (header ~ /^libhelper\/edge\/(libsecret|kernel|token_backend)_/)
		return "^libhelper/edge/(libsecret_|kernel_|token_backend_|client_secret_store|connection_password_store)"
	if (header ~ /^libhelper\/query\/query_/)
		return "^libhelper/query/"
	if (header == "libhelper/edge/libcurl_library.h")
		return "^libhelper/edge/(http|libcurl_library)"
	if (header == "libhelper/edge/openssl_memory.h")
		return "^libhelper/edge/"
	if (header == "libhelper/azure/url_parts.h")
		return "^libhelper/azure/url(_list)?\\.c$"
	if (header == "libhelper/base/banned.h")
		return "^the build alone$"
	return ""
}

FNR == 1 {
	own = FILENAME
	sub(/\.c$/, ".h", own)
	after_own = 0
}

/^[ \t]*#[ \t]*include[ \t]*</ {
	header = $0
	sub(/^[^<]*</, "", header)
	sub(/>.*$/, "", header)
	pattern = owner(header)
	if (pattern != "" && FILENAME !~ pattern)
		complain("may not include this library")
	if (after_own)
		complain("stands behind the header of this file")
}

/^[ \t]*#[ \t]*include[ \t]*"/ {
	header = $0
	sub(/^[^"]*"/, "", header)
	sub(/".*$/, "", header)
	pattern = keeper(header)
	if (header !~ /\.h$/)
		complain("includes what is no header")
	else if (header !~ allowed(FILENAME))
		complain("may not include this layer")
	else if (pattern != "" && FILENAME !~ pattern)
		complain("may not include a private header")
	if (after_own)
		complain("stands behind the header of this file")
	if (header == own)
		after_own = 1
}

END { exit bad }
'
