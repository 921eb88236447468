/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "protocol/git_credential_answer.h"

static struct akv_secret *secret_of(const char *bytes, size_t len)
{
	struct akv_secret *secret;

	cr_assert_eq(akv_secret_new_from(bytes, len, &secret, NULL), AKV_OK);
	return secret;
}

static void expect_bytes(const struct akv_secret *text, const char *expected)
{
	cr_assert_str_eq(akv_secret_text(text), expected);
	cr_assert_eq(akv_secret_len(text), strlen(expected));
}

static void expect_answer(const struct akv_credential_answer *answer,
			  const char *expected)
{
	AKV_AUTO(secret) *text = NULL;
	struct akv_error err = { .code = AKV_OK };

	cr_assert_eq(akv_git_credential_answer_format(answer, &text, &err),
		     AKV_OK, "%s", err.text);
	expect_bytes(text, expected);
}

static void expect_refusal(const struct akv_credential_answer *answer,
			   const char *reason, const char *message,
			   const char *hint)
{
	struct akv_secret *text = NULL;
	struct akv_error err;

	cr_assert_eq(akv_git_credential_answer_format(answer, &text, &err),
		     AKV_ERR_UNUSABLE);
	cr_assert_null(text, "all or nothing");
	cr_assert_str_eq(err.reason, reason);
	cr_assert_str_eq(err.text, message);
	cr_assert_str_eq(err.hint, hint);
}

#define INSTEAD \
	"ask with encoding=base64, or use akv read: both give the bytes as " \
	"they are\n"
#define STORE_WITHOUT \
	"store it without: printf %s, not echo, makes a file for az keyvault " \
	"secret set --file that ends where the value ends\n"

static void expect_misfit(const char *bytes, size_t len, const char *message,
			  const char *hint)
{
	AKV_AUTO(secret) *password = secret_of(bytes, len);
	const struct akv_credential_answer answer = { .password = password,
						      .username = "bob" };

	expect_refusal(&answer, "NotOneLine", message, hint);
}

/* -- what fits -- */

Test(git_credential_answer, has_user_and_password)
{
	AKV_AUTO(secret) *password = secret_of("hunter2", 7);
	const struct akv_credential_answer answer = { .password = password,
						      .username = "bob" };

	expect_answer(&answer, "username=bob\npassword=hunter2\n");
}

Test(git_credential_answer, has_every_attribute_in_its_place)
{
	AKV_AUTO(secret) *password = secret_of("hunter2", 7);
	const struct akv_credential_answer answer = {
		.password = password,
		.username = "export",
		.expires_at = 1798761600,
		.vault = "contoso",
		.secret = "sftp-password",
		.version = "4387e9f3d6e14c459867679a90fd0f79",
		.content_type = "text/plain; charset=utf-8",
	};

	expect_answer(&answer, "username=export\n"
			       "password=hunter2\n"
			       "password_expiry_utc=1798761600\n"
			       "vault=contoso\n"
			       "secret=sftp-password\n"
			       "version=4387e9f3d6e14c459867679a90fd0f79\n"
			       "content_type=text/plain; charset=utf-8\n");
}

Test(git_credential_answer, leaves_out_a_user_that_nobody_knows)
{
	AKV_AUTO(secret) *password = secret_of("hunter2", 7);
	const struct akv_credential_answer answer = { .password = password };

	expect_answer(&answer, "password=hunter2\n");
}

Test(git_credential_answer, has_empty_values)
{
	AKV_AUTO(secret) *password = secret_of("", 0);
	const struct akv_credential_answer answer = { .password = password,
						      .username = "" };

	expect_answer(&answer, "username=\npassword=\n");
}

Test(git_credential_answer, keeps_other_bytes_as_they_are)
{
	static const char bytes[] = " \t=\x01\x1b\x7f\x80\xff\"'\\%0a ";
	AKV_AUTO(secret) *password = secret_of(bytes, strlen(bytes));
	const struct akv_credential_answer answer = { .password = password };

	expect_answer(&answer, "password= \t=\x01\x1b\x7f\x80\xff\"'\\%0a \n");
}

