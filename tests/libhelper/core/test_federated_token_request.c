/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/core/federated_token_request.h"
#include "libhelper/edge/http.h"
#include "tests/fakes/fake_clock.h"

#define TOKEN "eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjE3MDAwMDAwMDB9.c2lnbmF0dXJl"
#define CONNECTION "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff"

/* -- a build service in place of libhelper/edge/http_*.c -- */

struct akv_http {
	int unused;
};

static struct {
	int statuses[4]; /* one an attempt */
	int attempts;
	enum akv_code code; /* when not AKV_OK: no reply */
	const char *reason;
	const char *body;
	char url[512];
	char bearer[128];
} service;

static struct akv_http only_http;

enum akv_code akv_http_new(AKV_UNUSED struct akv_deadline deadline,
			   struct akv_http **out,
			   AKV_UNUSED struct akv_error *err)
{
	*out = &only_http;
	return AKV_OK;
}

void akv_http_free(AKV_UNUSED struct akv_http *http)
{
}

void akv_http_reply_init(struct akv_http_reply *reply)
{
	*reply = (struct akv_http_reply){ .retry_after_ms = -1, .date_s = -1 };
}

void akv_http_reply_clear(struct akv_http_reply *reply)
{
	akv_secret_free(reply->body);
	akv_http_reply_init(reply);
}

enum akv_code akv_http_oidc(AKV_UNUSED struct akv_http *http,
			    const struct akv_oidc_url *url,
			    const struct akv_secret *bearer,
			    struct akv_http_reply *reply, struct akv_error *err)
{
	(void)snprintf(service.url, sizeof(service.url), "%s",
		       akv_oidc_url_text(url));
	(void)snprintf(service.bearer, sizeof(service.bearer), "%s",
		       akv_secret_text(bearer));
	akv_http_reply_clear(reply);
	reply->status = service.statuses[service.attempts++];
	if (service.code != AKV_OK)
		return akv_fail(err, service.code, service.reason, "no reply");
	return akv_secret_new_from(service.body, strlen(service.body),
				   &reply->body, err);
}

/* -- the tests -- */

static const struct akv_federated_token_options github = {
	.source = AKV_FEDERATED_TOKEN_GITHUB_ACTIONS,
	.audience = "api://AzureADTokenExchange",
};
static const struct akv_federated_token_options pipelines = {
	.source = AKV_FEDERATED_TOKEN_AZURE_PIPELINES,
	.service_connection_id = CONNECTION,
};
static const struct akv_federated_token_options task = {
	.source = AKV_FEDERATED_TOKEN_AZURE_PIPELINES,
};
static struct akv_federated_token_request *request;
static struct akv_secret *token;
static struct akv_error err;

