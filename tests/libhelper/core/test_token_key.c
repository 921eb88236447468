/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/core/token_key.h"

static const struct akv_token_key base = {
	.authority_host = "host",
	.tenant = "tenant",
	.client_id = "client",
	.audience = "audience",
	.fingerprint = "fingerprint",
};

static void expect_another(const struct akv_token_key *key)
{
	char ours[AKV_TOKEN_KEY_SIZE];
	char theirs[AKV_TOKEN_KEY_SIZE];

	cr_assert_eq(akv_token_key_digest(&base, ours, NULL), AKV_OK);
	cr_assert_eq(akv_token_key_digest(key, theirs, NULL), AKV_OK);
	cr_expect_str_neq(ours, theirs);
}

/* printf 'host\0tenant\0client\0audience\0fingerprint\0' | sha256sum */
Test(token_key, is_the_digest_of_all_of_it)
{
	char digest[AKV_TOKEN_KEY_SIZE];

	cr_assert_eq(akv_token_key_digest(&base, digest, NULL), AKV_OK);
	cr_assert_str_eq(
		digest,
		"a0d8699497a50019c006425d5062f3b1cf39fa45a638a0a92960528640a055ce");
}

Test(token_key, differs_where_any_part_differs)
{
	struct akv_token_key key = base;

	key.authority_host = "x";
	expect_another(&key);
	key = base;
	key.tenant = "x";
	expect_another(&key);
	key = base;
	key.client_id = "x";
	expect_another(&key);
	key = base;
	key.audience = "x";
	expect_another(&key);
	key = base;
	key.fingerprint = "x";
	expect_another(&key);
}

Test(token_key, knows_where_a_part_ends)
{
	struct akv_token_key key = base;

	key.tenant = "tenantc";
	key.client_id = "lient";
	expect_another(&key);
}

Test(token_key, refuses_what_is_too_long)
{
	static char host[5000];
	struct akv_token_key key = base;
	char digest[AKV_TOKEN_KEY_SIZE];

	memset(host, 'x', sizeof(host) - 1);
	key.authority_host = host;
	cr_assert_eq(akv_token_key_digest(&key, digest, NULL), AKV_ERR_OTHER);
}
