/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/azure/challenge.h"
#include "libhelper/reply/claims.h"

static struct akv_error err;

static void expect(const char *encoded, const char *json)
{
	AKV_AUTO(secret) *claims = NULL;

	cr_assert_eq(akv_claims_read(encoded, &claims, &err), AKV_OK, "%s",
		     err.text);
	cr_expect_str_eq(akv_secret_text(claims), json);
	cr_expect_eq(akv_secret_len(claims), strlen(json));
}

static void expect_none(const char *encoded)
{
	struct akv_secret *claims = NULL;

	cr_expect_eq(akv_claims_read(encoded, &claims, &err), AKV_ERR_PEER,
		     "%s", encoded);
	cr_expect_str_eq(err.reason, "InvalidClaims");
	cr_expect_null(claims);
}

Test(claims, are_base_64_of_an_object)
{
	expect("eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwidmFsdWU"
	       "iOiIxNjAzNzQyODAwIn19fQ==",
	       "{\"access_token\":{\"nbf\":{\"essential\":true,"
	       "\"value\":\"1603742800\"}}}");
	expect("e30=", "{}");
}

/* {"a":"?>~"} has both characters in which the alphabets differ */
Test(claims, may_be_of_either_alphabet_with_or_without_padding)
{
	expect("eyJhIjoiPz5+In0=", "{\"a\":\"?>~\"}");
	expect("eyJhIjoiPz5-In0=", "{\"a\":\"?>~\"}");
	expect("eyJhIjoiPz5-In0", "{\"a\":\"?>~\"}");
	expect("eyJhIjoiPz5+In0", "{\"a\":\"?>~\"}");
}

Test(claims, are_nothing_else)
{
	expect_none("");
	expect_none("!");
	expect_none("{}");
	expect_none("e30 ");
	expect_none("ew==");	     /* { */
	expect_none("W10=");	     /* [] */
	expect_none("ImEi");	     /* "a" */
	expect_none("bnVsbA==");     /* null */
	expect_none("e317fQ==");     /* {}{} */
	expect_none("e30AAA==");     /* {} and NULs behind it */
	expect_none("eyJhIjoi/yJ9"); /* no UTF-8 */
}

Test(claims, are_bounded)
{
	char encoded[AKV_CHALLENGE_CLAIMS_SIZE + 1];

	memset(encoded, 'A', sizeof(encoded) - 1);
	encoded[sizeof(encoded) - 1] = '\0';
	expect_none(encoded);
}
