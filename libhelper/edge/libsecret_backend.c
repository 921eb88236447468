/* SPDX-License-Identifier: MIT */
#include "libhelper/base/text.h"
#include "libhelper/base/trace.h"
#include "libhelper/edge/libsecret_ask.h"

#include "libhelper/edge/token_backend.h"

static struct akv_libsecret_talk *begin(enum akv_libsecret_talk_about about,
					const struct akv_token_item *item)
{
	char why[AKV_LIBSECRET_TALK_TEXT_SIZE] = "";
	struct akv_libsecret_item ours;

	akv_libsecret_item_access_token(item, &ours);
	if (akv_libsecret_ask_may(why, sizeof(why)))
		return akv_libsecret_talk_new(about, &ours);
	akv_trace("libsecret: %s", why);
	return NULL;
}

/* Nobody waits for it: the next call does, if it has not ended by then. */
static void prepare(void)
{
	AKV_AUTO(libsecret_talk) *talk =
		begin(AKV_LIBSECRET_TALK_NOTHING, NULL);

	if (talk != NULL)
		(void)akv_libsecret_ask(&talk, 0);
}

/* Looks for what is not there: that is all of a run but the token. */
static bool usable(int64_t budget_ms, char *why, size_t size)
{
	static const struct akv_token_item nobody = { "", "", "", "", "", "" };
	AKV_AUTO(libsecret_talk) *talk = NULL;
	enum akv_token_backend_answer answer;
	struct akv_libsecret_item item;
	struct akv_text text;

	if (!akv_libsecret_ask_may(why, size))
		return false;
	akv_text_init(&text, why, size);
	akv_libsecret_item_access_token(&nobody, &item);
	talk = akv_libsecret_talk_new(AKV_LIBSECRET_TALK_LOOK_UP, &item);
	if (talk == NULL || akv_secret_new(AKV_SECRET_TOKEN_MAX, &talk->value,
					   NULL) != AKV_OK) {
		akv_text_add(&text, "no memory");
		return false;
	}
	answer = akv_libsecret_ask(&talk, budget_ms);
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
	answer = akv_libsecret_ask(&talk, budget_ms);
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
	return akv_libsecret_ask(&talk, budget_ms);
}

static enum akv_token_backend_answer forget(const struct akv_token_item *item,
					    int64_t budget_ms)
{
	AKV_AUTO(libsecret_talk) *talk = begin(AKV_LIBSECRET_TALK_CLEAR, item);

	if (talk == NULL)
		return AKV_TOKEN_BACKEND_UNUSABLE;
	return akv_libsecret_ask(&talk, budget_ms);
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
	answer = akv_libsecret_ask(&talk, budget_ms);
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
