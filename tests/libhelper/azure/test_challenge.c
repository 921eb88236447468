/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "libhelper/azure/challenge.h"

#define TENANT "72f988bf-86f1-41af-91ab-2d7cd011db47"
#define LOGIN "https://login.microsoftonline.com/" TENANT
#define RESOURCE "https://vault.azure.net"

static struct akv_challenge challenge;

static void expect(const char *header, const char *tenant, const char *resource)
{
	challenge = (struct akv_challenge){ 0 };
	cr_expect(akv_challenge_parse(header, &challenge), "%s", header);
	cr_expect_str_eq(challenge.tenant, tenant);
	cr_expect_str_eq(challenge.resource, resource);
}

static void expect_none(const char *header)
{
	memset(&challenge, 'x', sizeof(challenge));
	cr_expect_not(akv_challenge_parse(header, &challenge), "%s", header);
	cr_expect_eq(challenge.tenant[0], 'x');
	cr_expect_eq(challenge.resource[0], 'x');
	cr_expect_eq(challenge.claims[0], 'x');
}

Test(challenge, reads_what_key_vault_sends)
{
	expect("Bearer authorization=\"https://login.windows.net/" TENANT
	       "\", resource=\"https://vault.azure.net\"",
	       TENANT, RESOURCE);
	cr_expect_str_empty(challenge.claims);
}

Test(challenge, reads_the_other_ways_to_write_it)
{
	/* managed HSM */
	expect("Bearer authorization=\"" LOGIN
	       "\", scope=\"https://vault.azure.net/.default\"",
	       TENANT, RESOURCE);
	/* Resource Manager */
	expect("Bearer authorization_uri=\"" LOGIN "\", resource=\"" RESOURCE
	       "\"",
	       TENANT, RESOURCE);
	expect("Bearer authorization=" LOGIN " resource=" RESOURCE, TENANT,
	       RESOURCE);
	expect("bearer AUTHORIZATION=\"" LOGIN "\",Resource=\"" RESOURCE "\"",
	       TENANT, RESOURCE);
	expect("Bearer\tauthorization = \"" LOGIN "\" ,, resource=\t\"" RESOURCE
	       "\" ",
	       TENANT, RESOURCE);
}

Test(challenge, finds_bearer_among_other_schemes)
{
	expect("Bearer authorization=\"" LOGIN "\", resource=\"" RESOURCE
	       "\", PoP realm=\"\", authorization=\"https://a/other.com\"",
	       TENANT, RESOURCE);
	expect("PoP authorization=\"https://a/other.com\", resource=\"x\", "
	       "Bearer authorization=\"" LOGIN "\", resource=\"" RESOURCE "\"",
	       TENANT, RESOURCE);
	expect("Negotiate YIIJvwYGKw==, Bearer resource=\"" RESOURCE "\"", "",
	       RESOURCE);
	expect("NTLM TlRMTVNTUAAB/+8=, Bearer resource=\"" RESOURCE "\"", "",
	       RESOURCE);
}

Test(challenge, takes_the_first_of_two_bearer_challenges)
{
	expect("Bearer resource=\"" RESOURCE
	       "\", Bearer resource=\"https://evil.com\"",
	       "", RESOURCE);
}

Test(challenge, is_empty_for_a_scheme_without_parameters)
{
	expect("Bearer", "", "");
	expect("Bearer realm=\"\"", "", "");
}

Test(challenge, prefers_the_older_names)
{
	expect("Bearer authorization_uri=\"https://h/other.example\", "
	       "authorization=\"" LOGIN
	       "\", scope=\"https://other/.default\", resource=\"" RESOURCE
	       "\"",
	       TENANT, RESOURCE);
}

Test(challenge, takes_the_tenant_out_of_the_path)
{
	expect("Bearer authorization=\"" LOGIN "/oauth2/authorize\"", TENANT,
	       "");
	expect("Bearer authorization=\"" LOGIN "?x=y\"", TENANT, "");
	expect("Bearer authorization=\"https://h/contoso.com/\"", "contoso.com",
	       "");
}

Test(challenge, has_no_tenant_where_none_is_named)
{
	static const char *const urls[] = {
		"https://login.microsoftonline.com/common/oauth2/authorize",
		"https://login.microsoftonline.com/organizations",
		"https://login.microsoftonline.com/",
		"https://login.microsoftonline.com",
		"http://login.microsoftonline.com/contoso.com",
		"https://h/..",
		"https://h/a b.com",
		"contoso.com",
		"",
	};

	for (size_t i = 0; i < sizeof(urls) / sizeof(*urls); i++) {
		char header[256];

		(void)snprintf(header, sizeof(header),
			       "Bearer authorization=\"%s\"", urls[i]);
		expect(header, "", "");
	}
}

