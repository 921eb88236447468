/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "libhelper/azure/resource_manager_url.h"

#define HOST "https://management.azure.com"
#define SUBSCRIPTION "00000000-0000-0000-0000-000000000000"
#define OBJECT "3f2b1c9e-7a64-4d0b-9e1f-0c5a8b7d6e42"
#define ROLE "4633458b-17de-408a-b874-0445c86b69e6"
#define VAULT \
	HOST "/subscriptions/" SUBSCRIPTION \
	     "/resourceGroups/exports/providers/Microsoft.KeyVault/vaults/" \
	     "contoso"

static struct akv_resource_manager_url *url;
static struct akv_error err;
static struct akv_resource_manager_vault vault;
static const struct akv_cloud *cloud;

static void set_up(void)
{
	cloud = akv_cloud_default();
	vault = (struct akv_resource_manager_vault){
		.cloud = cloud,
		.subscription = SUBSCRIPTION,
		.resource_group = "exports",
		.name = "contoso",
	};
}

static void tear_down(void)
{
	akv_resource_manager_url_free(url);
}

TestSuite(resource_manager_url, .init = set_up, .fini = tear_down);

static void expect(enum akv_code code, const char *text)
{
	cr_assert_eq(code, AKV_OK, "%s", err.text);
	cr_expect_str_eq(akv_resource_manager_url_text(url), text);
	cr_expect_str_eq(akv_resource_manager_url_host(url),
			 "management.azure.com");
	akv_resource_manager_url_free(url);
	url = NULL;
}

static void expect_refused(enum akv_code code, const char *reason)
{
	cr_expect_eq(code, AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, reason);
	cr_expect_null(url);
}

Test(resource_manager_url, is_one_of_eight_requests)
{
	expect(akv_resource_manager_url_subscriptions(cloud, &url, &err),
	       HOST "/subscriptions?api-version=2022-12-01");
	expect(akv_resource_manager_url_groups(cloud, SUBSCRIPTION, &url, &err),
	       HOST "/subscriptions/" SUBSCRIPTION
		    "/resourcegroups?api-version=2021-04-01");
	expect(akv_resource_manager_url_vaults(cloud, SUBSCRIPTION, NULL, &url,
					       &err),
	       HOST "/subscriptions/" SUBSCRIPTION
		    "/providers/Microsoft.KeyVault/vaults"
		    "?api-version=2026-02-01");
	expect(akv_resource_manager_url_vaults(cloud, SUBSCRIPTION, "exports",
					       &url, &err),
	       HOST "/subscriptions/" SUBSCRIPTION
		    "/resourceGroups/exports/providers/Microsoft.KeyVault/"
		    "vaults?api-version=2026-02-01");
	expect(akv_resource_manager_url_deleted_vaults(cloud, SUBSCRIPTION,
						       &url, &err),
	       HOST "/subscriptions/" SUBSCRIPTION
		    "/providers/Microsoft.KeyVault/deletedVaults"
		    "?api-version=2026-02-01");
	expect(akv_resource_manager_url_vault(&vault, &url, &err),
	       VAULT "?api-version=2026-02-01");
	expect(akv_resource_manager_url_permissions(&vault, &url, &err),
	       VAULT "/providers/Microsoft.Authorization/permissions"
		     "?api-version=2022-04-01");
	expect(akv_resource_manager_url_role_assignments(&vault, OBJECT, &url,
							 &err),
	       VAULT "/providers/Microsoft.Authorization/roleAssignments"
		     "?api-version=2022-04-01&$filter=assignedTo(%27" OBJECT
		     "%27)");
}

Test(resource_manager_url, has_the_host_of_its_cloud)
{
	const struct akv_cloud *china;

	cr_assert_eq(akv_cloud_find("AzureChinaCloud", &china, NULL), AKV_OK);
	cr_assert_eq(akv_resource_manager_url_subscriptions(china, &url, NULL),
		     AKV_OK);
	cr_expect_str_eq(akv_resource_manager_url_host(url),
			 "management.chinacloudapi.cn");
	cr_expect_str_eq(akv_resource_manager_url_text(url),
			 "https://management.chinacloudapi.cn/subscriptions"
			 "?api-version=2022-12-01");
}

Test(resource_manager_url, encodes_the_letters_of_a_group)
{
	vault.resource_group = "f\xc3\xbcr(2)";
	cr_assert_eq(akv_resource_manager_url_vault(&vault, &url, NULL),
		     AKV_OK);
	cr_expect_not_null(strstr(akv_resource_manager_url_text(url),
				  "/resourceGroups/f%C3%BCr%282%29/"));
}

Test(resource_manager_url, refuses_what_breaks_a_rule)
{
	expect_refused(akv_resource_manager_url_groups(cloud, "..", &url, &err),
		       "InvalidSubscription");
	expect_refused(
		akv_resource_manager_url_vaults(cloud, "", NULL, &url, &err),
		"InvalidSubscription");
	expect_refused(akv_resource_manager_url_vaults(cloud, SUBSCRIPTION,
						       "a/b", &url, &err),
		       "InvalidResourceGroup");
	expect_refused(akv_resource_manager_url_deleted_vaults(
			       cloud, SUBSCRIPTION "/x", &url, &err),
		       "InvalidSubscription");
	expect_refused(akv_resource_manager_url_role_assignments(
			       &vault, "x' or '1' eq '1", &url, &err),
		       "InvalidObjectId");
	vault.name = "con/toso";
	expect_refused(akv_resource_manager_url_vault(&vault, &url, &err),
		       "InvalidVaultName");
	expect_refused(akv_resource_manager_url_permissions(&vault, &url, &err),
		       "InvalidVaultName");
}

