#!/bin/sh
# SPDX-License-Identifier: MIT
#
# rules_bite.sh COMPILER NM: a rule that never says no is worth nothing.  Makes
# small trees that break one rule each and sees that its script says so.
set -eu

compiler=$1
nm=$2
rules=$(cd "$(dirname "$0")" && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
bad=0

# plant PATH: the one file of the tree, from stdin.
plant()
{
	rm -rf "$tree"
	mkdir -p "$tree/$(dirname "$1")" "$tree/cmd" "$tree/libhelper" \
		"$tree/protocol" "$tree/tests/arch"
	: >"$tree/tests/arch/twins.except"
	cat >"$tree/$1"
}

# bites YES|NO SCRIPT [ARGUMENT ...]: does it complain?
bites()
{
	expected=$1
	script=$2
	shift 2
	answer=NO
	if ! output=$("$rules/$script.sh" "$@" 2>&1); then
		answer=YES
	fi
	if [ "$answer" != "$expected" ]; then
		echo "$script: complains $answer, expected $expected, about:"
		find "$tree" -name '*.[ch]' -print -exec cat {} +
		echo "$output"
		bad=1
	fi
}

# include YES|NO PATH LINE: is PATH that includes LINE complained about?
include()
{
	echo "#include $3" | plant "$2"
	bites "$1" includes "$tree"
}

include NO libhelper/edge/http_session.h '<curl/curl.h>'
include YES libhelper/edge/http_get.c '<curl/curl.h>'
include YES libhelper/core/vault.c '<curl/curl.h>'
include YES cmd/main.c '<curl/curl.h>'
include NO libhelper/edge/json_node.h '<json-c/json.h>'
include YES libhelper/edge/json.c '<json-c/json.h>'
include YES libhelper/reply/token_reply.c '<json-c/json.h>'
include YES libhelper/edge/json.h '<json-c/json.h>'
include YES libhelper/core/token_store.c '<libsecret/secret.h>'
include YES libhelper/core/config.c '<glib.h>'
include YES libhelper/base/secret.c '<openssl/crypto.h>'
include YES libhelper/core/token.c '<keyutils.h>'
include YES libhelper/base/text.c '<gio/gio.h>'
include YES libhelper/base/text.c '<unheard/of.h>'
include NO libhelper/base/text.c '<sys/mman.h>'
include YES libhelper/base/text.c '"libhelper/azure/url.h"'
include NO libhelper/azure/url.c '"libhelper/base/text.h"'
include YES libhelper/azure/url.c '"libhelper/edge/json.h"'
include NO libhelper/azure/url_list.c '"libhelper/azure/url_parts.h"'
include YES libhelper/core/vault.c '"libhelper/azure/url_parts.h"'
include YES libhelper/core/resource_manager.c '"libhelper/edge/http_session.h"'
include YES libhelper/core/resource_manager.c '<curl/curl.h>'
include YES libhelper/edge/json.c '"libhelper/edge/http.h"'
include YES libhelper/edge/http_get.c '"libhelper/core/token.h"'
include NO libhelper/reply/vault_error.c '"libhelper/edge/json.h"'
include YES libhelper/reply/vault_error.c '"libhelper/edge/digest.h"'
include NO libhelper/core/vault.c '"libhelper/edge/http.h"'
include YES libhelper/core/vault.c '"libhelper/edge/http_session.h"'
include YES libhelper/core/vault.c '"libhelper/edge/json_node.h"'
include NO libhelper/core/vault.c '"libhelper/edge/token_backend.h"'
include YES libhelper/core/vault.c '"protocol/line_reader.h"'
include YES protocol/line_reader.c '"libhelper/core/lookup.h"'
include YES protocol/line_reader.c '"libhelper/azure/url.h"'
include NO libhelper/edge/cipher.c '<openssl/evp.h>'
include YES libhelper/core/rclone_password.c '<openssl/evp.h>'
include NO libhelper/edge/journal.c '<dlfcn.h>'
include YES libhelper/edge/program.c '<dlfcn.h>'
include YES libhelper/edge/journal.c '<systemd/sd-journal.h>'
include NO libhelper/core/check.c '"libhelper/edge/program.h"'
include YES libhelper/edge/journal.c '"libhelper/edge/program.h"'
include YES cmd/main.c '"tests/fakes/fake_clock.h"'
include YES cmd/main.c '"main.h"'
include YES cmd/main.c '"cmd/table.c"'
printf '#include "cmd/a.h"\n#include <stdio.h>\n' | plant cmd/a.c
bites YES includes "$tree"

echo 'int f(void) { return printf("x"); }' | plant libhelper/core/token.c
bites YES words "$tree"
echo 'int f(void) { return printf("x"); }' | plant cmd/token.c
bites NO words "$tree"
echo '/* printf("x") */ static char *s = "printf(";' | plant protocol/a.c
bites NO words "$tree"
echo 'void f(void) { exit(1); }' | plant protocol/a.c
bites YES words "$tree"
echo 'int f(void) { return posix_spawn(0, 0, 0, 0, 0, 0); }' |
	plant libhelper/edge/program.c
bites NO words "$tree"
echo 'int f(void) { return posix_spawn(0, 0, 0, 0, 0, 0); }' |
	plant libhelper/core/check_event.c
bites YES words "$tree"
echo 'int f(void) { return fork(); }' | plant libhelper/edge/programs.c
bites YES words "$tree"
echo 'int f(void) { return fork(); }' | plant cmd/child.c
bites NO words "$tree"
echo 'int f(void) { return execvp("x", 0); }' | plant cmd/cmd_exec.c
bites YES words "$tree"
echo 'int f(void) { return socket(1, 5, 0); }' | plant cmd/askpass_socket.c
bites NO words "$tree"
echo 'int f(void) { return socket(1, 5, 0); }' | plant cmd/child.c
bites YES words "$tree"
printf '\tgoto out;\n' | plant protocol/a.c
bites YES words "$tree"
echo '#define AKV_HTTP_MAY_POST' | plant libhelper/edge/http_sign_in.c
bites NO words "$tree"
echo '#define AKV_HTTP_MAY_POST' | plant libhelper/edge/http_oidc.c
bites YES words "$tree"
echo '#define AKV_HTTP_MAY_POST' | plant libhelper/edge/http_get.c
bites YES words "$tree"
echo '#define AKV_HTTP_MAY_POST' | plant libhelper/core/resource_manager.c
bites YES words "$tree"
echo '#define AKV_HTTP_MAY_POST_NOTHING' | plant libhelper/edge/http_oidc.c
bites NO words "$tree"
echo '#  define AKV_HTTP_MAY_POST_NOTHING 1' | plant libhelper/edge/http_get.c
bites YES words "$tree"
echo '#define AKV_HTTP_MAY_CHOOSE_PROTOCOL' | plant libhelper/edge/http_identity.c
bites NO words "$tree"
echo '#define AKV_HTTP_MAY_CHOOSE_PROTOCOL' | plant libhelper/edge/http_get.c
bites YES words "$tree"

echo '/* SPDX-License-Identifier: MIT */' | plant cmd/a.c
bites NO files "$tree"
echo 'int a;' | plant cmd/a.c
bites YES files "$tree"
echo '/* SPDX-License-Identifier: MIT */' | plant cmd/util.c
bites YES files "$tree"
{
	echo '/* SPDX-License-Identifier: MIT */'
	seq 1 400
} | plant cmd/a.c
bites YES files "$tree"

echo | plant cmd/a.c
bites YES twins "$tree"
mkdir -p "$tree/tests/cmd"
touch "$tree/tests/cmd/test_a.c"
bites NO twins "$tree"
echo 'cmd/a.c a reason' >"$tree/tests/arch/twins.except"
bites YES twins "$tree"
rm "$tree/tests/cmd/test_a.c"
bites NO twins "$tree"
echo 'cmd/b.c of a file that is gone' >>"$tree/tests/arch/twins.except"
bites YES twins "$tree"

echo | plant cmd/a.c
bites YES lists "$tree"
echo 'set(list a.c b.c)' >"$tree/cmd/CMakeLists.txt"
bites NO lists "$tree"
echo 'set(list aa.c a.cc a_a.c)' >"$tree/cmd/CMakeLists.txt"
bites YES lists "$tree"
echo | plant tests/cmd/test_a.c
echo 'tests(MODULES b a)' >"$tree/tests/cmd/CMakeLists.txt"
bites NO lists "$tree"

# symbol YES|NO LAYER CODE: is an object of that code complained about?
symbol()
{
	echo "$3" | plant base/module.c
	"$compiler" -c -o "$tree/module.c.o" "$tree/base/module.c"
	bites "$1" symbols "$nm" "$2=$tree/module.c.o"
}

symbol NO akv_base 'void akv_module_make(void) {}'
symbol NO akv_base 'void akv_thing_free(void) {}'
symbol YES akv_base 'void akv_other_make(void) {}'
symbol YES akv_base 'void make(void) {}'
symbol YES akv_base 'int table[3] = {1};'
symbol NO akv_http 'void curl_x(void); void akv_module_a(void) { curl_x(); }'
symbol YES akv_base 'void curl_x(void); void akv_module_a(void) { curl_x(); }'
symbol YES akv_core 'void g_free(void); void akv_module_a(void) { g_free(); }'
symbol YES akv_core 'void EVP_x(void); void akv_module_a(void) { EVP_x(); }'
symbol YES akv_core 'int fork(void); int akv_module_a(void) { return fork(); }'
symbol NO akv_program 'int fork(void); int akv_module_a(void) { return fork(); }'
symbol YES akv_journal 'int sd_a(void); int akv_module_a(void) { return sd_a(); }'
symbol NO akv_libcurl 'void curl_x(void) {}'
symbol YES akv_http 'void curl_x(void) {}'

# weakened YES|NO [FLAG ...]: is a program complained about that was built as
# ours are, and then with FLAGs?
weakened()
{
	expected=$1
	shift
	plant cmd/main.c <<'END'
#include <stdio.h>
#include <string.h>
int main(int count, char **words)
{
	char buf[64];
	snprintf(buf, sizeof(buf), "%s", words[count - 1]);
	memcpy(buf, words[0], (size_t)count);
	return puts(buf);
}
END
	"$compiler" -O2 -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fPIE -pie \
		-fstack-protector-strong -Wl,-z,relro,-z,now,-z,noexecstack \
		-fcf-protection=full "$tree/cmd/main.c" -o "$tree/akv" "$@" \
		>/dev/null 2>&1
	bites "$expected" hardening "$tree/akv"
}

# The flags below are those of x86; elsewhere some do not exist.
if [ "$(uname -m)" = x86_64 ]; then
	weakened NO
	weakened YES -fno-pie -no-pie
	weakened YES -Wl,-z,lazy
	weakened YES -Wl,-z,norelro
	weakened YES -Wl,-z,execstack
	weakened YES -fno-stack-protector
	weakened YES -U_FORTIFY_SOURCE
	weakened YES -fcf-protection=none
	weakened YES -Wl,-rpath,/somewhere
	weakened YES -Wl,--no-as-needed "-l:libcurl.so.4"
fi

exit "$bad"
