/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/azure/challenge.h"
#include "libhelper/base/clock.h"
#include "libhelper/base/text.h"
#include "libhelper/reply/status.h"
#include "libhelper/reply/vault_forbidden.h"
#include "libhelper/reply/vault_refusal.h"

#include "libhelper/reply/vault_error.h"

/* -- 401: the token -- */

static enum akv_code other_tenant(const struct akv_vault_refusal *refusal,
				  struct akv_error *err)
{
	struct akv_challenge challenge = { 0 };
	enum akv_code code;

	if (!akv_challenge_parse(refusal->reply->challenge, &challenge) ||
	    challenge.tenant[0] == '\0')
		code = akv_fail(err, AKV_ERR_SIGN_IN, refusal->message.number,
				"%s belongs to another tenant than %s",
				refusal->peer, refusal->request->tenant);
	else
		code = akv_fail(err, AKV_ERR_SIGN_IN, refusal->message.number,
				"%s belongs to tenant %s, and we signed in to "
				"tenant %s",
				refusal->peer, challenge.tenant,
				refusal->request->tenant);
	akv_challenge_check_hint_tenant(challenge.tenant, err);
	return code;
}

static enum akv_code refused_token(const struct akv_vault_refusal *refusal,
				   struct akv_error *err)
{
	static const struct {
		const char *number;
		const char *text;
		const char *hint;
	} rows[] = {
		{ "AKV10000", "saw no token in our request",
		  "a proxy in between may take the Authorization header away" },
		{ "AKV10022", "does not accept a token of this cloud",
		  "is the vault in another cloud than the configuration "
		  "says?" },
		{ "AKV10046", "could not check our token",
		  "it usually passes: try again in a minute" },
		{ "TokenExpired", "says that our token has expired",
		  "check this machine's clock" },
	};
	const char *number = refusal->message.number;
	enum akv_code code;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		if (strcmp(number, rows[i].number) != 0)
			continue;
		code = akv_fail(err, AKV_ERR_SIGN_IN, number, "%s %s",
				refusal->peer, rows[i].text);
		akv_error_hint(err, "%s", rows[i].hint);
		return code;
	}
	if (strcmp(number, "AKV10032") == 0)
		return other_tenant(refusal, err);
	return akv_fail(err, AKV_ERR_SIGN_IN,
			*number != '\0' ? number : "Unauthorized",
			"%s refused our token", refusal->peer);
}

/* Continuous access evaluation: what Entra knows by now has to be in the
 * token. */
static enum akv_code
insufficient_claims(const struct akv_vault_refusal *refusal,
		    struct akv_error *err)
{
	akv_fail(err, AKV_ERR_SIGN_IN, "InsufficientClaims",
		 "%s wants claims that our token does not have", refusal->peer);
	akv_error_hint(err,
		       "the sessions of application %s were ended, or "
		       "Conditional Access does not let it in from here: "
		       "ask an administrator of the tenant",
		       akv_vault_refusal_caller(refusal));
	return AKV_ERR_SIGN_IN;
}

static enum akv_code unauthorized(const struct akv_vault_refusal *refusal,
				  struct akv_error *err)
{
	struct akv_challenge challenge = { 0 };
	bool has_challenge =
		akv_challenge_parse(refusal->reply->challenge, &challenge);
	enum akv_code code;

	if (!refusal->from_key_vault && !has_challenge)
		return akv_status_not_theirs(refusal->reply, refusal->peer,
					     err);
	code = challenge.claims[0] != '\0' ? insufficient_claims(refusal, err) :
					     refused_token(refusal, err);
	akv_status_hint_clock(refusal->reply, err);
	return code;
}

/* -- the others -- */

/*
 * The name of a vault that was deleted leads to Key Vault as long as it can be
 * recovered, and Key Vault has a page for it.  Nothing says so for certain.
 */
static enum akv_code no_vault(const struct akv_vault_refusal *refusal,
			      struct akv_error *err)
{
	akv_fail(err, AKV_ERR_NOT_FOUND, "VaultNotFound",
		 "Key Vault answers in the place of %s, and seems not to have "
		 "it: was it deleted?",
		 refusal->peer);
	akv_error_hint(err, "az keyvault recover --name %s",
		       refusal->request->vault);
	akv_error_hint(err,
		       "az keyvault list-deleted --resource-type vault "
		       "--query \"[?name=='%s']\"",
		       refusal->request->vault);
	return AKV_ERR_NOT_FOUND;
}

