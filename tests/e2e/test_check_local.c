/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <unistd.h>

#include "tests/e2e/check_rows.h"
#include "tests/keyring/secret_service.h"
#include "tests/keyring/session_bus.h"

/* akv check of connections whose password is kept on this machine. */

#define SECRET_TOOL "/usr/bin/secret-tool"
#define PASSWORD "a password that was typed"

static void set_up(void)
{
	suite_set_up();
	session_bus_start();
	secret_service_start(SECRET_SERVICE_UNLOCKED);
	config_set("[connection local]\npassword-store = libsecret\n"
		   "[connection forgotten]\npassword-store = libsecret\n");
	canary_add(PASSWORD, strlen(PASSWORD));
}

TestSuite(check_local, .init = set_up, .fini = suite_tear_down, .timeout = 120);

static void keep_password(const char *connection)
{
	const struct outcome *got;

	if (access(SECRET_TOOL, X_OK) != 0)
		cr_skip_test("no secret-tool here");
	got = program_run(&(struct program){
		.path = SECRET_TOOL,
		.arguments = WORDS("store", "--label=local", "xdg:schema",
				   "org.akv.ConnectionPassword", "connection",
				   connection),
		.input = PASSWORD,
	});
	cr_assert_eq(got->status, 0, "%s", outcome_words(got));
}

Test(check_local, finds_what_is_kept_and_asks_nobody)
{
	const struct outcome *got;

	keep_password("local");
	got = akv("check", "local");
	expect_status(got, 0);
	cr_expect_not_null(strstr(got->out, "\"state\": \"accessible\""));
	cr_expect_not_null(strstr(got->out, "\"secret\": null"));
	expect_untouched();
}

Test(check_local, misses_what_is_not)
{
	const struct outcome *got;

	keep_password("local");
	got = akv("check");
	expect_status(got, 10);
	cr_expect_not_null(strstr(got->out, "\"state\": \"accessible\""));
	cr_expect_not_null(strstr(got->out, "\"state\": \"missing\""));
	cr_expect_not_null(strstr(got->err, "forgotten: "), "%s",
			   outcome_words(got));
	expect_untouched();
}
