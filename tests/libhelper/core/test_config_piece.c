/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/core/config_piece.h"

static struct akv_secret *new_piece(size_t room)
{
	struct akv_secret *piece = NULL;

	cr_assert_eq(akv_secret_new(room, &piece, NULL), AKV_OK);
	return piece;
}

static void expect_value(const char *value, const char *text)
{
	AKV_AUTO(secret) *piece = new_piece(100);

	cr_expect_eq(akv_config_piece_value(piece, value, NULL), AKV_OK);
	cr_expect_str_eq(akv_secret_text(piece), text);
}

Test(config_piece, escapes_no_more_than_it_must)
{
	expect_value("", "");
	expect_value("a b", "a b");
	expect_value("a;b#c=d[e]", "a;b#c=d[e]");
	expect_value("\\s", "\\\\s");
	expect_value("  a ", "\\s a\\s");
	expect_value("a ;b", "a\\s;b");
}

Test(config_piece, puts_a_value_behind_the_equals_sign_where_it_must)
{
	cr_expect(akv_config_piece_needs_equals(""));
	cr_expect(akv_config_piece_needs_equals(";"));
	cr_expect(akv_config_piece_needs_equals("#a"));
	cr_expect_not(akv_config_piece_needs_equals("a#"));
}

Test(config_piece, is_a_line)
{
	AKV_AUTO(secret) *piece = new_piece(100);

	cr_expect_eq(akv_config_piece_setting(piece, "a", "b", "\n", NULL),
		     AKV_OK);
	cr_expect_eq(akv_config_piece_setting(piece, "a", "#b", "\r\n", NULL),
		     AKV_OK);
	cr_expect_str_eq(akv_secret_text(piece), "a = b\na =#b\r\n");
}

static void expect_group(const char *before, const char *newline,
			 const char *text)
{
	AKV_AUTO(secret) *piece = new_piece(100);
	AKV_AUTO(secret) *old = NULL;

	cr_assert_eq(akv_secret_new_from(before, strlen(before), &old, NULL),
		     AKV_OK);
	cr_expect_eq(akv_config_piece_group(piece, old, "a", newline, NULL),
		     AKV_OK);
	cr_expect_str_eq(akv_secret_text(piece), text);
}

Test(config_piece, is_a_group_with_a_blank_line_in_front)
{
	expect_group("", "\n", "[a]\n");
	expect_group("b", "\n", "\n\n[a]\n");
	expect_group("b\n", "\n", "\n[a]\n");
	expect_group("b\n\n", "\n", "[a]\n");
	expect_group("b\r\n\r\n", "\r\n", "[a]\r\n");
	expect_group("b\r\n", "\r\n", "\r\n[a]\r\n");
}

Test(config_piece, says_when_it_does_not_fit)
{
	AKV_AUTO(secret) *piece = new_piece(3);

	cr_expect_eq(akv_config_piece_setting(piece, "a", "b", "\n", NULL),
		     AKV_ERR_PEER);
}
