/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "tests/e2e/check_rows.h"

/* What the real libsystemd sends to the journal, and a disk without room: in a
 * namespace of the test's own. */
E2E_SUITE(notify_journal);

static const struct outcome *in_namespace(const char *kind, const char *path,
					  const char *option)
{
	return program_run(&(struct program){
		.path = "/usr/bin/unshare",
		.arguments =
			WORDS("--map-root-user", "--mount", harness_python(),
			      harness_source("tests/e2e/in_namespace.py"), kind,
			      path, akv_path(), "check", option),
	});
}

static void need_namespaces(void)
{
	const struct outcome *got = program_run(&(struct program){
		.path = "/usr/bin/unshare",
		.arguments = WORDS("--map-root-user", "--mount", "mount", "-t",
				   "tmpfs", "tmpfs", "/run"),
	});

	if (got->status != 0)
		cr_skip_test("no user namespaces here");
}

/* What arrived; "" when akv wrote nothing. */
static const char *entries(int status)
{
	static char text[65536];
	const char *path = sandbox_path("entries");
	const struct outcome *got = in_namespace("journal", path, "--notify");
	ssize_t len;
	int fd;

	expect_status(got, status);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	cr_assert_geq(fd, 0, "%s", outcome_words(got));
	len = read(fd, text, sizeof(text) - 1);
	(void)close(fd);
	cr_assert_geq(len, 0);
	text[len] = '\0';
	cr_assert_null(canary_find(text, (size_t)len), "%s", text);
	return text;
}

static void expect_field(const char *text, const char *field)
{
	cr_expect_not_null(strstr(text, field), "%s is not in\n%s", field,
			   text);
}

Test(notify_journal, is_told_once)
{
	const char *text;

	need_namespaces();
	cr_expect_str_eq(entries(0), "");
	cloud_tell("DELETE", "/vaults/contoso/secrets/sftp-password", "{}");
	text = entries(3);
	expect_field(text, "MESSAGE=connection nightly-export: secret "
			   "sftp-password in vault contoso was deleted on ");
	expect_field(text, "\nMESSAGE_ID=");
	expect_field(text, "\nPRIORITY=3\n");
	expect_field(text, "\nSYSLOG_IDENTIFIER=akv\n");
	expect_field(text, "\nAKV_EVENT=lost\n");
	expect_field(text, "\nAKV_STATE=deleted\n");
	expect_field(text, "\nAKV_CONNECTION=nightly-export\n");
	expect_field(text, "\nAKV_VAULT=contoso\n");
	expect_field(text, "\nAKV_SECRET=sftp-password\n");
	expect_field(text, "\nAKV_RECOVERABLE_UNTIL=2");
	expect_field(text, "\nAKV_RECOVER=az keyvault secret recover ");
	cr_expect_str_eq(entries(3), "");
	cloud_put_secret("contoso", "sftp-password", "another value");
	text = entries(0);
	expect_field(text, "\nAKV_EVENT=found\n");
	expect_field(text, "\nPRIORITY=5\n");
}

Test(notify_journal, names_whose_right_was_removed)
{
	const char *text;

	need_namespaces();
	cloud_tell("POST", "/vaults/contoso", "{'grants': []}");
	text = entries(5);
	expect_field(text, "\nAKV_STATE=not-permitted\n");
	expect_field(text, "\nAKV_OBJECT_ID=" CLOUD_OBJECT "\n");
	expect_field(text, "access was removed");
	expect_field(text, "\nAKV_HINT=az role assignment create ");
}

Test(notify_journal, on_a_full_disk_leaves_nothing_half_written)
{
	const struct outcome *got;
	const char *state = sandbox_path("home/.local/state");

	need_namespaces();
	/* the directories are there, what is in them does not fit */
	expect_status(akv("check"), 0);
	got = in_namespace("full", state, "--only-show-errors");
	expect_status(got, 0);
	expect_state(got, "nightly-export", "sftp-password", "accessible");
	cr_expect_not_null(strstr(got->err, "left: akv full\n"), "%s",
			   outcome_words(got));
	got = in_namespace("full", state, "--notify");
	expect_status(got, 10);
	cr_expect_not_null(strstr(got->err, "No space left on device"), "%s",
			   outcome_words(got));
	cr_expect_not_null(strstr(got->err, "left: akv full\n"), "%s",
			   outcome_words(got));
}
