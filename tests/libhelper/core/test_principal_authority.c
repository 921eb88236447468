/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "libhelper/core/principal_authority.h"
#include "tests/fakes/config_text.h"

static void is(const struct akv_config *config, const char *wanted)
{
	struct akv_error err = { 0 };
	char *host = NULL;

	cr_assert_eq(akv_principal_authority(config, &host, &err), AKV_OK, "%s",
		     err.text);
	cr_expect_str_eq(host, wanted);
	free(host);
}

static const char *fails(const struct akv_config *config, const char *variable,
			 const char *reason, const char *text)
{
	static struct akv_error err;
	char *host = NULL;

	setenv("AZURE_AUTHORITY_HOST", variable, 1);
	err = (struct akv_error){ 0 };
	cr_expect_eq(akv_principal_authority(config, &host, &err),
		     AKV_ERR_USAGE);
	cr_expect_null(host);
	cr_expect_str_eq(err.reason, reason);
	cr_expect_str_eq(err.text, text);
	return err.hint;
}

Test(principal_authority, may_be_given_as_the_sdks_take_it)
{
	static const char *const ways[] = {
		"https://login.windows.net/",
		"https://login.windows.net",
		"login.windows.net",
		"HTTPS://Login.Windows.NET/",
	};
	AKV_AUTO(config) *config = config_of("");

	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		setenv("AZURE_AUTHORITY_HOST", ways[i], 1);
		is(config, "login.windows.net");
	}
}

Test(principal_authority, of_the_environment_wins)
{
	AKV_AUTO(config) *config = config_of(
		"[principal]\nauthority-host = login.microsoft.com\n");

	is(config, "login.microsoft.com");
	setenv("AZURE_AUTHORITY_HOST", "https://sts.windows.net/", 1);
	is(config, "sts.windows.net");
}

Test(principal_authority, is_the_cloud_s_own_where_none_is_set)
{
	AKV_AUTO(config) *config =
		config_of("[environment]\ncloud = AzureUSGovernment\n");

	is(config, "login.microsoftonline.us");
}

Test(principal_authority, is_one_that_is_known)
{
	AKV_AUTO(config) *config = config_of("");

	fails(config, "https://login.example.com/", "InvalidAuthorityHost",
	      "AZURE_AUTHORITY_HOST: the authority host belongs to no cloud "
	      "that is known here");
	fails(config, "http://login.microsoftonline.com/",
	      "InvalidAuthorityHost",
	      "AZURE_AUTHORITY_HOST: the authority host does not begin with "
	      "https://");
}

Test(principal_authority, belongs_to_the_cloud)
{
	AKV_AUTO(config) *config = config_of("");

	cr_expect_str_eq(fails(config, "https://login.chinacloudapi.cn/",
			       "WrongCloud",
			       "AZURE_AUTHORITY_HOST: login.chinacloudapi.cn "
			       "signs in to AzureChinaCloud, but the cloud is "
			       "AzureCloud"),
			 "the cloud is set by cloud = AzureChinaCloud in "
			 "[environment]\n");
}
