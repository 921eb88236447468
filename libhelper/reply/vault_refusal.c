/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/base/text.h"
#include "libhelper/edge/json.h"

#include "libhelper/reply/vault_refusal.h"

/* -- reading -- */

/* A member that is a word and could be a reason; else "". */
static void read_word(const struct akv_json *json, const char *name, char *buf,
		      size_t size)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "abcdefghijklmnopqrstuvwxyz"
				      "0123456789_.";

	(void)akv_json_copy_text(json, name, buf, size);
	if (buf[strspn(buf, letters)] != '\0')
		buf[0] = '\0';
}

static void read_error(const struct akv_json *error,
		       struct akv_vault_refusal *out)
{
	size_t len = 0;
	const char *message =
		akv_json_text(akv_json_member(error, "message"), &len);

	read_word(error, "code", out->code, sizeof(out->code));
	read_word(akv_json_member(error, "innererror"), "code", out->inner,
		  sizeof(out->inner));
	akv_vault_message_read(message == NULL ? "" : message, len,
			       out->reply->network_info, &out->message);
}

void akv_vault_refusal_read(const struct akv_http_reply *reply,
			    const struct akv_vault_request *request,
			    struct akv_vault_refusal *out)
{
	AKV_AUTO(json) *json = NULL;
	struct akv_text peer;

	*out = (struct akv_vault_refusal){ .reply = reply, .request = request };
	akv_text_init(&peer, out->peer, sizeof(out->peer));
	akv_text_addf(&peer, "vault %s", request->vault);
	if (reply->body != NULL &&
	    akv_json_parse(reply->body, &json, NULL) != AKV_OK)
		json = NULL;
	read_error(akv_json_member(json, "error"), out);
	/* a gateway of Azure's may leave the headers out, but not the code */
	out->from_key_vault = reply->from_key_vault || out->code[0] != '\0';
}

/* -- words for the sentences -- */

/* What a question is about: the words in front of a name, where there is one,
 * and the permission that it takes. */
struct topic {
	const char *noun;
	struct akv_vault_permission permission;
};

#define SECRETS_USER "Key Vault Secrets User"
#define READER "Key Vault Reader"

static const struct topic topics[] = {
	[AKV_VAULT_ASKS_SECRET] = { "secret",
				    { "get", "secrets", "--secret-permissions",
				      SECRETS_USER } },
	[AKV_VAULT_ASKS_SECRETS] = { "the list of secrets",
				     { "list", "secrets",
				       "--secret-permissions", SECRETS_USER } },
	[AKV_VAULT_ASKS_VERSIONS] = { "the versions of secret",
				      { "list", "secrets",
					"--secret-permissions",
					SECRETS_USER } },
	[AKV_VAULT_ASKS_DELETED_SECRETS] = { "the list of deleted secrets",
					     { "list", "secrets",
					       "--secret-permissions",
					       SECRETS_USER } },
	[AKV_VAULT_ASKS_DELETED_SECRET] = { "deleted secret",
					    { "get", "secrets",
					      "--secret-permissions",
					      SECRETS_USER } },
	[AKV_VAULT_ASKS_KEYS] = { "the list of keys",
				  { "list", "keys", "--key-permissions",
				    READER } },
	[AKV_VAULT_ASKS_KEY] = { "key",
				 { "get", "keys", "--key-permissions",
				   READER } },
	[AKV_VAULT_ASKS_CERTIFICATES] = { "the list of certificates",
					  { "list", "certificates",
					    "--certificate-permissions",
					    READER } },
	[AKV_VAULT_ASKS_CERTIFICATE] = { "certificate",
					 { "get", "certificates",
					   "--certificate-permissions",
					   READER } },
};

struct akv_vault_subject
akv_vault_refusal_object(const struct akv_vault_request *request)
{
	struct akv_vault_subject object = { "" };
	struct akv_text text;

	akv_text_init(&text, object.text, sizeof(object.text));
	akv_text_add(&text, topics[request->question].noun);
	if (request->secret != NULL)
		akv_text_addf(&text, " %s", request->secret);
	return object;
}

struct akv_vault_subject
akv_vault_refusal_subject(const struct akv_vault_request *request)
{
	struct akv_vault_subject subject = { "" };
	struct akv_text text;

	akv_text_init(&text, subject.text, sizeof(subject.text));
	if (request->version != NULL && *request->version != '\0')
		akv_text_addf(&text, "version %s of ", request->version);
	akv_text_addf(&text, "%s in vault %s",
		      akv_vault_refusal_object(request).text, request->vault);
	return subject;
}

struct akv_vault_permission
akv_vault_refusal_permission(const struct akv_vault_request *request)
{
	return topics[request->question].permission;
}

/* The application that Key Vault saw, else the one we think we are. */
const char *akv_vault_refusal_caller(const struct akv_vault_refusal *refusal)
{
	if (refusal->message.application[0] != '\0')
		return refusal->message.application;
	if (refusal->request->client_id[0] != '\0')
		return refusal->request->client_id;
	return "of this machine";
}

/* The first of the peer's words that is there. */
const char *akv_vault_refusal_reason(const struct akv_vault_refusal *refusal)
{
	return refusal->inner[0] != '\0' ? refusal->inner : refusal->code;
}

void akv_vault_refusal_hint_message(const struct akv_vault_refusal *refusal,
				    struct akv_error *err)
{
	if (refusal->message.first_line[0] != '\0')
		akv_error_hint(err, "Key Vault says: %s",
			       refusal->message.first_line);
}
