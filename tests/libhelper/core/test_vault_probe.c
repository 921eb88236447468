/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "libhelper/core/vault_probe.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_vault.h"

#define DENIED \
	"{\"error\":{\"code\":\"Forbidden\",\"message\":\"m\",\"innererror\":{" \
	"\"code\":\"ForbiddenByRbac\"}}}"
#define FIREWALL \
	"{\"error\":{\"code\":\"Forbidden\",\"message\":\"Client address is " \
	"not authorized\",\"innererror\":{\"code\":\"ForbiddenByFirewall\"}}}"
#define DISABLED \
	"{\"error\":{\"code\":\"Forbidden\",\"message\":\"m\",\"innererror\":{" \
	"\"code\":\"SecretDisabled\"}}}"
#define LIST \
	"{\"value\":[{\"id\":\"https://contoso.vault.azure.net/secrets/a\"," \
	"\"attributes\":{\"recoveryLevel\":\"Recoverable\"}}]}"
#define EMPTY "{\"value\":[]}"

static struct akv_vault_client *client;
static struct akv_vault_probe probe;

static void set_up(void)
{
	fake_clock.monotonic_ms = 1000;
	cr_assert_eq(akv_vault_client_new(fake_vault_source(), FAKE_VAULT_HOST,
					  &client, NULL),
		     AKV_OK);
}

static void tear_down(void)
{
	akv_vault_client_free(client);
}

TestSuite(vault_probe, .init = set_up, .fini = tear_down);

static void missing(const char *code)
{
	static char bodies[8][128];
	static size_t used;
	char *body = bodies[used++ % 8];

	(void)snprintf(body, sizeof(bodies[0]),
		       "{\"error\":{\"code\":\"%s\",\"message\":\"m\"}}", code);
	fake_vault_will_answer(404, body, NULL);
}

static const struct akv_vault_attempt *attempt(enum akv_vault_right right)
{
	return &probe.attempts[right];
}

Test(vault_probe, tries_every_right)
{
	missing("SecretNotFound");
	fake_vault_will_answer(200, LIST, NULL);
	missing("KeyNotFound");
	fake_vault_will_answer(200, EMPTY, NULL);
	missing("CertificateNotFound");
	fake_vault_will_answer(200, EMPTY, NULL);
	akv_vault_probe(client, NULL, 0, &probe);
	for (size_t i = 0; i < AKV_VAULT_RIGHTS; i++) {
		cr_expect(probe.attempts[i].was_made);
		cr_expect_eq(probe.attempts[i].code, AKV_OK, "%zu: %s", i,
			     probe.attempts[i].err.text);
	}
	cr_expect(probe.was_reached);
	cr_expect_str_eq(probe.recovery_level, "Recoverable");
	cr_expect_not_null(strstr(fake_vault.urls[0], "/secrets/akv-probe-"));
	cr_expect_not_null(strstr(fake_vault.urls[1], "/secrets?"));
	cr_expect_not_null(strstr(fake_vault.urls[2], "/keys/akv-probe-"));
	cr_expect_not_null(strstr(fake_vault.urls[3], "/keys?"));
	cr_expect_not_null(
		strstr(fake_vault.urls[4], "/certificates/akv-probe-"));
	cr_expect_not_null(strstr(fake_vault.urls[5], "/certificates?"));
	cr_expect_eq(fake_vault.signed_in, 1);
}

Test(vault_probe, tells_rights_apart)
{
	missing("SecretNotFound");
	for (int i = 0; i < 5; i++)
		fake_vault_will_answer(403, DENIED, NULL);
	akv_vault_probe(client, NULL, 0, &probe);
	cr_expect_eq(attempt(AKV_VAULT_RIGHT_GET_SECRETS)->code, AKV_OK);
	for (size_t i = 1; i < AKV_VAULT_RIGHTS; i++) {
		cr_expect_eq(probe.attempts[i].code, AKV_ERR_DENIED);
		cr_expect_str_eq(probe.attempts[i].err.reason,
				 "ForbiddenByRbac");
	}
}

