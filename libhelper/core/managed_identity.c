/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "libhelper/base/process.h"
#include "libhelper/base/secret.h"
#include "libhelper/base/trace.h"
#include "libhelper/core/arc_key_file.h"
#include "libhelper/core/credential_word.h"
#include "libhelper/core/identity_exchange.h"
#include "libhelper/edge/http.h"
#include "libhelper/reply/identity_error.h"
#include "libhelper/reply/identity_reply.h"

#include "libhelper/core/managed_identity.h"

#define ENDPOINT_VARIABLE "IDENTITY_ENDPOINT"
#define HEADER_VARIABLE "IDENTITY_HEADER"
#define IMDS_VARIABLE "AZURE_POD_IDENTITY_AUTHORITY_HOST"

/* App Service's are GUIDs. */
enum { HEADER_MAX = 4096 };

struct akv_managed_identity {
	enum akv_managed_identity_source source;
	char *client_id;	   /* NULL: the system-assigned one */
	char *endpoint;		   /* NULL: the well-known one */
	struct akv_secret *header; /* App Service's; else NULL */
};

/* -- what the environment says -- */

static enum akv_code out_of_memory(struct akv_error *err)
{
	return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "no memory");
}

static enum akv_code copy(const char *text, char **out, struct akv_error *err)
{
	if (text == NULL)
		return AKV_OK;
	*out = strdup(text);
	return *out == NULL ? out_of_memory(err) : AKV_OK;
}

/* Half a set: App Service gives both, so something lost one. */
static enum akv_code incomplete(const char *missing, struct akv_error *err)
{
	akv_fail(err, AKV_ERR_USAGE, "IncompleteIdentity",
		 "managed-identity is app-service, but %s not set", missing);
	akv_error_hint(err, "App Service, Functions and Container Apps set "
			    "both " ENDPOINT_VARIABLE " and " HEADER_VARIABLE
			    " for the processes of an app that has an "
			    "identity");
	akv_error_hint(err, "give it one: az webapp identity assign "
			    "--resource-group GROUP --name APP");
	return AKV_ERR_USAGE;
}

/* It goes into a header as it is: nothing there but visible ASCII. */
static bool can_be_sent(const char *value)
{
	size_t len = 0;

	for (; value[len] != '\0'; len++)
		if (value[len] <= 0x20 || value[len] >= 0x7f)
			return false;
	return len <= HEADER_MAX;
}

static enum akv_code take_header(struct akv_secret **out, struct akv_error *err)
{
	const char *value = akv_process_env(HEADER_VARIABLE);
	enum akv_code code;

	if (!can_be_sent(value))
		code = akv_fail(err, AKV_ERR_USAGE, "InvalidIdentityHeader",
				HEADER_VARIABLE " holds what no header can "
						"carry");
	else
		code = akv_secret_new_from(value, strlen(value), out, err);
	akv_process_forget_env(HEADER_VARIABLE);
	return code;
}

static enum akv_code read_app_service(struct akv_managed_identity *identity,
				      struct akv_error *err)
{
	const char *endpoint = akv_process_env(ENDPOINT_VARIABLE);
	bool has_header = akv_process_env(HEADER_VARIABLE) != NULL;
	enum akv_code code;

	if (endpoint == NULL && !has_header)
		return incomplete(
			ENDPOINT_VARIABLE " and " HEADER_VARIABLE " are", err);
	if (endpoint == NULL)
		return incomplete(ENDPOINT_VARIABLE " is", err);
	if (!has_header)
		return incomplete(HEADER_VARIABLE " is", err);
	code = copy(endpoint, &identity->endpoint, err);
	if (code != AKV_OK)
		return code;
	return take_header(&identity->header, err);
}

