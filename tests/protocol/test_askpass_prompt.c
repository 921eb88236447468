/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "protocol/askpass_prompt.h"

static void expect_kind(const char *text, enum akv_askpass_kind kind)
{
	cr_expect_eq(akv_askpass_prompt_parse(text).kind, kind, "%s", text);
}

static bool is_text(struct akv_askpass_part part, const char *text)
{
	return part.len == strlen(text) &&
	       memcmp(part.bytes, text, part.len) == 0;
}

static void expect_place(const char *text, const char *user, const char *host)
{
	struct akv_askpass_prompt prompt = akv_askpass_prompt_parse(text);

	cr_assert_eq(prompt.kind, AKV_ASKPASS_PASSWORD, "%s", text);
	cr_assert(is_text(prompt.user, user), "%s", text);
	cr_assert(is_text(prompt.host, host), "%s", text);
}

/* The sentences of ssh, ssh-add and ssh-keygen, as strings(1) finds them. */
Test(askpass_prompt, knows_who_is_to_sign_in_where)
{
	expect_place("export@sftp.example.com's password: ", "export",
		     "sftp.example.com");
	expect_place("a@b@host's password: ", "a@b", "host");
	expect_place("DOMAIN\\user@2001:db8::1's password: ", "DOMAIN\\user",
		     "2001:db8::1");
	expect_place("o'brien@host's password: ", "o'brien", "host");
	expect_place("(export@sftp.example.com) Password: ", "export",
		     "sftp.example.com");
	expect_place("(export@host) Password for export@host:", "export",
		     "host");
	expect_place("(export@host) password:", "export", "host");
	expect_place("(export@new.example.com) Password for "
		     "export@new.example.com:",
		     "export", "new.example.com");
	expect_place("(export@host) Enter your LDAP Password: ", "export",
		     "host");
}

