/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "libhelper/azure/cloud.h"
#include "libhelper/azure/names.h"
#include "libhelper/base/text.h"

#include "libhelper/azure/oidc_url.h"

/* Of the REST API of Azure DevOps. */
#define PIPELINES_API_VERSION "7.1"

enum {
	HOST_SIZE = 254,
	/* GitHub's have 250 characters or so */
	TEXT_SIZE = 2049,
};

struct akv_oidc_url {
	enum akv_oidc_service service;
	char host[HOST_SIZE];
	char text[TEXT_SIZE];
};

static enum akv_code refuse(const char *what, struct akv_error *err)
{
	return akv_fail(err, AKV_ERR_USAGE, "InvalidOidcUrl", "the address %s",
			what);
}

static enum akv_code refuse_host(const char *host, const char *what,
				 struct akv_error *err)
{
	return akv_fail(err, AKV_ERR_USAGE, "InvalidOidcUrl",
			"the address leads to %s, which %s", host, what);
}

/* -- reading -- */

static bool has_bad_escape(const char *text)
{
	for (text = strchr(text, '%'); text != NULL; text = strchr(text, '%')) {
		text++;
		if (strspn(text, "0123456789abcdefABCDEF") < 2)
			return true;
	}
	return false;
}

/* Nothing of the text is echoed: in front of an @ there may be a password. */
static enum akv_code check_marks(const char *text, struct akv_error *err)
{
	/* RFC 3986 without what is refused by name, and without # and [] */
	static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "abcdefghijklmnopqrstuvwxyz"
				      "0123456789-._~:/?!$&'()*+,;=%";

	if (strchr(text, '\\') != NULL)
		return refuse("has a backslash", err);
	if (strchr(text, '@') != NULL)
		return refuse("has a user part", err);
	if (text[strspn(text, allowed)] != '\0')
		return refuse("has a character in it that does not belong "
			      "there",
			      err);
	if (has_bad_escape(text))
		return refuse("has a cut percent escape", err);
	return AKV_OK;
}

/* Those have types and rules of their own; names below theirs count. */
static bool is_of_azure(const char *host)
{
	for (; host != NULL; host = strchr(host, '.')) {
		host += *host == '.';
		if (akv_cloud_by_authority(host) != NULL ||
		    akv_cloud_by_vault_host(host) != NULL ||
		    akv_cloud_by_resource_manager_host(host) != NULL ||
		    akv_text_starts_nocase(host, "vaultcore.") ||
		    akv_text_starts_nocase(host, "managedhsm."))
			return true;
	}
	return false;
}

static bool is_of_azure_devops(const char *host)
{
	return akv_text_equal_nocase(host, "dev.azure.com") ||
	       akv_text_ends_nocase(host, ".dev.azure.com") ||
	       akv_text_ends_nocase(host, ".visualstudio.com");
}

static enum akv_code check_host(const struct akv_oidc_url *url,
				struct akv_error *err)
{
	if (!akv_names_is_domain(url->host))
		return refuse("has no domain name for a host", err);
	if (is_of_azure(url->host))
		return refuse_host(url->host, "is one of Azure's own services",
				   err);
	if (url->service == AKV_OIDC_AZURE_PIPELINES &&
	    !is_of_azure_devops(url->host))
		return refuse_host(url->host, "is no host of Azure DevOps",
				   err);
	return AKV_OK;
}

/* Takes the host of ${text}, what follows "https://", and in ${path} where it
 * goes on. */
static enum akv_code take_host(struct akv_oidc_url *url, const char *text,
			       const char **path, struct akv_error *err)
{
	size_t len = strcspn(text, ":/?");
	const char *rest = text + len;

	if (len >= sizeof(url->host))
		return refuse("has too long a host", err);
	memcpy(url->host, text, len);
	url->host[len] = '\0';
	akv_text_lower(url->host);
	if (*rest == ':') {
		size_t port_len = strcspn(rest, "/?");

		if (port_len != 4 || strncmp(rest, ":443", 4) != 0)
			return refuse("has a port other than 443", err);
		rest += port_len;
	}
	if (*rest != '/')
		return refuse("has no path", err);
	*path = rest;
	return check_host(url, err);
}

/* -- making -- */

/* ${given} up to where our own parameters begin. */
static enum akv_code begin(struct akv_oidc_url *url, const char *given,
			   struct akv_text *text, struct akv_error *err)
{
	static const char scheme[] = "https://";
	const char *path = "";
	enum akv_code code;

	code = check_marks(given, err);
	if (code != AKV_OK)
		return code;
	if (!akv_text_starts_nocase(given, scheme))
		return refuse("does not begin with https://", err);
	code = take_host(url, given + sizeof(scheme) - 1, &path, err);
	if (code != AKV_OK)
		return code;
	akv_text_init(text, url->text, sizeof(url->text));
	akv_text_addf(text, "%s%s%s", scheme, url->host, path);
	akv_text_add(text, strchr(path, '?') == NULL ? "?" : "&");
	return AKV_OK;
}

static enum akv_code out_of_memory(struct akv_error *err)
{
	return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "no memory");
}

enum akv_code akv_oidc_url_github_actions(const char *request_url,
					  const char *audience,
					  struct akv_oidc_url **out,
					  struct akv_error *err)
{
	AKV_AUTO(oidc_url) *url = calloc(1, sizeof(*url));
	struct akv_text text;
	enum akv_code code;

	if (url == NULL)
		return out_of_memory(err);
	url->service = AKV_OIDC_GITHUB_ACTIONS;
	code = begin(url, request_url, &text, err);
	if (code != AKV_OK)
		return code;
	akv_text_add(&text, "audience=");
	akv_text_add_percent_encoded(&text, audience);
	if (text.cut)
		return refuse("is too long", err);

	*out = url;
	url = NULL; /* the caller's now */
	return AKV_OK;
}

static enum akv_code check_connection(const char *id, struct akv_error *err)
{
	if (akv_names_is_guid(id))
		return AKV_OK;
	akv_fail(err, AKV_ERR_USAGE, "InvalidServiceConnection",
		 "the service connection id is not a GUID");
	akv_error_hint(err, "it is the resourceId in the address of the "
			    "service connection's page (Project settings, "
			    "Service connections)");
	return AKV_ERR_USAGE;
}

enum akv_code akv_oidc_url_azure_pipelines(const char *request_uri,
					   const char *service_connection_id,
					   struct akv_oidc_url **out,
					   struct akv_error *err)
{
	AKV_AUTO(oidc_url) *url = calloc(1, sizeof(*url));
	struct akv_text text;
	enum akv_code code;

	if (url == NULL)
		return out_of_memory(err);
	url->service = AKV_OIDC_AZURE_PIPELINES;
	code = check_connection(service_connection_id, err);
	if (code != AKV_OK)
		return code;
	code = begin(url, request_uri, &text, err);
	if (code != AKV_OK)
		return code;
	akv_text_addf(&text, "api-version=%s&serviceConnectionId=%s",
		      PIPELINES_API_VERSION, service_connection_id);
	if (text.cut)
		return refuse("is too long", err);

	*out = url;
	url = NULL; /* the caller's now */
	return AKV_OK;
}

/* -- looking -- */

const char *akv_oidc_url_text(const struct akv_oidc_url *url)
{
	return url->text;
}

const char *akv_oidc_url_host(const struct akv_oidc_url *url)
{
	return url->host;
}

enum akv_oidc_service akv_oidc_url_service(const struct akv_oidc_url *url)
{
	return url->service;
}

void akv_oidc_url_free(struct akv_oidc_url *url)
{
	free(url);
}
