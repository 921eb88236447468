/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "libhelper/azure/oidc_url.h"

#define GITHUB \
	"https://pipelinesghubeus2.actions.githubusercontent.com/Abc_1//" \
	"_apis/distributedtask/hubs/Actions/plans/1/jobs/2/idtoken"
#define DEVOPS \
	"https://dev.azure.com/contoso/" \
	"271ef6f7-5998-4b0f-86fb-4b54d9129990/_apis/distributedtask/hubs/" \
	"build/plans/1/jobs/2/oidctoken"
#define AUDIENCE "api://AzureADTokenExchange"
#define ENCODED "api%3A%2F%2FAzureADTokenExchange"
#define CONNECTION "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff"

static struct akv_oidc_url *url;
static struct akv_error err;

static void tear_down(void)
{
	akv_oidc_url_free(url);
}

TestSuite(oidc_url, .fini = tear_down);

static void take_github(const char *text)
{
	akv_oidc_url_free(url);
	url = NULL;
	cr_assert_eq(akv_oidc_url_github_actions(text, AUDIENCE, &url, &err),
		     AKV_OK, "%s: %s", text, err.text);
}

static void take_devops(const char *text)
{
	akv_oidc_url_free(url);
	url = NULL;
	cr_assert_eq(akv_oidc_url_azure_pipelines(text, CONNECTION, &url, &err),
		     AKV_OK, "%s: %s", text, err.text);
}

static void expect_refused(const char *text, const char *words)
{
	err = (struct akv_error){ 0 };
	cr_expect_eq(akv_oidc_url_github_actions(text, AUDIENCE, &url, &err),
		     AKV_ERR_USAGE, "%s", text);
	cr_expect_str_eq(err.reason, "InvalidOidcUrl");
	cr_expect_str_eq(err.text, words);
	cr_expect_eq(akv_oidc_url_azure_pipelines(text, CONNECTION, &url, &err),
		     AKV_ERR_USAGE, "%s", text);
	cr_expect_str_eq(err.reason, "InvalidOidcUrl");
	cr_expect_str_eq(err.text, words);
	cr_expect_null(url);
}

Test(oidc_url, asks_github_for_an_audience)
{
	take_github(GITHUB "?api-version=2.0");
	cr_expect_str_eq(akv_oidc_url_text(url),
			 GITHUB "?api-version=2.0&audience=" ENCODED);
	cr_expect_str_eq(akv_oidc_url_host(url),
			 "pipelinesghubeus2.actions.githubusercontent.com");
	cr_expect_eq(akv_oidc_url_service(url), AKV_OIDC_GITHUB_ACTIONS);
}

Test(oidc_url, begins_the_query_where_there_is_none)
{
	take_github(GITHUB);
	cr_expect_str_eq(akv_oidc_url_text(url), GITHUB "?audience=" ENCODED);
}

Test(oidc_url, an_audience_stays_one_parameter)
{
	cr_assert_eq(akv_oidc_url_github_actions("https://a.b/?c", "x&y=z#",
						 &url, &err),
		     AKV_OK);
	cr_expect_str_eq(akv_oidc_url_text(url),
			 "https://a.b/?c&audience=x%26y%3Dz%23");
}

Test(oidc_url, asks_azure_pipelines_for_a_service_connection)
{
	take_devops(DEVOPS);
	cr_expect_str_eq(akv_oidc_url_text(url), DEVOPS
			 "?api-version=7.1&serviceConnectionId=" CONNECTION);
	cr_expect_str_eq(akv_oidc_url_host(url), "dev.azure.com");
	cr_expect_eq(akv_oidc_url_service(url), AKV_OIDC_AZURE_PIPELINES);
}

Test(oidc_url, goes_on_with_a_query_that_is_there)
{
	take_devops("https://contoso.visualstudio.com/p%20q/oidctoken?a=b");
	cr_expect_str_eq(
		akv_oidc_url_text(url),
		"https://contoso.visualstudio.com/p%20q/oidctoken"
		"?a=b&api-version=7.1&serviceConnectionId=" CONNECTION);
}

Test(oidc_url, writes_the_host_in_small_letters_and_without_the_port)
{
	take_github("HTTPS://GitHub.Contoso.COM:443/_Services?A");
	cr_expect_str_eq(
		akv_oidc_url_text(url),
		"https://github.contoso.com/_Services?A&audience=" ENCODED);
}

Test(oidc_url, posts_to_hosts_of_azure_devops_alone)
{
	static const char *const others[] = {
		"https://github.contoso.com/a",
		"https://evildev.azure.com/a",
		"https://dev.azure.com.evil.com/a",
		"https://visualstudio.com/a",
		"https://evilvisualstudio.com/a",
		"https://contoso.azurewebsites.net/a",
	};

	take_devops("https://vssps.dev.azure.com/a");
	take_devops("https://DEV.azure.com/a");
	akv_oidc_url_free(url);
	url = NULL;
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		cr_expect_eq(akv_oidc_url_azure_pipelines(others[i], CONNECTION,
							  &url, &err),
			     AKV_ERR_USAGE, "%s", others[i]);
		cr_expect_not_null(
			strstr(err.text, ", which is no host of Azure DevOps"));
	}
	cr_expect_null(url);
}