Test(challenge, reads_claims_that_are_wanted)
{
	expect("Bearer realm=\"\", authorization_uri=\"https://"
	       "login.microsoftonline.com/common/oauth2/authorize\", "
	       "client_id=\"00000003-0000-0000-c000-000000000000\", "
	       "error=\"insufficient_claims\", claims=\"eyJhIjp9fQ==\"",
	       "", "");
	cr_expect_str_eq(challenge.claims, "eyJhIjp9fQ==");
	expect("Bearer error=\"invalid_token\", error_description=\"User "
	       "session has been revoked, \\\"sorry\\\"\", claims=\"eyJ9\"",
	       "", "");
	cr_expect_str_eq(challenge.claims, "eyJ9");
	expect("Bearer error=invalid_token, claims=eyJ9==", "", "");
	cr_expect_str_eq(challenge.claims, "eyJ9==");
}

Test(challenge, leaves_claims_that_come_with_another_error)
{
	expect("Bearer claims=\"eyJ9\"", "", "");
	cr_expect_str_empty(challenge.claims);
	expect("Bearer error=\"invalid_request\", claims=\"eyJ9\"", "", "");
	cr_expect_str_empty(challenge.claims);
}

Test(challenge, is_not_there_without_bearer)
{
	expect_none("");
	expect_none(" , ");
	expect_none("Basic realm=\"x\"");
	expect_none("Bearerx resource=\"" RESOURCE "\"");
	expect_none("PoP realm=\"Bearer resource=\"");
}

Test(challenge, refuses_what_is_malformed)
{
	expect_none("Bearer resource=\"" RESOURCE);
	expect_none("Bearer resource=\"" RESOURCE "\\");
	expect_none("Bearer =\"" RESOURCE "\"");
	expect_none("Bearer \"" RESOURCE "\"");
	expect_none("Bearer resource=\"a\nb\"");
	expect_none("Bearer resource=\"a\x7f\" \x01");
	expect_none("Bearer r\xc3\xa9source=x");
	expect_none("Bearer r\x7fsource=x");
}

Test(challenge, refuses_a_parameter_that_comes_twice)
{
	expect_none("Bearer resource=\"" RESOURCE
		    "\", resource=\"https://evil.com\"");
	expect_none("Bearer authorization=\"" LOGIN
		    "\", Authorization=\"https://h/other.com\"");
}

Test(challenge, refuses_a_backslash_in_what_it_takes)
{
	expect_none(
		"Bearer resource=\"https://example.net\\.vault.azure.net\"");
	expect_none("Bearer resource=https://example.net\\.vault.azure.net");
}

Test(challenge, refuses_values_that_do_not_fit)
{
	char header[AKV_CHALLENGE_MAX + 2];
	size_t len;

	len = (size_t)snprintf(header, sizeof(header), "Bearer resource=");
	memset(header + len, 'a', AKV_CHALLENGE_RESOURCE_SIZE);
	header[len + AKV_CHALLENGE_RESOURCE_SIZE] = '\0';
	expect_none(header);
	header[len + AKV_CHALLENGE_RESOURCE_SIZE - 1] = '\0';
	cr_expect(akv_challenge_parse(header, &challenge));

	len = (size_t)snprintf(header, sizeof(header), "Bearer scope=");
	memset(header + len, 'a', AKV_CHALLENGE_RESOURCE_SIZE);
	header[len + AKV_CHALLENGE_RESOURCE_SIZE] = '\0';
	expect_none(header);

	len = (size_t)snprintf(header, sizeof(header),
			       "Bearer error=invalid_token claims=");
	memset(header + len, 'a', AKV_CHALLENGE_CLAIMS_SIZE);
	header[len + AKV_CHALLENGE_CLAIMS_SIZE] = '\0';
	expect_none(header);

	len = (size_t)snprintf(header, sizeof(header), "Bearer authorization=");
	memset(header + len, 'a', 1024);
	header[len + 1024] = '\0';
	expect_none(header);
}

Test(challenge, does_not_look_at_headers_beyond_the_bound)
{
	char header[AKV_CHALLENGE_MAX + 2] = "Bearer resource=x, realm=";

	memset(header + strlen(header), 'a',
	       sizeof(header) - 1 - strlen(header));
	header[sizeof(header) - 1] = '\0';
	expect_none(header);
	header[sizeof(header) - 2] = '\0';
	expect(header, "", "x");
}

#define LABEL63 \
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

Test(challenge, has_no_tenant_where_it_is_too_long)
{
	expect("Bearer authorization=https://h/" LABEL63 "." LABEL63,
	       LABEL63 "." LABEL63, "");
	expect("Bearer authorization=https://h/a." LABEL63 "." LABEL63, "", "");
	expect("Bearer authorization=https://h/" LABEL63 "." LABEL63 "/x",
	       LABEL63 "." LABEL63, "");
	expect("Bearer authorization=https://h/" LABEL63 "." LABEL63 "a", "",
	       "");
}
