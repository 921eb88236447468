/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "libhelper/azure/identity_endpoint.h"
#include "libhelper/azure/names.h"
#include "libhelper/base/text.h"

#include "libhelper/azure/identity_url.h"

enum { TEXT_SIZE = 1024 };

struct akv_identity_url {
	char host[AKV_IDENTITY_ENDPOINT_HOST_SIZE];
	char text[TEXT_SIZE];
};

/* What the services document of themselves. */
struct service {
	const char *endpoint; /* NULL: the environment has to say */
	const char *path;     /* what comes behind an endpoint that is a host */
	const char *api_version;
};

static const struct service services[] = {
	[AKV_MANAGED_IDENTITY_IMDS] = {
		.endpoint = "http://169.254.169.254",
		.path = "/metadata/identity/oauth2/token",
		.api_version = "2018-02-01",
	},
	[AKV_MANAGED_IDENTITY_APP_SERVICE] = {
		.api_version = "2019-08-01",
	},
	[AKV_MANAGED_IDENTITY_AZURE_ARC] = {
		.endpoint = "http://localhost:40342"
			    "/metadata/identity/oauth2/token",
		.api_version = "2020-06-01",
	},
};

/* Percent-encoding that leaves only the unreserved characters of RFC 3986. */
static void add_encoded(struct akv_text *text, const char *value)
{
	static const char unreserved[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
					 "abcdefghijklmnopqrstuvwxyz"
					 "0123456789-_.~";

	for (; *value != '\0'; value++)
		if (strchr(unreserved, *value) != NULL)
			akv_text_add_bytes(text, value, 1);
		else
			akv_text_addf(text, "%%%02X", (unsigned char)*value);
}

static enum akv_code find_endpoint(const struct akv_identity_query *query,
				   struct akv_identity_endpoint *out,
				   struct akv_error *err)
{
	const struct service *service = &services[query->source];
	const char *text = query->endpoint;
	enum akv_code code;

	if (text == NULL)
		text = service->endpoint;
	if (text == NULL)
		return akv_fail(err, AKV_ERR_USAGE, "InvalidIdentityEndpoint",
				"the managed identity's endpoint is not set");
	code = akv_identity_endpoint_parse(text, out, err);
	if (code != AKV_OK || service->path == NULL)
		return code;
	if (out->path[0] != '\0' && strcmp(out->path, "/") != 0)
		return akv_fail(err, AKV_ERR_USAGE, "InvalidIdentityEndpoint",
				"the managed identity's endpoint has a path, "
				"where it should be a host alone");
	memcpy(out->path, service->path, strlen(service->path) + 1);
	return AKV_OK;
}

static enum akv_code check_client_id(const char *client_id,
				     struct akv_error *err)
{
	if (client_id == NULL || akv_names_is_guid(client_id))
		return AKV_OK;
	akv_fail(err, AKV_ERR_USAGE, "InvalidClientId",
		 "the client id of a managed identity is a GUID");
	akv_error_hint(err, "find it with: az identity list --query "
			    "\"[].{name:name, clientId:clientId}\"");
	return AKV_ERR_USAGE;
}

static void write_text(const struct akv_identity_query *query,
		       const struct akv_identity_endpoint *endpoint,
		       struct akv_text *text)
{
	akv_text_addf(text,
		      "http://%s%s?api-version=%s&resource=", endpoint->host,
		      endpoint->path, services[query->source].api_version);
	add_encoded(text, query->resource);
	if (query->client_id == NULL)
		return;
	akv_text_add(text, "&client_id=");
	add_encoded(text, query->client_id);
}

enum akv_code akv_identity_url_new(const struct akv_identity_query *query,
				   struct akv_identity_url **out,
				   struct akv_error *err)
{
	AKV_AUTO(identity_url) *url = NULL;
	struct akv_identity_endpoint endpoint;
	struct akv_text text;
	enum akv_code code;

	code = find_endpoint(query, &endpoint, err);
	if (code != AKV_OK)
		return code;
	code = check_client_id(query->client_id, err);
	if (code != AKV_OK)
		return code;
	url = calloc(1, sizeof(*url));
	if (url == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "no memory");
	memcpy(url->host, endpoint.host, sizeof(url->host));
	akv_text_init(&text, url->text, sizeof(url->text));
	write_text(query, &endpoint, &text);
	if (text.cut)
		return akv_fail(err, AKV_ERR_USAGE, "InvalidIdentityEndpoint",
				"the managed identity's address is too long");

	*out = url;
	url = NULL; /* the caller's now */
	return AKV_OK;
}

const char *akv_identity_url_text(const struct akv_identity_url *url)
{
	return url->text;
}

const char *akv_identity_url_host(const struct akv_identity_url *url)
{
	return url->host;
}

void akv_identity_url_free(struct akv_identity_url *url)
{
	free(url);
}
