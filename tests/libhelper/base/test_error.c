/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "libhelper/base/error.h"

/* ${len} times ${c}; borrowed until the next call. */
static const char *many(char c, size_t len)
{
	static char text[4096];

	cr_assert_lt(len, sizeof(text));
	memset(text, c, len);
	text[len] = '\0';
	return text;
}

Test(error, holds_code_reason_and_sentence)
{
	struct akv_error err;

	cr_assert_eq(akv_fail(&err, AKV_ERR_DENIED, "Forbidden",
			      "vault %s says %d", "contoso", 403),
		     AKV_ERR_DENIED);
	cr_assert_eq(err.code, AKV_ERR_DENIED);
	cr_assert_str_eq(err.reason, "Forbidden");
	cr_assert_str_eq(err.text, "vault contoso says 403");
	cr_assert_str_eq(err.hint, "");
}

Test(error, returns_the_code_where_nobody_reads_the_words)
{
	errno = ENOENT;
	cr_assert_eq(akv_fail(NULL, AKV_ERR_PEER, "X", "x %d", 1),
		     AKV_ERR_PEER);
	cr_assert_eq(akv_fail_errno(NULL, AKV_ERR_STORE, "X", "x"),
		     AKV_ERR_STORE);
	akv_error_hint(NULL, "x");
	akv_error_prefix(NULL, "x");
}

Test(error, forgets_what_it_held_before)
{
	struct akv_error err;

	akv_fail(&err, AKV_ERR_PEER, "LongReason", "a long sentence");
	akv_error_hint(&err, "a hint");
	akv_fail(&err, AKV_ERR_USAGE, "Short", "short");
	cr_assert_eq(err.code, AKV_ERR_USAGE);
	cr_assert_str_eq(err.reason, "Short");
	cr_assert_str_eq(err.text, "short");
	cr_assert_str_eq(err.hint, "");
}

Test(error, puts_the_system_s_words_behind_the_sentence)
{
	struct akv_error err;

	errno = EACCES;
	cr_assert_eq(akv_fail_errno(&err, AKV_ERR_STORE, "FileUnreadable",
				    "%s: cannot open", "/etc/akv/config"),
		     AKV_ERR_STORE);
	cr_assert_str_eq(err.text,
			 "/etc/akv/config: cannot open: Permission denied");
}

/* A peer's words reach the terminal: they must stay words. */
Test(error, escapes_control_characters_of_peers)
{
	struct akv_error err;

	akv_fail(&err, AKV_ERR_PEER, "X", "it said \"%s\"",
		 "a\x1b[2Jb\r\n\tc\x7f\x01");
	cr_assert_str_eq(err.text,
			 "it said \"a\\x1b[2Jb\\r\\n\\tc\\x7f\\x01\"");
}

Test(error, escapes_c1_controls_and_what_is_not_utf8)
{
	struct akv_error err;

	akv_fail(&err, AKV_ERR_PEER, "X", "%s",
		 "\xc2\x9b"
		 "2J \xff \xc0\xaf \xed\xa0\x80 \xc3\xa9");
	cr_assert_str_eq(err.text,
			 "\\xc2\\x9b2J \\xff \\xc0\\xaf \\xed\\xa0\\x80 "
			 "\xc3\xa9");
}

Test(error, cuts_what_does_not_fit)
{
	struct akv_error err;

	akv_fail(&err, AKV_ERR_PEER, "X", "%s", many('t', 2000));
	cr_assert_eq(strlen(err.text), 0 + AKV_ERROR_TEXT_MAX - 1);
	akv_fail(&err, AKV_ERR_PEER, many('r', 100), "x");
	cr_assert_eq(strlen(err.reason), 0 + AKV_ERROR_REASON_MAX - 1);
}

Test(error, cuts_between_characters)
{
	char text[1000] = "";
	struct akv_error err;

	/* 213 times 3 bytes: the last one that fits ends at 639 of 639 */
	for (size_t i = 0; i < 300; i++)
		memcpy(text + 3 * i, "\xe2\x82\xac", 3);
	akv_fail(&err, AKV_ERR_PEER, "X", "%s", text);
	cr_assert_eq(strlen(err.text), 639);
	akv_fail(&err, AKV_ERR_PEER, "X", "a%s", text);
	cr_assert_eq(strlen(err.text), 637);
	akv_fail(&err, AKV_ERR_PEER, "X", "ab%s", text);
	cr_assert_eq(strlen(err.text), 638);
}

