/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/base/base64.h"

#include "libhelper/reply/access_token.h"

#define OID "11111111-2222-3333-4444-555555555555"
#define TID "72f988bf-86f1-41af-91ab-2d7cd011db47"
#define APP "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff"

static struct akv_secret *text_of(const char *text)
{
	struct akv_secret *out = NULL;

	cr_assert_eq(akv_secret_new_from(text, strlen(text), &out, NULL),
		     AKV_OK);
	return out;
}

/* "e30.<claims>.c2ln" */
static struct akv_secret *token_of(const char *claims)
{
	AKV_AUTO(secret) *bytes = text_of(claims);
	struct akv_secret *token = NULL;

	cr_assert_eq(akv_secret_new(AKV_SECRET_TOKEN_MAX, &token, NULL),
		     AKV_OK);
	cr_assert_eq(akv_secret_append_text(token, "e30.", NULL), AKV_OK);
	cr_assert_eq(akv_base64_encode(AKV_BASE64_URL, bytes, token, NULL),
		     AKV_OK);
	cr_assert_eq(akv_secret_append_text(token, ".c2ln", NULL), AKV_OK);
	return token;
}

static void expect_claims(const char *claims, const char *object_id,
			  const char *tenant, const char *client_id)
{
	AKV_AUTO(secret) *token = token_of(claims);
	struct akv_access_token read;

	cr_expect(akv_access_token_read(token, &read), "%s", claims);
	cr_expect_str_eq(read.object_id, object_id);
	cr_expect_str_eq(read.tenant, tenant);
	cr_expect_str_eq(read.client_id, client_id);
}

static void expect_unknown(const char *text)
{
	AKV_AUTO(secret) *token = text_of(text);
	struct akv_access_token read;

	memset(&read, 'x', sizeof(read));
	cr_expect_not(akv_access_token_read(token, &read), "%s", text);
	cr_expect_str_eq(read.object_id, "");
	cr_expect_str_eq(read.tenant, "");
	cr_expect_str_eq(read.client_id, "");
}

Test(access_token, says_whose_it_is)
{
	expect_claims("{\"oid\":\"" OID "\",\"tid\":\"" TID
		      "\",\"appid\":\"" APP "\",\"ver\":\"1.0\"}",
		      OID, TID, APP);
	expect_claims("{\"oid\":\"" OID "\",\"azp\":\"" APP "\"}", OID, "",
		      APP);
}

Test(access_token, may_leave_things_out)
{
	expect_claims("{}", "", "", "");
	expect_claims("[]", "", "", "");
	expect_claims("{\"oid\":null,\"tid\":7,\"appid\":{}}", "", "", "");
}

Test(access_token, names_nobody_by_what_is_no_guid)
{
	expect_claims("{\"oid\":\"\\u001b[2J\",\"tid\":\"contoso.com\"}", "",
		      "", "");
	expect_claims("{\"oid\":\"" OID "0\",\"tid\":\"" TID "\\u0000\"}", "",
		      "", "");
}

Test(access_token, may_be_opaque)
{
	expect_unknown("");
	expect_unknown("opaque");
	expect_unknown("e30.e30");
	expect_unknown("e30.e30.");
	expect_unknown(".e30.c2ln");
	expect_unknown("e30..c2ln");
	expect_unknown("e30.e30.c2ln.c2ln");
	expect_unknown("e30.e30.c2ln.");
	expect_unknown("e30.e30.c2 ln");
	expect_unknown("e30.e30=.c2ln");
	expect_unknown("e30.e3+.c2ln");
	expect_unknown("e30.e.c2ln");
	expect_unknown("e30.bm8.c2ln"); /* "no" */
}

Test(access_token, has_no_nul)
{
	AKV_AUTO(secret) *token = NULL;
	struct akv_access_token read;

	cr_assert_eq(akv_secret_new_from("e30.e30.c2ln\0c", 14, &token, NULL),
		     AKV_OK);
	cr_expect_not(akv_access_token_read(token, &read));
}
