/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/core/client_secret.h"
#include "tests/fakes/scratch.h"

TestSuite(client_secret, .init = scratch_make, .fini = scratch_remove);

#define SECRET "Xyz8Q~abcdefghijklmnopqrstuvwxyz0123456"
/* printf %s "$SECRET" | sha256sum */
#define FINGERPRINT \
	"e953452f80f39d9a589c80ec0d51dd5ecaaf2f75b9f9dfa071aead1d491b60bf"

static const struct akv_principal_config config;

/* A credential in a place, as credential.c makes them. */
static struct akv_credential credential_in(enum akv_credential_place place,
					   const char *name)
{
	struct akv_credential credential = { .place = place };

	snprintf(credential.name, sizeof(credential.name), "%s", name);
	return credential;
}

static void gives(const struct akv_credential *credential, const char *wanted)
{
	AKV_AUTO(principal) *principal = calloc(1, sizeof(*principal));
	struct akv_error err = { 0 };

	cr_assert_not_null(principal);
	cr_assert_eq(
		akv_client_secret_load(credential, &config, principal, &err),
		AKV_OK, "%s", err.text);
	cr_expect_str_eq(akv_secret_text(principal->client_secret), wanted);
	cr_expect_eq(akv_secret_len(principal->client_secret), strlen(wanted));
	cr_expect_eq(principal->kind, AKV_CREDENTIAL_CLIENT_SECRET);
}

static void fails(const struct akv_credential *credential, const char *reason,
		  const char *text)
{
	AKV_AUTO(principal) *principal = calloc(1, sizeof(*principal));
	struct akv_error err = { 0 };
	char wanted[8192];

	cr_assert_not_null(principal);
	cr_expect_eq(
		akv_client_secret_load(credential, &config, principal, &err),
		AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, reason);
	snprintf(wanted, sizeof(wanted), "%s: %s", credential->name, text);
	cr_expect_str_eq(err.text, wanted);
	cr_expect_null(strstr(err.text, "hunter2"));
	cr_expect_null(strstr(err.hint, "hunter2"));
	cr_expect_null(principal->client_secret);
}

static void file_gives(const char *text, const char *wanted)
{
	struct akv_credential credential = credential_in(
		AKV_CREDENTIAL_IN_FILE, scratch_text("secret", text));

	gives(&credential, wanted);
}

static void file_fails(const char *bytes, size_t len, const char *reason,
		       const char *text)
{
	struct akv_credential credential =
		credential_in(AKV_CREDENTIAL_IN_FILE,
			      scratch_write("secret", bytes, len, 0600));

	fails(&credential, reason, text);
}

Test(client_secret, a_file_may_end_with_one_line_break)
{
	file_gives(SECRET, SECRET);
	file_gives(SECRET "\n", SECRET);
	file_gives(SECRET "\r\n", SECRET);
	file_gives(" s p ", " s p ");
}

Test(client_secret, nothing_else_is_trimmed)
{
	static const char control[] = "the client secret has a line break or "
				      "another control character in it";

	file_fails("hunter2\n\n", 9, "InvalidClientSecret", control);
	file_fails("hunter2\r", 8, "InvalidClientSecret", control);
	file_fails("\nhunter2", 8, "InvalidClientSecret", control);
	file_fails("hunter2\nhunter2\n", 16, "InvalidClientSecret", control);
	file_fails("hun\0ter2", 8, "InvalidClientSecret", control);
	file_fails("hunter2\x7f", 8, "InvalidClientSecret", control);
	file_fails("h\tunter2", 8, "InvalidClientSecret", control);
}

Test(client_secret, an_empty_one_is_refused)
{
	file_fails("", 0, "InvalidClientSecret", "the client secret is empty");
	file_fails("\n", 1, "InvalidClientSecret",
		   "the client secret is empty");
	file_fails("\r\n", 2, "InvalidClientSecret",
		   "the client secret is empty");
}

Test(client_secret, has_at_most_4096_bytes)
{
	char text[4200];

	memset(text, 'x', sizeof(text));
	text[4096] = '\r';
	text[4097] = '\n';
	text[4098] = '\0';
	{
		struct akv_credential credential = credential_in(
			AKV_CREDENTIAL_IN_FILE, scratch_text("secret", text));

		text[4096] = '\0';
		gives(&credential, text);
	}
	memset(text, 'x', sizeof(text));
	file_fails(text, 4097, "InvalidClientSecret",
		   "the client secret is longer than 4096 bytes");
	file_fails(text, 4099, "FileTooLarge", "is larger than 4098 bytes");
}

