/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "protocol/ssh_key.h"

/* Not keys that open anything, but their frames, which is what we look at. */
#define BODY_1 "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAAB"
#define BODY_2 "AAAAMwAAAAtzc2gtZWQyNTUxOQ=="
#define OPENSSH(newline) \
	"-----BEGIN OPENSSH PRIVATE KEY-----" newline BODY_1 newline BODY_2 \
		newline "-----END OPENSSH PRIVATE KEY-----"
#define ENCRYPTED(newline, empty_line) \
	"-----BEGIN RSA PRIVATE KEY-----" newline \
	"Proc-Type: 4,ENCRYPTED" newline \
	"DEK-Info: AES-128-CBC,0123456789ABCDEF0123456789ABCDEF" newline \
		empty_line "x5T2j4lYzCk5nB0q" newline "Zm9vYg==" newline \
	"-----END RSA PRIVATE KEY-----"
#define PKCS8(label, newline) \
	"-----BEGIN " label "-----" newline "MC4CAQAwBQYDK2VwBCIEIA==" newline \
	"-----END " label "-----"

static void expect(const char *text, const char *expected,
		   const char *expected_repairs)
{
	AKV_AUTO(secret) *value = NULL;
	AKV_AUTO(secret) *out = NULL;
	struct akv_ssh_key_repairs repairs;
	struct akv_error err = { .code = AKV_OK };
	char words[AKV_SSH_KEY_REPAIRS_SIZE];

	cr_assert_eq(akv_secret_new_from(text, strlen(text), &value, NULL),
		     AKV_OK);
	cr_assert_eq(akv_ssh_key_format(value, &out, &repairs, &err), AKV_OK,
		     "%s", err.text);
	cr_assert_str_eq(akv_secret_text(out), expected);
	akv_ssh_key_repairs_text(&repairs, words);
	cr_assert_str_eq(words, expected_repairs);
}

static void refuse_bytes(const char *bytes, size_t len, const char *why)
{
	AKV_AUTO(secret) *value = NULL;
	struct akv_secret *out = NULL;
	struct akv_ssh_key_repairs repairs;
	struct akv_error err = { .code = AKV_OK };

	cr_assert_eq(akv_secret_new_from(bytes, len, &value, NULL), AKV_OK);
	cr_assert_eq(akv_ssh_key_format(value, &out, &repairs, &err),
		     AKV_ERR_UNUSABLE, "%s", bytes);
	cr_assert_null(out);
	cr_assert_str_eq(err.reason, "NotAnSshKey");
	cr_assert_not_null(strstr(err.text, why), "%s", err.text);
}

static void refuse(const char *text, const char *why)
{
	refuse_bytes(text, strlen(text), why);
}

/* -- what is in order -- */

Test(ssh_key, passes_byte_for_byte)
{
	static const char *const keys[] = {
		OPENSSH("\n") "\n",
		OPENSSH("\n") "\n\n",
		ENCRYPTED("\n", "\n") "\n",
		PKCS8("PRIVATE KEY", "\n") "\n",
		PKCS8("ENCRYPTED PRIVATE KEY", "\n") "\n",
		PKCS8("RSA PRIVATE KEY", "\n") "\n",
		PKCS8("EC PRIVATE KEY", "\n") "\n",
		PKCS8("DSA PRIVATE KEY", "\n") "\n",
	};

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		expect(keys[i], keys[i], "");
}

/* -- what is mended -- */

Test(ssh_key, gets_its_final_newline_back)
{
	expect(OPENSSH("\n"), OPENSSH("\n") "\n", "no newline at the end");
	expect(ENCRYPTED("\n", "\n"), ENCRYPTED("\n", "\n") "\n",
	       "no newline at the end");
}

Test(ssh_key, loses_its_carriage_returns)
{
	expect(OPENSSH("\r\n") "\r\n", OPENSSH("\n") "\n",
	       "CR LF at the end of lines");
	expect(ENCRYPTED("\r\n", "\r\n") "\r\n", ENCRYPTED("\n", "\n") "\n",
	       "CR LF at the end of lines");
	expect(OPENSSH("\r\n"), OPENSSH("\n") "\n",
	       "CR LF at the end of lines, no newline at the end");
}