static enum akv_code read_environment(struct akv_managed_identity *identity,
				      struct akv_error *err)
{
	switch (identity->source) {
	case AKV_MANAGED_IDENTITY_IMDS:
		return copy(akv_process_env(IMDS_VARIABLE), &identity->endpoint,
			    err);
	case AKV_MANAGED_IDENTITY_APP_SERVICE:
		return read_app_service(identity, err);
	case AKV_MANAGED_IDENTITY_AZURE_ARC:
		return copy(akv_process_env(ENDPOINT_VARIABLE),
			    &identity->endpoint, err);
	}
	return AKV_OK;
}

static enum akv_code make_url(const struct akv_managed_identity *identity,
			      const char *audience,
			      struct akv_identity_url **out,
			      struct akv_error *err)
{
	const struct akv_identity_query query = {
		.source = identity->source,
		.endpoint = identity->endpoint,
		.resource = audience,
		.client_id = identity->client_id,
	};

	return akv_identity_url_new(&query, out, err);
}

/* An endpoint that nobody may be asked at is to be seen at once. */
static enum akv_code check_url(const struct akv_managed_identity *identity,
			       struct akv_error *err)
{
	AKV_AUTO(identity_url) *url = NULL;

	return make_url(identity, "", &url, err);
}

enum akv_code akv_managed_identity_new(enum akv_managed_identity_source source,
				       const char *client_id,
				       struct akv_managed_identity **out,
				       struct akv_error *err)
{
	AKV_AUTO(managed_identity) *identity = calloc(1, sizeof(*identity));
	enum akv_code code;

	if (identity == NULL)
		return out_of_memory(err);
	identity->source = source;
	code = copy(client_id, &identity->client_id, err);
	if (code != AKV_OK)
		return code;
	code = read_environment(identity, err);
	if (code != AKV_OK)
		return code;
	code = check_url(identity, err);
	if (code != AKV_OK)
		return code;

	*out = identity;
	identity = NULL; /* the caller's now */
	return AKV_OK;
}

void akv_managed_identity_free(struct akv_managed_identity *identity)
{
	if (identity == NULL)
		return;
	akv_secret_free(identity->header);
	free(identity->endpoint);
	free(identity->client_id);
	free(identity);
}

/* -- signing in -- */

static void clear_reply(struct akv_http_reply *reply)
{
	akv_http_reply_clear(reply);
}

static enum akv_code exchange(const struct akv_managed_identity *identity,
			      const struct akv_identity_url *url,
			      struct akv_deadline deadline,
			      struct akv_http_reply *reply,
			      struct akv_error *err)
{
	const struct akv_identity_exchange what = {
		.source = identity->source,
		.url = url,
		.header = identity->header,
		.key_directory = AKV_ARC_KEY_FILE_DIRECTORY,
		.deadline = deadline,
	};

	akv_trace("asking %s (%s) for a token of %s",
		  akv_credential_word_of_identity(identity->source),
		  akv_identity_url_host(url),
		  identity->client_id != NULL ? identity->client_id :
						"the system-assigned identity");
	return akv_identity_exchange(&what, reply, err);
}

enum akv_code
akv_managed_identity_sign_in(const struct akv_managed_identity *identity,
			     const char *audience, struct akv_deadline deadline,
			     struct akv_token *out, struct akv_error *err)
{
	__attribute__((cleanup(clear_reply))) struct akv_http_reply reply;
	const struct akv_identity_request request = {
		.source = identity->source,
		.client_id = identity->client_id,
	};
	AKV_AUTO(identity_url) *url = NULL;
	enum akv_code code;

	akv_http_reply_init(&reply);
	code = make_url(identity, audience, &url, err);
	if (code != AKV_OK)
		return code;
	code = exchange(identity, url, deadline, &reply, err);
	if (code != AKV_OK) {
		akv_identity_error_no_reply(&request, err);
		return code;
	}
	if (reply.status != 200)
		return akv_identity_error(&reply, &request, err);
	return akv_identity_reply_parse(&reply, &request, akv_clock_unix_s(),
					out, err);
}
