/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "libhelper/azure/oidc_url.h"
#include "libhelper/base/process.h"
#include "libhelper/base/trace.h"
#include "libhelper/core/retry.h"
#include "libhelper/edge/http.h"
#include "libhelper/reply/oidc_reply.h"

#include "libhelper/core/federated_token_request.h"

struct akv_federated_token_request {
	struct akv_oidc_url *url;
	struct akv_secret *bearer;
};

/* Where a service tells its jobs what they need. */
struct job {
	const char *url;
	const char *bearer;
	const char *url_hint;
	const char *bearer_hint;
};

#define GITHUB_HINT \
	"GitHub Actions sets it for a job with \"permissions: id-token: write\""

static const struct job github = {
	.url = "ACTIONS_ID_TOKEN_REQUEST_URL",
	.bearer = "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
	.url_hint = GITHUB_HINT,
	.bearer_hint = GITHUB_HINT,
};

static const struct job pipelines = {
	.url = "SYSTEM_OIDCREQUESTURI",
	.bearer = "SYSTEM_ACCESSTOKEN",
	.url_hint = "Azure Pipelines sets it for every job",
	.bearer_hint = "map it in the step: env: SYSTEM_ACCESSTOKEN: "
		       "$(System.AccessToken)",
};

#define CONNECTION_VARIABLE "AZURESUBSCRIPTION_SERVICE_CONNECTION_ID"

static void clear_reply(struct akv_http_reply *reply)
{
	akv_http_reply_clear(reply);
}

/* -- making -- */

static enum akv_code fail_variable(const char *name, const char *what,
				   const char *hint, struct akv_error *err)
{
	akv_fail(err, AKV_ERR_USAGE, "InvalidJobVariable", "%s: %s", name,
		 what);
	akv_error_hint(err, "%s", hint);
	return AKV_ERR_USAGE;
}

/*
 * A bearer token as RFC 6750, 2.1, has it, so that it is one word of a header.
 * "$(System.AccessToken)", which stays where nothing was mapped, is none.
 */
static bool is_bearer(const char *text)
{
	static const char b64token[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				       "abcdefghijklmnopqrstuvwxyz"
				       "0123456789-._~+/";
	size_t len = strspn(text, b64token);

	if (len == 0 || strlen(text) > AKV_SECRET_TOKEN_MAX)
		return false;
	return text[len + strspn(text + len, "=")] == '\0';
}

static enum akv_code take_bearer(const struct job *job, struct akv_secret **out,
				 struct akv_error *err)
{
	const char *value = akv_process_env(job->bearer);
	enum akv_code code;

	if (value == NULL)
		return fail_variable(job->bearer, "is not set",
				     job->bearer_hint, err);
	if (is_bearer(value))
		code = akv_secret_new_from(value, strlen(value), out, err);
	else
		code = fail_variable(job->bearer, "is no token",
				     job->bearer_hint, err);
	akv_process_forget_env(job->bearer);
	return code;
}

static enum akv_code make_pipelines_url(const char *request_uri,
					const char *connection,
					struct akv_oidc_url **out,
					struct akv_error *err)
{
	if (connection == NULL)
		connection = akv_process_env(CONNECTION_VARIABLE);
	if (connection == NULL)
		return fail_variable(CONNECTION_VARIABLE, "is not set",
				     "configure the service connection's id, "
				     "or run in a task that signs in to Azure",
				     err);
	return akv_oidc_url_azure_pipelines(request_uri, connection, out, err);
}

static enum akv_code make_url(const struct akv_federated_token_options *options,
			      const struct job *job, struct akv_oidc_url **out,
			      struct akv_error *err)
{
	const char *given = akv_process_env(job->url);
	struct akv_error why = { 0 };
	enum akv_code code;

	if (job == &github)
		code = akv_oidc_url_github_actions(given, options->audience,
						   out, &why);
	else
		code = make_pipelines_url(given, options->service_connection_id,
					  out, &why);
	if (code == AKV_OK)
		return code;
	/* the address may be wrong, or what goes into it */
	if (strcmp(why.reason, "InvalidOidcUrl") == 0)
		akv_error_prefix(&why, "%s", job->url);
	if (err != NULL)
		*err = why;
	return code;
}

enum akv_code akv_federated_token_request_new(
	const struct akv_federated_token_options *options,
	struct akv_federated_token_request **out, struct akv_error *err)
{
	AKV_AUTO(federated_token_request) *request =
		calloc(1, sizeof(*request));
	const struct job *job =
		options->source == AKV_FEDERATED_TOKEN_GITHUB_ACTIONS ?
			&github :
			&pipelines;
	enum akv_code code;

	if (request == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "no memory");
	/* first, so that it leaves the environment in any case; but outside of
	 * such a job it is the address that people miss */
	code = take_bearer(job, &request->bearer, err);
	if (akv_process_env(job->url) == NULL)
		return fail_variable(job->url, "is not set", job->url_hint,
				     err);
	if (code != AKV_OK)
		return code;
	code = make_url(options, job, &request->url, err);
	if (code != AKV_OK)
		return code;

	*out = request;
	request = NULL; /* the caller's now */
	return AKV_OK;
}

void akv_federated_token_request_free(
	struct akv_federated_token_request *request)
{
	if (request == NULL)
		return;
	akv_oidc_url_free(request->url);
	akv_secret_free(request->bearer);
	free(request);
}

/* -- sending -- */

static enum akv_code exchange(const struct akv_federated_token_request *request,
			      struct akv_deadline deadline,
			      struct akv_http_reply *reply,
			      struct akv_error *err)
{
	AKV_AUTO(http) *http = NULL;
	struct akv_retry retry = { .policy = AKV_RETRY_SIGN_IN,
				   .deadline = deadline };
	enum akv_code code = akv_http_new(deadline, &http, err);

	if (code != AKV_OK)
		return code;
	for (;;) {
		struct akv_error why = { 0 };

		code = akv_http_oidc(http, request->url, request->bearer, reply,
				     &why);
		if (akv_retry_is_transient(&retry, code, &why, reply) &&
		    akv_retry_wait(&retry, reply))
			continue;
		if (code != AKV_OK && err != NULL)
			*err = why;
		return code;
	}
}

enum akv_code akv_federated_token_request_send(
	const struct akv_federated_token_request *request,
	struct akv_deadline deadline, struct akv_secret **out,
	struct akv_error *err)
{
	__attribute__((cleanup(clear_reply))) struct akv_http_reply reply;
	enum akv_oidc_service service = akv_oidc_url_service(request->url);
	enum akv_code code;

	akv_http_reply_init(&reply);
	akv_trace("asking %s at %s for a federated token",
		  akv_oidc_reply_service_name(service),
		  akv_oidc_url_host(request->url));
	code = exchange(request, deadline, &reply, err);
	if (code != AKV_OK)
		return code;
	return akv_oidc_reply_parse(&reply, service, out, err);
}