Test(oidc_url, never_leads_to_a_vault_or_a_sign_in_service)
{
	static const char *const hosts[] = {
		"contoso.vault.azure.net",
		"contoso.vault.azure.cn",
		"contoso.vault.usgovcloudapi.net",
		"a.contoso.vault.azure.net",
		"contoso.vaultcore.azure.net",
		"contoso.privatelink.vaultcore.azure.net",
		"contoso.managedhsm.azure.net",
		"login.microsoftonline.com",
		"login.microsoftonline.us",
		"sts.windows.net",
		"westus.login.microsoft.com",
		"management.azure.com",
		"x.management.usgovcloudapi.net",
	};

	for (size_t i = 0; i < sizeof(hosts) / sizeof(*hosts); i++) {
		char text[128];
		char words[256];

		(void)snprintf(text, sizeof(text), "https://%s/secrets/a",
			       hosts[i]);
		(void)snprintf(words, sizeof(words),
			       "the address leads to %s, which is one of "
			       "Azure's own services",
			       hosts[i]);
		expect_refused(text, words);
	}
}

Test(oidc_url, is_https)
{
	static const char *const texts[] = {
		"http://dev.azure.com/a", "dev.azure.com/a",
		"//dev.azure.com/a",	  "https:/dev.azure.com/a",
		"file:///etc/passwd",	  ""
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		expect_refused(texts[i],
			       "the address does not begin with https://");
}

Test(oidc_url, has_no_marks_that_hide_another)
{
	static const char *const odd[] = {
		"https://dev.azure.com/a b",
		"https://dev.azure.com/a#b",
		"https://dev.azure.com/\r\nX:",
		"https://dev.azure.com/\xc3\xa9",
		"https://[::1]/a",
		"https://dev.azure.com/{a}",
		"https://dev.azure.com/\"",
		" https://dev.azure.com/",
	};

	expect_refused("https://evil.com\\.dev.azure.com/a",
		       "the address has a backslash");
	expect_refused("https://hunter2@dev.azure.com/a",
		       "the address has a user part");
	for (size_t i = 0; i < sizeof(odd) / sizeof(*odd); i++)
		expect_refused(odd[i], "the address has a character in it "
				       "that does not belong there");
	expect_refused("https://dev.azure.com/%",
		       "the address has a cut percent escape");
	expect_refused("https://dev.azure.com/%20%4",
		       "the address has a cut percent escape");
	expect_refused("https://dev.azure.com/%%41",
		       "the address has a cut percent escape");
}

Test(oidc_url, has_a_domain_name_port_443_and_a_path)
{
	static const char domain[] =
		"the address has no domain name for a host";
	static const char port[] = "the address has a port other than 443";

	expect_refused("https:///a", domain);
	expect_refused("https://localhost/a", domain);
	expect_refused("https://dev.azure.com./a", domain);
	expect_refused("https://dev%2eazure.com/a", domain);
	expect_refused("https://dev.azure.com:8443/a", port);
	expect_refused("https://dev.azure.com:/a", port);
	expect_refused("https://dev.azure.com:443443/a", port);
	expect_refused("https://dev.azure.com:443:443/a", port);
	expect_refused("https://dev.azure.com", "the address has no path");
	expect_refused("https://dev.azure.com?a", "the address has no path");
}

Test(oidc_url, is_bounded)
{
	static const char head[] = "https://dev.azure.com/";
	static const char tail[] = "?audience=" ENCODED;
	char text[2100];
	size_t room = 2048 - strlen(head) - strlen(tail);

	memset(text, 'a', sizeof(text));
	memcpy(text, head, strlen(head));
	text[strlen(head) + room] = '\0';
	take_github(text);
	cr_expect_eq(strlen(akv_oidc_url_text(url)), 2048);
	akv_oidc_url_free(url);
	url = NULL;
	text[strlen(head) + room] = 'a';
	text[2099] = '\0';
	expect_refused(text, "the address is too long");
	memset(text, 'a', 300);
	memcpy(text, head, 8);
	expect_refused(text, "the address has too long a host");
}

Test(oidc_url, a_service_connection_is_a_guid)
{
	static const char *const ids[] = { "", "my-connection",
					   CONNECTION "&a=b",
					   "$(serviceConnectionId)" };

	for (size_t i = 0; i < sizeof(ids) / sizeof(*ids); i++) {
		cr_expect_eq(akv_oidc_url_azure_pipelines(DEVOPS, ids[i], &url,
							  &err),
			     AKV_ERR_USAGE);
		cr_expect_str_eq(err.reason, "InvalidServiceConnection");
	}
	cr_expect_null(url);
}

Test(oidc_url, repeats_nothing_but_the_host)
{
	expect_refused("https://user:hunter2@evil.com/",
		       "the address has a user part");
	cr_expect_null(strstr(err.hint, "hunter2"));
	akv_oidc_url_free(NULL);
}
