/* SPDX-License-Identifier: MIT */
#include <signal.h>
#include <string.h>

#include "tests/harness/suite.h"

/* The nets that the other tests stand on: each has to be seen to catch. */
E2E_SUITE(harness);

/* A request as no client of ours can make it, by the cloud's interpreter. */
static const char put_a_secret[] =
	"import http.client, os, ssl\n"
	"host = 'contoso.vault.azure.net'\n"
	"port = int(os.environ['HTTPS_PROXY'].rsplit(':', 1)[1])\n"
	"trust = ssl.create_default_context(\n"
	"    cafile=os.environ['SSL_CERT_FILE'])\n"
	"there = http.client.HTTPSConnection('127.0.0.1', port, context=trust)\n"
	"there.set_tunnel(host, 443)\n"
	"there.request('PUT', '/secrets/x?api-version=7.6', '{}')\n"
	"print(there.getresponse().status)\n";

static const struct outcome *run_shell(const char *script)
{
	return program_run(&(struct program){
		.path = "/bin/sh",
		.arguments = WORDS("-c", script),
	});
}

Test(harness, notices_a_write_to_a_vault)
{
	const struct outcome *got = program_run(&(struct program){
		.path = harness_python(),
		.arguments = WORDS("-c", put_a_secret),
	});
	const char *complaint;

	expect_answer(got, "405\n");
	complaint = cloud_end();
	cr_assert_not_null(complaint);
	cr_assert_not_null(strstr(complaint, "PUT https://contoso"));
}

Test(harness, finds_what_must_not_be_seen)
{
	static const char jwt[] = "token eyJ0eXAi";
	static const char mine[] = "so ends the swordfish";

	cr_assert_not_null(canary_find(jwt, strlen(jwt)));
	cr_assert_null(canary_find(mine, strlen(mine)));
	canary_add("swordfish", strlen("swordfish"));
	cr_assert_not_null(canary_find(mine, strlen(mine)));
}

Test(harness, makes_a_secret_of_the_cloud_a_canary)
{
	cloud_put_secret("contoso", "fish", "swordfish");
	cr_assert_not_null(canary_find("=swordfish\n", 11));
}

Test(harness, runs_in_an_environment_made_from_nothing)
{
	const struct outcome *got = run_shell(
		"env | cut -d= -f1 | grep -v -e SAN_OPTIONS -e PWD -e '^_$' | "
		"sort | tr '\\n' ' '");

	expect_answer(got, "AKV_CONFIG HOME HTTPS_PROXY LC_ALL PATH "
			   "SSL_CERT_FILE TMPDIR TZ XDG_RUNTIME_DIR ");
}

Test(harness, changes_the_environment_as_told)
{
	const struct outcome *got;

	program_setenv("FIRST", "1");
	program_setenv("FIRST", "2");
	program_setenv("TZ", NULL);
	got = program_run(&(struct program){
		.path = "/bin/sh",
		.arguments = WORDS("-c", "echo $FIRST $SECOND ${TZ-unset} "
					 "${HOME-unset}"),
		.environment = WORDS("SECOND=3", "HOME"),
	});
	expect_answer(got, "2 3 unset unset\n");
}

Test(harness, gives_input_and_takes_bytes_as_they_are)
{
	static const char bytes[] = "a\0b\r\nc";

	expect_bytes(program_run(&(struct program){
			     .path = "/bin/cat",
			     .input = bytes,
			     .input_len = sizeof(bytes),
		     }),
		     bytes, sizeof(bytes));
}

Test(harness, tells_signals_and_statuses_as_a_shell_does)
{
	cr_assert_eq(run_shell("exit 7")->status, 7);
	cr_assert_eq(run_shell("kill -TERM $$")->status, 128 + SIGTERM);
}

Test(harness, leaves_no_descriptor_open)
{
	expect_answer(run_shell("ls /proc/self/fd | tr '\\n' ' '"), "0 1 2 3 ");
}

Test(harness, counts_what_reached_the_cloud)
{
	cr_assert_eq(cloud_count("requests"), 0);
	expect_untouched();
	expect_answer(akv("read", "nightly-export"), CLOUD_PASSWORD);
	cr_assert_eq(cloud_count("requests"), 2);
	cr_assert_eq(cloud_count("token_requests"), 1);
	cr_assert_eq(cloud_connects_to(CLOUD_VAULT_HOST), 1);
	cr_assert_eq(cloud_connects_to(CLOUD_LOGIN_HOST), 1);
	cr_assert_eq(cloud_journal_count("method", "GET"), 1);
}
