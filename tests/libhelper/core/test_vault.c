/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "libhelper/core/vault.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_vault.h"

#define BUNDLE \
	"{\"value\":\"v\",\"id\":\"https://contoso.vault.azure.net/secrets/" \
	"sftp-password/1\",\"attributes\":{\"enabled\":true}}"

static char vault_name[] = "contoso";
static char vault_host[] = FAKE_VAULT_HOST;
static struct akv_vault_config vault = { .name = vault_name,
					 .host = vault_host };
static struct akv_secret_bundle bundle;
static struct akv_error err;

static void set_up(void)
{
	fake_clock.monotonic_ms = 1000;
}

static void tear_down(void)
{
	akv_secret_bundle_clear(&bundle);
}

TestSuite(vault, .init = set_up, .fini = tear_down);

static enum akv_code get(const char *version)
{
	const struct akv_secret_id id = { .vault = &vault,
					  .name = "sftp-password",
					  .version = version };

	return akv_vault_get_secret(fake_vault_source(), &id, &bundle, &err);
}

Test(vault, gets_a_secret_with_one_request)
{
	fake_vault_will_answer(200, BUNDLE, NULL);
	cr_assert_eq(get("1"), AKV_OK);
	cr_expect_str_eq(fake_vault.urls[0],
			 "https://contoso.vault.azure.net/secrets/"
			 "sftp-password/1?api-version=7.6");
	cr_expect_str_eq(akv_secret_text(bundle.value), "v");
	cr_expect_eq(fake_vault.requests, 1);
	cr_expect_eq(fake_vault.signed_in, 1);
}

/* The value would lie in ordinary memory, which is not empty in a child, as
 * long as the bundle is there. */
Test(vault, keeps_the_document_for_who_shows_it_alone)
{
	struct akv_secret_id id = { .vault = &vault, .name = "sftp-password" };

	fake_vault_will_answer(200, BUNDLE, NULL);
	fake_vault_will_answer(200, BUNDLE, NULL);
	cr_assert_eq(get(NULL), AKV_OK);
	cr_expect_eq(bundle.json, NULL);
	akv_secret_bundle_clear(&bundle);
	id.is_shown = true;
	cr_assert_eq(
		akv_vault_get_secret(fake_vault_source(), &id, &bundle, &err),
		AKV_OK);
	cr_expect_not_null(akv_json_member(bundle.json, "value"));
}

Test(vault, takes_no_other_secret_than_the_one_it_asked_for)
{
	fake_vault_will_answer(200, BUNDLE, NULL);
	cr_assert_eq(get("2"), AKV_ERR_PEER);
	cr_expect_str_eq(err.reason, "AnotherSecret");
	cr_expect_eq(bundle.value, NULL);
}

Test(vault, does_not_ask_again_when_it_may_not_read)
{
	fake_vault_will_answer(
		403,
		"{\"error\":{\"code\":\"Forbidden\",\"message\":\"m\","
		"\"innererror\":{\"code\":\"ForbiddenByRbac\"}}}",
		NULL);
	cr_assert_eq(get(NULL), AKV_ERR_DENIED);
	cr_expect_eq(fake_vault.requests, 1);
}

Test(vault, tells_a_deleted_secret_from_a_missing_one)
{
	fake_vault_will_answer(404, FAKE_VAULT_ERROR("SecretNotFound", "m"),
			       NULL);
	fake_vault_will_answer(
		200,
		"{\"recoveryId\":\"https://contoso.vault.azure.net/"
		"deletedsecrets/sftp-password\",\"deletedDate\":1,"
		"\"scheduledPurgeDate\":2,\"id\":\"https://"
		"contoso.vault.azure.net/secrets/sftp-password/1\"}",
		NULL);
	cr_assert_eq(get(NULL), AKV_ERR_NOT_FOUND);
	cr_expect_str_eq(err.reason, "SecretDeleted");
	cr_expect_str_eq(fake_vault.urls[1],
			 "https://contoso.vault.azure.net/deletedsecrets/"
			 "sftp-password?api-version=7.6");
}

Test(vault, tells_a_deleted_secret_that_was_disabled)
{
	fake_vault_will_answer(404, FAKE_VAULT_ERROR("SecretNotFound", "m"),
			       NULL);
	fake_vault_will_answer(
		403,
		"{\"error\":{\"code\":\"Forbidden\",\"message\":\"m\","
		"\"innererror\":{\"code\":\"SecretDisabled\"}}}",
		NULL);
	cr_assert_eq(get(NULL), AKV_ERR_NOT_FOUND);
	cr_expect_str_eq(err.reason, "SecretDeleted");
}

Test(vault, says_missing_when_it_may_not_look_at_deleted_ones)
{
	fake_vault_will_answer(404, FAKE_VAULT_ERROR("SecretNotFound", "m"),
			       NULL);
	fake_vault_will_answer(403, FAKE_VAULT_ERROR("Forbidden", "m"), NULL);
	cr_assert_eq(get(NULL), AKV_ERR_NOT_FOUND);
	cr_expect_str_eq(err.reason, "SecretNotFound");
}

Test(vault, sends_no_name_that_breaks_the_rules)
{
	cr_assert_eq(get("../x"), AKV_ERR_USAGE);
	cr_expect_eq(fake_vault.requests, 0);
	cr_expect_eq(fake_vault.signed_in, 0);
}