Test(client_secret, a_file_is_nobody_else_s)
{
	struct akv_credential credential =
		credential_in(AKV_CREDENTIAL_IN_FILE,
			      scratch_write("secret", SECRET, 5, 0640));

	fails(&credential, "FileNotPrivate", "others may read it");
	credential = credential_in(AKV_CREDENTIAL_IN_FILE,
				   scratch_write("secret", SECRET, 5, 0620));
	fails(&credential, "FileNotPrivate", "others may write it");
}

Test(client_secret, a_file_has_to_be_there)
{
	struct akv_credential credential =
		credential_in(AKV_CREDENTIAL_IN_FILE, scratch_path("missing"));

	/* the configuration is wrong; not a secret of a vault is missing */
	fails(&credential, "FileNotFound",
	      "there is no such file with a client secret");
	credential = credential_in(AKV_CREDENTIAL_IN_FILE, "");
	fails(&credential, "FileNotFound",
	      "there is no such file with a client secret");
}

Test(client_secret, systemd_s_file_may_be_the_group_s)
{
	/* an access control list for the unit's user shows so */
	struct akv_credential credential = credential_in(
		AKV_CREDENTIAL_IN_SYSTEMD,
		scratch_write("secret", SECRET "\n", sizeof(SECRET), 0440));

	gives(&credential, SECRET);
	credential = credential_in(AKV_CREDENTIAL_IN_SYSTEMD,
				   scratch_write("secret", SECRET, 5, 0444));
	fails(&credential, "FileNotPrivate", "everybody may read it");
}

Test(client_secret, a_variable_is_gone_once_it_was_read)
{
	struct akv_credential credential = credential_in(
		AKV_CREDENTIAL_IN_VARIABLE, "AZURE_CLIENT_SECRET");
	const char *value;

	setenv("AZURE_CLIENT_SECRET", SECRET, 1);
	value = getenv("AZURE_CLIENT_SECRET");
	cr_assert_not_null(value);
	gives(&credential, SECRET);
	cr_expect_null(getenv("AZURE_CLIENT_SECRET"));
	/* overwritten where it lay, not only unset */
	for (size_t i = 0; i < strlen(SECRET); i++)
		cr_expect_eq(value[i], '\0');
}

Test(client_secret, a_variable_is_gone_even_when_it_was_refused)
{
	struct akv_credential credential = credential_in(
		AKV_CREDENTIAL_IN_VARIABLE, "AZURE_CLIENT_SECRET");

	setenv("AZURE_CLIENT_SECRET", "hunter2\nhunter2", 1);
	fails(&credential, "InvalidClientSecret",
	      "the client secret has a line break or another control "
	      "character in it");
	cr_expect_null(getenv("AZURE_CLIENT_SECRET"));
	fails(&credential, "InvalidClientSecret", "is not set");
}

Test(client_secret, a_variable_may_end_with_one_line_break_too)
{
	struct akv_credential credential = credential_in(
		AKV_CREDENTIAL_IN_VARIABLE, "AZURE_CLIENT_SECRET");

	setenv("AZURE_CLIENT_SECRET", SECRET "\n", 1);
	gives(&credential, SECRET);
}

Test(client_secret, has_its_sha_256_for_a_fingerprint)
{
	AKV_AUTO(principal) *principal = calloc(1, sizeof(*principal));
	struct akv_credential credential = credential_in(
		AKV_CREDENTIAL_IN_FILE, scratch_text("secret", SECRET "\n"));

	cr_assert_not_null(principal);
	cr_assert_eq(
		akv_client_secret_load(&credential, &config, principal, NULL),
		AKV_OK);
	cr_expect_str_eq(principal->fingerprint, FINGERPRINT);
}

Test(client_secret, that_was_typed_is_checked_too)
{
	AKV_AUTO(secret) *secret = NULL;
	struct akv_error err = { 0 };

	cr_assert_eq(akv_secret_new_from("s3cret\r\n", 8, &secret, NULL),
		     AKV_OK);
	cr_expect_eq(akv_client_secret_check(secret, "stdin", &err), AKV_OK);
	cr_expect_str_eq(akv_secret_text(secret), "s3cret");
	akv_secret_truncate(secret, 0);
	cr_expect_eq(akv_client_secret_check(secret, "stdin", &err),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.text, "stdin: the client secret is empty");
}
