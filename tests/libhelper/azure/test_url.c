/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "libhelper/azure/url.h"

#define CONTOSO "contoso.vault.azure.net"
#define A64 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define TENANT "72f988bf-86f1-41af-91ab-2d7cd011db47"

static struct akv_vault_url *vault_url;
static struct akv_token_url *token_url;
static struct akv_error err;

static void tear_down(void)
{
	akv_vault_url_free(vault_url);
	akv_token_url_free(token_url);
}

TestSuite(url, .fini = tear_down);

Test(url, addresses_the_newest_version_of_a_secret)
{
	cr_assert_eq(akv_url_secret(CONTOSO, "sftp-password", NULL, &vault_url,
				    &err),
		     AKV_OK);
	cr_expect_str_eq(akv_url_vault_text(vault_url),
			 "https://contoso.vault.azure.net/secrets/"
			 "sftp-password?api-version=7.6");
	cr_expect_str_eq(akv_url_vault_host(vault_url), CONTOSO);
}

Test(url, takes_an_empty_version_for_the_newest)
{
	cr_assert_eq(akv_url_secret(CONTOSO, "a", "", &vault_url, &err),
		     AKV_OK);
	cr_expect_str_eq(
		akv_url_vault_text(vault_url),
		"https://contoso.vault.azure.net/secrets/a?api-version=7.6");
}

Test(url, addresses_one_version_of_a_secret)
{
	cr_assert_eq(akv_url_secret(CONTOSO, "a",
				    "4387e9f3d6e14c459867679a90fd0f79",
				    &vault_url, &err),
		     AKV_OK);
	cr_expect_str_eq(akv_url_vault_text(vault_url),
			 "https://contoso.vault.azure.net/secrets/a/"
			 "4387e9f3d6e14c459867679a90fd0f79?api-version=7.6");
}

Test(url, has_room_for_the_longest_names)
{
	char name[128];
	char version[65];

	memset(name, 'n', 127);
	name[127] = '\0';
	memset(version, 'f', 64);
	version[64] = '\0';
	cr_assert_eq(akv_url_secret("a23456789012345678901234"
				    ".vault.usgovcloudapi.net",
				    name, version, &vault_url, &err),
		     AKV_OK);
	cr_expect_not_null(
		strstr(akv_url_vault_text(vault_url), "f?api-version=7.6"));
}

Test(url, addresses_a_deleted_secret)
{
	cr_assert_eq(akv_url_deleted_secret(CONTOSO, "a", &vault_url, &err),
		     AKV_OK);
	cr_expect_str_eq(akv_url_vault_text(vault_url),
			 "https://contoso.vault.azure.net/deletedsecrets/"
			 "a?api-version=7.6");
}

Test(url, writes_the_host_in_small_letters)
{
	cr_assert_eq(akv_url_secret("CONTOSO.vault.AZURE.net", "A", NULL,
				    &vault_url, &err),
		     AKV_OK);
	cr_expect_str_eq(
		akv_url_vault_text(vault_url),
		"https://contoso.vault.azure.net/secrets/A?api-version=7.6");
}

Test(url, refuses_a_secret_name_that_would_change_the_path)
{
	static const char *const names[] = { "",      "../keys", "a/b", "a?b",
					     "a%2fb", "a b",	 "a#",	"a\n" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		cr_expect_eq(akv_url_secret(CONTOSO, names[i], NULL, &vault_url,
					    &err),
			     AKV_ERR_USAGE);
		cr_expect_str_eq(err.reason, "InvalidSecretName");
		cr_expect_eq(akv_url_deleted_secret(CONTOSO, names[i],
						    &vault_url, &err),
			     AKV_ERR_USAGE);
		cr_expect_str_eq(err.reason, "InvalidSecretName");
	}
	cr_expect_null(vault_url);
}

Test(url, refuses_a_version_that_would_change_the_path)
{
	cr_expect_eq(akv_url_secret(CONTOSO, "a", "../b", &vault_url, &err),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "InvalidSecretVersion");
	cr_expect_null(vault_url);
}

Test(url, refuses_a_host_that_is_no_vaults)
{
	static const char *const hosts[] = {
		"",
		"evil.com",
		"contoso.vault.azure.net.evil.com",
		"contoso.vault.azure.net:8443",
		"contoso.vault.azure.net@evil.com",
		"contoso.vault.azure.net/secrets",
		"evil.com/.vault.azure.net",
		"login.microsoftonline.com",
		"undefined.vault.azure.net",
	};

	for (size_t i = 0; i < sizeof(hosts) / sizeof(*hosts); i++)
		cr_expect_eq(
			akv_url_secret(hosts[i], "a", NULL, &vault_url, &err),
			AKV_ERR_USAGE, "%s", hosts[i]);
	cr_expect_eq(akv_url_secret(A64 A64 ".vault.azure.net", "a", NULL,
				    &vault_url, &err),
		     AKV_ERR_USAGE);
	cr_expect_null(vault_url);
}

Test(url, addresses_the_token_endpoint_of_a_tenant)
{
	cr_assert_eq(akv_url_token("login.microsoftonline.com", TENANT,
				   &token_url, &err),
		     AKV_OK);
	cr_expect_str_eq(akv_url_token_text(token_url),
			 "https://login.microsoftonline.com/"
			 "72f988bf-86f1-41af-91ab-2d7cd011db47"
			 "/oauth2/v2.0/token");
}

Test(url, refuses_to_sign_in_at_a_host_of_no_cloud)
{
	cr_expect_eq(
		akv_url_token("login.example.com", TENANT, &token_url, &err),
		AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "InvalidAuthorityHost");
	cr_expect_eq(akv_url_token(CONTOSO, TENANT, &token_url, &err),
		     AKV_ERR_USAGE);
	cr_expect_null(token_url);
}

Test(url, refuses_a_tenant_that_would_change_the_path)
{
	static const char *const tenants[] = { "..", "common", "a/b.com",
					       "a.com?", "" };

	for (size_t i = 0; i < sizeof(tenants) / sizeof(*tenants); i++) {
		cr_expect_eq(akv_url_token("login.microsoftonline.com",
					   tenants[i], &token_url, &err),
			     AKV_ERR_USAGE);
		cr_expect_str_eq(err.reason, "InvalidTenant");
	}
	cr_expect_null(token_url);
}

Test(url, frees_nothing)
{
	akv_vault_url_free(NULL);
	akv_token_url_free(NULL);
}

Test(url, addresses_keys_and_certificates)
{
	AKV_AUTO(vault_url) *key = NULL;

	cr_assert_eq(akv_url_key(CONTOSO, "a", &key, &err), AKV_OK);
	cr_expect_str_eq(
		akv_url_vault_text(key),
		"https://contoso.vault.azure.net/keys/a?api-version=7.6");
	cr_assert_eq(akv_url_certificate(CONTOSO, "a", &vault_url, &err),
		     AKV_OK);
	cr_expect_str_eq(akv_url_vault_text(vault_url),
			 "https://contoso.vault.azure.net/certificates/a"
			 "?api-version=7.6");
}

Test(url, addresses_no_key_and_no_certificate_outside_the_rules)
{
	cr_expect_eq(akv_url_key(CONTOSO, "a/b", &vault_url, &err),
		     AKV_ERR_USAGE);
	cr_expect_eq(akv_url_certificate(CONTOSO, "", &vault_url, &err),
		     AKV_ERR_USAGE);
	cr_expect_eq(vault_url, NULL);
}
