/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/core/managed_identity.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_identity.h"

#define CLIENT_ID "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff"
#define TOKEN \
	"{\"token_type\":\"Bearer\",\"access_token\":\"eyJ\"," \
	"\"expires_in\":\"3599\",\"client_id\":\"" CLIENT_ID "\"}"

static struct akv_managed_identity *identity;
static struct akv_token token;
static struct akv_error err;

static void set_up(void)
{
	unsetenv("IDENTITY_ENDPOINT");
	unsetenv("IDENTITY_HEADER");
	unsetenv("AZURE_POD_IDENTITY_AUTHORITY_HOST");
	fake_clock.unix_s = 1000000;
}

static void tear_down(void)
{
	akv_token_clear(&token);
	akv_managed_identity_free(identity);
}

TestSuite(managed_identity, .init = set_up, .fini = tear_down);

static void set(const char *name, const char *value)
{
	cr_assert_eq(setenv(name, value, 1), 0);
}

static enum akv_code make(enum akv_managed_identity_source source,
			  const char *client_id)
{
	return akv_managed_identity_new(source, client_id, &identity, &err);
}

static enum akv_code sign_in(void)
{
	akv_token_clear(&token);
	return akv_managed_identity_sign_in(identity, "https://vault.azure.net",
					    akv_clock_deadline_in(30000),
					    &token, &err);
}

/* -- what the environment says -- */

static void expect_incomplete(const char *text)
{
	cr_expect_eq(make(AKV_MANAGED_IDENTITY_APP_SERVICE, NULL),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "IncompleteIdentity");
	cr_expect_str_eq(err.text, text);
	cr_expect_null(identity);
}

Test(managed_identity, names_what_app_service_did_not_set)
{
	expect_incomplete("managed-identity is app-service, but "
			  "IDENTITY_ENDPOINT and IDENTITY_HEADER are not set");
	set("IDENTITY_ENDPOINT", "http://127.0.0.1:1/token");
	expect_incomplete("managed-identity is app-service, but "
			  "IDENTITY_HEADER is not set");
	unsetenv("IDENTITY_ENDPOINT");
	set("IDENTITY_HEADER", "hunter2");
	expect_incomplete("managed-identity is app-service, but "
			  "IDENTITY_ENDPOINT is not set");
	cr_expect_null(strstr(err.hint, "hunter2"));
}

Test(managed_identity, forgets_the_header_and_keeps_it)
{
	set("IDENTITY_ENDPOINT", "http://127.0.0.1:1/token");
	set("IDENTITY_HEADER", "hunter2");
	cr_assert_eq(make(AKV_MANAGED_IDENTITY_APP_SERVICE, NULL), AKV_OK, "%s",
		     err.text);
	cr_expect_null(getenv("IDENTITY_HEADER"));
	fake_identity_will_answer(200, TOKEN);
	cr_assert_eq(sign_in(), AKV_OK);
	cr_assert_eq(sign_in(), AKV_OK);
	cr_expect_str_eq(fake_identity.proofs[0], "header hunter2");
	cr_expect_str_eq(fake_identity.proofs[1], "header hunter2");
}

Test(managed_identity, refuses_a_header_that_cannot_be_sent)
{
	static const char *const values[] = { "hunter2 2", "hunter2\r\nX: y",
					      "hunter2\xc3\xa9" };

	set("IDENTITY_ENDPOINT", "http://127.0.0.1:1/token");
	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++) {
		set("IDENTITY_HEADER", values[i]);
		cr_expect_eq(make(AKV_MANAGED_IDENTITY_APP_SERVICE, NULL),
			     AKV_ERR_USAGE);
		cr_expect_str_eq(err.reason, "InvalidIdentityHeader");
		cr_expect_str_eq(err.text, "IDENTITY_HEADER holds what no "
					   "header can carry");
		cr_expect_null(getenv("IDENTITY_HEADER"));
	}
}

Test(managed_identity, refuses_an_endpoint_elsewhere_before_anything_is_sent)
{
	set("AZURE_POD_IDENTITY_AUTHORITY_HOST", "http://evil.example.com");
	cr_expect_eq(make(AKV_MANAGED_IDENTITY_IMDS, NULL), AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "InvalidIdentityEndpoint");
	set("IDENTITY_ENDPOINT", "https://127.0.0.1/token");
	cr_expect_eq(make(AKV_MANAGED_IDENTITY_AZURE_ARC, NULL), AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "InvalidIdentityEndpoint");
	cr_expect_eq(make(AKV_MANAGED_IDENTITY_AZURE_ARC, "x"), AKV_ERR_USAGE);
	cr_expect_eq(fake_identity.asked, 0);
}

