/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/azure/names.h"
#include "libhelper/base/text.h"

#include "libhelper/azure/secret_uri.h"

static enum akv_code refuse(struct akv_error *err)
{
	akv_fail(err, AKV_ERR_USAGE, "InvalidSecretId",
		 "this is not a secret's id");
	akv_error_hint(err, "https://VAULT.vault.azure.net/secrets/NAME, or "
			    "with /VERSION behind it");
	return AKV_ERR_USAGE;
}

/* Copies what is in front of the next slash, and goes behind it. */
static bool take_segment(const char **at, char *buf, size_t size)
{
	size_t len = strcspn(*at, "/");

	if (len == 0 || len >= size)
		return false;
	memcpy(buf, *at, len);
	buf[len] = '\0';
	*at += len;
	if (**at == '/')
		*at += 1;
	return true;
}

/* Everything in front of the path is a vault's uri. */
static enum akv_code read_host(const char *text, size_t len,
			       struct akv_secret_uri *uri,
			       struct akv_error *err)
{
	char vault[AKV_URL_HOST_SIZE * 2];

	if (len >= sizeof(vault))
		return refuse(err);
	memcpy(vault, text, len);
	vault[len] = '\0';
	return akv_url_check_vault_uri(vault, uri->host, sizeof(uri->host),
				       err);
}

static enum akv_code read_path(const char *path, struct akv_secret_uri *uri,
			       struct akv_error *err)
{
	char collection[16];
	enum akv_code code;

	if (!take_segment(&path, collection, sizeof(collection)))
		return refuse(err);
	uri->is_deleted = strcmp(collection, "deletedsecrets") == 0;
	if (!uri->is_deleted && strcmp(collection, "secrets") != 0)
		return refuse(err);
	if (!take_segment(&path, uri->name, sizeof(uri->name)))
		return refuse(err);
	code = akv_names_check_secret(uri->name, err);
	if (code != AKV_OK || *path == '\0')
		return code;
	if (uri->is_deleted ||
	    !take_segment(&path, uri->version, sizeof(uri->version)) ||
	    *path != '\0')
		return refuse(err);
	return akv_names_check_version(uri->version, err);
}

enum akv_code akv_secret_uri_parse(const char *text, struct akv_secret_uri *out,
				   struct akv_error *err)
{
	static const char scheme[] = "https://";
	struct akv_secret_uri uri = { 0 };
	enum akv_code code;
	size_t len;

	if (!akv_text_starts_nocase(text, scheme))
		return refuse(err);
	len = sizeof(scheme) - 1;
	len += strcspn(text + len, "/?#");
	if (text[len] != '/')
		return refuse(err);
	code = read_host(text, len, &uri, err);
	if (code == AKV_OK)
		code = read_path(text + len + 1, &uri, err);
	if (code == AKV_OK)
		*out = uri;
	return code;
}
