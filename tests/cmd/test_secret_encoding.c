/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "cmd/secret_encoding.h"

static struct akv_error err;

static enum akv_code decode(const char *name, const char *value,
			    struct akv_secret **out)
{
	AKV_AUTO(secret) *secret = NULL;
	enum akv_secret_encoding encoding;

	cr_assert(akv_secret_encoding_find(name, &encoding));
	cr_assert_eq(akv_secret_new_from(value, strlen(value), &secret, NULL),
		     AKV_OK);
	return akv_secret_encoding_decode(encoding, secret, out, &err);
}

static void expect_bytes(const char *name, const char *value, const char *bytes,
			 size_t len)
{
	AKV_AUTO(secret) *out = NULL;

	cr_assert_eq(decode(name, value, &out), AKV_OK, "%s", value);
	cr_assert_eq(akv_secret_len(out), len, "%s", value);
	cr_expect_eq(memcmp(akv_secret_text(out), bytes, len), 0);
}

static void expect_refused(const char *name, const char *value,
			   const char *reason)
{
	AKV_AUTO(secret) *out = NULL;

	cr_expect_eq(decode(name, value, &out), AKV_ERR_UNUSABLE, "%s", value);
	cr_expect_str_eq(err.reason, reason);
	cr_expect_null(out);
}

Test(secret_encoding, leaves_texts)
{
	expect_bytes("utf-8", "g\xc3\xbc\n", "g\xc3\xbc\n", 4);
	expect_bytes("ascii", "a", "a", 1);
	expect_bytes("utf-16le", "g\xc3\xbc", "g\xc3\xbc", 3);
	expect_bytes("utf-16be", "", "", 0);
}

Test(secret_encoding, decodes_base64)
{
	expect_bytes("base64", "AP9h", "\0\xff\x61", 3);
	expect_bytes("base64", " AP\r\n9h\n", "\0\xff\x61", 3);
	expect_bytes("base64", "", "", 0);
	expect_refused("base64", "AP9h!", "NotBase64");
	expect_refused("base64", "AP9hA", "NotBase64");
}

Test(secret_encoding, decodes_hex)
{
	expect_bytes("hex", "00ffAb", "\0\xff\xab", 3);
	expect_bytes("hex", "", "", 0);
	expect_refused("hex", "0", "NotHex");
	expect_refused("hex", "0g", "NotHex");
	expect_refused("hex", "00\n", "NotHex");
}

Test(secret_encoding, knows_no_other)
{
	enum akv_secret_encoding encoding;

	cr_expect_not(akv_secret_encoding_find("latin1", &encoding));
	cr_expect_not(akv_secret_encoding_find("UTF-8", &encoding));
	cr_expect_not(akv_secret_encoding_find("", &encoding));
}