Test(git_credential_answer, encodes_the_password)
{
	AKV_AUTO(secret) *password = secret_of("one\r\ntwo\0\xfb\xff\n", 12);
	const struct akv_credential_answer answer = {
		.password = password,
		.username = "bob",
		.encoding = AKV_CREDENTIAL_BASE64,
	};

	expect_answer(&answer, "username=bob\n"
			       "encoding=base64\n"
			       "password=b25lDQp0d28A+/8K\n");
}

Test(git_credential_answer, pads_the_encoded_password)
{
	AKV_AUTO(secret) *password = secret_of("p", 1);
	const struct akv_credential_answer answer = {
		.password = password,
		.encoding = AKV_CREDENTIAL_BASE64,
	};

	expect_answer(&answer, "encoding=base64\npassword=cA==\n");
}

Test(git_credential_answer, encodes_an_empty_password)
{
	AKV_AUTO(secret) *password = secret_of("", 0);
	const struct akv_credential_answer answer = {
		.password = password,
		.encoding = AKV_CREDENTIAL_BASE64,
	};

	expect_answer(&answer, "encoding=base64\npassword=\n");
}

Test(git_credential_answer, carries_the_largest_value_of_a_vault)
{
	char *bytes = malloc(AKV_SECRET_VALUE_MAX);
	AKV_AUTO(secret) *password = NULL;
	AKV_AUTO(secret) *text = NULL;
	struct akv_credential_answer answer = { .encoding =
							AKV_CREDENTIAL_BASE64 };

	cr_assert_not_null(bytes);
	memset(bytes, '\n', AKV_SECRET_VALUE_MAX);
	password = secret_of(bytes, AKV_SECRET_VALUE_MAX);
	answer.password = password;
	cr_assert_eq(akv_git_credential_answer_format(&answer, &text, NULL),
		     AKV_OK);
	cr_assert_eq(akv_secret_len(text),
		     strlen("encoding=base64\npassword=\n") + 34136);
	free(bytes);
}

Test(git_credential_answer, leaves_out_a_content_type_with_control_characters)
{
	AKV_AUTO(secret) *password = secret_of("hunter2", 7);
	const struct akv_credential_answer answer = {
		.password = password,
		.content_type = "text/plain\nquit=1",
	};

	expect_answer(&answer, "password=hunter2\n");
}

Test(git_credential_answer, leaves_out_a_content_type_that_the_secret_has_not)
{
	AKV_AUTO(secret) *password = secret_of("hunter2", 7);
	const struct akv_credential_answer answer = { .password = password,
						      .secret = "s",
						      .content_type = "" };

	expect_answer(&answer, "password=hunter2\nsecret=s\n");
}

/* -- what does not -- */

Test(git_credential_answer, refuses_a_value_that_ends_in_a_newline)
{
	static const char message[] =
		"the value ends in a newline and cannot be one line";

	expect_misfit("hunter2\n", 8, message, STORE_WITHOUT INSTEAD);
	expect_misfit("hunter2\r\n", 9, message, STORE_WITHOUT INSTEAD);
	expect_misfit("\n", 1, message, STORE_WITHOUT INSTEAD);
	expect_misfit("\r\n", 2, message, STORE_WITHOUT INSTEAD);
}

Test(git_credential_answer, refuses_a_value_of_several_lines)
{
	expect_misfit("a\nb", 3, "the value has 2 lines and cannot be one line",
		      INSTEAD);
	expect_misfit("a\nb\n", 4,
		      "the value has 2 lines and cannot be one line", INSTEAD);
	expect_misfit("a\n\n", 3,
		      "the value has 2 lines and cannot be one line", INSTEAD);
	expect_misfit("\na", 2, "the value has 2 lines and cannot be one line",
		      INSTEAD);
	expect_misfit("a\r\nb\r\nc\r\n", 9,
		      "the value has 3 lines and cannot be one line", INSTEAD);
}