/* Each looks at its own variables: what is set for another does not matter. */
Test(managed_identity, looks_at_no_variable_of_another_source)
{
	set("IDENTITY_ENDPOINT", "http://evil.example.com");
	set("IDENTITY_HEADER", "hunter2");
	cr_assert_eq(make(AKV_MANAGED_IDENTITY_IMDS, NULL), AKV_OK);
	fake_identity_will_answer(200, TOKEN);
	cr_assert_eq(sign_in(), AKV_OK);
	cr_expect_str_eq(fake_identity.proofs[0], "metadata");
	cr_expect_str_eq(getenv("IDENTITY_HEADER"), "hunter2");
}

/* -- signing in -- */

Test(managed_identity, gets_a_token_of_the_machine)
{
	cr_assert_eq(make(AKV_MANAGED_IDENTITY_IMDS, NULL), AKV_OK);
	fake_identity_will_answer(200, TOKEN);
	cr_assert_eq(sign_in(), AKV_OK);
	cr_expect_str_eq(fake_identity.url,
			 "http://169.254.169.254/metadata/identity/oauth2/token"
			 "?api-version=2018-02-01"
			 "&resource=https%3A%2F%2Fvault.azure.net");
	cr_expect_str_eq(akv_secret_text(token.value), "eyJ");
	cr_expect_eq(token.expires_at, 1003599);
}

Test(managed_identity, gets_a_token_of_one_of_its_identities)
{
	set("AZURE_POD_IDENTITY_AUTHORITY_HOST", "http://127.0.0.1:8080");
	cr_assert_eq(make(AKV_MANAGED_IDENTITY_IMDS, CLIENT_ID), AKV_OK);
	fake_identity_will_answer(200, TOKEN);
	cr_assert_eq(sign_in(), AKV_OK);
	cr_expect_str_eq(fake_identity.url,
			 "http://127.0.0.1:8080/metadata/identity/oauth2/token"
			 "?api-version=2018-02-01"
			 "&resource=https%3A%2F%2Fvault.azure.net"
			 "&client_id=" CLIENT_ID);
}

Test(managed_identity, asks_the_arc_agent_where_it_says)
{
	set("IDENTITY_ENDPOINT", "http://localhost:1/token");
	cr_assert_eq(make(AKV_MANAGED_IDENTITY_AZURE_ARC, NULL), AKV_OK);
	fake_identity_will_answer(200, TOKEN);
	cr_assert_eq(sign_in(), AKV_OK);
	cr_expect_str_eq(fake_identity.url,
			 "http://localhost:1/token?api-version=2020-06-01"
			 "&resource=https%3A%2F%2Fvault.azure.net");
}

Test(managed_identity, sends_the_arc_agent_none_of_our_files)
{
	cr_assert_eq(make(AKV_MANAGED_IDENTITY_AZURE_ARC, NULL), AKV_OK);
	fake_identity_will_answer(401, "");
	(void)snprintf(fake_identity.challenge, sizeof(fake_identity.challenge),
		       "Basic realm=/etc/passwd");
	cr_expect_eq(sign_in(), AKV_ERR_PEER);
	cr_expect_str_eq(err.reason, "BadKeyFile");
	cr_expect_eq(fake_identity.asked, 1);
}

Test(managed_identity, explains_a_refusal)
{
	cr_assert_eq(make(AKV_MANAGED_IDENTITY_IMDS, NULL), AKV_OK);
	fake_identity_will_answer(400, "{\"error\":\"invalid_request\"}");
	cr_expect_eq(sign_in(), AKV_ERR_SIGN_IN);
	cr_expect_str_eq(err.reason, "IdentityNotFound");
	cr_expect_null(token.value);
}

Test(managed_identity, explains_that_this_may_be_no_such_machine)
{
	cr_assert_eq(make(AKV_MANAGED_IDENTITY_IMDS, NULL), AKV_OK);
	fake_identity.code = AKV_ERR_UNREACHABLE;
	fake_identity.reason = "NetworkUnreachable";
	cr_expect_eq(sign_in(), AKV_ERR_UNREACHABLE);
	cr_expect_str_eq(err.reason, "NetworkUnreachable");
	cr_expect_str_eq(err.text, "the Instance Metadata Service does not "
				   "answer: no reply");
	cr_expect_not_null(strstr(err.hint, "Azure virtual machines"));
}

Test(managed_identity, frees_nothing)
{
	akv_managed_identity_free(NULL);
}
