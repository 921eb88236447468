/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>

#include "libhelper/azure/challenge.h"

#define OURS "72f988bf-86f1-41af-91ab-2d7cd011db47"
#define OURS_IN_CAPITALS "72F988BF-86F1-41AF-91AB-2D7CD011DB47"
#define THEIRS "11111111-2222-3333-4444-555555555555"
#define HOST "contoso.vault.azure.net"

static struct akv_error err;

static enum akv_code check(const char *resource, const char *their_tenant,
			   const char *our_tenant)
{
	struct akv_challenge challenge = { 0 };

	(void)snprintf(challenge.resource, sizeof(challenge.resource), "%s",
		       resource);
	(void)snprintf(challenge.tenant, sizeof(challenge.tenant), "%s",
		       their_tenant);
	return akv_challenge_check(&challenge, HOST, our_tenant, &err);
}

Test(challenge_check, accepts_a_vault_of_ours)
{
	cr_expect_eq(check("https://vault.azure.net", OURS, OURS), AKV_OK);
	cr_expect_eq(check("https://vault.azure.net/", OURS, OURS), AKV_OK);
	cr_expect_eq(check("HTTPS://VAULT.AZURE.NET", OURS_IN_CAPITALS, OURS),
		     AKV_OK);
}

Test(challenge_check, compares_tenants_only_when_both_are_ids)
{
	cr_expect_eq(check("https://vault.azure.net", "", OURS), AKV_OK);
	cr_expect_eq(check("https://vault.azure.net", OURS, "contoso.com"),
		     AKV_OK);
	cr_expect_eq(check("https://vault.azure.net", "contoso.com", OURS),
		     AKV_OK);
}

Test(challenge_check, refuses_a_resource_that_the_host_does_not_lie_in)
{
	static const char *const resources[] = {
		"https://evil.com",
		"https://contoso.vault.azure.net",
		"https://toso.vault.azure.net",
		"https://ault.azure.net",
		"https://vault.azure.cn",
		"https://management.azure.com",
		"https://vault.azure.net.evil.com",
		"http://vault.azure.net",
		"vault.azure.net",
		"https://net",
		"https://.azure.net",
		"https://vault.azure.net:443",
		"https://vault.azure.net:8443",
		"https://evil.com@vault.azure.net",
		"https://vault.azure.net/x",
		"https://evil.com/.vault.azure.net",
		"https://evil.com#vault.azure.net",
		"https://",
	};

	for (size_t i = 0; i < sizeof(resources) / sizeof(*resources); i++) {
		cr_expect_eq(check(resources[i], OURS, OURS), AKV_ERR_PEER,
			     "%s", resources[i]);
		cr_expect_str_eq(err.reason, "WrongResource");
	}
	cr_expect_eq(check("https://evil.com", OURS, OURS), AKV_ERR_PEER);
	cr_expect_str_eq(err.text,
			 "contoso.vault.azure.net wants a token for "
			 "https://evil.com, to which it does not belong");
}

Test(challenge_check, minds_the_dot_in_front_of_the_domain)
{
	struct akv_challenge challenge = { .resource =
						   "https://vault.azure.net" };

	cr_expect_eq(akv_challenge_check(&challenge, "evilvault.azure.net",
					 OURS, &err),
		     AKV_ERR_PEER);
	cr_expect_eq(
		akv_challenge_check(&challenge, "vault.azure.net", OURS, &err),
		AKV_ERR_PEER);
	cr_expect_eq(
		akv_challenge_check(&challenge, ".vault.azure.net", OURS, &err),
		AKV_ERR_PEER);
}

Test(challenge_check, wants_a_resource_unless_claims_are_asked_for)
{
	struct akv_challenge claims = { .claims = "eyJ9" };

	cr_expect_eq(check("", OURS, OURS), AKV_ERR_PEER);
	cr_expect_str_eq(err.reason, "WrongResource");
	cr_expect_str_eq(err.text,
			 "contoso.vault.azure.net does not say for which "
			 "service it wants a token");
	cr_expect_eq(akv_challenge_check(&claims, HOST, OURS, &err), AKV_OK);
}

Test(challenge_check, names_both_tenants_when_they_differ)
{
	cr_expect_eq(check("https://vault.azure.net", THEIRS, OURS),
		     AKV_ERR_SIGN_IN);
	cr_expect_str_eq(err.reason, "WrongTenant");
	cr_expect_str_eq(err.text, "contoso.vault.azure.net belongs to tenant "
				   "11111111-2222-3333-4444-555555555555, and "
				   "we sign in to tenant "
				   "72f988bf-86f1-41af-91ab-2d7cd011db47");
	cr_expect_str_eq(err.hint,
			 "check the vault's name: vaults of all tenants share "
			 "one set of names\n"
			 "if the vault is yours, sign in to its tenant\n");
}

Test(challenge_check, knows_microsofts_own_tenants)
{
	static const char *const tenants[] = { OURS_IN_CAPITALS,
					       "f8cdef31-a31e-4b4a-93e4-"
					       "5f571e91255a" };

	for (size_t i = 0; i < sizeof(tenants) / sizeof(*tenants); i++) {
		cr_expect_eq(
			check("https://vault.azure.net", tenants[i], THEIRS),
			AKV_ERR_SIGN_IN);
		cr_expect_str_eq(
			err.hint,
			"that tenant is Microsoft's: was a variable empty "
			"where the vault's name was made?\n"
			"check the vault's name: vaults of all tenants share "
			"one set of names\n"
			"if the vault is yours, sign in to its tenant\n");
	}
}

Test(challenge_check, fails_without_words_where_nobody_reads_them)
{
	const struct akv_challenge challenge = { .resource = "x" };

	cr_expect_eq(akv_challenge_check(&challenge, HOST, OURS, NULL),
		     AKV_ERR_PEER);
}
