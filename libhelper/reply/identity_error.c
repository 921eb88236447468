/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/base/text.h"
#include "libhelper/edge/json.h"
#include "libhelper/reply/identity_service.h"
#include "libhelper/reply/status.h"

#include "libhelper/reply/identity_error.h"

enum {
	WORD_SIZE = 41,
	SENTENCE_SIZE = 241,
};

/* A refusal: error and error_description (IMDS, Arc), or a status and a
 * message (App Service). */
struct refusal {
	char word[WORD_SIZE];
	char sentence[SENTENCE_SIZE];
};

/* -- reading -- */

static void read_word(const struct akv_json *json, struct refusal *out)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

	(void)akv_json_copy_text(json, "error", out->word, sizeof(out->word));
	if (out->word[strspn(out->word, plain)] != '\0')
		out->word[0] = '\0';
}

/* Its first line, as far as it fits. */
static void read_sentence(const struct akv_json *json, struct refusal *out)
{
	static const char *const names[] = { "error_description", "message",
					     "Message" };
	const char *text = NULL;
	size_t len;

	for (size_t i = 0; text == NULL && i < sizeof(names) / sizeof(*names);
	     i++)
		text = akv_json_text(akv_json_member(json, names[i]), NULL);
	if (text == NULL)
		return;
	len = strcspn(text, "\r\n");
	if (len >= sizeof(out->sentence))
		len = sizeof(out->sentence) - 1;
	memcpy(out->sentence, text, len);
}

static struct refusal read_refusal(const struct akv_http_reply *reply)
{
	AKV_AUTO(json) *json = NULL;
	struct refusal refusal = { 0 };

	if (reply->body != NULL &&
	    akv_json_parse(reply->body, &json, NULL) == AKV_OK) {
		read_word(json, &refusal);
		read_sentence(json, &refusal);
	}
	return refusal;
}

/* HTML: these services speak JSON, or say nothing. */
static bool is_page(const struct akv_http_reply *reply)
{
	return akv_text_starts_nocase(reply->content_type, "text/html") ||
	       (reply->body != NULL && akv_secret_text(reply->body)[0] == '<');
}

/* -- speaking -- */

static const char *choose(const char *word, const char *ours)
{
	return *word != '\0' ? word : ours;
}

static enum akv_code something_else(const struct akv_http_reply *reply,
				    const struct akv_identity_service *service,
				    struct akv_error *err)
{
	akv_fail(err, AKV_ERR_UNREACHABLE, "ProxyRefused",
		 "%s was not reached: something else answered with status %d",
		 service->name, reply->status);
	akv_error_hint(err,
		       "no proxy is asked for it: one that takes all traffic "
		       "may stand in between, or %s leads elsewhere",
		       service->variable);
	return AKV_ERR_UNREACHABLE;
}

static enum akv_code redirected(const struct akv_http_reply *reply,
				const struct akv_identity_service *service,
				struct akv_error *err)
{
	akv_fail(err, AKV_ERR_PEER, "Redirected",
		 "%s answered with a redirect (%d), which is never followed",
		 service->name, reply->status);
	akv_error_hint(err, "check %s, if it is set", service->variable);
	return AKV_ERR_PEER;
}

/* 404: on Azure it passes, elsewhere another cloud's service may answer. */
static enum akv_code unknown_path(const struct akv_identity_service *service,
				  struct akv_error *err)
{
	akv_fail(err, AKV_ERR_UNREACHABLE, "NoIdentityService",
		 "%s has no tokens of managed identities (404)", service->name);
	akv_error_hint(err, "%s", service->where);
	akv_error_hint(err, "while it is updated it says so, too: then try "
			    "again in a minute");
	return AKV_ERR_UNREACHABLE;
}

static enum akv_code being_updated(const struct akv_identity_service *service,
				   struct akv_error *err)
{
	akv_fail(err, AKV_ERR_UNREACHABLE, "IdentityServiceUpdating",
		 "%s is being updated (410)", service->name);
	akv_error_hint(err, "it is back within 70 seconds: try again, or wait "
			    "for it with --timeout 90");
	return AKV_ERR_UNREACHABLE;
}

