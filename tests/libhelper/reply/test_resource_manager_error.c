/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "libhelper/reply/resource_manager_error.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_reply.h"

#define CLIENT "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff"
#define SCOPE "/subscriptions/00000000-0000-0000-0000-000000000000"

static struct akv_error err;
static const struct akv_resource_manager_request request = {
	.what = "vault contoso",
	.scope = SCOPE,
	.tenant = "72f988bf-86f1-41af-91ab-2d7cd011db47",
	.client_id = CLIENT,
};

TestSuite(resource_manager_error, .fini = fake_reply_clear);

static enum akv_code say(void)
{
	err = (struct akv_error){ 0 };
	return akv_resource_manager_error(&fake_reply, &request, &err);
}

static void expect(int status, const char *body, enum akv_code code,
		   const char *reason)
{
	fake_reply_set(status, body);
	cr_expect_eq(say(), code, "%d %s: %d", status, body, err.code);
	cr_expect_str_eq(err.reason, reason, "%s: %s", body, err.reason);
	cr_expect_neq(err.text[0], '\0');
}

#define BODY(code) "{\"error\":{\"code\":\"" code "\",\"message\":\"m\"}}"

Test(resource_manager_error, has_a_code_for_each_answer)
{
	expect(401, BODY("InvalidAuthenticationToken"), AKV_ERR_SIGN_IN,
	       "InvalidAuthenticationToken");
	expect(401, BODY("ExpiredAuthenticationToken"), AKV_ERR_SIGN_IN,
	       "ExpiredAuthenticationToken");
	expect(401, BODY("InvalidAuthenticationTokenTenant"), AKV_ERR_SIGN_IN,
	       "InvalidAuthenticationTokenTenant");
	expect(403, BODY("AuthorizationFailed"), AKV_ERR_DENIED,
	       "AuthorizationFailed");
	expect(403, BODY("LinkedAuthorizationFailed"), AKV_ERR_DENIED,
	       "LinkedAuthorizationFailed");
	expect(404, BODY("SubscriptionNotFound"), AKV_ERR_NOT_FOUND,
	       "SubscriptionNotFound");
	expect(404, BODY("ResourceGroupNotFound"), AKV_ERR_NOT_FOUND,
	       "ResourceGroupNotFound");
	expect(404, BODY("ResourceNotFound"), AKV_ERR_NOT_FOUND,
	       "ResourceNotFound");
	expect(400, BODY("InvalidSubscriptionId"), AKV_ERR_NOT_FOUND,
	       "InvalidSubscriptionId");
	expect(400, BODY("InvalidApiVersionParameter"), AKV_ERR_OTHER,
	       "InvalidApiVersionParameter");
	expect(409, BODY("MissingSubscriptionRegistration"), AKV_ERR_NOT_FOUND,
	       "MissingSubscriptionRegistration");
	expect(409, BODY("Conflict"), AKV_ERR_PEER, "Conflict");
	expect(429, BODY("TooManyRequests"), AKV_ERR_THROTTLED,
	       "TooManyRequests");
	expect(503, BODY("ServiceUnavailable"), AKV_ERR_UNREACHABLE,
	       "ServiceUnavailable");
	expect(500, "", AKV_ERR_UNREACHABLE, "ServerError");
	expect(302, "", AKV_ERR_PEER, "Redirected");
	expect(204, "", AKV_ERR_PEER, "HttpStatus");
}

Test(resource_manager_error, is_a_proxy_s_where_it_has_no_code)
{
	expect(403, "<html>", AKV_ERR_UNREACHABLE, "ProxyRefused");
	expect(401, "<html>", AKV_ERR_UNREACHABLE, "ProxyRefused");
	expect(404, "{}", AKV_ERR_UNREACHABLE, "ProxyRefused");
	expect(407, "", AKV_ERR_UNREACHABLE, "ProxyRefused");
	expect(403, BODY("a b\\u001b"), AKV_ERR_UNREACHABLE, "ProxyRefused");
}

Test(resource_manager_error, tells_who_may_not_and_what_would_help)
{
	fake_reply_set_file(403, "resource_manager/authorization_failed.json");
	cr_assert_eq(say(), AKV_ERR_DENIED);
	cr_expect_str_eq(err.text, "application " CLIENT
				   " has no role that lets it see vault "
				   "contoso");
	cr_expect_not_null(strstr(
		err.hint,
		"az role assignment create --role \"Key Vault Reader\" "
		"--assignee-object-id 3f2b1c9e-7a64-4d0b-9e1f-0c5a8b7d6e42 "
		"--assignee-principal-type ServicePrincipal --scope '" SCOPE
		"'\n"));
	cr_expect_not_null(strstr(err.hint, "reading secrets does not need"));
}

Test(resource_manager_error, takes_no_object_id_that_is_none)
{
	static const char *const messages[] = {
		"with object id '$(reboot)-1111-1111-1111-111111111111' does",
		"with object id '3f2b1c9e",
		"with object id ''",
	};
	char body[256];

	for (size_t i = 0; i < sizeof(messages) / sizeof(*messages); i++) {
		(void)snprintf(body, sizeof(body),
			       "{\"error\":{\"code\":\"AuthorizationFailed\","
			       "\"message\":\"%s\"}}",
			       messages[i]);
		expect(403, body, AKV_ERR_DENIED, "AuthorizationFailed");
		cr_expect_null(strstr(err.hint, "az role assignment"));
	}
}

Test(resource_manager_error, tells_of_another_tenant)
{
	expect(401, BODY("InvalidAuthenticationTokenTenant"), AKV_ERR_SIGN_IN,
	       "InvalidAuthenticationTokenTenant");
	cr_expect_not_null(strstr(err.hint, "another tenant than 72f988bf"));
}

Test(resource_manager_error, tells_the_request_s_id_and_the_clock)
{
	fake_reply_set(401, BODY("ExpiredAuthenticationToken"));
	strcpy(fake_reply.request_id, "8a1b");
	fake_clock.unix_s = 1800000000;
	fake_reply.date_s = 1800000000 - 3600;
	cr_assert_eq(say(), AKV_ERR_SIGN_IN);
	cr_expect_not_null(strstr(err.hint, "request id: 8a1b\n"));
	cr_expect_not_null(strstr(err.hint, "clock"));
}
