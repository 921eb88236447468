/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "cmd/secret_target.h"
#include "tests/fakes/config_text.h"

static struct akv_config *config;
static struct akv_options options;
static struct akv_option_given given[8];
static struct akv_secret_target target;
static struct akv_error err;

static void set_up(void)
{
	config = config_of("[vault linked]\n"
			   "uri = https://contoso.vault.azure.net\n");
	options.given = given;
}

static void tear_down(void)
{
	akv_config_free(config);
}

TestSuite(secret_target, .init = set_up, .fini = tear_down);

static void give(enum akv_option option, const char *argument)
{
	given[options.given_count++] =
		(struct akv_option_given){ option, argument };
}

static void expect_secret(const char *host, const char *name,
			  const char *version)
{
	cr_assert_eq(akv_secret_target(config, &options, &target, &err), AKV_OK,
		     "%s", err.text);
	cr_expect_str_eq(target.id.vault->host, host);
	cr_expect_str_eq(target.id.name, name);
	if (version == NULL)
		cr_expect_null(target.id.version);
	else
		cr_expect_str_eq(target.id.version, version);
}

static void expect_refused(const char *reason)
{
	cr_expect_eq(akv_secret_target(config, &options, &target, &err),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, reason, "%s", err.reason);
}

Test(secret_target, prefers_a_linked_vault)
{
	give(AKV_OPTION_VAULT_NAME, "linked");
	give(AKV_OPTION_SECRET_NAME, "a");
	give(AKV_OPTION_SECRET_VERSION, "0f");
	expect_secret("contoso.vault.azure.net", "a", "0f");
}

Test(secret_target, takes_any_vault_of_the_cloud)
{
	give(AKV_OPTION_VAULT_NAME, "Fabrikam");
	give(AKV_OPTION_SECRET_NAME, "a");
	expect_secret("fabrikam.vault.azure.net", "a", NULL);
	cr_expect_str_eq(target.id.vault->name, "Fabrikam");
}

Test(secret_target, takes_the_default_vault)
{
	give(AKV_OPTION_SECRET_NAME, "a");
	expect_secret("contoso.vault.azure.net", "a", NULL);
}

Test(secret_target, wants_a_name)
{
	give(AKV_OPTION_VAULT_NAME, "linked");
	expect_refused("NoSecret");
}

Test(secret_target, refuses_what_is_no_vaults_name)
{
	give(AKV_OPTION_VAULT_NAME, "evil.example/");
	give(AKV_OPTION_SECRET_NAME, "a");
	expect_refused("InvalidVaultName");
}

Test(secret_target, takes_an_id)
{
	give(AKV_OPTION_SECRET_ID,
	     "https://fabrikam.vault.azure.net/secrets/a/0f");
	expect_secret("fabrikam.vault.azure.net", "a", "0f");
	cr_expect_str_eq(target.id.vault->name, "fabrikam");
}

Test(secret_target, takes_the_same_twice)
{
	give(AKV_OPTION_SECRET_ID,
	     "https://fabrikam.vault.azure.net/secrets/a");
	give(AKV_OPTION_SECRET_NAME, "A");
	give(AKV_OPTION_SECRET_VERSION, "0f");
	expect_secret("fabrikam.vault.azure.net", "a", "0f");
}

Test(secret_target, refuses_an_id_and_a_vault)
{
	give(AKV_OPTION_SECRET_ID,
	     "https://fabrikam.vault.azure.net/secrets/a");
	give(AKV_OPTION_VAULT_NAME, "fabrikam");
	expect_refused("BadOption");
}

Test(secret_target, refuses_what_says_otherwise)
{
	give(AKV_OPTION_SECRET_ID,
	     "https://fabrikam.vault.azure.net/secrets/a/0f");
	give(AKV_OPTION_SECRET_VERSION, "00");
	expect_refused("BadOption");
	options.given_count = 1;
	give(AKV_OPTION_SECRET_NAME, "b");
	expect_refused("BadOption");
}

Test(secret_target, refuses_another_cloud)
{
	give(AKV_OPTION_SECRET_ID, "https://contoso.vault.azure.cn/secrets/a");
	expect_refused("WrongCloud");
}

static void expect_vault(const char *host)
{
	cr_assert_eq(akv_secret_target_vault(config, &options, &target, &err),
		     AKV_OK, "%s", err.text);
	cr_expect_str_eq(target.id.vault->host, host);
}

Test(secret_target, finds_a_vault)
{
	expect_vault("contoso.vault.azure.net");
	give(AKV_OPTION_VAULT_NAME, "fabrikam");
	expect_vault("fabrikam.vault.azure.net");
	options.given_count = 0;
	give(AKV_OPTION_VAULT_URL, "https://northwind.vault.azure.net/");
	expect_vault("northwind.vault.azure.net");
	give(AKV_OPTION_VAULT_NAME, "northwind");
	cr_expect_eq(akv_secret_target_vault(config, &options, &target, &err),
		     AKV_ERR_USAGE);
}

Test(secret_target, finds_no_vault_at_an_address_of_others)
{
	give(AKV_OPTION_VAULT_URL, "https://evil.example/");
	cr_expect_eq(akv_secret_target_vault(config, &options, &target, &err),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "InvalidVaultUri");
}
