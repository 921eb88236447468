/* SPDX-License-Identifier: MIT */
#include "libhelper/edge/libsecret_ask.h"
#include "libhelper/edge/token_backend.h"

#include "libhelper/edge/libsecret_lasting.h"

enum { BUDGET_MS = 5000 };

static enum akv_code refuse(const struct akv_libsecret_lasting *lasting,
			    enum akv_libsecret_talk_about about,
			    const char *reason, const char *why,
			    struct akv_error *err)
{
	akv_fail(err, AKV_ERR_STORE, reason, "%s needs the Secret Service: %s",
		 lasting->what, why);
	akv_error_hint(err, "log in to the desktop, which unlocks it%s",
		       about == AKV_LIBSECRET_TALK_CLEAR ? "" : ";");
	if (about == AKV_LIBSECRET_TALK_CLEAR)
		return AKV_ERR_STORE;
	for (size_t i = 0; i < AKV_LIBSECRET_LASTING_INSTEAD; i++)
		if (lasting->instead[i] != NULL)
			akv_error_hint(err, "%s", lasting->instead[i]);
	return AKV_ERR_STORE;
}

static enum akv_code begin(const struct akv_libsecret_lasting *lasting,
			   enum akv_libsecret_talk_about about,
			   struct akv_libsecret_talk **out,
			   struct akv_error *err)
{
	char why[AKV_LIBSECRET_TALK_TEXT_SIZE] = "";

	if (!akv_libsecret_ask_may(why, sizeof(why)))
		return refuse(lasting, about, "NoSecretService", why, err);
	*out = akv_libsecret_talk_new(about, &lasting->item);
	if (*out != NULL)
		return AKV_OK;
	akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "out of memory");
	return AKV_ERR_OTHER;
}

/* ${*talk} is NULL on silence. */
static enum akv_code ask(const struct akv_libsecret_lasting *lasting,
			 struct akv_libsecret_talk **talk,
			 struct akv_error *err)
{
	enum akv_libsecret_talk_about about = (*talk)->about;

	switch (akv_libsecret_ask(talk, BUDGET_MS)) {
	case AKV_TOKEN_BACKEND_DONE:
		return AKV_OK;
	case AKV_TOKEN_BACKEND_ABSENT:
		akv_fail(err, AKV_ERR_STORE, lasting->missing,
			 "the Secret Service has %s", lasting->nothing);
		akv_error_hint(err, "%s", lasting->remedy);
		return AKV_ERR_STORE;
	case AKV_TOKEN_BACKEND_SILENT:
		return refuse(lasting, about, "SecretServiceSilent",
			      "it does not answer within five seconds", err);
	case AKV_TOKEN_BACKEND_UNUSABLE:
	default:
		return refuse(lasting, about, "SecretServiceRefused",
			      (*talk)->why, err);
	}
}

enum akv_code
akv_libsecret_lasting_load(const struct akv_libsecret_lasting *lasting,
			   struct akv_secret **out, struct akv_error *err)
{
	AKV_AUTO(libsecret_talk) *talk = NULL;
	enum akv_code code =
		begin(lasting, AKV_LIBSECRET_TALK_LOOK_UP, &talk, err);

	if (code == AKV_OK)
		code = akv_secret_new(lasting->max, &talk->value, err);
	if (code == AKV_OK)
		code = ask(lasting, &talk, err);
	if (code != AKV_OK)
		return code;
	*out = talk->value;
	talk->value = NULL; /* the caller's now */
	return AKV_OK;
}

enum akv_code
akv_libsecret_lasting_keep(const struct akv_libsecret_lasting *lasting,
			   const struct akv_secret *secret,
			   struct akv_error *err)
{
	AKV_AUTO(libsecret_talk) *talk = NULL;
	enum akv_code code =
		begin(lasting, AKV_LIBSECRET_TALK_STORE, &talk, err);

	if (code == AKV_OK)
		code = akv_secret_new_from(akv_secret_text(secret),
					   akv_secret_len(secret), &talk->value,
					   err);
	if (code != AKV_OK)
		return code;
	return ask(lasting, &talk, err);
}

enum akv_code
akv_libsecret_lasting_forget(const struct akv_libsecret_lasting *lasting,
			     struct akv_error *err)
{
	AKV_AUTO(libsecret_talk) *talk = NULL;
	enum akv_code code =
		begin(lasting, AKV_LIBSECRET_TALK_CLEAR, &talk, err);

	if (code != AKV_OK)
		return code;
	return ask(lasting, &talk, err);
}
