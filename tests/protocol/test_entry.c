/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "protocol/entry.h"

static void expect_host(const char *host, int port, const char *name,
			int number)
{
	struct akv_entry entry = { 0 };

	cr_assert_eq(akv_entry_set_host(&entry, host, port, NULL), AKV_OK);
	cr_assert_str_eq(entry.host, name);
	cr_assert_eq(entry.port, number, "%s: %d", host, entry.port);
}

Test(entry, takes_the_port_off_the_host)
{
	expect_host("db.example.com", 5432, "db.example.com", 5432);
	expect_host("db.example.com:5433", 5432, "db.example.com", 5433);
	expect_host("db.example.com", 0, "db.example.com", 0);
	expect_host("", 0, "", 0);
}

Test(entry, takes_the_brackets_off_an_address)
{
	expect_host("[2001:db8::1]", 22, "2001:db8::1", 22);
	expect_host("[2001:db8::1]:2222", 22, "2001:db8::1", 2222);
	expect_host("192.0.2.1:2222", 22, "192.0.2.1", 2222);
}

Test(entry, refuses_a_host_that_is_too_long)
{
	struct akv_entry entry = { 0 };
	struct akv_error err;
	char host[AKV_ENTRY_HOST_SIZE + 1] = "";

	memset(host, 'h', AKV_ENTRY_HOST_SIZE);
	cr_assert_eq(akv_entry_set_host(&entry, host, 0, &err),
		     AKV_ERR_UNUSABLE);
	cr_assert_str_eq(err.reason, "DoesNotFit");
	host[AKV_ENTRY_HOST_SIZE - 1] = '\0';
	expect_host(host, 0, host, 0);
}

Test(entry, says_what_is_missing)
{
	const struct akv_entry entry = { .username = "" };
	struct akv_error err;

	cr_assert_eq(akv_entry_need_host(&entry, "a letter", &err),
		     AKV_ERR_USAGE);
	cr_assert_str_eq(err.reason, "NoHost");
	cr_assert_str_eq(err.text, "a letter needs a host, and the connection "
				   "has none");
	cr_assert_eq(akv_entry_need_username(&entry, "a letter", &err),
		     AKV_ERR_USAGE);
	cr_assert_str_eq(err.reason, "NoUsername");
	cr_assert_str_eq(err.text,
			 "a letter needs a user name, and nobody says it");
}

static const char *spell(unsigned char c)
{
	return c == 'a' ? "[A]" : c < ' ' || c == 'z' ? "" : NULL;
}

static const struct akv_field_rule rule = { .format = "a letter",
					    .spell = spell };

static void expect_refusal(const char *bytes, size_t len, const char *text)
{
	AKV_AUTO(secret) *out = NULL;
	const struct akv_field field = { "password", bytes, len };
	struct akv_error err;

	cr_assert_eq(akv_secret_new(64, &out, NULL), AKV_OK);
	cr_assert_eq(akv_entry_append(out, &rule, &field, &err),
		     AKV_ERR_UNUSABLE);
	cr_assert_str_eq(err.reason, "DoesNotFit");
	cr_assert_str_eq(err.text, text);
	cr_assert_str_eq(err.hint, "--format base64 or json holds every "
				   "value\n");
}

Test(entry, spells_each_byte_by_the_rule)
{
	AKV_AUTO(secret) *out = NULL;
	const struct akv_field field = akv_entry_text("word", "bad\xc3\xa9");

	cr_assert_eq(akv_secret_new(64, &out, NULL), AKV_OK);
	cr_assert_eq(akv_entry_append(out, &rule, &field, NULL), AKV_OK);
	cr_assert_str_eq(akv_secret_text(out), "b[A]d\xc3\xa9");
}

Test(entry, tells_the_kind_of_byte_and_no_more)
{
	expect_refusal("x\0y", 3,
		       "the password has a NUL byte, which a letter cannot "
		       "hold");
	expect_refusal("x\ry", 3,
		       "the password has a line break, which a letter cannot "
		       "hold");
	expect_refusal("x\x1by", 3,
		       "the password has a control character, which a letter "
		       "cannot hold");
	expect_refusal("xyz", 3,
		       "the password has a character, which a letter cannot "
		       "hold");
}
