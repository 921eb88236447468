/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/base/random.h"
#include "libhelper/base/text.h"
#include "libhelper/core/vault_list.h"
#include "libhelper/reply/vault_message.h"

#include "libhelper/core/vault_probe.h"

enum { NAME_SIZE = 48 };

/* One look at a vault. */
struct look {
	struct akv_vault_client *client;
	struct akv_vault_probe *probe;
};

/* 128 bits of chance: nobody has called anything so. */
static void make_name(char name[NAME_SIZE])
{
	unsigned char bytes[16];
	struct akv_text text;

	akv_random_fill(bytes, sizeof(bytes));
	akv_text_init(&text, name, NAME_SIZE);
	akv_text_add(&text, "akv-probe-");
	for (size_t i = 0; i < sizeof(bytes); i++)
		akv_text_addf(&text, "%02x", bytes[i]);
}

static void copy(char *to, size_t size, const char *from)
{
	struct akv_text text;

	akv_text_init(&text, to, size);
	akv_text_add_escaped(&text, from, strlen(from));
	if (text.cut)
		to[0] = '\0';
}

/* -- what an answer says besides -- */

static void note_headers(struct akv_vault_probe *probe,
			 const struct akv_http_reply *reply)
{
	struct akv_vault_message message;

	if (!reply->from_key_vault)
		return;
	probe->was_reached = true;
	akv_vault_message_read("", 0, reply->network_info, &message);
	if (message.address[0] != '\0')
		copy(probe->address, sizeof(probe->address), message.address);
	if (reply->region[0] != '\0')
		copy(probe->region, sizeof(probe->region), reply->region);
	probe->has_role_header |= reply->has_role_header;
}

static bool note_item(const struct akv_list_item *item, void *context)
{
	struct akv_vault_probe *probe = context;

	if (item->recovery_level != NULL)
		copy(probe->recovery_level, sizeof(probe->recovery_level),
		     item->recovery_level);
	return false; /* one is enough */
}

/* -- the attempts -- */

static struct akv_vault_attempt *begin(struct look *look,
				       enum akv_vault_right right)
{
	struct akv_vault_attempt *attempt = &look->probe->attempts[right];

	*attempt = (struct akv_vault_attempt){ .was_made = true };
	return attempt;
}

static enum akv_code judge(struct look *look,
			   const struct akv_http_reply *reply,
			   const struct akv_vault_request *about,
			   struct akv_error *err)
{
	enum akv_code code;

	note_headers(look->probe, reply);
	if (reply->status == 200) {
		if (reply->from_key_vault)
			return AKV_OK;
		return akv_fail(err, AKV_ERR_PEER, "NotAVault",
				"something else answered in the place of vault "
				"%s",
				about->vault);
	}
	code = akv_vault_error(reply, about, err);
	if (code == AKV_ERR_NOT_FOUND &&
	    strcmp(err->reason, "VaultNotFound") == 0)
		return code;
	/* not there, or switched off: it was looked up, so we may look */
	return code == AKV_ERR_NOT_FOUND || code == AKV_ERR_UNUSABLE ? AKV_OK :
								       code;
}

/* What GET ${url} comes to. */
static void try_get(struct look *look, struct akv_vault_attempt *attempt,
		    const struct akv_vault_url *url,
		    const struct akv_vault_request *about)
{
	const struct akv_http_reply *reply;

	attempt->code = akv_vault_client_get(look->client, url, about, &reply,
					     &attempt->err);
	if (attempt->code == AKV_OK)
		attempt->code = judge(look, reply, about, &attempt->err);
	/* it may be a secret */
	akv_vault_client_forget(look->client);
}

static void try_secret(struct look *look, const char *name)
{
	struct akv_vault_attempt *attempt =
		begin(look, AKV_VAULT_RIGHT_GET_SECRETS);
	const struct akv_vault_request about =
		akv_vault_client_request(look->client, name, NULL);
	AKV_AUTO(vault_url) *url = NULL;

	attempt->secret = name;
	attempt->code = akv_url_secret(akv_vault_client_host(look->client),
				       name, NULL, &url, &attempt->err);
	if (attempt->code == AKV_OK)
		try_get(look, attempt, url, &about);
}

/* The first that may not be read is the answer. */
static void try_secrets(struct look *look, const char *const *secrets,
			size_t count)
{
	char name[NAME_SIZE];

	for (size_t i = 0; i < count; i++) {
		try_secret(look, secrets[i]);
		if (look->probe->attempts[AKV_VAULT_RIGHT_GET_SECRETS].code !=
		    AKV_OK)
			return;
	}
	if (count > 0)
		return;
	make_name(name);
	try_secret(look, name);
	look->probe->attempts[AKV_VAULT_RIGHT_GET_SECRETS].secret = NULL;
}

/* Which constructor, and what the request is called. */
struct public_kind {
	enum akv_vault_right right;
	enum akv_vault_question question;
	enum akv_code (*make)(const char *host, const char *name,
			      struct akv_vault_url **out,
			      struct akv_error *err);
};

static void try_public(struct look *look, const struct public_kind *kind)
{
	struct akv_vault_attempt *attempt = begin(look, kind->right);
	AKV_AUTO(vault_url) *url = NULL;
	struct akv_vault_request about;
	char name[NAME_SIZE];

	make_name(name);
	about = akv_vault_client_request(look->client, name, NULL);
	about.question = kind->question;
	attempt->code = kind->make(akv_vault_client_host(look->client), name,
				   &url, &attempt->err);
	if (attempt->code == AKV_OK)
		try_get(look, attempt, url, &about);
}

static void try_list(struct look *look, enum akv_vault_right right,
		     enum akv_url_list_kind kind)
{
	struct akv_vault_attempt *attempt = begin(look, right);
	const struct akv_vault_list which = { .kind = kind };
	const struct akv_list_visitor visitor = { .visit = note_item,
						  .context = look->probe };

	attempt->code =
		akv_vault_list(look->client, &which, &visitor, &attempt->err);
	akv_vault_client_forget(look->client);
}

/* Whether the answer to the first request is one to all of them. */
static bool ends_all_talk(const struct akv_vault_attempt *first)
{
	return first->code != AKV_OK && first->code != AKV_ERR_DENIED;
}

void akv_vault_probe(struct akv_vault_client *client,
		     const char *const *secrets, size_t count,
		     struct akv_vault_probe *out)
{
	static const struct public_kind keys = {
		.right = AKV_VAULT_RIGHT_GET_KEYS,
		.question = AKV_VAULT_ASKS_KEY,
		.make = akv_url_key,
	};
	static const struct public_kind certificates = {
		.right = AKV_VAULT_RIGHT_GET_CERTIFICATES,
		.question = AKV_VAULT_ASKS_CERTIFICATE,
		.make = akv_url_certificate,
	};
	struct look look = { .client = client, .probe = out };

	*out = (struct akv_vault_probe){ 0 };
	try_secrets(&look, secrets, count);
	if (ends_all_talk(&out->attempts[AKV_VAULT_RIGHT_GET_SECRETS]))
		return;
	try_list(&look, AKV_VAULT_RIGHT_LIST_SECRETS, AKV_URL_LIST_SECRETS);
	try_public(&look, &keys);
	try_list(&look, AKV_VAULT_RIGHT_LIST_KEYS, AKV_URL_LIST_KEYS);
	try_public(&look, &certificates);
	try_list(&look, AKV_VAULT_RIGHT_LIST_CERTIFICATES,
		 AKV_URL_LIST_CERTIFICATES);
}
