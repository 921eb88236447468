/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/core/config_lines.h"

static struct akv_secret *text_of(const char *text)
{
	struct akv_secret *bytes = NULL;

	cr_assert_eq(akv_secret_new_from(text, strlen(text), &bytes, NULL),
		     AKV_OK);
	return bytes;
}

static void expect_range(struct akv_config_range range, size_t start,
			 size_t end)
{
	cr_expect_eq(range.start, start, "%zu", range.start);
	cr_expect_eq(range.end, end, "%zu", range.end);
}

Test(config_lines, are_counted_from_one)
{
	AKV_AUTO(secret) *text = text_of("a\n\nbc");

	expect_range(akv_config_lines_at(text, 1), 0, 2);
	expect_range(akv_config_lines_at(text, 2), 2, 3);
	expect_range(akv_config_lines_at(text, 3), 3, 5);
	expect_range(akv_config_lines_at(text, 4), 5, 5);
	expect_range(akv_config_lines_at(text, 9), 5, 5);
}

static void expect_value(const char *line, const char *value)
{
	AKV_AUTO(secret) *text = text_of(line);
	struct akv_config_range range =
		akv_config_lines_value(text, akv_config_lines_at(text, 1));

	cr_expect_eq(range.end - range.start, strlen(value), "%s", line);
	cr_expect_eq(memcmp(line + range.start, value, strlen(value)), 0, "%s",
		     line);
}

Test(config_lines, tell_a_value_from_what_is_around_it)
{
	expect_value("key = a b \t\r\n", "a b");
	expect_value("key=a", "a");
	expect_value("key = a ; why\n", "a");
	expect_value("key = a;b#c\t# why\n", "a;b#c");
	expect_value("key =;a\n", ";a");
	expect_value("key = a=b\n", "a=b");
}

Test(config_lines, know_an_empty_value)
{
	AKV_AUTO(secret) *text = text_of("key =   # why\nkey=\n");

	expect_range(akv_config_lines_value(text, akv_config_lines_at(text, 1)),
		     5, 5);
	expect_range(akv_config_lines_value(text, akv_config_lines_at(text, 2)),
		     18, 18);
	cr_expect_eq(
		akv_config_lines_equals(text, akv_config_lines_at(text, 1)), 5);
}

Test(config_lines, are_blank_with_white_space_alone)
{
	AKV_AUTO(secret) *text = text_of("\n \t\r\n#\n x\n");

	cr_expect(
		akv_config_lines_is_blank(text, akv_config_lines_at(text, 1)));
	cr_expect(
		akv_config_lines_is_blank(text, akv_config_lines_at(text, 2)));
	cr_expect_not(
		akv_config_lines_is_blank(text, akv_config_lines_at(text, 3)));
	cr_expect_not(
		akv_config_lines_is_blank(text, akv_config_lines_at(text, 4)));
}

Test(config_lines, end_as_the_first_does)
{
	AKV_AUTO(secret) *windows = text_of("a\r\nb\n");
	AKV_AUTO(secret) *unix_text = text_of("a\nb\r\n");
	AKV_AUTO(secret) *none = text_of("");

	cr_expect_str_eq(akv_config_lines_newline(windows), "\r\n");
	cr_expect_str_eq(akv_config_lines_newline(unix_text), "\n");
	cr_expect_str_eq(akv_config_lines_newline(none), "\n");
}