static enum akv_code not_found(const struct akv_vault_refusal *refusal,
			       struct akv_error *err)
{
	const struct akv_vault_request *request = refusal->request;
	struct akv_vault_request missing = *request;
	bool newest = request->version == NULL || *request->version == '\0';
	enum akv_code code;

	if (!refusal->from_key_vault)
		return akv_status_not_theirs(refusal->reply, refusal->peer,
					     err);
	if (refusal->code[0] == '\0')
		return no_vault(refusal, err);
	/* every vault has its lists */
	if (request->secret == NULL)
		return akv_status_error(refusal->reply, refusal->peer,
					refusal->code, err);
	if (request->question == AKV_VAULT_ASKS_VERSIONS)
		missing.question = AKV_VAULT_ASKS_SECRET;
	code = akv_fail(err, AKV_ERR_NOT_FOUND, refusal->code, "there is no %s",
			akv_vault_refusal_subject(&missing).text);
	if (request->question == AKV_VAULT_ASKS_KEY ||
	    request->question == AKV_VAULT_ASKS_CERTIFICATE)
		return code;
	if (newest)
		akv_error_hint(err,
			       "az keyvault secret list --vault-name %s "
			       "--query [].name",
			       request->vault);
	else
		akv_error_hint(err,
			       "az keyvault secret list-versions --vault-name "
			       "%s --name %s --query [].id",
			       request->vault, request->secret);
	return code;
}

static enum akv_code bad_request(const struct akv_vault_refusal *refusal,
				 struct akv_error *err)
{
	const char *version = refusal->request->version;
	enum akv_code code;

	if (!refusal->from_key_vault)
		return akv_status_not_theirs(refusal->reply, refusal->peer,
					     err);
	if (refusal->code[0] == '\0')
		return akv_status_error(refusal->reply, refusal->peer, "", err);
	/* all that a user can get wrong and we cannot check is a version */
	if (version != NULL && *version != '\0')
		code = akv_fail(err, AKV_ERR_USAGE, refusal->code,
				"%s does not take this for a version of "
				"secret %s",
				refusal->peer, refusal->request->secret);
	else
		code = akv_fail(
			err, AKV_ERR_OTHER, refusal->code,
			"%s did not understand our request for %s",
			refusal->peer,
			akv_vault_refusal_object(refusal->request).text);
	akv_vault_refusal_hint_message(refusal, err);
	return code;
}

static enum akv_code say(const struct akv_vault_refusal *refusal,
			 struct akv_error *err)
{
	switch (refusal->reply->status) {
	case 400:
		return bad_request(refusal, err);
	case 401:
		return unauthorized(refusal, err);
	case 403:
		return akv_vault_forbidden(refusal, err);
	case 404:
		return not_found(refusal, err);
	default:
		return akv_status_error(refusal->reply, refusal->peer,
					akv_vault_refusal_reason(refusal), err);
	}
}

enum akv_code akv_vault_error(const struct akv_http_reply *reply,
			      const struct akv_vault_request *request,
			      struct akv_error *err)
{
	struct akv_vault_refusal refusal;
	enum akv_code code;

	akv_vault_refusal_read(reply, request, &refusal);
	code = say(&refusal, err);
	if (reply->request_id[0] != '\0')
		akv_error_hint(err, "request id: %s", reply->request_id);
	return code;
}

enum akv_code akv_vault_error_deleted(const struct akv_deleted_secret *deleted,
				      const struct akv_vault_request *request,
				      struct akv_error *err)
{
	char since[AKV_CLOCK_DATE_SIZE] = "";
	char until[AKV_CLOCK_DATE_SIZE] = "";
	enum akv_code code;

	if (deleted->deleted_at != 0)
		akv_clock_date(deleted->deleted_at, since);
	if (deleted->purged_at != 0)
		akv_clock_date(deleted->purged_at, until);
	code = akv_fail(
		err, AKV_ERR_NOT_FOUND, "SecretDeleted",
		"secret %s in vault %s was deleted%s%s%s%s", request->secret,
		request->vault, *since != '\0' ? " on " : "", since,
		*until != '\0' ? " and can be recovered until " : "", until);
	akv_error_hint(err,
		       "az keyvault secret recover --vault-name %s --name %s",
		       request->vault, request->secret);
	return code;
}
