/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "libhelper/reply/identity_error.h"
#include "tests/fakes/fake_reply.h"

#define CLIENT_ID "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff"
#define NOT_FOUND \
	"{\"error\":\"invalid_request\"," \
	"\"error_description\":\"Identity not found\"}"
#define WHERE_IMDS \
	"it is there on Azure virtual machines, scale sets, AKS nodes and " \
	"Container Instances alone; App Service and Azure Arc have their own " \
	"(managed-identity)\n"

static struct akv_identity_request request;
static struct akv_error err;

TestSuite(identity_error, .fini = fake_reply_clear);

static void expect(enum akv_code code, const char *reason, const char *text,
		   const char *hint)
{
	cr_expect_eq(akv_identity_error(&fake_reply, &request, &err), code);
	cr_expect_eq(err.code, code);
	cr_expect_str_eq(err.reason, reason);
	cr_expect_str_eq(err.text, text);
	cr_expect_str_eq(err.hint, hint, "%s", err.hint);
}

static void set_page(int status)
{
	fake_reply_set(status, "<html><title>Proxy</title></html>");
	(void)snprintf(fake_reply.content_type, sizeof(fake_reply.content_type),
		       "text/html");
}

/* -- no identity -- */

Test(identity_error, says_that_the_machine_has_no_identity)
{
	fake_reply_set(400, NOT_FOUND);
	expect(AKV_ERR_SIGN_IN, "IdentityNotFound",
	       "no managed identity is assigned to this machine",
	       "give it one: az vm identity assign --resource-group GROUP "
	       "--name VM\n"
	       "if it has user-assigned ones, choose one by its client id\n"
	       "it said: Identity not found\n");
}

Test(identity_error, names_the_identity_that_the_machine_has_not)
{
	request.client_id = CLIENT_ID;
	fake_reply_set(400, NOT_FOUND);
	expect(AKV_ERR_SIGN_IN, "IdentityNotFound",
	       "no managed identity with the client id "
	       "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff is assigned to this "
	       "machine",
	       "assign it: az vm identity assign --resource-group GROUP "
	       "--name VM --identities RESOURCE_ID\n"
	       "it said: Identity not found\n");
}

Test(identity_error, says_that_the_app_has_no_identity)
{
	request.source = AKV_MANAGED_IDENTITY_APP_SERVICE;
	fake_reply_set(400, "{\"statusCode\":400,\"message\":\"No User "
			    "Assigned or Delegated Managed Identity found.\\r"
			    "\\nTrace: x\"}");
	expect(AKV_ERR_SIGN_IN, "IdentityNotFound",
	       "no managed identity is assigned to this app",
	       "give it one: az webapp identity assign --resource-group GROUP "
	       "--name APP (az functionapp, az containerapp)\n"
	       "if it has user-assigned ones, choose one by its client id\n"
	       "it said: No User Assigned or Delegated Managed Identity "
	       "found.\n");
}

Test(identity_error, says_that_arc_has_no_such_identity)
{
	request.source = AKV_MANAGED_IDENTITY_AZURE_ARC;
	request.client_id = CLIENT_ID;
	fake_reply_set(400, "{}");
	expect(AKV_ERR_SIGN_IN, "IdentityNotFound",
	       "no managed identity with the client id "
	       "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff is assigned to this "
	       "machine",
	       "leave client-id out to use the machine's own identity, or "
	       "update the agent: azcmagent version\n");
}

/* -- other refusals -- */

Test(identity_error, blames_the_cloud_for_a_resource_that_is_not_known)
{
	fake_reply_set(400, "{\"error\":\"invalid_resource\"}");
	expect(AKV_ERR_SIGN_IN, "invalid_resource",
	       "the Instance Metadata Service gives no token for key vaults "
	       "of this cloud",
	       "check cloud in [environment]\n");
}

Test(identity_error, tells_that_our_header_was_lost)
{
	fake_reply_set(400, "{\"error\":\"bad_request_102\","
			    "\"error_description\":\"Required metadata header "
			    "not specified\"}");
	expect(AKV_ERR_SIGN_IN, "bad_request_102",
	       "the Instance Metadata Service refused us a token (400)",
	       "something between us and it may change requests: it wants the "
	       "header Metadata, and no X-Forwarded-For\n"
	       "it said: Required metadata header not specified\n");
}

Test(identity_error, tells_that_app_service_took_another_header)
{
	request.source = AKV_MANAGED_IDENTITY_APP_SERVICE;
	fake_reply_set(401, "");
	expect(AKV_ERR_SIGN_IN, "IdentityRefused",
	       "App Service's identity endpoint refused us a token (401)",
	       "IDENTITY_ENDPOINT and IDENTITY_HEADER change when the app "
	       "restarts: take them as the app was given them\n"
	       "it is there for the processes of an app in App Service, "
	       "Functions or Container Apps alone\n");
}

Test(identity_error, tells_that_the_agent_did_not_take_its_key)
{
	request.source = AKV_MANAGED_IDENTITY_AZURE_ARC;
	fake_reply_set(403, "{\"error\":\"unauthorized\"}");
	expect(AKV_ERR_SIGN_IN, "unauthorized",
	       "the Azure Arc agent refused us a token (403)",
	       "is the agent in order? azcmagent show; azcmagent check\n");
}