Test(vault_probe, tries_the_secrets_that_are_used)
{
	static const char *const secrets[] = { "one", "two", "three" };

	fake_vault_will_answer(200, "{\"value\":\"v\"}", NULL);
	fake_vault_will_answer(403, DENIED, NULL);
	for (int i = 0; i < 5; i++)
		fake_vault_will_answer(403, DENIED, NULL);
	akv_vault_probe(client, secrets, 3, &probe);
	cr_expect_eq(attempt(AKV_VAULT_RIGHT_GET_SECRETS)->code,
		     AKV_ERR_DENIED);
	cr_expect_str_eq(attempt(AKV_VAULT_RIGHT_GET_SECRETS)->secret, "two");
	cr_expect_not_null(strstr(fake_vault.urls[1], "/secrets/two?"));
	cr_expect_not_null(strstr(fake_vault.urls[2], "/secrets?"));
}

Test(vault_probe, may_read_what_is_switched_off)
{
	static const char *const secrets[] = { "one" };

	fake_vault_will_answer(403, DISABLED, NULL);
	for (int i = 0; i < 5; i++)
		fake_vault_will_answer(403, DENIED, NULL);
	akv_vault_probe(client, secrets, 1, &probe);
	cr_expect_eq(attempt(AKV_VAULT_RIGHT_GET_SECRETS)->code, AKV_OK);
}

Test(vault_probe, takes_no_missing_vault_for_a_missing_secret)
{
	for (int i = 0; i < 6; i++)
		fake_vault_will_answer(404, "<html>Not found.</html>", NULL);
	akv_vault_probe(client, NULL, 0, &probe);
	cr_expect_eq(attempt(AKV_VAULT_RIGHT_GET_SECRETS)->code,
		     AKV_ERR_NOT_FOUND);
	cr_expect_str_eq(attempt(AKV_VAULT_RIGHT_GET_SECRETS)->err.reason,
			 "VaultNotFound");
}

Test(vault_probe, ends_at_a_firewall)
{
	fake_vault_will_answer(403, FIREWALL, NULL);
	akv_vault_probe(client, NULL, 0, &probe);
	cr_expect_eq(attempt(AKV_VAULT_RIGHT_GET_SECRETS)->code,
		     AKV_ERR_FIREWALL);
	cr_expect(probe.was_reached);
	cr_expect_not(attempt(AKV_VAULT_RIGHT_LIST_SECRETS)->was_made);
	cr_expect_eq(fake_vault.requests, 1);
}

Test(vault_probe, ends_where_nobody_answers)
{
	fake_vault_will_fail(AKV_ERR_UNREACHABLE, "CertificateNotTrusted");
	akv_vault_probe(client, NULL, 0, &probe);
	cr_expect_eq(attempt(AKV_VAULT_RIGHT_GET_SECRETS)->code,
		     AKV_ERR_UNREACHABLE);
	cr_expect_not(probe.was_reached);
	cr_expect_not(attempt(AKV_VAULT_RIGHT_LIST_KEYS)->was_made);
}

Test(vault_probe, ends_without_a_token)
{
	fake_vault.sign_in_code = AKV_ERR_SIGN_IN;
	akv_vault_probe(client, NULL, 0, &probe);
	cr_expect_eq(attempt(AKV_VAULT_RIGHT_GET_SECRETS)->code,
		     AKV_ERR_SIGN_IN);
	cr_expect_eq(fake_vault.requests, 0);
}

Test(vault_probe, takes_no_captive_portal_for_a_vault)
{
	fake_vault_will_answer(200, "<html>", NULL);
	fake_vault.answers[0].is_proxy = true;
	akv_vault_probe(client, NULL, 0, &probe);
	cr_expect_eq(attempt(AKV_VAULT_RIGHT_GET_SECRETS)->code, AKV_ERR_PEER);
	cr_expect_not(probe.was_reached);
}
