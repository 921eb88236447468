/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/core/client_certificate.h"
#include "libhelper/core/federated_token.h"
#include "libhelper/core/token_form.h"

#define FORM_START \
	"grant_type=client_credentials" \
	"&client_id=0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff" \
	"&scope=https%3A%2F%2Fvault.azure.net%2F.default"
#define ASSERTION_START \
	"&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3A" \
	"client-assertion-type%3Ajwt-bearer&client_assertion="

/* -- assertions in place of libhelper/core/client_certificate.c -- */

static const char *asserted_audience;
static enum akv_code assert_code;

enum akv_code
akv_client_certificate_assert(AKV_UNUSED const struct akv_principal *principal,
			      const char *audience, struct akv_secret **out,
			      struct akv_error *err)
{
	asserted_audience = audience;
	if (assert_code != AKV_OK)
		return akv_fail(err, assert_code, "KeyMismatch", "no");
	return akv_secret_new_from("a.b-_.c", 7, out, err);
}

void akv_client_certificate_free(
	AKV_UNUSED struct akv_client_certificate *certificate)
{
}

enum akv_code
akv_federated_token_get(AKV_UNUSED const struct akv_federated_token *federated,
			AKV_UNUSED struct akv_deadline deadline,
			struct akv_secret **out, struct akv_error *err)
{
	return akv_secret_new_from("d.e.f", 5, out, err);
}

/* -- the tests -- */

static char client_id[] = "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff";
static struct akv_principal principal;
static struct akv_token_url *url;
static struct akv_token_form what;
static struct akv_secret *form;

static void set_up(void)
{
	principal = (struct akv_principal){ .client_id = client_id };
	cr_assert_eq(akv_secret_new_from("a~b.c_d-e+f/g=h&i j\0k", 21,
					 &principal.client_secret, NULL),
		     AKV_OK);
	cr_assert_eq(akv_url_token("login.microsoftonline.us", "t.example",
				   &url, NULL),
		     AKV_OK);
	what = (struct akv_token_form){ .principal = &principal,
					.url = url,
					.audience = "https://vault.azure.net" };
}

static void tear_down(void)
{
	akv_secret_free(form);
	akv_secret_free(principal.client_secret);
	akv_token_url_free(url);
}

TestSuite(token_form, .init = set_up, .fini = tear_down);

static void is(const char *wanted)
{
	akv_secret_free(form);
	form = NULL;
	cr_assert_eq(akv_token_form_new(&what, &form, NULL), AKV_OK);
	cr_expect_str_eq(akv_secret_text(form), wanted);
}

Test(token_form, encodes_a_client_secret)
{
	is(FORM_START "&client_secret=a~b.c_d-e%2Bf%2Fg%3Dh%26i%20j%00k");
}

Test(token_form, has_the_claims_that_were_demanded)
{
	what.claims = "{\"access_token\":{}}";
	is(FORM_START "&claims=%7B%22access_token%22%3A%7B%7D%7D"
		      "&client_secret=a~b.c_d-e%2Bf%2Fg%3Dh%26i%20j%00k");
}

Test(token_form, has_an_assertion_for_where_it_goes)
{
	principal.kind = AKV_CREDENTIAL_CERTIFICATE;
	is(FORM_START ASSERTION_START "a.b-_.c");
	cr_expect_str_eq(asserted_audience,
			 "https://login.microsoftonline.us/t.example/oauth2/"
			 "v2.0/token");
}

Test(token_form, has_a_token_that_others_signed)
{
	principal.kind = AKV_CREDENTIAL_FEDERATED_TOKEN;
	is(FORM_START ASSERTION_START "d.e.f");
}

Test(token_form, is_none_without_an_assertion)
{
	struct akv_error err = { 0 };

	principal.kind = AKV_CREDENTIAL_CERTIFICATE;
	assert_code = AKV_ERR_USAGE;
	cr_expect_eq(akv_token_form_new(&what, &form, &err), AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "KeyMismatch");
	cr_expect_null(form);
}