/* -- what may pass -- */

Test(identity_error, tells_another_clouds_service_from_azures)
{
	set_page(404);
	expect(AKV_ERR_UNREACHABLE, "NoIdentityService",
	       "the Instance Metadata Service has no tokens of managed "
	       "identities (404)",
	       WHERE_IMDS "while it is updated it says so, too: then try "
			  "again in a minute\n");
}

Test(identity_error, tells_that_the_service_is_being_updated)
{
	fake_reply_set(410, "");
	expect(AKV_ERR_UNREACHABLE, "IdentityServiceUpdating",
	       "the Instance Metadata Service is being updated (410)",
	       "it is back within 70 seconds: try again, or wait for it with "
	       "--timeout 90\n");
}

Test(identity_error, tells_how_long_to_wait)
{
	fake_reply_set(429, "{\"error\":\"too_many\"}");
	fake_reply.retry_after_ms = 5000;
	expect(AKV_ERR_THROTTLED, "too_many",
	       "the Instance Metadata Service gets too many requests (429) "
	       "and wants us to wait 5 seconds",
	       "");
}

Test(identity_error, tells_a_fault_of_the_service)
{
	fake_reply_set(500, "");
	expect(AKV_ERR_UNREACHABLE, "ServerError",
	       "the Instance Metadata Service answered with a server error "
	       "(500)",
	       "it usually passes: try again in a minute\n");
}

/* -- somebody else -- */

Test(identity_error, tells_that_a_proxy_swallowed_the_request)
{
	static const int statuses[] = { 400, 401, 403, 405, 407, 502, 504 };

	for (size_t i = 0; i < sizeof(statuses) / sizeof(*statuses); i++) {
		char text[128];

		set_page(statuses[i]);
		(void)snprintf(text, sizeof(text),
			       "the Instance Metadata Service was not reached: "
			       "something else answered with status %d",
			       statuses[i]);
		expect(AKV_ERR_UNREACHABLE, "ProxyRefused", text,
		       "no proxy is asked for it: one that takes all traffic "
		       "may stand in between, or "
		       "AZURE_POD_IDENTITY_AUTHORITY_HOST leads elsewhere\n");
	}
}

Test(identity_error, knows_a_page_without_its_type)
{
	fake_reply_set(403, "<!DOCTYPE html>");
	cr_expect_eq(akv_identity_error(&fake_reply, &request, &err),
		     AKV_ERR_UNREACHABLE);
	cr_expect_str_eq(err.reason, "ProxyRefused");
}

Test(identity_error, follows_no_redirect)
{
	fake_reply_set(302, "");
	expect(AKV_ERR_PEER, "Redirected",
	       "the Instance Metadata Service answered with a redirect (302), "
	       "which is never followed",
	       "check AZURE_POD_IDENTITY_AUTHORITY_HOST, if it is set\n");
}

Test(identity_error, cannot_explain_everything)
{
	fake_reply_clear();
	fake_reply.status = 418;
	expect(AKV_ERR_PEER, "HttpStatus",
	       "the Instance Metadata Service answered with status 418, which "
	       "means nothing here",
	       "");
}

Test(identity_error, lets_no_peer_choose_a_reason_that_is_no_word)
{
	fake_reply_set(401, "{\"error\":\"not a word\\u001b[2J\","
			    "\"error_description\":\"\\u001b[2J\"}");
	cr_expect_eq(akv_identity_error(&fake_reply, &request, &err),
		     AKV_ERR_SIGN_IN);
	cr_expect_str_eq(err.reason, "IdentityRefused");
	cr_expect_null(strchr(err.hint, '\x1b'));
}

Test(identity_error, bounds_what_the_service_says)
{
	char body[1024];

	(void)snprintf(body, sizeof(body), "{\"message\":\"%0900d\"}", 1);
	fake_reply_set(400, body);
	cr_expect_eq(akv_identity_error(&fake_reply, &request, &err),
		     AKV_ERR_SIGN_IN);
	(void)snprintf(body, sizeof(body), "it said: %0240d\n", 0);
	cr_expect_not_null(strstr(err.hint, body));
}

/* -- nobody -- */

Test(identity_error, says_what_silence_means)
{
	(void)akv_fail(&err, AKV_ERR_UNREACHABLE, "Timeout",
		       "no answer from 169.254.169.254 in time");
	akv_error_hint(&err, "check HTTPS_PROXY");
	akv_identity_error_no_reply(&request, &err);
	cr_expect_eq(err.code, AKV_ERR_UNREACHABLE);
	cr_expect_str_eq(err.reason, "Timeout");
	cr_expect_str_eq(err.text, "the Instance Metadata Service does not "
				   "answer: no answer from 169.254.169.254 in "
				   "time");
	cr_expect_str_eq(err.hint, WHERE_IMDS
			 "check AZURE_POD_IDENTITY_AUTHORITY_HOST, if it is "
			 "set\n");
}

Test(identity_error, leaves_other_failures_as_they_are)
{
	(void)akv_fail(&err, AKV_ERR_PEER, "ReplyTooLarge", "too large");
	akv_identity_error_no_reply(&request, &err);
	cr_expect_str_eq(err.text, "too large");
	akv_identity_error_no_reply(&request, NULL);
}
