/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/azure/url_list.h"

#define HOST "contoso.vault.azure.net"
#define ORIGIN "https://contoso.vault.azure.net"
#define PAGE "api-version=7.6&maxresults=25"

static struct akv_error err;

TestSuite(url_list);

static struct akv_vault_url *first(enum akv_url_list_kind kind,
				   const char *secret)
{
	struct akv_vault_url *url = NULL;

	cr_assert_eq(akv_url_list(HOST, kind, secret, &url, &err), AKV_OK);
	return url;
}

static void expect_first(enum akv_url_list_kind kind, const char *secret,
			 const char *text)
{
	AKV_AUTO(vault_url) *url = first(kind, secret);

	cr_expect_str_eq(akv_url_vault_text(url), text);
	cr_expect(akv_url_vault_is_list(url));
}

Test(url_list, begins_each_list)
{
	expect_first(AKV_URL_LIST_SECRETS, NULL, ORIGIN "/secrets?" PAGE);
	expect_first(AKV_URL_LIST_VERSIONS, "a-b",
		     ORIGIN "/secrets/a-b/versions?" PAGE);
	expect_first(AKV_URL_LIST_DELETED_SECRETS, NULL,
		     ORIGIN "/deletedsecrets?" PAGE);
	expect_first(AKV_URL_LIST_KEYS, NULL, ORIGIN "/keys?" PAGE);
	expect_first(AKV_URL_LIST_CERTIFICATES, NULL,
		     ORIGIN "/certificates?" PAGE);
}

Test(url_list, lists_the_versions_of_no_name_outside_the_rules)
{
	struct akv_vault_url *url = NULL;

	cr_expect_eq(
		akv_url_list(HOST, AKV_URL_LIST_VERSIONS, "a/b", &url, &err),
		AKV_ERR_USAGE);
	cr_expect_eq(url, NULL);
}

Test(url_list, asks_no_host_that_is_no_vault)
{
	struct akv_vault_url *url = NULL;

	cr_expect_eq(akv_url_list("evil.example", AKV_URL_LIST_SECRETS, NULL,
				  &url, &err),
		     AKV_ERR_USAGE);
}

static enum akv_code follow(const char *link, struct akv_vault_url **next)
{
	AKV_AUTO(vault_url) *page = first(AKV_URL_LIST_SECRETS, NULL);

	err = (struct akv_error){ 0 };
	return akv_url_list_next(page, link, next, &err);
}

static void expect_followed(const char *link, const char *query)
{
	AKV_AUTO(vault_url) *next = NULL;
	const char *text;

	cr_assert_eq(follow(link, &next), AKV_OK, "%s: %s", link, err.text);
	cr_expect(akv_url_vault_is_list(next));
	text = akv_url_vault_text(next);
	cr_expect_eq(
		strncmp(text, ORIGIN "/secrets?", strlen(ORIGIN "/secrets?")),
		0, "%s", text);
	cr_expect_str_eq(strchr(text, '?') + 1, query);
	cr_expect_str_eq(akv_url_vault_host(next), HOST);
}

Test(url_list, follows_the_link_as_key_vault_writes_it)
{
	expect_followed(ORIGIN ":443/secrets?api-version=7.6"
			       "&$skiptoken=eyJO.a_-~&maxresults=25",
			"api-version=7.6&$skiptoken=eyJO.a_-~&maxresults=25");
}

Test(url_list, follows_other_ways_to_write_the_same)
{
	expect_followed(ORIGIN "/secrets?a=b", "a=b");
	expect_followed("HTTPS://Contoso.Vault.Azure.Net:443/Secrets?a=b",
			"a=b");
	expect_followed(ORIGIN "/secrets/?a=b", "a=b");
	expect_followed("/secrets?a=b", "a=b");
	expect_followed("/secrets?a=%2B%2f", "a=%2B%2f");
}

Test(url_list, follows_the_versions_of_one_secret)
{
	AKV_AUTO(vault_url) *page = first(AKV_URL_LIST_VERSIONS, "x");
	AKV_AUTO(vault_url) *next = NULL;

	cr_assert_eq(
		akv_url_list_next(page, "/secrets/X/versions?t=1", &next, &err),
		AKV_OK);
	cr_expect_str_eq(akv_url_vault_text(next),
			 ORIGIN "/secrets/x/versions?t=1");
}

Test(url_list, follows_no_link_that_leads_elsewhere)
{
	static const char *const links[] = {
		"http://" HOST "/secrets?a=b",
		"https://evil.example/secrets?a=b",
		ORIGIN ".evil.example/secrets?a=b",
		ORIGIN "@evil.example/secrets?a=b",
		ORIGIN ":443@evil.example/secrets?a=b",
		"https://evil.example@" HOST "/secrets?a=b",
		"https://fabrikam.vault.azure.net/secrets?a=b",
		ORIGIN ":444/secrets?a=b",
		ORIGIN ":4430/secrets?a=b",
		ORIGIN "./secrets?a=b",
		ORIGIN "\\secrets?a=b",
		"//evil.example/secrets?a=b",
		"https:///secrets?a=b",
		ORIGIN "/deletedsecrets?a=b",
		ORIGIN "/keys?a=b",
		ORIGIN "/secrets/name?a=b",
		ORIGIN "/secrets/../keys?a=b",
		ORIGIN "/secrets",
		ORIGIN "/secrets?",
		ORIGIN "/secrets?a=b#c",
		ORIGIN "/secrets?a=b c",
		ORIGIN "/secrets?a=b\r\nX: y",
		ORIGIN "/secrets?a=\xc3\xa4",
		ORIGIN,
		"secrets?a=b",
		"?a=b",
		"",
	};

	for (size_t i = 0; i < sizeof(links) / sizeof(*links); i++) {
		struct akv_vault_url *next = NULL;

		cr_expect_eq(follow(links[i], &next), AKV_ERR_PEER, "%s",
			     links[i]);
		cr_expect_str_eq(err.reason, "ForeignNextLink", "%s", links[i]);
		cr_expect_eq(next, NULL);
	}
}

Test(url_list, follows_no_link_that_is_too_long)
{
	static char link[AKV_URL_LIST_LINK_SIZE + 1];
	AKV_AUTO(vault_url) *next = NULL;
	const char start[] = "/secrets?a=";

	memset(link, 'x', sizeof(link) - 1);
	memcpy(link, start, strlen(start));
	cr_expect_eq(follow(link, &next), AKV_ERR_PEER);
	link[sizeof(link) - 2] = '\0';
	cr_expect_eq(follow(link, &next), AKV_OK);
}
