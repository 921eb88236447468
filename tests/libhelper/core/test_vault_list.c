/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/core/vault_list.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_vault.h"

#define AT "https://" FAKE_VAULT_HOST
#define ITEM(name) "{\"id\":\"" AT "/secrets/" name "\"}"
#define PAGE(items, link) "{\"value\":[" items "],\"nextLink\":\"" link "\"}"
#define LINK(token) AT ":443/secrets?api-version=7.6&$skiptoken=" token

static struct akv_vault_client *client;
static struct akv_error err;
static char names[64];
static size_t visits_wanted = 100;

static void set_up(void)
{
	fake_clock.monotonic_ms = 1000;
	cr_assert_eq(akv_vault_client_new(fake_vault_source(), FAKE_VAULT_HOST,
					  &client, &err),
		     AKV_OK);
}

static void tear_down(void)
{
	akv_vault_client_free(client);
}

TestSuite(vault_list, .init = set_up, .fini = tear_down);

static bool note(const struct akv_list_item *item, AKV_UNUSED void *context)
{
	cr_assert_lt(strlen(names) + strlen(item->name), sizeof(names));
	strcat(names, item->name);
	return --visits_wanted > 0;
}

static const struct akv_list_visitor visitor = { .visit = note };

static enum akv_code list(enum akv_url_list_kind kind, const char *secret)
{
	const struct akv_vault_list which = { .kind = kind, .secret = secret };

	return akv_vault_list(client, &which, &visitor, &err);
}

static enum akv_code list_secrets(void)
{
	return list(AKV_URL_LIST_SECRETS, NULL);
}

Test(vault_list, visits_page_after_page)
{
	fake_vault_will_answer(200, PAGE(ITEM("a") "," ITEM("b"), LINK("1")),
			       NULL);
	fake_vault_will_answer(200, PAGE("", LINK("2")), NULL);
	fake_vault_will_answer(200, PAGE(ITEM("c"), ""), NULL);
	cr_assert_eq(list_secrets(), AKV_OK);
	cr_expect_str_eq(names, "abc");
	cr_expect_str_eq(fake_vault.urls[0],
			 AT "/secrets?api-version=7.6&maxresults=25");
	cr_expect_str_eq(fake_vault.urls[2],
			 AT "/secrets?api-version=7.6&$skiptoken=2");
	cr_expect_eq(fake_vault.clients, 1);
}

Test(vault_list, asks_for_no_page_more_when_it_is_stopped)
{
	visits_wanted = 1;
	fake_vault_will_answer(200, PAGE(ITEM("a") "," ITEM("b"), LINK("1")),
			       NULL);
	cr_assert_eq(list_secrets(), AKV_OK);
	cr_expect_str_eq(names, "a");
	cr_expect_eq(fake_vault.requests, 1);
}

Test(vault_list, follows_no_link_to_another_host)
{
	fake_vault_will_answer(
		200, PAGE(ITEM("a"), "https://evil.example/secrets?x=y"), NULL);
	cr_assert_eq(list_secrets(), AKV_ERR_PEER);
	cr_expect_str_eq(err.reason, "ForeignNextLink");
	cr_expect_eq(fake_vault.requests, 1);
}

Test(vault_list, notices_a_page_that_follows_itself)
{
	for (int i = 0; i < 4; i++)
		fake_vault_will_answer(200, PAGE(ITEM("a"), LINK("1")), NULL);
	cr_assert_eq(list_secrets(), AKV_ERR_PEER);
	cr_expect_str_eq(err.reason, "EndlessList");
	cr_expect_eq(fake_vault.requests, 2);
}

Test(vault_list, notices_a_list_that_goes_round_in_circles)
{
	for (int i = 0; i < 4; i++) {
		fake_vault_will_answer(200, PAGE("", LINK("1")), NULL);
		fake_vault_will_answer(200, PAGE("", LINK("2")), NULL);
		fake_vault_will_answer(200, PAGE("", LINK("3")), NULL);
	}
	cr_assert_eq(list_secrets(), AKV_ERR_PEER);
	cr_expect_str_eq(err.reason, "EndlessList");
	cr_expect_lt(fake_vault.requests, 12);
}