static void set_up(void)
{
	setenv("ACTIONS_ID_TOKEN_REQUEST_URL",
	       "https://run.actions.githubusercontent.com/id?api-version=2.0",
	       1);
	setenv("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "eyJ.github", 1);
	setenv("SYSTEM_OIDCREQUESTURI",
	       "https://dev.azure.com/contoso/oidctoken", 1);
	setenv("SYSTEM_ACCESSTOKEN", "eyJ.pipelines", 1);
	unsetenv("AZURESUBSCRIPTION_SERVICE_CONNECTION_ID");
	service.statuses[0] = 200;
	service.statuses[1] = 200;
	service.body = "{\"value\":\"" TOKEN "\",\"oidcToken\":\"" TOKEN "\"}";
}

static void tear_down(void)
{
	akv_secret_free(token);
	akv_federated_token_request_free(request);
}

TestSuite(federated_token_request, .init = set_up, .fini = tear_down);

static void make(const struct akv_federated_token_options *options)
{
	cr_assert_eq(akv_federated_token_request_new(options, &request, &err),
		     AKV_OK, "%s", err.text);
}

static enum akv_code send(void)
{
	return akv_federated_token_request_send(
		request, akv_clock_deadline_in(30000), &token, &err);
}

static void fails(const struct akv_federated_token_options *options,
		  const char *text, const char *hint)
{
	err = (struct akv_error){ 0 };
	cr_expect_eq(akv_federated_token_request_new(options, &request, &err),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.text, text);
	cr_expect_not_null(strstr(err.hint, hint), "%s", err.hint);
	cr_expect_null(strstr(err.text, "hunter2"));
	cr_expect_null(strstr(err.hint, "hunter2"));
	cr_expect_null(request);
	cr_expect_eq(service.attempts, 0);
}

Test(federated_token_request, asks_github)
{
	make(&github);
	cr_assert_eq(send(), AKV_OK, "%s", err.text);
	cr_expect_str_eq(service.url,
			 "https://run.actions.githubusercontent.com/id"
			 "?api-version=2.0"
			 "&audience=api%3A%2F%2FAzureADTokenExchange");
	cr_expect_str_eq(service.bearer, "eyJ.github");
	cr_expect_str_eq(akv_secret_text(token), TOKEN);
}

Test(federated_token_request, asks_azure_pipelines)
{
	make(&pipelines);
	cr_assert_eq(send(), AKV_OK, "%s", err.text);
	cr_expect_str_eq(service.url,
			 "https://dev.azure.com/contoso/oidctoken"
			 "?api-version=7.1&serviceConnectionId=" CONNECTION);
	cr_expect_str_eq(service.bearer, "eyJ.pipelines");
	cr_expect_str_eq(akv_secret_text(token), TOKEN);
}

Test(federated_token_request, takes_the_service_connection_of_the_task)
{
	setenv("AZURESUBSCRIPTION_SERVICE_CONNECTION_ID",
	       "271ef6f7-5998-4b0f-86fb-4b54d9129990", 1);
	make(&task);
	cr_assert_eq(send(), AKV_OK, "%s", err.text);
	cr_expect_not_null(strstr(
		service.url,
		"serviceConnectionId=271ef6f7-5998-4b0f-86fb-4b54d9129990"));
}

Test(federated_token_request, prefers_the_configured_service_connection)
{
	setenv("AZURESUBSCRIPTION_SERVICE_CONNECTION_ID",
	       "271ef6f7-5998-4b0f-86fb-4b54d9129990", 1);
	make(&pipelines);
	cr_assert_eq(send(), AKV_OK, "%s", err.text);
	cr_expect_not_null(
		strstr(service.url, "serviceConnectionId=" CONNECTION));
}

Test(federated_token_request, can_be_sent_again)
{
	make(&github);
	cr_assert_eq(send(), AKV_OK);
	akv_secret_free(token);
	token = NULL;
	cr_assert_eq(send(), AKV_OK, "%s", err.text);
	cr_expect_str_eq(service.bearer, "eyJ.github");
}

Test(federated_token_request, takes_the_bearer_out_of_the_environment)
{
	const char *value = getenv("ACTIONS_ID_TOKEN_REQUEST_TOKEN");

	cr_assert_not_null(value);
	make(&github);
	cr_expect_null(getenv("ACTIONS_ID_TOKEN_REQUEST_TOKEN"));
	/* overwritten where it lay, not only unset */
	for (size_t i = 0; i < strlen("eyJ.github"); i++)
		cr_expect_eq(value[i], '\0');
	/* the other service's is no business of ours */
	cr_expect_not_null(getenv("SYSTEM_ACCESSTOKEN"));
}

Test(federated_token_request, takes_it_out_even_when_it_is_of_no_use)
{
	setenv("SYSTEM_ACCESSTOKEN", "hunter2 hunter2", 1);
	fails(&pipelines, "SYSTEM_ACCESSTOKEN: is no token",
	      "$(System.AccessToken)");
	cr_expect_null(getenv("SYSTEM_ACCESSTOKEN"));
	setenv("ACTIONS_ID_TOKEN_REQUEST_URL", "http://evil.com/", 1);
	fails(&github,
	      "ACTIONS_ID_TOKEN_REQUEST_URL: the address does not begin with "
	      "https://",
	      "");
	cr_expect_null(getenv("ACTIONS_ID_TOKEN_REQUEST_TOKEN"));
}

Test(federated_token_request, names_the_variable_that_github_did_not_set)
{
	unsetenv("ACTIONS_ID_TOKEN_REQUEST_TOKEN");
	fails(&github, "ACTIONS_ID_TOKEN_REQUEST_TOKEN: is not set",
	      "permissions: id-token: write");
	unsetenv("ACTIONS_ID_TOKEN_REQUEST_URL");
	fails(&github, "ACTIONS_ID_TOKEN_REQUEST_URL: is not set",
	      "permissions: id-token: write");
	cr_expect_str_eq(err.reason, "InvalidJobVariable");
}

Test(federated_token_request, names_the_variable_that_the_step_did_not_map)
{
	setenv("SYSTEM_ACCESSTOKEN", "", 1);
	fails(&pipelines, "SYSTEM_ACCESSTOKEN: is not set",
	      "env: SYSTEM_ACCESSTOKEN: $(System.AccessToken)");
	setenv("SYSTEM_ACCESSTOKEN", "$(System.AccessToken)", 1);
	fails(&pipelines, "SYSTEM_ACCESSTOKEN: is no token",
	      "env: SYSTEM_ACCESSTOKEN: $(System.AccessToken)");
	unsetenv("SYSTEM_OIDCREQUESTURI");
	fails(&pipelines, "SYSTEM_OIDCREQUESTURI: is not set",
	      "Azure Pipelines sets it for every job");
}

Test(federated_token_request, needs_a_service_connection)
{
	fails(&task, "AZURESUBSCRIPTION_SERVICE_CONNECTION_ID: is not set",
	      "configure the service connection's id");
	setenv("SYSTEM_ACCESSTOKEN", "eyJ.pipelines", 1);
	setenv("AZURESUBSCRIPTION_SERVICE_CONNECTION_ID", "name", 1);
	fails(&task, "the service connection id is not a GUID", "resourceId");
}

Test(federated_token_request, posts_to_hosts_of_azure_devops_alone)
{
	setenv("SYSTEM_OIDCREQUESTURI", "https://contoso.vault.azure.net/keys",
	       1);
	fails(&pipelines,
	      "SYSTEM_OIDCREQUESTURI: the address leads to "
	      "contoso.vault.azure.net, which is one of Azure's own "
	      "services",
	      "");
}

Test(federated_token_request, shows_a_bearer_that_one_header_can_carry)
{
	static const char *const others[] = {
		"hunter2\r\nX: y", " hunter2",	 "hunter2\n", "=",
		"hunter2=a",	   "hunter2\xc3"
	};
	static char long_one[AKV_SECRET_TOKEN_MAX + 2];

	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		setenv("SYSTEM_ACCESSTOKEN", others[i], 1);
		fails(&pipelines, "SYSTEM_ACCESSTOKEN: is no token", "env:");
	}
	memset(long_one, 'a', sizeof(long_one) - 1);
	setenv("SYSTEM_ACCESSTOKEN", long_one, 1);
	fails(&pipelines, "SYSTEM_ACCESSTOKEN: is no token", "env:");
	setenv("SYSTEM_ACCESSTOKEN", "aZ09-._~+/==", 1);
	make(&pipelines);
}

