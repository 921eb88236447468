/* SPDX-License-Identifier: MIT */
#include "libhelper/edge/libsecret_ask.h"
#include "libhelper/edge/token_backend.h"

#include "libhelper/edge/client_secret_store.h"

enum {
	BUDGET_MS = 5000,
	CLIENT_SECRET_MAX = 4096, /* Entra's are 40 characters long */
};

static enum akv_code refuse(enum akv_libsecret_talk_about about,
			    const char *reason, const char *why,
			    struct akv_error *err)
{
	akv_fail(err, AKV_ERR_STORE, reason,
		 "the client secret needs the Secret Service: %s", why);
	akv_error_hint(err, "log in to the desktop, which unlocks it%s",
		       about == AKV_LIBSECRET_TALK_CLEAR ? "" : ";");
	if (about == AKV_LIBSECRET_TALK_CLEAR)
		return AKV_ERR_STORE;
	akv_error_hint(err, "or use client-secret-file in [principal], a file "
			    "of mode 0600,");
	akv_error_hint(err, "or the systemd credential akv.client-secret "
			    "(LoadCredentialEncrypted=)");
	return AKV_ERR_STORE;
}

static enum akv_code begin(enum akv_libsecret_talk_about about,
			   const struct akv_client_secret_owner *owner,
			   struct akv_libsecret_talk **out,
			   struct akv_error *err)
{
	char why[AKV_LIBSECRET_TALK_TEXT_SIZE] = "";
	struct akv_libsecret_item item;

	if (!akv_libsecret_ask_may(why, sizeof(why)))
		return refuse(about, "NoSecretService", why, err);
	akv_libsecret_item_client_secret(owner, &item);
	*out = akv_libsecret_talk_new(about, &item);
	if (*out != NULL)
		return AKV_OK;
	akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "out of memory");
	return AKV_ERR_OTHER;
}

/* ${*talk} is NULL on silence. */
static enum akv_code ask(struct akv_libsecret_talk **talk,
			 struct akv_error *err)
{
	enum akv_libsecret_talk_about about = (*talk)->about;

	switch (akv_libsecret_ask(talk, BUDGET_MS)) {
	case AKV_TOKEN_BACKEND_DONE:
		return AKV_OK;
	case AKV_TOKEN_BACKEND_ABSENT:
		akv_fail(err, AKV_ERR_STORE, "NoStoredSecret",
			 "the Secret Service has no client secret of this "
			 "principal");
		akv_error_hint(err, "akv login keeps one there");
		return AKV_ERR_STORE;
	case AKV_TOKEN_BACKEND_SILENT:
		return refuse(about, "SecretServiceSilent",
			      "it does not answer within five seconds", err);
	case AKV_TOKEN_BACKEND_UNUSABLE:
	default:
		return refuse(about, "SecretServiceRefused", (*talk)->why, err);
	}
}

enum akv_code
akv_client_secret_store_load(const struct akv_client_secret_owner *owner,
			     struct akv_secret **out, struct akv_error *err)
{
	AKV_AUTO(libsecret_talk) *talk = NULL;
	enum akv_code code =
		begin(AKV_LIBSECRET_TALK_LOOK_UP, owner, &talk, err);

	if (code == AKV_OK)
		code = akv_secret_new(CLIENT_SECRET_MAX, &talk->value, err);
	if (code == AKV_OK)
		code = ask(&talk, err);
	if (code != AKV_OK)
		return code;
	*out = talk->value;
	talk->value = NULL; /* the caller's now */
	return AKV_OK;
}

enum akv_code
akv_client_secret_store_keep(const struct akv_client_secret_owner *owner,
			     const struct akv_secret *secret,
			     struct akv_error *err)
{
	AKV_AUTO(libsecret_talk) *talk = NULL;
	enum akv_code code = begin(AKV_LIBSECRET_TALK_STORE, owner, &talk, err);

	if (code == AKV_OK)
		code = akv_secret_new_from(akv_secret_text(secret),
					   akv_secret_len(secret), &talk->value,
					   err);
	if (code != AKV_OK)
		return code;
	return ask(&talk, err);
}

enum akv_code
akv_client_secret_store_forget(const struct akv_client_secret_owner *owner,
			       struct akv_error *err)
{
	AKV_AUTO(libsecret_talk) *talk = NULL;
	enum akv_code code = begin(AKV_LIBSECRET_TALK_CLEAR, owner, &talk, err);

	if (code != AKV_OK)
		return code;
	return ask(&talk, err);
}