Test(resource_manager_url, takes_the_id_of_a_role_definition)
{
	expect(akv_resource_manager_url_role_definition(
		       cloud,
		       "/subscriptions/" SUBSCRIPTION
		       "/providers/Microsoft.Authorization/roleDefinitions/" ROLE,
		       &url, &err),
	       HOST "/subscriptions/" SUBSCRIPTION
		    "/providers/Microsoft.Authorization/roleDefinitions/" ROLE
		    "?api-version=2022-04-01");
	expect(akv_resource_manager_url_role_definition(
		       cloud,
		       "/PROVIDERS/microsoft.authorization/roledefinitions/" ROLE,
		       &url, &err),
	       HOST "/providers/Microsoft.Authorization/roleDefinitions/" ROLE
		    "?api-version=2022-04-01");
}

Test(resource_manager_url, takes_no_other_id_for_a_role_definition)
{
	static const char *const others[] = {
		"",
		ROLE,
		"/providers/Microsoft.Authorization/roleDefinitions/x",
		"/providers/Microsoft.Authorization/roleDefinitions/" ROLE "/",
		"/providers/Microsoft.Authorization/roleDefinitions/" ROLE
		"?x=y",
		"/providers/Microsoft.Authorization/roleAssignments/" ROLE,
		"/subscriptions/x/providers/Microsoft.Authorization/"
		"roleDefinitions/" ROLE,
		"/subscriptions/" SUBSCRIPTION "/../providers/"
		"Microsoft.Authorization/roleDefinitions/" ROLE,
		"https://evil.example/providers/Microsoft.Authorization/"
		"roleDefinitions/" ROLE,
	};

	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		expect_refused(akv_resource_manager_url_role_definition(
				       cloud, others[i], &url, &err),
			       "InvalidRoleDefinition");
}

/* -- the next page -- */

static enum akv_code follow(const char *link)
{
	AKV_AUTO(resource_manager_url) *from = NULL;

	cr_assert_eq(akv_resource_manager_url_subscriptions(cloud, &from, NULL),
		     AKV_OK);
	return akv_resource_manager_url_next(from, link, &url, &err);
}

Test(resource_manager_url, follows_a_link_as_it_is)
{
	static const char link[] =
		HOST "/subscriptions/" SUBSCRIPTION
		     "/resources?$filter=resourceType%20eq%20%27a%2Fb%27"
		     "&api-version=2022-12-01&$skiptoken=eyJ4Ijo_=-.~";

	expect(follow(link), link);
}

Test(resource_manager_url, takes_the_port_and_the_case_of_its_own_host)
{
	expect(follow("HTTPS://Management.Azure.COM:443/subscriptions?a"),
	       HOST "/subscriptions?a");
}

Test(resource_manager_url, sends_the_token_nowhere_else)
{
	static const struct {
		const char *link;
		const char *what;
	} rows[] = {
		{ "", "does not begin with https://" },
		{ "/subscriptions?a", "does not begin with https://" },
		{ "http://management.azure.com/subscriptions",
		  "does not begin with https://" },
		{ "https://evil.example/subscriptions",
		  "leads to another host" },
		{ HOST ".evil.example/subscriptions", "leads to another host" },
		{ HOST ":8443/subscriptions", "leads to another host" },
		{ HOST ":4430/subscriptions", "leads to another host" },
		{ HOST, "leads to another host" },
		{ HOST "?/subscriptions", "leads to another host" },
		{ "https://management.azure.com@evil.example/subscriptions",
		  "has a character in it that does not belong there" },
		{ "https://evil.example\\@management.azure.com/subscriptions",
		  "has a character in it that does not belong there" },
		{ HOST "/subscriptions#x",
		  "has a character in it that does not belong there" },
		{ HOST "/subscriptions x",
		  "has a character in it that does not belong there" },
		{ HOST "/subscriptions\r\nX: y",
		  "has a character in it that does not belong there" },
		{ HOST "/providers/x", "leads to another kind of list" },
		{ HOST "/", "leads to another kind of list" },
		{ HOST "/subscriptions/../providers", "has a way up in its "
						      "path" },
		{ HOST "/subscriptions/%2E%2e/providers",
		  "has a way up in its path" },
		{ HOST "/subscriptions//x", "has a way up in its path" },
		{ HOST "/subscriptions/x%2f..", "has a way up in its path" },
	};
	char text[256];

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		cr_expect_eq(follow(rows[i].link), AKV_ERR_PEER, "%s",
			     rows[i].link);
		(void)snprintf(text, sizeof(text),
			       "management.azure.com sent a link to the next "
			       "page that %s",
			       rows[i].what);
		cr_expect_str_eq(err.reason, "BadNextLink");
		cr_expect_str_eq(err.text, text, "%s: %s", rows[i].link,
				 err.text);
		cr_expect_null(url);
	}
}

Test(resource_manager_url, follows_no_link_without_an_end)
{
	char link[AKV_RESOURCE_MANAGER_URL_SIZE + 64];

	memset(link, 'a', sizeof(link) - 1);
	link[sizeof(link) - 1] = '\0';
	memcpy(link, HOST "/subscriptions?", strlen(HOST "/subscriptions?"));
	cr_expect_eq(follow(link), AKV_ERR_PEER);
	cr_expect_str_eq(err.reason, "BadNextLink");
	link[AKV_RESOURCE_MANAGER_URL_SIZE - 1] = '\0';
	cr_expect_eq(follow(link), AKV_OK);
}