Test(federated_token_request, is_repeated_once_after_a_fault)
{
	service.statuses[0] = 503;
	make(&github);
	cr_assert_eq(send(), AKV_OK);
	cr_expect_eq(service.attempts, 2);
}

Test(federated_token_request, is_not_repeated_a_second_time)
{
	service.statuses[0] = 503;
	service.statuses[1] = 503;
	make(&github);
	cr_expect_eq(send(), AKV_ERR_UNREACHABLE);
	cr_expect_eq(service.attempts, 2);
	cr_expect_null(token);
}

Test(federated_token_request, is_not_repeated_after_a_refusal)
{
	service.statuses[0] = 401;
	service.body = "{\"message\":\"no\"}";
	make(&pipelines);
	cr_expect_eq(send(), AKV_ERR_SIGN_IN);
	cr_expect_str_eq(err.reason, "FederatedTokenRefused");
	cr_expect_eq(service.attempts, 1);
}

Test(federated_token_request, tells_why_no_reply_came)
{
	service.code = AKV_ERR_UNREACHABLE;
	service.reason = "TlsUntrusted";
	make(&github);
	cr_expect_eq(send(), AKV_ERR_UNREACHABLE);
	cr_expect_str_eq(err.reason, "TlsUntrusted");
	akv_federated_token_request_free(NULL);
}
