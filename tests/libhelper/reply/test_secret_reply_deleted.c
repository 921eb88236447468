/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "libhelper/reply/secret_reply.h"
#include "tests/fakes/fake_reply.h"

#define ID "https://contoso.vault.azure.net/secrets/a/0123456789abcdef"

static struct akv_deleted_secret deleted;
static struct akv_error err;

TestSuite(secret_reply_deleted, .fini = fake_reply_clear);

static enum akv_code parse_deleted(const char *body)
{
	deleted = (struct akv_deleted_secret){ 0 };
	fake_reply_set(200, body);
	return akv_secret_reply_parse_deleted(&fake_reply, &deleted, &err);
}

Test(secret_reply_deleted, reads_a_deleted_secret)
{
	fake_reply_set_file(200, "vault/deleted_secret.json");
	cr_assert_eq(
		akv_secret_reply_parse_deleted(&fake_reply, &deleted, &err),
		AKV_OK);
	cr_expect_eq(deleted.deleted_at, 1700000000);
	cr_expect_eq(deleted.purged_at, 1707776000);
}

Test(secret_reply_deleted, reads_a_deleted_secret_without_dates)
{
	cr_assert_eq(parse_deleted("{\"id\":\"" ID "\"}"), AKV_OK);
	cr_expect_eq(deleted.deleted_at, 0);
	cr_expect_eq(deleted.purged_at, 0);
}

Test(secret_reply_deleted, refuses_what_is_no_deleted_secret)
{
	static const char *const bodies[] = {
		"",
		"<html>",
		"{}",
		"[]",
		"{\"id\":\"https://contoso.vault.azure.net/keys/a\"}",
		"{\"id\":\"" ID "\",\"deletedDate\":\"soon\"}",
		"{\"id\":\"" ID "\",\"scheduledPurgeDate\":1.5}",
	};

	for (size_t i = 0; i < sizeof(bodies) / sizeof(*bodies); i++) {
		cr_expect_eq(parse_deleted(bodies[i]), AKV_ERR_PEER, "%s",
			     bodies[i]);
		cr_expect_str_eq(err.reason, "NotASecret");
		cr_expect_eq(deleted.deleted_at, 0);
	}
}