Test(git_credential_answer, refuses_a_value_with_a_carriage_return)
{
	static const char message[] =
		"the value holds a carriage return and cannot be one line";

	expect_misfit("a\rb", 3, message, INSTEAD);
	expect_misfit("a\r", 2, message, INSTEAD);
	expect_misfit("\r", 1, message, INSTEAD);
	expect_misfit("a\rb\n", 4, message, INSTEAD);
	expect_misfit("a\r\r\n", 4, message, INSTEAD);
}

Test(git_credential_answer, refuses_a_value_with_a_nul)
{
	static const char message[] =
		"the value holds NUL bytes and cannot be one line";

	expect_misfit("a\0b", 3, message, INSTEAD);
	expect_misfit("a\0", 2, message, INSTEAD);
	expect_misfit("\0\n", 2, message, INSTEAD);
}

Test(git_credential_answer, never_tells_a_byte_of_what_it_refused)
{
	AKV_AUTO(secret) *password = secret_of("hunter2\nhunter3", 15);
	const struct akv_credential_answer answer = { .password = password };
	struct akv_secret *text = NULL;
	struct akv_error err;

	cr_assert_eq(akv_git_credential_answer_format(&answer, &text, &err),
		     AKV_ERR_UNUSABLE);
	cr_assert_null(strstr(err.text, "hunter"));
	cr_assert_null(strstr(err.hint, "hunter"));
}

Test(git_credential_answer, refuses_a_line_break_in_every_other_value)
{
	AKV_AUTO(secret) *password = secret_of("hunter2", 7);
	struct akv_credential_answer answer = { .password = password };

	answer.username = "bob\nhost=evil.example";
	expect_refusal(&answer, "NotOneLine", "the username holds a line break",
		       "");
	answer.username = "bob\r";
	expect_refusal(&answer, "NotOneLine", "the username holds a line break",
		       "");
	answer.username = NULL;
	answer.vault = "\n";
	expect_refusal(&answer, "NotOneLine", "the vault holds a line break",
		       "");
	answer.vault = NULL;
	answer.secret = "\n";
	expect_refusal(&answer, "NotOneLine", "the secret holds a line break",
		       "");
	answer.secret = NULL;
	answer.version = "\n";
	expect_refusal(&answer, "NotOneLine", "the version holds a line break",
		       "");
}

Test(git_credential_answer, refuses_a_username_with_a_line_break_in_base64_too)
{
	AKV_AUTO(secret) *password = secret_of("hunter2", 7);
	const struct akv_credential_answer answer = {
		.password = password,
		.username = "a\nb",
		.encoding = AKV_CREDENTIAL_BASE64,
	};

	expect_refusal(&answer, "NotOneLine", "the username holds a line break",
		       "");
}

/* "password=" and LF are 10 of the 65535 bytes. */
Test(git_credential_answer, fills_a_line_to_its_last_byte)
{
	char *bytes = calloc(1, 65526);
	AKV_AUTO(secret) *password = NULL;
	AKV_AUTO(secret) *longer = NULL;
	AKV_AUTO(secret) *text = NULL;
	struct akv_credential_answer answer;

	cr_assert_not_null(bytes);
	memset(bytes, 'p', 65526);
	password = secret_of(bytes, 65525);
	longer = secret_of(bytes, 65526);
	free(bytes);

	answer = (struct akv_credential_answer){ .password = password };
	cr_assert_eq(akv_git_credential_answer_format(&answer, &text, NULL),
		     AKV_OK);
	cr_assert_eq(akv_secret_len(text), 65535);

	answer.password = longer;
	expect_refusal(&answer, "LineTooLong",
		       "the password has 65526 bytes and is too long for a "
		       "line of 65535",
		       "");
}

/* -- the other answers -- */

Test(git_credential_answer, tells_git_to_quit_and_nothing_else)
{
	AKV_AUTO(secret) *text = NULL;

	cr_assert_eq(akv_git_credential_answer_quit(&text, NULL), AKV_OK);
	expect_bytes(text, "quit=1\n");
}

Test(git_credential_answer, announces_no_capability)
{
	AKV_AUTO(secret) *text = NULL;

	cr_assert_eq(akv_git_credential_answer_capability(&text, NULL), AKV_OK);
	expect_bytes(text, "version 0\n");
}
