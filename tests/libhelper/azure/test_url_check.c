/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/azure/url.h"

static char host[AKV_URL_HOST_SIZE];
static struct akv_error err;

/* -- vaults -- */

static void expect_host(const char *uri, const char *expected)
{
	cr_expect_eq(akv_url_check_vault_uri(uri, host, sizeof(host), &err),
		     AKV_OK, "%s", uri);
	cr_expect_str_eq(host, expected);
}

static void expect_refused(const char *uri, const char *text)
{
	cr_expect_eq(akv_url_check_vault_uri(uri, host, sizeof(host), &err),
		     AKV_ERR_USAGE, "%s", uri);
	cr_expect_str_eq(err.text, text);
	cr_expect_str_eq(err.reason, "InvalidVaultUri");
	cr_expect_str_empty(host);
}

Test(url_check, accepts_the_uri_of_a_vault_in_every_cloud)
{
	expect_host("https://contoso.vault.azure.net",
		    "contoso.vault.azure.net");
	expect_host("https://contoso.vault.azure.cn", "contoso.vault.azure.cn");
	expect_host("https://contoso.vault.usgovcloudapi.net",
		    "contoso.vault.usgovcloudapi.net");
}

Test(url_check, accepts_what_azure_writes)
{
	expect_host("https://contoso.vault.azure.net/",
		    "contoso.vault.azure.net");
	expect_host("HTTPS://CONTOSO.VAULT.AZURE.NET/",
		    "contoso.vault.azure.net");
	expect_host("https://contoso.vault.azure.net:443",
		    "contoso.vault.azure.net");
	expect_host("https://contoso.vault.azure.net:443/",
		    "contoso.vault.azure.net");
}

Test(url_check, refuses_another_scheme)
{
	static const char text[] = "the vault uri does not begin with https://";

	expect_refused("http://contoso.vault.azure.net", text);
	expect_refused("contoso.vault.azure.net", text);
	expect_refused("//contoso.vault.azure.net", text);
	expect_refused("https:contoso.vault.azure.net", text);
	expect_refused("https:/contoso.vault.azure.net", text);
	expect_refused("ftp://contoso.vault.azure.net", text);
	cr_expect_str_eq(err.hint,
			 "a vault's uri is https:// and its host: az keyvault "
			 "show --name NAME --query properties.vaultUri\n");
}

Test(url_check, refuses_a_user_part_and_does_not_echo_it)
{
	static const char text[] = "the vault uri has a user part";

	expect_refused("https://contoso.vault.azure.net@evil.com", text);
	expect_refused("https://user:hunter2@contoso.vault.azure.net", text);
	expect_refused("https://@contoso.vault.azure.net", text);
	cr_expect_null(strstr(err.hint, "hunter2"));
}

Test(url_check, refuses_a_backslash)
{
	static const char text[] = "the vault uri has a backslash";

	expect_refused("https://example.net\\.vault.azure.net", text);
	expect_refused("https:\\\\contoso.vault.azure.net", text);
	expect_refused("https://evil.com\\@contoso.vault.azure.net", text);
}

Test(url_check, refuses_a_fragment_or_a_query)
{
	expect_refused("https://evil.com#.vault.azure.net",
		       "the vault uri has a fragment");
	expect_refused("https://contoso.vault.azure.net/#",
		       "the vault uri has a fragment");
	expect_refused("https://evil.com?.vault.azure.net",
		       "the vault uri has a query");
	expect_refused("https://contoso.vault.azure.net?api-version=7.6",
		       "the vault uri has a query");
}

Test(url_check, refuses_a_percent_escape)
{
	expect_refused("https://evil.com%2f.vault.azure.net",
		       "the vault uri has a percent escape");
	expect_refused("https://contoso%2evault.azure.net",
		       "the vault uri has a percent escape");
}

