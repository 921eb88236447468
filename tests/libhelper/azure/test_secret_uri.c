/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "libhelper/azure/secret_uri.h"

static struct akv_secret_uri uri;
static struct akv_error err;

static void expect_refused(const char *text, const char *reason)
{
	cr_expect_eq(akv_secret_uri_parse(text, &uri, &err), AKV_ERR_USAGE,
		     "%s", text);
	cr_expect_str_eq(err.reason, reason, "%s: %s", text, err.reason);
}

static void expect_parts(const char *text, const char *name,
			 const char *version, bool is_deleted)
{
	cr_assert_eq(akv_secret_uri_parse(text, &uri, &err), AKV_OK, "%s: %s",
		     text, err.text);
	cr_expect_str_eq(uri.host, "contoso.vault.azure.net");
	cr_expect_str_eq(uri.name, name);
	cr_expect_str_eq(uri.version, version);
	cr_expect_eq(uri.is_deleted, is_deleted);
}

Test(secret_uri, takes_ids_apart)
{
	expect_parts("https://contoso.vault.azure.net/secrets/a-B9", "a-B9", "",
		     false);
	expect_parts("https://contoso.vault.azure.net/secrets/a/", "a", "",
		     false);
	expect_parts("HTTPS://Contoso.Vault.Azure.Net:443/secrets/a/0f", "a",
		     "0f", false);
	expect_parts("https://contoso.vault.azure.net/secrets/a/0f/", "a", "0f",
		     false);
	expect_parts("https://contoso.vault.azure.net/deletedsecrets/a", "a",
		     "", true);
}

Test(secret_uri, refuses_other_paths)
{
	static const char *const texts[] = {
		"",
		"contoso",
		"https://contoso.vault.azure.net",
		"https://contoso.vault.azure.net/",
		"https://contoso.vault.azure.net/secrets",
		"https://contoso.vault.azure.net/secrets/",
		"https://contoso.vault.azure.net/secrets//a",
		"https://contoso.vault.azure.net//secrets/a",
		"https://contoso.vault.azure.net/keys/a",
		"https://contoso.vault.azure.net/Secrets/a",
		"https://contoso.vault.azure.net/secretssecretssecrets/a",
		"https://contoso.vault.azure.net/secrets/a/0f/x",
		"https://contoso.vault.azure.net/secrets/a//",
		"https://contoso.vault.azure.net/deletedsecrets/a/0f",
		"https://contoso.vault.azure.net?/secrets/a",
		"https://contoso.vault.azure.net#/secrets/a",
		"http://contoso.vault.azure.net/secrets/a",
		"ftp://contoso.vault.azure.net/secrets/a",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		expect_refused(texts[i], "InvalidSecretId");
}

Test(secret_uri, refuses_names_and_versions_outside_the_rules)
{
	expect_refused("https://contoso.vault.azure.net/secrets/a_b",
		       "InvalidSecretName");
	expect_refused("https://contoso.vault.azure.net/secrets/a?x=y",
		       "InvalidSecretName");
	expect_refused("https://contoso.vault.azure.net/secrets/%61",
		       "InvalidSecretName");
	expect_refused("https://contoso.vault.azure.net/secrets/..",
		       "InvalidSecretName");
	expect_refused("https://contoso.vault.azure.net/secrets/a/0-f",
		       "InvalidSecretVersion");
}

Test(secret_uri, refuses_hosts_that_are_no_vault)
{
	expect_refused("https://evil.example/secrets/a", "InvalidVaultUri");
	expect_refused("https://contoso.vault.azure.net.evil.example/secrets/a",
		       "InvalidVaultUri");
	expect_refused("https://me@contoso.vault.azure.net/secrets/a",
		       "InvalidVaultUri");
	expect_refused("https://contoso.vault.azure.net:8443/secrets/a",
		       "InvalidVaultUri");
	expect_refused("https://contoso.managedhsm.azure.net/secrets/a",
		       "InvalidVaultUri");
	expect_refused("https://contoso.vault.azure.net\\@evil/secrets/a",
		       "InvalidVaultUri");
}
