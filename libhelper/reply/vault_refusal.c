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

struct akv_vault_subject
akv_vault_refusal_subject(const struct akv_vault_request *request)
{
	struct akv_vault_subject subject = { "" };
	struct akv_text text;

	akv_text_init(&text, subject.text, sizeof(subject.text));
	if (request->version != NULL && *request->version != '\0')
		akv_text_addf(&text, "version %s of ", request->version);
	akv_text_addf(&text, "secret %s in vault %s", request->secret,
		      request->vault);
	return subject;
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
