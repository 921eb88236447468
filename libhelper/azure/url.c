/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "libhelper/azure/names.h"
#include "libhelper/azure/url_parts.h"
#include "libhelper/base/text.h"

#include "libhelper/azure/url.h"

enum {
	/* far longer than what the rules let through */
	TOKEN_TEXT_SIZE = 384,
};

struct akv_token_url {
	char host[AKV_URL_HOST_SIZE];
	char text[TOKEN_TEXT_SIZE];
};

static enum akv_code out_of_memory(struct akv_error *err)
{
	return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "no memory");
}

static enum akv_code too_long(struct akv_error *err)
{
	return akv_fail(err, AKV_ERR_USAGE, "InvalidVaultUri",
			"the address is too long");
}

/* ${host} by the rules of a vault's uri, in small letters in ${checked}. */
static enum akv_code check_host(const char *host,
				char checked[AKV_URL_HOST_SIZE],
				struct akv_error *err)
{
	char uri[AKV_URL_HOST_SIZE * 2];
	struct akv_text text;

	akv_text_init(&text, uri, sizeof(uri));
	akv_text_addf(&text, "https://%s", host);
	if (text.cut)
		return too_long(err);
	return akv_url_check_vault_uri(uri, checked, AKV_URL_HOST_SIZE, err);
}

enum akv_code akv_url_vault_new(const char *host, const char *path,
				const char *query, struct akv_vault_url **out,
				struct akv_error *err)
{
	AKV_AUTO(vault_url) *url = calloc(1, sizeof(*url));
	struct akv_text text;
	enum akv_code code;

	if (url == NULL)
		return out_of_memory(err);
	code = check_host(host, url->host, err);
	if (code != AKV_OK)
		return code;
	akv_text_init(&text, url->text, sizeof(url->text));
	akv_text_addf(&text, "https://%s/%s?%s", url->host, path, query);
	if (text.cut)
		return too_long(err);

	*out = url;
	url = NULL; /* the caller's now */
	return AKV_OK;
}

/* GET https://${host}/${collection}/${name}[/${version}] */
static enum akv_code new_object_url(const char *host, const char *collection,
				    const char *path,
				    struct akv_vault_url **out,
				    struct akv_error *err)
{
	char whole[AKV_URL_HOST_SIZE * 5];
	struct akv_text text;

	akv_text_init(&text, whole, sizeof(whole));
	akv_text_addf(&text, "%s/%s", collection, path);
	if (text.cut)
		return too_long(err);
	return akv_url_vault_new(host, whole,
				 "api-version=" AKV_URL_VAULT_API_VERSION, out,
				 err);
}

enum akv_code akv_url_secret(const char *host, const char *name,
			     const char *version, struct akv_vault_url **out,
			     struct akv_error *err)
{
	char path[AKV_URL_HOST_SIZE * 4];
	struct akv_text text;
	enum akv_code code;

	code = akv_names_check_secret(name, err);
	if (code != AKV_OK)
		return code;
	akv_text_init(&text, path, sizeof(path));
	akv_text_add(&text, name);
	if (version != NULL && *version != '\0') {
		code = akv_names_check_version(version, err);
		if (code != AKV_OK)
			return code;
		akv_text_addf(&text, "/%s", version);
	}
	if (text.cut)
		return too_long(err);
	return new_object_url(host, "secrets", path, out, err);
}

enum akv_code akv_url_deleted_secret(const char *host, const char *name,
				     struct akv_vault_url **out,
				     struct akv_error *err)
{
	enum akv_code code;

	code = akv_names_check_secret(name, err);
	if (code != AKV_OK)
		return code;
	return new_object_url(host, "deletedsecrets", name, out, err);
}

enum akv_code akv_url_key(const char *host, const char *name,
			  struct akv_vault_url **out, struct akv_error *err)
{
	enum akv_code code;

	code = akv_names_check_secret(name, err);
	if (code != AKV_OK)
		return code;
	return new_object_url(host, "keys", name, out, err);
}

enum akv_code akv_url_certificate(const char *host, const char *name,
				  struct akv_vault_url **out,
				  struct akv_error *err)
{
	enum akv_code code;

	code = akv_names_check_secret(name, err);
	if (code != AKV_OK)
		return code;
	return new_object_url(host, "certificates", name, out, err);
}

enum akv_code akv_url_token(const char *authority_host, const char *tenant,
			    struct akv_token_url **out, struct akv_error *err)
{
	AKV_AUTO(token_url) *url = NULL;
	struct akv_text text;
	enum akv_code code;

	if (akv_cloud_by_authority(authority_host) == NULL)
		return akv_fail(err, AKV_ERR_USAGE, "InvalidAuthorityHost",
				"the authority host belongs to no cloud that "
				"is known here");
	code = akv_names_check_tenant(tenant, err);
	if (code != AKV_OK)
		return code;
	url = calloc(1, sizeof(*url));
	if (url == NULL)
		return out_of_memory(err);
	/* a known cloud's, so short enough */
	memcpy(url->host, authority_host, strlen(authority_host) + 1);
	akv_text_init(&text, url->text, sizeof(url->text));
	akv_text_addf(&text, "https://%s/%s/oauth2/v2.0/token", authority_host,
		      tenant);
	if (text.cut)
		return too_long(err);

	*out = url;
	url = NULL; /* the caller's now */
	return AKV_OK;
}

const char *akv_url_vault_text(const struct akv_vault_url *url)
{
	return url->text;
}

const char *akv_url_token_text(const struct akv_token_url *url)
{
	return url->text;
}

bool akv_url_vault_is_list(const struct akv_vault_url *url)
{
	return url->is_list;
}

const char *akv_url_vault_host(const struct akv_vault_url *url)
{
	return url->host;
}

const char *akv_url_token_host(const struct akv_token_url *url)
{
	return url->host;
}

void akv_vault_url_free(struct akv_vault_url *url)
{
	free(url);
}

void akv_token_url_free(struct akv_token_url *url)
{
	free(url);
}