Test(url_check, refuses_a_path)
{
	static const char text[] = "the vault uri has a path";

	expect_refused("https://contoso.vault.azure.net/secrets", text);
	expect_refused("https://contoso.vault.azure.net//", text);
	expect_refused("https://evil.com/.vault.azure.net", text);
	expect_refused("https://contoso.vault.azure.net:443/secrets/x", text);
}

Test(url_check, refuses_another_port)
{
	static const char text[] = "the vault uri has a port other than 443";

	expect_refused("https://contoso.vault.azure.net:8443", text);
	expect_refused("https://contoso.vault.azure.net:", text);
	expect_refused("https://contoso.vault.azure.net:4430", text);
	expect_refused("https://contoso.vault.azure.net:0443", text);
	expect_refused("https://contoso.vault.azure.net:443:443", text);
	expect_refused("https://contoso:x.vault.azure.net", text);
}

Test(url_check, refuses_characters_that_no_uri_has)
{
	static const char text[] = "the vault uri has a space, a control "
				   "character or a letter beyond ASCII";

	expect_refused(" https://contoso.vault.azure.net", text);
	expect_refused("https://contoso.vault.azure.net\n", text);
	expect_refused("https://contoso\t.vault.azure.net", text);
	expect_refused("https://contoso\r\nHost: x.vault.azure.net", text);
	expect_refused("https://c\xd0\xbentoso.vault.azure.net", text);
	expect_refused("https://contoso\x7f.vault.azure.net", text);
}

Test(url_check, refuses_an_empty_text_and_an_empty_host)
{
	expect_refused("", "the vault uri is empty");
	expect_refused("https://", "the vault uri has no host");
	expect_refused("https:///", "the vault uri has no host");
	expect_refused("https://:443/", "the vault uri has no host");
}

Test(url_check, refuses_a_dot_behind_the_host)
{
	expect_refused("https://contoso.vault.azure.net.",
		       "the vault uri has a dot behind the host");
	expect_refused("https://contoso.vault.azure.net./",
		       "the vault uri has a dot behind the host");
}

Test(url_check, refuses_an_ip_address)
{
	expect_refused("https://[::1]/",
		       "the vault uri has an IP address for a host");
	expect_refused("https://10.0.0.4/",
		       "10.0.0.4 is not the host of a key vault");
	expect_refused("https://169.254.169.254",
		       "169.254.169.254 is not the host of a key vault");
}

Test(url_check, refuses_a_host_that_is_no_vaults)
{
	expect_refused("https://contoso.vault.azure.net.evil.com",
		       "contoso.vault.azure.net.evil.com is not the host of a "
		       "key vault");
	expect_refused("https://evil-vault.azure.net",
		       "evil-vault.azure.net is not the host of a key vault");
	expect_refused("https://vault.azure.net",
		       "vault.azure.net is not the host of a key vault");
	expect_refused("https://a.b.vault.azure.net",
		       "a.b.vault.azure.net is not the host of a key vault");
	expect_refused("https://.vault.azure.net",
		       ".vault.azure.net is not the host of a key vault");
	expect_refused("https://localhost",
		       "localhost is not the host of a key vault");
	expect_refused("https://contoso.vault.azure.net,evil.com",
		       "contoso.vault.azure.net,evil.com is not the host of a "
		       "key vault");
}

Test(url_check, refuses_too_long_a_host)
{
	static const char longest[] =
		"https://"
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		".vault.azure.net";

	cr_assert_eq(strlen(longest), strlen("https://") + 63);
	cr_expect_eq(akv_url_check_vault_uri(longest, host, sizeof(host), &err),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "InvalidVaultName");
	expect_refused("https://"
		       "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		       ".vault.azure.net",
		       "the vault uri has too long a host");
	expect_refused("https://"
		       "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		       ".vault.azure.net",
		       "the vault uri has too long a host");
}

Test(url_check, refuses_a_managed_hsm)
{
	expect_refused("https://contoso.managedhsm.azure.net/",
		       "contoso.managedhsm.azure.net is a managed HSM, which "
		       "keeps keys and no secrets");
}