Test(vault_list, repeats_a_page_after_a_fault)
{
	fake_vault_will_answer(200, PAGE(ITEM("a"), LINK("1")), NULL);
	fake_vault_will_answer(503, "", NULL);
	fake_vault_will_answer(200, PAGE(ITEM("b"), ""), NULL);
	cr_assert_eq(list_secrets(), AKV_OK);
	cr_expect_str_eq(names, "ab");
}

static void expect_denied(enum akv_url_list_kind kind, const char *secret,
			  const char *text, const char *hint)
{
	fake_vault_will_answer(
		403,
		"{\"error\":{\"code\":\"Forbidden\",\"message\":\"m\","
		"\"innererror\":{\"code\":\"ForbiddenByPolicy\"}}}",
		NULL);
	cr_assert_eq(list(kind, secret), AKV_ERR_DENIED);
	cr_expect_neq(strstr(err.text, text), NULL, "%s", err.text);
	cr_expect_neq(strstr(err.hint, hint), NULL, "%s", err.hint);
}

Test(vault_list, says_which_permission_a_list_takes)
{
	expect_denied(AKV_URL_LIST_SECRETS, NULL, "list its secrets",
		      "--secret-permissions list");
	expect_denied(AKV_URL_LIST_VERSIONS, "x", "list its secrets",
		      "--secret-permissions list");
	expect_denied(AKV_URL_LIST_DELETED_SECRETS, NULL, "list its secrets",
		      "--secret-permissions list");
	expect_denied(AKV_URL_LIST_KEYS, NULL, "list its keys",
		      "--key-permissions list");
	expect_denied(AKV_URL_LIST_CERTIFICATES, NULL, "list its certificates",
		      "--certificate-permissions list");
}

Test(vault_list, says_which_role_a_list_takes)
{
	fake_vault_will_answer(
		403,
		"{\"error\":{\"code\":\"Forbidden\",\"message\":\"m\","
		"\"innererror\":{\"code\":\"ForbiddenByRbac\"}}}",
		NULL);
	cr_assert_eq(list(AKV_URL_LIST_KEYS, NULL), AKV_ERR_DENIED);
	cr_expect_neq(strstr(err.text, "the list of keys in vault contoso"),
		      NULL, "%s", err.text);
	cr_expect_neq(strstr(err.hint, "\"Key Vault Reader\""), NULL, "%s",
		      err.hint);
}

Test(vault_list, says_whose_versions_are_not_there)
{
	fake_vault_will_answer(404, FAKE_VAULT_ERROR("SecretNotFound", "m"),
			       NULL);
	cr_assert_eq(list(AKV_URL_LIST_VERSIONS, "x"), AKV_ERR_NOT_FOUND);
	cr_expect_str_eq(err.text, "there is no secret x in vault contoso");
}

Test(vault_list, shows_a_deleted_secret)
{
	fake_vault_will_answer(200,
			       "{\"id\":\"" AT "/secrets/x/1\","
			       "\"deletedDate\":1}",
			       NULL);
	cr_assert_eq(akv_vault_list_deleted_one(client, "x", &visitor, &err),
		     AKV_OK);
	cr_expect_str_eq(names, "x");
	cr_expect_str_eq(fake_vault.urls[0],
			 AT "/deletedsecrets/x?api-version=7.6");
}

Test(vault_list, says_which_deleted_secret_is_not_there)
{
	fake_vault_will_answer(404, FAKE_VAULT_ERROR("SecretNotFound", "m"),
			       NULL);
	cr_assert_eq(akv_vault_list_deleted_one(client, "x", &visitor, &err),
		     AKV_ERR_NOT_FOUND);
	cr_expect_str_eq(err.text,
			 "there is no deleted secret x in vault contoso");
}