static enum akv_code not_assigned(const struct akv_identity_request *request,
				  const struct akv_identity_service *service,
				  struct akv_error *err)
{
	if (request->client_id != NULL) {
		akv_fail(err, AKV_ERR_SIGN_IN, "IdentityNotFound",
			 "no managed identity with the client id %s is "
			 "assigned to %s",
			 request->client_id, service->machine);
		akv_error_hint(err, "%s", service->assign_user);
		return AKV_ERR_SIGN_IN;
	}
	akv_fail(err, AKV_ERR_SIGN_IN, "IdentityNotFound",
		 "no managed identity is assigned to %s", service->machine);
	akv_error_hint(err, "%s", service->assign_system);
	akv_error_hint(err, "if it has user-assigned ones, choose one by its "
			    "client id");
	return AKV_ERR_SIGN_IN;
}

static enum akv_code
no_such_resource(const struct akv_identity_service *service,
		 const struct refusal *refusal, struct akv_error *err)
{
	akv_fail(err, AKV_ERR_SIGN_IN, refusal->word,
		 "%s gives no token for key vaults of this cloud",
		 service->name);
	akv_error_hint(err, "check cloud in [environment]");
	return AKV_ERR_SIGN_IN;
}

static enum akv_code not_for_us(const struct akv_http_reply *reply,
				const struct akv_identity_service *service,
				const struct refusal *refusal,
				struct akv_error *err)
{
	akv_fail(err, AKV_ERR_SIGN_IN, choose(refusal->word, "IdentityRefused"),
		 "%s refused us a token (%d)", service->name, reply->status);
	akv_error_hint(err, "%s", service->refused);
	/* no word of Azure's: another cloud's may live at that address */
	if (refusal->word[0] == '\0')
		akv_error_hint(err, "%s", service->where);
	return AKV_ERR_SIGN_IN;
}

static enum akv_code judge(const struct akv_http_reply *reply,
			   const struct akv_identity_request *request,
			   const struct refusal *refusal, struct akv_error *err)
{
	const struct akv_identity_service *service =
		akv_identity_service_of(request->source);

	if (strcmp(refusal->word, "invalid_resource") == 0)
		return no_such_resource(service, refusal, err);
	if (strcmp(refusal->word, "bad_request_102") == 0)
		return not_for_us(reply, service, refusal, err);
	switch (reply->status) {
	case 200: /* with an error in it */
	case 400:
		return not_assigned(request, service, err);
	case 401:
	case 403:
		return not_for_us(reply, service, refusal, err);
	case 404:
		return unknown_path(service, err);
	case 410:
		return being_updated(service, err);
	default:
		return akv_status_error(reply, service->name, refusal->word,
					err);
	}
}

/* What no service of Azure sends, but what stands in front of one does. */
static bool is_somebody_elses(const struct akv_http_reply *reply)
{
	switch (reply->status) {
	case 407:
		return true;
	case 404:
	case 410:
	case 429:
	case 500:
	case 503:
		return false;
	default:
		return is_page(reply);
	}
}

enum akv_code akv_identity_error(const struct akv_http_reply *reply,
				 const struct akv_identity_request *request,
				 struct akv_error *err)
{
	const struct akv_identity_service *service =
		akv_identity_service_of(request->source);
	struct refusal refusal;
	enum akv_code code;

	if (reply->status >= 300 && reply->status <= 399)
		return redirected(reply, service, err);
	if (is_somebody_elses(reply))
		return something_else(reply, service, err);
	refusal = read_refusal(reply);
	code = judge(reply, request, &refusal, err);
	if (refusal.sentence[0] != '\0')
		akv_error_hint(err, "it said: %s", refusal.sentence);
	return code;
}

void akv_identity_error_no_reply(const struct akv_identity_request *request,
				 struct akv_error *err)
{
	const struct akv_identity_service *service =
		akv_identity_service_of(request->source);
	struct akv_error why;

	if (err == NULL || err->code != AKV_ERR_UNREACHABLE)
		return;
	why = *err;
	akv_fail(err, why.code, why.reason, "%s does not answer: %s",
		 service->name, why.text);
	akv_error_hint(err, "%s", service->where);
	akv_error_hint(err, "check %s, if it is set", service->variable);
}
