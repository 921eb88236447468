/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/core/rclone_password.h"

static void expect(const char *password, const char *iv, const char *obscured)
{
	AKV_AUTO(secret) *value = NULL;
	AKV_AUTO(secret) *out = NULL;

	cr_assert_eq(strlen(iv), AKV_RCLONE_PASSWORD_IV_LEN);
	cr_assert_eq(
		akv_secret_new_from(password, strlen(password), &value, NULL),
		AKV_OK);
	cr_assert_eq(akv_rclone_password_obscure(
			     value, (const unsigned char *)iv, &out, NULL),
		     AKV_OK);
	cr_assert_str_eq(akv_secret_text(out), obscured);
}

/* What rclone itself makes of these (its own test of it). */
Test(rclone_password, is_what_rclone_makes)
{
	expect("", "aaaaaaaaaaaaaaaa", "YWFhYWFhYWFhYWFhYWFhYQ");
	expect("potato", "aaaaaaaaaaaaaaaa", "YWFhYWFhYWFhYWFhYWFhYXMaGgIlEQ");
	expect("potato", "bbbbbbbbbbbbbbbb", "YmJiYmJiYmJiYmJiYmJiYp3gcEWbAw");
}

Test(rclone_password, takes_the_longest_secret)
{
	static char longest[AKV_SECRET_VALUE_MAX];
	AKV_AUTO(secret) *value = NULL;
	AKV_AUTO(secret) *out = NULL;

	cr_assert_eq(
		akv_secret_new_from(longest, sizeof(longest), &value, NULL),
		AKV_OK);
	cr_assert_eq(akv_rclone_password_obscure(
			     value, (const unsigned char *)"aaaaaaaaaaaaaaaa",
			     &out, NULL),
		     AKV_OK);
	cr_assert_eq(akv_secret_len(out), (sizeof(longest) + 16) * 4 / 3 + 1);
}
