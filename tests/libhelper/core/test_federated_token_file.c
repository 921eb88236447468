/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "libhelper/core/federated_token_file.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/scratch.h"

/* exp is 1700000000 */
#define TOKEN "eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjE3MDAwMDAwMDB9.c2lnbmF0dXJl"
/* {} */
#define TIMELESS "eyJhbGciOiJSUzI1NiJ9.e30.c2lnbmF0dXJl"

enum { EXPIRES_AT = 1700000000 };

static struct akv_secret *token;
static struct akv_error err;

static void set_up(void)
{
	scratch_make();
	fake_clock.unix_s = EXPIRES_AT - 3600;
}

static void tear_down(void)
{
	akv_secret_free(token);
	scratch_remove();
}

TestSuite(federated_token_file, .init = set_up, .fini = tear_down);

static void gives(const char *path, const char *wanted)
{
	akv_secret_free(token);
	token = NULL;
	cr_assert_eq(akv_federated_token_file_get(path, &token, &err), AKV_OK,
		     "%s", err.text);
	cr_expect_str_eq(akv_secret_text(token), wanted);
	cr_expect_eq(akv_secret_len(token), strlen(wanted));
}

static void fails(const char *path, const char *reason, const char *text)
{
	char wanted[8192];

	err = (struct akv_error){ 0 };
	cr_expect_eq(akv_federated_token_file_get(path, &token, &err),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, reason);
	(void)snprintf(wanted, sizeof(wanted), "%s: %s", path, text);
	cr_expect_str_eq(err.text, wanted);
	cr_expect_str_neq(err.hint, "");
	cr_expect_null(strstr(err.text, "hunter2"));
	cr_expect_null(strstr(err.hint, "hunter2"));
	cr_expect_null(token);
}

static void text_fails(const char *text, const char *words)
{
	fails(scratch_text("token", text), "InvalidFederatedToken", words);
}

Test(federated_token_file, is_read_at_each_use)
{
	gives(scratch_text("token", TOKEN), TOKEN);
	gives(scratch_text("token", TIMELESS), TIMELESS);
}

Test(federated_token_file, may_have_white_space_at_either_end)
{
	gives(scratch_text("token", TOKEN "\n"), TOKEN);
	gives(scratch_text("token", " \r\n\t" TOKEN "\r\n\n "), TOKEN);
}

Test(federated_token_file, may_be_as_kubernetes_projects_it)
{
	char path[4096];

	/* ..data is swapped for another folder when the token is renewed */
	scratch_write("..2026_11_24/azure-identity-token", TOKEN, strlen(TOKEN),
		      0644);
	cr_assert_eq(symlink("..2026_11_24", scratch_path("..data")), 0);
	(void)snprintf(path, sizeof(path), "%s",
		       scratch_path("azure-identity-token"));
	cr_assert_eq(symlink("..data/azure-identity-token", path), 0);
	gives(path, TOKEN);
	cr_assert_eq(chmod(path, 0440), 0);
	gives(path, TOKEN);

	scratch_write("..2026_11_25/azure-identity-token", TIMELESS,
		      strlen(TIMELESS), 0440);
	cr_assert_eq(unlink(scratch_path("..data")), 0);
	cr_assert_eq(symlink("..2026_11_25", scratch_path("..data")), 0);
	gives(path, TIMELESS);
}

Test(federated_token_file, is_nobody_else_s_to_write)
{
	fails(scratch_write("token", TOKEN, strlen(TOKEN), 0664),
	      "FileNotPrivate", "others may write it");
	fails(scratch_write("token", TOKEN, strlen(TOKEN), 0646),
	      "FileNotPrivate", "others may write it");
	cr_expect_not_null(strstr(err.hint, "chmod go-w"));
}