Test(ssh_key, gets_newlines_for_spaces)
{
	expect(OPENSSH(" "), OPENSSH("\n") "\n",
	       "spaces for newlines, no newline at the end");
	expect(OPENSSH(" ") " ", OPENSSH("\n") "\n", "spaces for newlines");
	expect(OPENSSH(" ") "\n", OPENSSH("\n") "\n", "spaces for newlines");
	expect(PKCS8("ENCRYPTED PRIVATE KEY", " "),
	       PKCS8("ENCRYPTED PRIVATE KEY", "\n") "\n",
	       "spaces for newlines, no newline at the end");
}

/* echo $(cat key) leaves one space of an empty line, tr '\n' ' ' two */
Test(ssh_key, gets_its_headers_back_from_spaces)
{
	expect(ENCRYPTED(" ", " "), ENCRYPTED("\n", "\n") "\n",
	       "spaces for newlines, no newline at the end");
	expect(ENCRYPTED(" ", ""), ENCRYPTED("\n", "\n") "\n",
	       "spaces for newlines, no newline at the end");
}

Test(ssh_key, gets_newlines_for_backslashes)
{
	expect(OPENSSH("\\n") "\\n", OPENSSH("\n") "\n", "\\n for newlines");
	expect(OPENSSH("\\r\\n"), OPENSSH("\n") "\n",
	       "\\n for newlines, no newline at the end");
	expect(ENCRYPTED("\\n", "\\n") "\n", ENCRYPTED("\n", "\n") "\n",
	       "\\n for newlines");
}

/* -- what is refused -- */

Test(ssh_key, is_refused_where_something_else_is_wrong)
{
	refuse("-----BEGIN OPENSSH PRIVATE KEY-----" BODY_1
	       "-----END OPENSSH PRIVATE KEY-----",
	       "its first line does not end");
	refuse("-----BEGIN OPENSSH PRIVATE KEY-----", "first line");
	refuse("-----BEGIN OPENSSH PRIVATE KEY-----\n", "cut off");
	refuse("-----BEGIN OPENSSH PRIVATE KEY-----\n" BODY_1 "\n", "cut off");
	refuse("-----BEGIN OPENSSH PRIVATE KEY-----\n" BODY_1 "\n"
	       "-----END RSA PRIVATE KEY-----\n",
	       "base 64");
	refuse(OPENSSH("\n") " ", "behind its last line");
	refuse(OPENSSH("\n") "\nbob@example.com\n", "behind its last line");
	refuse(OPENSSH("\n\n") "\n", "an empty line");
	refuse(OPENSSH("\n ") "\n", "base 64");
	refuse(OPENSSH(" \t") "\n", "bytes that no key has");
	refuse(OPENSSH("\r") "\n", "carriage return");
	refuse(" " OPENSSH("\n") "\n", "spaces in front");
	refuse("\n" OPENSSH("\n") "\n", "empty line in front");
	refuse_bytes("-----BEGIN PRIVATE KEY-----\n\0", 29, "no key has");
}

Test(ssh_key, is_refused_where_its_base_64_is_damaged)
{
	refuse("-----BEGIN OPENSSH PRIVATE KEY-----\n" BODY_1 "\nA\n"
	       "-----END OPENSSH PRIVATE KEY-----\n",
	       "damaged");
	refuse("-----BEGIN OPENSSH PRIVATE KEY-----\n"
	       "MC4CAQAwBQYDK2VwBCIEIA==\n"
	       "-----END OPENSSH PRIVATE KEY-----\n",
	       "something else");
	refuse("-----BEGIN PRIVATE KEY-----\n" BODY_1 "\n"
	       "-----END PRIVATE KEY-----\n",
	       "something else");
	refuse("-----BEGIN OPENSSH PRIVATE KEY-----\n" BODY_1 "-_\n"
	       "-----END OPENSSH PRIVATE KEY-----\n",
	       "base 64");
	refuse(PKCS8("PRIVATE KEY", "\nComment: x\n") "\n", "headers");
	refuse("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n"
	       "MC4CAQAwBQYDK2VwBCIEIA==\n-----END RSA PRIVATE KEY-----\n",
	       "no empty line");
	refuse("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n",
	       "cut off");
	refuse("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\n",
	       "cut off");
}
