/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/azure/names.h"

#define A127 \
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" \
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define A64 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static struct akv_error err;

static void expect_refused(enum akv_code code, const char *reason,
			   const char *text)
{
	cr_expect_eq(code, AKV_ERR_USAGE);
	cr_expect_eq(err.code, AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, reason);
	cr_expect_str_eq(err.text, text);
	cr_expect_neq(err.hint[0], '\0');
}

/* -- vaults -- */

static void expect_vault_refused(const char *name, const char *text)
{
	expect_refused(akv_names_check_vault(name, &err), "InvalidVaultName",
		       text);
}

Test(names, accepts_vault_names)
{
	static const char *const names[] = {
		"kv1",
		"Zaz",
		"zAZ",
		"contoso",
		"Contoso-2",
		"a-b-c",
		"a23456789012345678901234",
		"undefined2",
		"nullnull",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		cr_expect_eq(akv_names_check_vault(names[i], &err), AKV_OK,
			     "%s", names[i]);
}

Test(names, refuses_vault_names_of_a_wrong_length)
{
	expect_vault_refused("", "the vault name is empty");
	expect_vault_refused("ab", "the vault name is too short");
	expect_vault_refused("a234567890123456789012345",
			     "the vault name is too long");
	cr_expect_str_eq(err.hint,
			 "a vault name has 3 to 24 letters, digits and "
			 "hyphens: a letter first, no hyphen last, no two "
			 "hyphens in a row\n");
}

Test(names, refuses_vault_names_with_other_characters)
{
	static const char *const names[] = {
		"con_toso",  "con.toso",  "con/toso",
		"con toso",  "contoso\n", "cont\xc3\xb6so",
		"con%74oso", "contoso?",  "@contoso",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		expect_vault_refused(names[i],
				     "the vault name has a character that is "
				     "no letter, digit or hyphen");
}

Test(names, refuses_vault_names_of_a_wrong_form)
{
	expect_vault_refused("1contoso",
			     "the vault name does not begin with a letter");
	expect_vault_refused("-contoso",
			     "the vault name does not begin with a letter");
	expect_vault_refused("contoso-", "the vault name ends with a hyphen");
	expect_vault_refused("con--toso",
			     "the vault name has two hyphens in a row");
}

Test(names, refuses_what_an_unset_variable_leaves_behind)
{
	expect_vault_refused("undefined",
			     "the vault name is \"undefined\", which is what "
			     "a variable without a value leaves behind");
	expect_vault_refused("NULL",
			     "the vault name is \"null\", which is what a "
			     "variable without a value leaves behind");
	expect_vault_refused("None",
			     "the vault name is \"none\", which is what a "
			     "variable without a value leaves behind");
	cr_expect_str_eq(err.hint,
			 "vaults of this name exist and belong to others\n");
}

/* -- secrets -- */

Test(names, accepts_secret_names)
{
	cr_expect_eq(akv_names_check_secret("a", &err), AKV_OK);
	cr_expect_eq(akv_names_check_secret("-1-", &err), AKV_OK);
	cr_expect_eq(akv_names_check_secret("sftp-Password2", &err), AKV_OK);
	cr_expect_eq(akv_names_check_secret(A127, &err), AKV_OK);
}

Test(names, refuses_secret_names_without_echoing_them)
{
	expect_refused(akv_names_check_secret("hunter2!", &err),
		       "InvalidSecretName",
		       "character 8 of the secret name is no letter, digit or "
		       "hyphen");
	cr_expect_str_eq(
		err.hint,
		"a secret name has 1 to 127 letters, digits and hyphens\n");
	expect_refused(akv_names_check_secret("../keys", &err),
		       "InvalidSecretName",
		       "character 1 of the secret name is no letter, digit or "
		       "hyphen");
	expect_refused(akv_names_check_secret("sftp_password", &err),
		       "InvalidSecretName",
		       "character 5 of the secret name is no letter, digit or "
		       "hyphen");
}

Test(names, refuses_secret_names_of_a_wrong_length)
{
	expect_refused(akv_names_check_secret("", &err), "InvalidSecretName",
		       "the secret name is empty");
	expect_refused(akv_names_check_secret(A127 "a", &err),
		       "InvalidSecretName",
		       "the secret name has 128 characters");
}

/* -- versions -- */

Test(names, accepts_versions)
{
	cr_expect_eq(akv_names_check_version("4387e9f3d6e14c459867679a90fd0f79",
					     &err),
		     AKV_OK);
	cr_expect_eq(akv_names_check_version("A", &err), AKV_OK);
	cr_expect_eq(akv_names_check_version(A64, &err), AKV_OK);
}

Test(names, refuses_versions_of_another_form)
{
	static const char text[] = "this is not the version of a secret";
	static const char *const versions[] = { "", "4387-e9f3", "43/87",
						"latest ", "?" };

	for (size_t i = 0; i < sizeof(versions) / sizeof(*versions); i++)
		expect_refused(akv_names_check_version(versions[i], &err),
			       "InvalidSecretVersion", text);
	expect_refused(akv_names_check_version(A64 "a", &err),
		       "InvalidSecretVersion", text);
}

/* -- tenants -- */

Test(names, accepts_ids_and_domains_of_tenants)
{
	static const char *const tenants[] = {
		"72f988bf-86f1-41af-91ab-2d7cd011db47",
		"72F988BF-86F1-41AF-91AB-2D7CD011DB47",
		"contoso.onmicrosoft.com",
		"contoso.com",
		"a-b.c-d.example",
	};

	for (size_t i = 0; i < sizeof(tenants) / sizeof(*tenants); i++)
		cr_expect_eq(akv_names_check_tenant(tenants[i], &err), AKV_OK,
			     "%s", tenants[i]);
}

Test(names, refuses_the_words_for_many_tenants)
{
	static const char *const tenants[] = { "common", "Organizations",
					       "consumers" };

	for (size_t i = 0; i < sizeof(tenants) / sizeof(*tenants); i++)
		expect_refused(akv_names_check_tenant(tenants[i], &err),
			       "InvalidTenant",
			       "an application signs in to one tenant, not to "
			       "common, organizations or consumers");
}

Test(names, refuses_what_is_neither_an_id_nor_a_domain)
{
	static const char *const tenants[] = {
		"adfs",
		"undefined",
		"..",
		".",
		"a..b",
		".contoso.com",
		"contoso.com.",
		"-a.com",
		"a-.com",
		"contoso.com/x",
		"contoso.com?x",
		"contoso com",
		"{72f988bf}",
		"72f988bf-86f1-41af-91ab-2d7cd011db4",
	};

	for (size_t i = 0; i < sizeof(tenants) / sizeof(*tenants); i++)
		expect_refused(akv_names_check_tenant(tenants[i], &err),
			       "InvalidTenant",
			       "the tenant is neither an id nor a domain");
	expect_refused(akv_names_check_tenant(A64 ".com", &err),
		       "InvalidTenant",
		       "the tenant is neither an id nor a domain");
	expect_refused(akv_names_check_tenant("", &err), "InvalidTenant",
		       "the tenant is empty");
}

Test(names, refuses_a_domain_longer_than_domains_are)
{
	char domain[255];

	for (size_t i = 0; i < sizeof(domain); i++)
		domain[i] = i % 4 == 3 ? '.' : 'a';
	domain[sizeof(domain) - 1] = '\0';
	cr_expect_not(akv_names_is_domain(domain));
	cr_expect(akv_names_is_domain(domain + 1));
	memset(domain, 'a', 64);
	domain[63] = '.';
	domain[64] = 'b';
	domain[65] = '\0';
	cr_expect(akv_names_is_domain(domain));
}

/* -- GUIDs -- */

Test(names, knows_a_guid)
{
	cr_expect(akv_names_is_guid("00000000-0000-0000-0000-000000000000"));
	cr_expect(akv_names_is_guid("72F988bf-86f1-41af-91ab-2d7cd011db47"));
	cr_expect_not(akv_names_is_guid(""));
	cr_expect_not(akv_names_is_guid("72f988bf-86f1-41af-91ab-2d7cd011db4"));
	cr_expect_not(
		akv_names_is_guid("72f988bf-86f1-41af-91ab-2d7cd011db477"));
	cr_expect_not(
		akv_names_is_guid("72f988bg-86f1-41af-91ab-2d7cd011db47"));
	cr_expect_not(
		akv_names_is_guid("72f988bf986f1-41af-91ab-2d7cd011db47"));
	cr_expect_not(
		akv_names_is_guid("{2f988bf-86f1-41af-91ab-2d7cd011db4}"));
}

Test(names, fails_without_words_where_nobody_reads_them)
{
	cr_expect_eq(akv_names_check_vault("", NULL), AKV_ERR_USAGE);
	cr_expect_eq(akv_names_check_vault("null", NULL), AKV_ERR_USAGE);
	cr_expect_eq(akv_names_check_secret("", NULL), AKV_ERR_USAGE);
	cr_expect_eq(akv_names_check_version("", NULL), AKV_ERR_USAGE);
	cr_expect_eq(akv_names_check_tenant("", NULL), AKV_ERR_USAGE);
}
