/* SPDX-License-Identifier: MIT */
#include <unistd.h>

#include "libhelper/base/process.h"
#include "libhelper/base/text.h"
#include "libhelper/base/trace.h"
#include "libhelper/edge/libsecret_bus.h"
#include "libhelper/edge/libsecret_call.h"
#include "libhelper/edge/libsecret_talk.h"

#include "libhelper/edge/token_backend.h"

/*
 * libsecret has other backends than the Secret Service: files, which lose
 * writes and abort the process when they are damaged, and an unknown one,
 * which hangs.  SECRET_BACKEND chooses them; so does living in a Flatpak or
 * snap, also for a shell inside an editor that came as one.  G_DBUS_DEBUG
 * makes GIO print every message on stdout.  main() has removed these
 * variables, for threads do not like it; here it is for whoever has not.
 */
static void forget_environment(void)
{
	static const char *const names[] = { "SECRET_BACKEND",
					     "SECRET_FILE_TEST_PATH",
					     "SECRET_FILE_TEST_PASSWORD",
					     "G_DBUS_DEBUG" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		akv_process_forget_env(names[i]);
}

static bool may_talk(char *why, size_t size)
{
	struct akv_text text;

	forget_environment();
	if (akv_process_env("SNAP_NAME") == NULL &&
	    access("/.flatpak-info", F_OK) != 0)
		return akv_libsecret_bus_is_there(why, size);
	akv_text_init(&text, why, size);
	akv_text_add(&text, "libsecret would use a file here, inside a "
			    "Flatpak or snap");
	return false;
}

static struct akv_libsecret_talk *begin(enum akv_libsecret_talk_about about,
					const struct akv_token_item *item)
{
	char why[AKV_LIBSECRET_TALK_TEXT_SIZE] = "";

	if (may_talk(why, sizeof(why)))
		return akv_libsecret_talk_new(about, item);
	akv_trace("libsecret: %s", why);
	return NULL;
}

static void hold(void *context)
{
	akv_libsecret_talk_hold(context);
}

static void release(void *context)
{
	akv_libsecret_talk_free(context);
}

static struct akv_libsecret_call call_for(struct akv_libsecret_talk *talk)
{
	return (struct akv_libsecret_call){
		.work = hold,
		.release = release,
		.context = talk,
	};
}

/* SILENT: ${*talk} is out of our hands. */
static enum akv_token_backend_answer finish(struct akv_libsecret_talk **talk,
					    int64_t budget_ms)
{
	if (akv_libsecret_call_run(call_for(*talk), budget_ms))
		return (*talk)->answer;
	*talk = NULL;
	akv_trace("libsecret: no answer within %lld ms", (long long)budget_ms);
	return AKV_TOKEN_BACKEND_SILENT;
}

/* Nobody waits for it: the next call does, if it has not ended by then. */
static void prepare(void)
{
	AKV_AUTO(libsecret_talk) *talk =
		begin(AKV_LIBSECRET_TALK_NOTHING, NULL);

	if (talk != NULL && !akv_libsecret_call_run(call_for(talk), 0))
		talk = NULL; /* out of our hands */
}

/* Looks for what is not there: that is all of a run but the token. */
static bool usable(int64_t budget_ms, char *why, size_t size)
{
	static const struct akv_token_item nobody = { "", "", "", "", "", "" };
	AKV_AUTO(libsecret_talk) *talk = NULL;
	enum akv_token_backend_answer answer;
	struct akv_text text;

	if (!may_talk(why, size))
		return false;
	akv_text_init(&text, why, size);
	talk = akv_libsecret_talk_new(AKV_LIBSECRET_TALK_LOOK_UP, &nobody);
	if (talk == NULL || akv_secret_new(AKV_SECRET_TOKEN_MAX, &talk->value,
					   NULL) != AKV_OK) {
		akv_text_add(&text, "no memory");
		return false;
	}
	answer = finish(&talk, budget_ms);
	if (answer == AKV_TOKEN_BACKEND_SILENT)
		akv_text_addf(&text,
			      "the Secret Service does not answer "
			      "within %lld ms",
			      (long long)budget_ms);
	else if (answer == AKV_TOKEN_BACKEND_UNUSABLE)
		akv_text_add(&text, talk->why);
	else
		akv_text_add(&text, "the Secret Service answers");
	return answer == AKV_TOKEN_BACKEND_DONE ||
	       answer == AKV_TOKEN_BACKEND_ABSENT;
}

static enum akv_token_backend_answer load(const struct akv_token_item *item,
					  int64_t budget_ms,
					  struct akv_secret *value)
{
	AKV_AUTO(libsecret_talk) *talk =
		begin(AKV_LIBSECRET_TALK_LOOK_UP, item);
	enum akv_token_backend_answer answer;

	if (talk == NULL || akv_secret_new(akv_secret_room(value), &talk->value,
					   NULL) != AKV_OK)
		return AKV_TOKEN_BACKEND_UNUSABLE;
	answer = finish(&talk, budget_ms);
	if (answer == AKV_TOKEN_BACKEND_DONE &&
	    akv_secret_append_secret(value, talk->value, NULL) != AKV_OK)
		return AKV_TOKEN_BACKEND_ABSENT;
	return answer;
}

static enum akv_token_backend_answer keep(const struct akv_token_item *item,
					  const struct akv_secret *value,
					  AKV_UNUSED int64_t life_s,
					  int64_t budget_ms)
{
	AKV_AUTO(libsecret_talk) *talk = begin(AKV_LIBSECRET_TALK_STORE, item);

	if (talk == NULL ||
	    akv_secret_new_from(akv_secret_text(value), akv_secret_len(value),
				&talk->value, NULL) != AKV_OK)
		return AKV_TOKEN_BACKEND_UNUSABLE;
	return finish(&talk, budget_ms);
}

static enum akv_token_backend_answer forget(const struct akv_token_item *item,
					    int64_t budget_ms)
{
	AKV_AUTO(libsecret_talk) *talk = begin(AKV_LIBSECRET_TALK_CLEAR, item);

	if (talk == NULL)
		return AKV_TOKEN_BACKEND_UNUSABLE;
	return finish(&talk, budget_ms);
}

static enum akv_token_backend_answer
forget_all(int64_t budget_ms, struct akv_token_backend_count *count)
{
	AKV_AUTO(libsecret_talk) *talk =
		begin(AKV_LIBSECRET_TALK_CLEAR_ALL, NULL);
	enum akv_token_backend_answer answer;

	*count = (struct akv_token_backend_count){ 0 };
	if (talk == NULL)
		return AKV_TOKEN_BACKEND_UNUSABLE;
	answer = finish(&talk, budget_ms);
	if (answer == AKV_TOKEN_BACKEND_DONE)
		*count = talk->count;
	return answer;
}

const struct akv_token_backend akv_libsecret_backend = {
	.name = "libsecret",
	.serves_one_at_a_time = true,
	.prepare = prepare,
	.usable = usable,
	.load = load,
	.keep = keep,
	.forget = forget,
	.forget_all = forget_all,
};