Test(url_check, names_the_vault_behind_a_private_link)
{
	expect_refused("https://contoso.privatelink.vaultcore.azure.net",
		       "contoso.privatelink.vaultcore.azure.net is not the "
		       "host of a key vault");
	cr_expect_str_eq(err.hint,
			 "use the vault's own name, "
			 "https://NAME.vault.azure.net: it leads to the "
			 "private endpoint where there is one\n");
}

static void expect_bad_name(const char *uri, const char *text)
{
	cr_expect_eq(akv_url_check_vault_uri(uri, host, sizeof(host), &err),
		     AKV_ERR_USAGE, "%s", uri);
	cr_expect_str_eq(err.text, text);
	cr_expect_str_eq(err.reason, "InvalidVaultName");
}

Test(url_check, holds_the_name_in_the_host_to_the_rules_of_names)
{
	expect_bad_name("https://ab.vault.azure.net",
			"vault uri: the vault name is too short");
	expect_bad_name("https://con--toso.vault.azure.net",
			"vault uri: the vault name has two hyphens in a row");
	expect_bad_name("https://con_toso.vault.azure.net",
			"vault uri: the vault name has a character that is no "
			"letter, digit or hyphen");
	expect_bad_name("https://undefined.vault.azure.net",
			"vault uri: the vault name is \"undefined\", which is "
			"what a variable without a value leaves behind");
}

Test(url_check, does_not_cut_a_host_to_fit)
{
	char exact[24];
	char small[23] = "";

	cr_expect_eq(akv_url_check_vault_uri("https://contoso.vault.azure.net",
					     exact, sizeof(exact), &err),
		     AKV_OK);
	cr_expect_eq(akv_url_check_vault_uri("https://contoso.vault.azure.net",
					     small, sizeof(small), &err),
		     AKV_ERR_OTHER);
	cr_expect_str_eq(err.reason, "NoRoom");
	cr_expect_str_empty(small);
}

/* -- authorities -- */

static void expect_authority(const char *text, const char *expected)
{
	cr_expect_eq(akv_url_check_authority(text, host, sizeof(host), &err),
		     AKV_OK, "%s", text);
	cr_expect_str_eq(host, expected);
}

static void expect_no_authority(const char *text, const char *why)
{
	cr_expect_eq(akv_url_check_authority(text, host, sizeof(host), &err),
		     AKV_ERR_USAGE, "%s", text);
	cr_expect_str_eq(err.reason, "InvalidAuthorityHost");
	cr_expect_str_eq(err.text, why);
	cr_expect_str_eq(err.hint,
			 "the authority is https:// and a cloud's host: az "
			 "cloud list --query [].endpoints.activeDirectory\n");
	cr_expect_str_empty(host);
}

Test(url_check, accepts_an_authority_as_a_url_or_as_a_host)
{
	expect_authority("https://login.microsoftonline.us/",
			 "login.microsoftonline.us");
	expect_authority("https://login.microsoftonline.com",
			 "login.microsoftonline.com");
	expect_authority("HTTPS://Login.ChinaCloudApi.CN:443/",
			 "login.chinacloudapi.cn");
	expect_authority("Login.Microsoftonline.com",
			 "login.microsoftonline.com");
	expect_authority("sts.windows.net", "sts.windows.net");
}

Test(url_check, refuses_an_authority_that_is_none)
{
	expect_no_authority("", "the authority host is empty");
	expect_no_authority("http://login.microsoftonline.com",
			    "the authority host does not begin with https://");
	expect_no_authority("login.microsoftonline.com.evil.com",
			    "the authority host does not begin with https://");
	expect_no_authority("https://user:hunter2@login.microsoftonline.com",
			    "the authority host has a user part");
	expect_no_authority("https://login.microsoftonline.com/common",
			    "the authority host has a path");
	expect_no_authority("https://login.microsoftonline.com:8443/",
			    "the authority host has a port other than 443");
	expect_no_authority("https://login.example.com",
			    "the authority host belongs to no cloud that is "
			    "known here");
}