Test(askpass_prompt, knows_keys)
{
	static const struct {
		const char *text;
		const char *path;
	} cases[] = {
		{ "Enter passphrase for key '/home/x/.ssh/id_rsa': ",
		  "/home/x/.ssh/id_rsa" },
		{ "Enter passphrase for /home/x/.ssh/id_rsa: ",
		  "/home/x/.ssh/id_rsa" },
		{ "Enter passphrase for \"/home/x/id\": ", "/home/x/id" },
		{ "Enter passphrase for key 'it's': ", "it's" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct akv_askpass_prompt prompt =
			akv_askpass_prompt_parse(cases[i].text);

		cr_expect_eq(prompt.kind, AKV_ASKPASS_PASSPHRASE, "%s",
			     cases[i].text);
		cr_expect(is_text(prompt.path, cases[i].path), "%s",
			  cases[i].text);
	}
}

Test(askpass_prompt, knows_what_git_asks)
{
	struct akv_askpass_prompt prompt = akv_askpass_prompt_parse(
		"Username for 'https://git.example.com': ");

	cr_expect_eq(prompt.kind, AKV_ASKPASS_GIT_USERNAME);
	cr_expect(is_text(prompt.url, "https://git.example.com"));
	prompt = akv_askpass_prompt_parse(
		"Password for 'https://build@git.example.com': ");
	cr_expect_eq(prompt.kind, AKV_ASKPASS_GIT_PASSWORD);
	cr_expect(is_text(prompt.url, "https://build@git.example.com"));
}

Test(askpass_prompt, leaves_the_hosts_key_to_people)
{
	expect_kind("The authenticity of host '[127.0.0.1]:22 "
		    "([127.0.0.1]:22)' can't be established.\n"
		    "ED25519 key fingerprint is SHA256:abc.\n"
		    "This key is not known by any other names.\n"
		    "Are you sure you want to continue connecting "
		    "(yes/no/[fingerprint])? ",
		    AKV_ASKPASS_HOST_KEY);
	expect_kind("Please type 'yes', 'no' or the fingerprint: ",
		    AKV_ASKPASS_HOST_KEY);
	expect_kind("Please type 'yes' or 'no': ", AKV_ASKPASS_OTHER);
	expect_kind("Are you sure you want to continue connecting (yes/no)? ",
		    AKV_ASKPASS_CONFIRMATION);
	expect_kind("Accept updated hostkeys? (yes/no): ",
		    AKV_ASKPASS_CONFIRMATION);
	expect_kind("Add key /x (SHA256:y) to agent (yes/no)? ",
		    AKV_ASKPASS_CONFIRMATION);
}

Test(askpass_prompt, gives_no_password_for_something_else)
{
	expect_kind("Enter export@host's old password: ",
		    AKV_ASKPASS_NEW_PASSWORD);
	expect_kind("Enter export@host's new password: ",
		    AKV_ASKPASS_NEW_PASSWORD);
	expect_kind("Retype export@host's new password: ",
		    AKV_ASKPASS_NEW_PASSWORD);
	expect_kind("(export@host) New password: ", AKV_ASKPASS_NEW_PASSWORD);
	expect_kind("(export@host) Retype password: ",
		    AKV_ASKPASS_NEW_PASSWORD);
	expect_kind("(export@host) One-time password (OATH): ",
		    AKV_ASKPASS_NEW_PASSWORD);
	expect_kind("(export@host) Verification code: ", AKV_ASKPASS_OTHER);
	expect_kind("(export@host) Duo two-factor login ... Passcode: ",
		    AKV_ASKPASS_OTHER);
	expect_kind("(export@host) password: (yes/no)? ",
		    AKV_ASKPASS_CONFIRMATION);
	expect_kind("Enter PIN for ED25519-SK key /x: ",
		    AKV_ASKPASS_CONFIRMATION);
	expect_kind("Enter PIN for 'token': ", AKV_ASKPASS_CONFIRMATION);
	expect_kind("Enter passphrase for PKCS#11: ", AKV_ASKPASS_OTHER);
	expect_kind("Enter new passphrase for x: ", AKV_ASKPASS_NEW_PASSWORD);
	expect_kind("Enter same passphrase again: ", AKV_ASKPASS_NEW_PASSWORD);
	expect_kind("Bad passphrase, try again for /x: ", AKV_ASKPASS_OTHER);
	expect_kind("Enter passphrase: ", AKV_ASKPASS_OTHER);
}

Test(askpass_prompt, wants_the_whole_shape)
{
	expect_kind("", AKV_ASKPASS_OTHER);
	expect_kind("Password: ", AKV_ASKPASS_OTHER);
	expect_kind("host's password: ", AKV_ASKPASS_OTHER);
	expect_kind("@host's password: ", AKV_ASKPASS_OTHER);
	expect_kind("user@'s password: ", AKV_ASKPASS_OTHER);
	expect_kind("user@host's password:", AKV_ASKPASS_OTHER);
	expect_kind("user@host and more's password: ", AKV_ASKPASS_OTHER);
	expect_kind("(user@host)Password: ", AKV_ASKPASS_OTHER);
	expect_kind("(user) Password: ", AKV_ASKPASS_OTHER);
	expect_kind("(user@host", AKV_ASKPASS_OTHER);
	expect_kind("(", AKV_ASKPASS_OTHER);
	expect_kind("Enter passphrase for key '': ", AKV_ASKPASS_OTHER);
	expect_kind("Enter passphrase for key '", AKV_ASKPASS_OTHER);
	expect_kind("Username for '", AKV_ASKPASS_OTHER);
	expect_kind("Password for '': ", AKV_ASKPASS_OTHER);
	expect_kind("Password for ': ", AKV_ASKPASS_OTHER);
}

/* The server's own words cannot pass for ssh's. */
Test(askpass_prompt, takes_the_place_from_in_front_of_the_servers_words)
{
	expect_place("(export@host) Password for root@other's password: ",
		     "export", "host");
	expect_place("(export@host) (root@other) Password: ", "export", "host");
}

Test(askpass_prompt, answers_no_control_characters)
{
	expect_kind("(export@host) \x1b[2J\x1b[31mPassword: ",
		    AKV_ASKPASS_OTHER);
	expect_kind("export@host\x1b[0m's password: ", AKV_ASKPASS_OTHER);
	expect_kind("(export@host) Password:\r\n", AKV_ASKPASS_OTHER);
	expect_kind("(export@host) Password:\x7f", AKV_ASKPASS_OTHER);
}

Test(askpass_prompt, answers_nothing_endless)
{
	char *text = calloc(1, AKV_ASKPASS_PROMPT_MAX + 2);

	memset(text, 'a', AKV_ASKPASS_PROMPT_MAX + 1);
	memcpy(text, "(export@host) Password: ", 24);
	expect_kind(text, AKV_ASKPASS_OTHER);
	text[AKV_ASKPASS_PROMPT_MAX] = '\0';
	expect_kind(text, AKV_ASKPASS_PASSWORD);
	free(text);
}

/* -- the answer -- */

static enum akv_code answer(const char *value, size_t len,
			    struct akv_secret **out, struct akv_error *err)
{
	AKV_AUTO(secret) *secret = NULL;

	cr_assert_eq(akv_secret_new_from(value, len, &secret, NULL), AKV_OK);
	return akv_askpass_prompt_answer(secret, out, err);
}

static void expect_answer(const char *value, const char *line)
{
	AKV_AUTO(secret) *out = NULL;

	cr_assert_eq(answer(value, strlen(value), &out, NULL), AKV_OK);
	cr_assert_str_eq(akv_secret_text(out), line);
}

static void expect_unusable(const char *value, size_t len, const char *reason)
{
	AKV_AUTO(secret) *out = NULL;
	struct akv_error err;

	cr_assert_eq(answer(value, len, &out, &err), AKV_ERR_UNUSABLE);
	cr_assert_str_eq(err.reason, reason);
}

Test(askpass_prompt, answers_with_one_line)
{
	expect_answer("horse", "horse\n");
	expect_answer("horse\n", "horse\n");
	expect_answer("horse\r\n", "horse\n");
	expect_answer("  \"b\\c:d'  ", "  \"b\\c:d'  \n");
}

Test(askpass_prompt, cuts_no_secret_short)
{
	static char value[AKV_ASKPASS_ANSWER_MAX + 1];

	memset(value, 'x', sizeof(value));
	expect_unusable(value, sizeof(value), "TooLong");
	value[AKV_ASKPASS_ANSWER_MAX] = '\0';
	expect_unusable(value, sizeof(value), "NotOneLine");
	value[AKV_ASKPASS_ANSWER_MAX] = '\n';
	{
		AKV_AUTO(secret) *out = NULL;

		cr_assert_eq(answer(value, sizeof(value), &out, NULL), AKV_OK);
		cr_assert_eq(akv_secret_len(out), sizeof(value));
	}
	expect_unusable("a\nb", 3, "NotOneLine");
	expect_unusable("a\n\n", 3, "NotOneLine");
	expect_unusable("a\rb", 3, "NotOneLine");
	expect_unusable("a\r", 2, "NotOneLine");
	expect_unusable("", 0, "Empty");
	expect_unusable("\n", 1, "Empty");
}