Test(federated_token_file, has_to_be_there)
{
	fails(scratch_path("gone"), "FileNotFound",
	      "there is no such file with a federated token");
	cr_expect_not_null(strstr(err.hint, "azure.workload.identity/use"));
	scratch_text("folder/token", TOKEN);
	fails(scratch_path("folder"), "NotAFile", "is not a regular file");
}

Test(federated_token_file, names_what_cannot_be_read)
{
	const char *path = scratch_write("token", TOKEN, strlen(TOKEN), 0000);

	if (geteuid() == 0) {
		scratch_remove(); /* Criterion skips .fini, too */
		cr_skip_test("root reads everything");
	}
	cr_expect_eq(akv_federated_token_file_get(path, &token, &err),
		     AKV_ERR_STORE);
	cr_expect_not_null(strstr(err.text, path));
	cr_expect_not_null(strstr(err.hint, "fsGroup"));
}

Test(federated_token_file, of_two_megabytes_is_not_read)
{
	static const size_t len = 2 << 20;
	char *text = malloc(len);

	cr_assert_not_null(text);
	memset(text, 'x', len);
	fails(scratch_write("token", text, len, 0600), "FileTooLarge",
	      "is larger than 16384 bytes");
	free(text);
}

Test(federated_token_file, may_have_the_longest_token)
{
	static char text[AKV_SECRET_TOKEN_MAX + 1];

	memset(text, 'x', sizeof(text) - 1);
	memcpy(text, TOKEN, strlen(TOKEN));
	gives(scratch_text("token", text), text);
}

Test(federated_token_file, is_not_empty)
{
	text_fails("", "is empty");
	text_fails("\n \r\n", "is empty");
	cr_expect_not_null(strstr(err.hint, "has not done so yet"));
}

Test(federated_token_file, holds_one_word)
{
	static const char words[] = "holds more than one line or word";

	text_fails(TOKEN "\n" TOKEN "\n", words);
	text_fails("hunter2 " TOKEN, words);
	text_fails("<!DOCTYPE html>\n<title>hunter2</title>", words);
}

Test(federated_token_file, holds_a_signed_token)
{
	static const char words[] =
		"holds no signed token (three parts of base64url with dots in "
		"between)";

	text_fails("hunter2", words); /* as Kubernetes once had them */
	text_fails("<html>hunter2</html>", words);
	text_fails("{\"token\":\"hunter2\"}", words);
	text_fails("www.contoso.com", words);
	text_fails(TOKEN "=", words);
	fails(scratch_write("token", TOKEN "\0a", strlen(TOKEN) + 2, 0600),
	      "InvalidFederatedToken", words);
	fails(scratch_write("token", TOKEN "\0", strlen(TOKEN) + 1, 0600),
	      "InvalidFederatedToken", words);
}

Test(federated_token_file, that_nobody_renews_is_not_sent)
{
	const char *path = scratch_text("token", TOKEN);

	fake_clock.unix_s = EXPIRES_AT + 300;
	gives(path, TOKEN);
	akv_secret_free(token);
	token = NULL;
	fake_clock.unix_s = EXPIRES_AT + 301;
	cr_expect_eq(akv_federated_token_file_get(path, &token, &err),
		     AKV_ERR_SIGN_IN);
	cr_expect_str_eq(err.reason, "FederatedTokenExpired");
	cr_expect_not_null(strstr(
		err.text, "the federated token expired on <1700000000>"));
	cr_expect_str_eq(err.hint, "what renews the file has stopped; this "
				   "machine's clock says <1700000301>\n");
	cr_expect_null(token);
}

Test(federated_token_file, may_be_expired_where_it_is_not_used_yet)
{
	fake_clock.unix_s = EXPIRES_AT + 3600;
	cr_expect_eq(akv_federated_token_file_read(scratch_text("token", TOKEN),
						   &token, &err),
		     AKV_OK);
}

Test(federated_token_file, without_an_expiry_is_entra_s_to_judge)
{
	fake_clock.unix_s = INT64_MAX;
	gives(scratch_text("token", TIMELESS), TIMELESS);
}
