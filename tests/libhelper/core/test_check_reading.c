/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "libhelper/core/check_reading.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_vault.h"

#define BUNDLE \
	"{\"value\":\"v\",\"id\":\"https://contoso.vault.azure.net/secrets/" \
	"sftp-password/1\",\"attributes\":{\"enabled\":true,\"nbf\":10," \
	"\"exp\":20}}"

static struct akv_vault_config vault = {
	.name = (char[]){ "contoso" },
	.host = (char[]){ FAKE_VAULT_HOST },
};
static const struct akv_secret_id id = { .vault = &vault,
					 .name = "sftp-password" };
static struct akv_check_readings readings;
static struct akv_vault_clients *clients;

static void set_up(void)
{
	fake_clock.monotonic_ms = 1000;
	cr_assert_eq(akv_vault_clients_new(fake_vault_source(), &clients, NULL),
		     AKV_OK);
}

static void tear_down(void)
{
	akv_check_reading_clear(&readings);
	akv_vault_clients_free(clients);
}

TestSuite(check_reading, .init = set_up, .fini = tear_down);

static size_t add(const char *name, const char *version)
{
	const struct akv_secret_id wanted = { .vault = &vault,
					      .name = name,
					      .version = version };
	size_t index = 0;

	cr_assert_eq(akv_check_reading_add(&readings, &wanted, &index, NULL),
		     AKV_OK);
	return index;
}

static const struct akv_check_reading *run_one(void)
{
	size_t index;

	cr_assert_eq(akv_check_reading_add(&readings, &id, &index, NULL),
		     AKV_OK);
	/* one job is done by the caller's thread, as the fake wants it */
	akv_check_reading_run(&readings, clients);
	return &readings.list[index];
}

Test(check_reading, is_one_for_all_who_want_the_same)
{
	cr_expect_eq(add("a", NULL), 0);
	cr_expect_eq(add("b", NULL), 1);
	cr_expect_eq(add("A", ""), 0);
	cr_expect_eq(add("a", "1"), 2);
	cr_expect_eq(readings.count, 3);
	for (int i = 0; i < 20; i++)
		cr_expect_eq(add("b", NULL), 1);
}

Test(check_reading, keeps_the_dates_and_not_the_value)
{
	const struct akv_check_reading *reading;

	fake_vault_will_answer(200, BUNDLE, NULL);
	reading = run_one();
	cr_expect_eq(reading->err.code, AKV_OK);
	cr_expect_eq(reading->not_before, 10);
	cr_expect_eq(reading->expires_at, 20);
	cr_expect_str_eq(reading->version, "1");
	cr_expect_eq(fake_vault.requests, 1);
}

Test(check_reading, learns_until_when_a_deleted_secret_can_be_recovered)
{
	static const char deleted[] =
		"{\"recoveryId\":\"https://contoso.vault.azure.net/"
		"deletedsecrets/sftp-password\",\"deletedDate\":30,"
		"\"scheduledPurgeDate\":40,\"id\":\"https://"
		"contoso.vault.azure.net/secrets/sftp-password/1\"}";
	const struct akv_check_reading *reading;

	fake_vault_will_answer(404, FAKE_VAULT_ERROR("SecretNotFound", "no"),
			       NULL);
	fake_vault_will_answer(200, deleted, NULL);
	fake_vault_will_answer(200, deleted, NULL);
	reading = run_one();
	cr_expect_eq(reading->err.code, AKV_ERR_NOT_FOUND);
	cr_expect_str_eq(reading->err.reason, "SecretDeleted");
	cr_expect_eq(reading->deleted_at, 30);
	cr_expect_eq(reading->recoverable_until, 40);
}

Test(check_reading, keeps_the_reason)
{
	const struct akv_check_reading *reading;

	fake_vault_will_fail(AKV_ERR_PEER, "NotASecret");
	reading = run_one();
	cr_expect_eq(reading->err.code, AKV_ERR_PEER);
	cr_expect_str_eq(reading->err.reason, "NotASecret");
}

Test(check_reading, can_fail_for_all)
{
	struct akv_error why = { 0 };

	(void)add("a", NULL);
	(void)add("b", NULL);
	akv_fail(&why, AKV_ERR_SIGN_IN, "NoPrincipal", "nobody");
	akv_check_reading_fail(&readings, &why);
	cr_expect_eq(readings.list[0].err.code, AKV_ERR_SIGN_IN);
	cr_expect_str_eq(readings.list[1].err.reason, "NoPrincipal");
}
