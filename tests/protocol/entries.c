/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "tests/protocol/entries.h"

struct akv_entry entries_sample(void)
{
	return (struct akv_entry){ .username = "bob", .host = "example.com" };
}

void entries_expect(entries_format *format, struct akv_entry entry,
		    const char *value, const char *expected)
{
	AKV_AUTO(secret) *secret = NULL;
	AKV_AUTO(secret) *out = NULL;
	struct akv_error err = { .code = AKV_OK };

	cr_assert_eq(akv_secret_new_from(value, strlen(value), &secret, NULL),
		     AKV_OK);
	entry.value = secret;
	cr_assert_eq(format(&entry, &out, &err), AKV_OK, "%s", err.text);
	cr_assert_str_eq(akv_secret_text(out), expected);
	cr_assert_eq(akv_secret_len(out), strlen(expected));
}

void entries_refuse(entries_format *format, struct akv_entry entry,
		    const char *bytes, size_t len, const char *reason)
{
	AKV_AUTO(secret) *secret = NULL;
	struct akv_secret *out = NULL;
	struct akv_error err = { .code = AKV_OK };
	enum akv_code code;

	cr_assert_eq(akv_secret_new_from(bytes, len, &secret, NULL), AKV_OK);
	entry.value = secret;
	code = format(&entry, &out, &err);
	cr_assert_eq(code, strncmp(reason, "No", 2) == 0 ? AKV_ERR_USAGE :
							   AKV_ERR_UNUSABLE);
	cr_assert_eq(code, err.code);
	cr_assert_str_eq(err.reason, reason);
	cr_assert_null(out, "all or nothing");
	if (len > 3)
		cr_assert_null(memmem(err.text, strlen(err.text), bytes, len));
}
