/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/core/credential_line.h"
#include "tests/fakes/scratch.h"

/* Its rules for bytes and files are test_client_secret.c's, too. */
TestSuite(credential_line, .init = scratch_make, .fini = scratch_remove);

static struct akv_credential_line line_in(enum akv_credential_place place,
					  const char *name)
{
	return (struct akv_credential_line){
		.place = place,
		.name = name,
		.what = "passphrase",
		.reason = "InvalidPassphrase",
		.hint = "one line",
	};
}

static void fails(const struct akv_credential_line *line, const char *reason,
		  const char *words, const char *hint)
{
	struct akv_secret *secret = NULL;
	struct akv_error err = { 0 };

	cr_expect_eq(akv_credential_line_read(line, &secret, &err),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, reason);
	cr_expect_not_null(strstr(err.text, words), "%s", err.text);
	cr_expect_str_eq(err.hint, hint);
	cr_expect_null(secret);
}

static void gives(const struct akv_credential_line *line, const char *wanted)
{
	AKV_AUTO(secret) *secret = NULL;
	struct akv_error err = { 0 };

	cr_assert_eq(akv_credential_line_read(line, &secret, &err), AKV_OK,
		     "%s", err.text);
	cr_expect_str_eq(akv_secret_text(secret), wanted);
}

Test(credential_line, is_read_from_each_place)
{
	struct akv_credential_line line =
		line_in(AKV_CREDENTIAL_IN_FILE, scratch_text("file", "one\n"));

	gives(&line, "one");
	line = line_in(AKV_CREDENTIAL_IN_SYSTEMD,
		       scratch_write("unit", "two", 3, 0440));
	gives(&line, "two");
	setenv("PASSPHRASE", "three", 1);
	line = line_in(AKV_CREDENTIAL_IN_VARIABLE, "PASSPHRASE");
	gives(&line, "three");
	cr_expect_null(getenv("PASSPHRASE"));
}

Test(credential_line, is_called_what_it_is)
{
	struct akv_credential_line line =
		line_in(AKV_CREDENTIAL_IN_FILE, scratch_text("file", "\n"));

	fails(&line, "InvalidPassphrase", "file: the passphrase is empty",
	      "one line\n");
	line = line_in(AKV_CREDENTIAL_IN_FILE, scratch_text("file", "a\nb"));
	fails(&line, "InvalidPassphrase", "the passphrase has a line break",
	      "one line\n");
	line = line_in(AKV_CREDENTIAL_IN_VARIABLE, "PASSPHRASE");
	fails(&line, "InvalidPassphrase", "PASSPHRASE: is not set", "");
	line = line_in(AKV_CREDENTIAL_IN_FILE, scratch_path("missing"));
	fails(&line, "FileNotFound", "there is no such file with a passphrase",
	      "");
}