Test(error, gives_each_hint_a_line)
{
	struct akv_error err;

	akv_fail(&err, AKV_ERR_DENIED, "X", "x");
	akv_error_hint(&err, "ask for the role %s", "Key Vault Secrets User");
	akv_error_hint(&err, "or try\nlater");
	cr_assert_str_eq(err.hint, "ask for the role Key Vault Secrets User\n"
				   "or try\\nlater\n");
}

Test(error, bounds_its_hints)
{
	struct akv_error err;

	akv_fail(&err, AKV_ERR_DENIED, "X", "x");
	for (size_t len = 1; len < 200; len++) {
		akv_error_hint(&err, "%s", many('h', len));
		cr_assert_lt(strlen(err.hint), 0 + AKV_ERROR_HINT_MAX);
		cr_assert_eq(err.hint[strlen(err.hint) - 1], '\n');
	}
	akv_fail(&err, AKV_ERR_DENIED, "X", "x");
	akv_error_hint(&err, "%s", many('h', 3000));
	cr_assert_eq(strlen(err.hint), 0 + AKV_ERROR_HINT_MAX - 1);
	cr_assert_eq(err.hint[AKV_ERROR_HINT_MAX - 2], '\n');
	akv_error_hint(&err, "no room");
	cr_assert_eq(strlen(err.hint), 0 + AKV_ERROR_HINT_MAX - 1);
}

Test(error, takes_hints_of_every_length_at_its_end)
{
	for (size_t first = AKV_ERROR_HINT_MAX - 12; first < AKV_ERROR_HINT_MAX;
	     first++) {
		struct akv_error err;

		akv_fail(&err, AKV_ERR_DENIED, "X", "x");
		akv_error_hint(&err, "%s", many('h', first));
		akv_error_hint(&err, "abcd");
		akv_error_hint(&err, "e");
		cr_assert_lt(strnlen(err.hint, AKV_ERROR_HINT_MAX),
			     0 + AKV_ERROR_HINT_MAX);
		cr_assert_eq(err.hint[strlen(err.hint) - 1], '\n');
	}
}

Test(error, takes_a_prefix)
{
	struct akv_error err;

	akv_fail(&err, AKV_ERR_NOT_FOUND, "SecretNotFound", "no such secret");
	akv_error_hint(&err, "make one");
	akv_error_prefix(&err, "vault %s", "contoso\n");
	akv_error_prefix(&err, "line %d", 3);
	cr_assert_str_eq(err.text, "line 3: vault contoso\\n: no such secret");
	cr_assert_eq(err.code, AKV_ERR_NOT_FOUND);
	cr_assert_str_eq(err.reason, "SecretNotFound");
	cr_assert_str_eq(err.hint, "make one\n");
}

Test(error, bounds_prefix_and_sentence_together)
{
	struct akv_error err;

	akv_fail(&err, AKV_ERR_NOT_FOUND, "X", "%s", many('t', 639));
	akv_error_prefix(&err, "%s", many('p', 639));
	cr_assert_eq(strlen(err.text), 0 + AKV_ERROR_TEXT_MAX - 1);
	cr_assert_eq(err.text[0], 'p');
	cr_assert_eq(err.text[AKV_ERROR_TEXT_MAX - 2], 't');
}

Test(error, does_not_cut_a_character_in_two_for_a_prefix)
{
	char text[640] = "";
	struct akv_error err;

	for (size_t i = 0; i < 213; i++)
		memcpy(text + 3 * i, "\xe2\x82\xac", 3);
	akv_fail(&err, AKV_ERR_NOT_FOUND, "X", "%s", text);
	cr_assert_eq(strlen(err.text), 639);
	/* four bytes more push two characters out, and leave two bytes free */
	akv_error_prefix(&err, "pq");
	cr_assert_eq(strlen(err.text), 637);
	cr_assert_str_eq(err.text + 634, "\xe2\x82\xac");
}
