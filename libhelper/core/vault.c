/* SPDX-License-Identifier: MIT */
#include "libhelper/base/text.h"
#include "libhelper/edge/http.h"
#include "libhelper/reply/vault_error.h"

#include "libhelper/core/vault.h"

static bool is_disabled(const struct akv_http_reply *reply,
			const struct akv_vault_request *about)
{
	struct akv_error why = { 0 };

	return reply->status == 403 &&
	       akv_vault_error(reply, about, &why) == AKV_ERR_UNUSABLE;
}

/*
 * Missing and soft-deleted look the same (404); the list of deleted secrets
 * tells them apart, where we may look at it.  Best effort: whatever goes
 * wrong here leaves the first answer as it is.
 */
static enum akv_code tell_deleted(struct akv_vault_client *client,
				  const struct akv_vault_request *about,
				  struct akv_error *err)
{
	AKV_AUTO(vault_url) *url = NULL;
	const struct akv_http_reply *reply;
	struct akv_deleted_secret deleted = { 0 };

	if (akv_url_deleted_secret(akv_vault_client_host(client), about->secret,
				   &url, NULL) != AKV_OK ||
	    akv_vault_client_get_once(client, url, &reply, NULL) != AKV_OK)
		return AKV_ERR_NOT_FOUND;
	/* only a deleted secret can be a disabled deleted secret */
	if (!is_disabled(reply, about) &&
	    (reply->status != 200 ||
	     akv_secret_reply_parse_deleted(reply, &deleted, NULL) != AKV_OK))
		return AKV_ERR_NOT_FOUND;
	return akv_vault_error_deleted(&deleted, about, err);
}

/* What was asked for, in the vault's spelling, or nothing. */
static enum akv_code take_bundle(const struct akv_http_reply *reply,
				 const struct akv_secret_id *id,
				 struct akv_secret_bundle *out,
				 struct akv_error *err)
{
	const char *version = id->version;
	struct akv_secret_bundle bundle = { 0 };
	enum akv_code code = akv_secret_reply_parse(reply, &bundle, err);

	if (code != AKV_OK)
		return code;
	if (!akv_text_equal_nocase(bundle.name, id->name) ||
	    (version != NULL && version[0] != '\0' &&
	     !akv_text_equal_nocase(bundle.version, version))) {
		akv_secret_bundle_clear(&bundle);
		return akv_fail(err, AKV_ERR_PEER, "AnotherSecret",
				"vault %s answered with another secret than "
				"the one that was asked for",
				id->vault->name);
	}
	if (!id->is_shown) {
		akv_json_free(bundle.json);
		bundle.json = NULL;
	}
	*out = bundle;
	return AKV_OK;
}

static enum akv_code read_secret(struct akv_vault_client *client,
				 const struct akv_secret_id *id,
				 struct akv_secret_bundle *out,
				 struct akv_error *err)
{
	const struct akv_vault_request about =
		akv_vault_client_request(client, id->name, id->version);
	AKV_AUTO(vault_url) *url = NULL;
	const struct akv_http_reply *reply;
	enum akv_code code;

	code = akv_url_secret(id->vault->host, id->name, id->version, &url,
			      err);
	if (code != AKV_OK)
		return code;
	code = akv_vault_client_get(client, url, &about, &reply, err);
	if (code != AKV_OK)
		return code;
	if (reply->status == 200)
		return take_bundle(reply, id, out, err);
	code = akv_vault_error(reply, &about, err);
	if (code == AKV_ERR_NOT_FOUND)
		code = tell_deleted(client, &about, err);
	return code;
}

enum akv_code akv_vault_read_secret(struct akv_vault_client *client,
				    const struct akv_secret_id *id,
				    struct akv_secret_bundle *out,
				    struct akv_error *err)
{
	enum akv_code code = read_secret(client, id, out, err);

	akv_vault_client_forget(client);
	return code;
}

void akv_vault_prepare(void)
{
	akv_http_prepare();
}

enum akv_code akv_vault_get_secret(const struct akv_token_source *source,
				   const struct akv_secret_id *id,
				   struct akv_secret_bundle *out,
				   struct akv_error *err)
{
	AKV_AUTO(vault_client) *client = NULL;
	enum akv_code code;

	code = akv_vault_client_new(source, id->vault->host, &client, err);
	if (code != AKV_OK)
		return code;
	return akv_vault_read_secret(client, id, out, err);
}
