/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "libhelper/base/bearer.h"
#include "libhelper/base/trace.h"
#include "libhelper/core/retry.h"

#include "libhelper/core/resource_manager_client.h"

struct akv_resource_manager_client {
	struct akv_token_source source;
	struct akv_http *http;
	struct akv_bearer *bearer; /* NULL: no token yet */
	struct akv_http_reply reply;
	/* the token is one that replaced another, and no reply has shown yet
	 * that it is taken */
	bool is_token_untried;
};

static const char *audience_of(const struct akv_resource_manager_client *client)
{
	return client->source.principal->cloud->resource_manager_audience;
}

/* -- the object -- */

enum akv_code
akv_resource_manager_client_new(const struct akv_token_source *source,
				struct akv_resource_manager_client **out,
				struct akv_error *err)
{
	AKV_AUTO(resource_manager_client) *client = calloc(1, sizeof(*client));
	enum akv_code code;

	if (client == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "no memory");
	client->source = *source;
	akv_http_reply_init(&client->reply);
	code = akv_http_new(source->deadline, &client->http, err);
	if (code != AKV_OK)
		return code;

	*out = client;
	client = NULL; /* the caller's now */
	return AKV_OK;
}

void akv_resource_manager_client_free(
	struct akv_resource_manager_client *client)
{
	if (client == NULL)
		return;
	akv_http_reply_clear(&client->reply);
	akv_bearer_free(client->bearer);
	akv_http_free(client->http);
	free(client);
}

const struct akv_principal *akv_resource_manager_client_principal(
	const struct akv_resource_manager_client *client)
{
	return client->source.principal;
}

/* -- the token -- */

/* ${token->value} becomes the client's. */
static enum akv_code take_token(struct akv_resource_manager_client *client,
				struct akv_token *token, struct akv_error *err)
{
	AKV_AUTO(bearer) *fresh = NULL;
	enum akv_code code = akv_bearer_new(&fresh, err);

	if (code != AKV_OK) {
		akv_token_clear(token);
		return code;
	}
	akv_bearer_deliver(fresh, token->value);
	akv_bearer_free(client->bearer);
	client->bearer = fresh;
	fresh = NULL; /* the client's now */
	return AKV_OK;
}

static enum akv_code find_token(struct akv_resource_manager_client *client,
				struct akv_error *err)
{
	struct akv_token token = { 0 };
	enum akv_code code;

	if (client->bearer != NULL)
		return AKV_OK;
	code = akv_token_get(&client->source, audience_of(client), &token, err);
	if (code != AKV_OK)
		return code;
	return take_token(client, &token, err);
}

static enum akv_code replace_token(struct akv_resource_manager_client *client,
				   struct akv_error *err)
{
	const struct akv_secret *refused;
	struct akv_token token = { 0 };
	enum akv_code code;

	akv_trace("Resource Manager refused the token, signing in again");
	client->is_token_untried = true;
	code = akv_bearer_wait(client->bearer, client->source.deadline,
			       &refused, err);
	if (code != AKV_OK)
		return code;
	code = akv_token_replace(&client->source, audience_of(client), refused,
				 &token, err);
	if (code != AKV_OK)
		return code;
	return take_token(client, &token, err);
}

enum akv_code
akv_resource_manager_client_who(struct akv_resource_manager_client *client,
				struct akv_access_token *out,
				struct akv_error *err)
{
	const struct akv_secret *token;
	enum akv_code code = find_token(client, err);

	if (code == AKV_OK)
		code = akv_bearer_wait(client->bearer, client->source.deadline,
				       &token, err);
	if (code == AKV_OK)
		(void)akv_access_token_read(token, out);
	return code;
}

/* -- a request -- */

static enum akv_code judge(const struct akv_resource_manager_client *client,
			   const struct akv_resource_manager_request *about,
			   struct akv_error *err)
{
	struct akv_resource_manager_request request = *about;

	if (client->reply.status == 200)
		return AKV_OK;
	request.tenant = client->source.principal->tenant;
	request.client_id = client->source.principal->client_id;
	return akv_resource_manager_error(&client->reply, &request, err);
}

/* Whether the attempt that ended with ${*code} is to be repeated. */
static bool is_worth_another(struct akv_resource_manager_client *client,
			     struct akv_retry *retry, enum akv_code *code,
			     struct akv_error *err)
{
	if (*code == AKV_OK && client->reply.status == 401 &&
	    !client->is_token_untried) {
		*code = replace_token(client, err);
		return *code == AKV_OK;
	}
	if (*code == AKV_OK && client->reply.status != 401)
		client->is_token_untried = false;
	return akv_retry_is_transient(retry, *code, err, &client->reply) &&
	       akv_retry_wait(retry, &client->reply);
}

enum akv_code akv_resource_manager_client_get(
	struct akv_resource_manager_client *client,
	const struct akv_resource_manager_url *url,
	const struct akv_resource_manager_request *about,
	const struct akv_http_reply **out, struct akv_error *err)
{
	struct akv_retry retry = { .policy = AKV_RETRY_VAULT,
				   .deadline = client->source.deadline };
	struct akv_error why = { 0 };
	enum akv_code code = find_token(client, err);

	if (code != AKV_OK)
		return code;
	do {
		why = (struct akv_error){ 0 };
		code = akv_http_get_resource_manager(client->http, url,
						     client->bearer,
						     &client->reply, &why);
	} while (is_worth_another(client, &retry, &code, &why));
	if (code == AKV_OK)
		code = judge(client, about, &why);
	if (code == AKV_OK)
		*out = &client->reply;
	else if (err != NULL)
		*err = why;
	return code;
}
