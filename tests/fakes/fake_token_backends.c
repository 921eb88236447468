/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "tests/fakes/fake_token_backends.h"

struct fake_token_backend fake_libsecret_backend;
struct fake_token_backend fake_keyring_backend;

void fake_token_backends_reset(void)
{
	fake_libsecret_backend = (struct fake_token_backend){
		.usable = true,
		.why = "libsecret works",
	};
	fake_keyring_backend = (struct fake_token_backend){
		.usable = true,
		.why = "keyring works",
	};
}

void fake_token_backends_answer(struct fake_token_backend *backend,
				enum akv_token_backend_answer answer)
{
	backend->answers = (struct fake_token_answers){
		.load = answer,
		.keep = answer,
		.forget = answer,
	};
}

static enum akv_token_backend_answer say(struct fake_token_backend *fake,
					 enum akv_token_backend_answer answer,
					 int64_t budget_ms)
{
	fake->budget_ms = budget_ms;
	if (answer == AKV_TOKEN_BACKEND_SILENT && fake->on_silence != NULL)
		fake->on_silence(budget_ms);
	return answer;
}

static enum akv_token_backend_answer load(struct fake_token_backend *fake,
					  const struct akv_token_item *item,
					  int64_t budget_ms,
					  struct akv_secret *value)
{
	fake->loads++;
	if (say(fake, fake->answers.load, budget_ms) != AKV_TOKEN_BACKEND_DONE)
		return fake->answers.load;
	if (strcmp(fake->key, item->key) != 0)
		return AKV_TOKEN_BACKEND_ABSENT;
	cr_assert_eq(akv_secret_append_text(value, fake->value, NULL), AKV_OK);
	return AKV_TOKEN_BACKEND_DONE;
}

static enum akv_token_backend_answer keep(struct fake_token_backend *fake,
					  const struct akv_token_item *item,
					  const struct akv_secret *value,
					  int64_t budget_ms)
{
	fake->keeps++;
	if (say(fake, fake->answers.keep, budget_ms) != AKV_TOKEN_BACKEND_DONE)
		return fake->answers.keep;
	cr_assert_lt(akv_secret_len(value), sizeof(fake->value));
	(void)snprintf(fake->key, sizeof(fake->key), "%s", item->key);
	(void)snprintf(fake->value, sizeof(fake->value), "%s",
		       akv_secret_text(value));
	return AKV_TOKEN_BACKEND_DONE;
}

static enum akv_token_backend_answer forget(struct fake_token_backend *fake,
					    const struct akv_token_item *item,
					    int64_t budget_ms)
{
	fake->forgets++;
	if (say(fake, fake->answers.forget, budget_ms) !=
	    AKV_TOKEN_BACKEND_DONE)
		return fake->answers.forget;
	if (strcmp(fake->key, item->key) == 0)
		fake->key[0] = '\0';
	return AKV_TOKEN_BACKEND_DONE;
}

static enum akv_token_backend_answer
forget_all(struct fake_token_backend *fake, int64_t budget_ms,
	   struct akv_token_backend_count *count)
{
	if (say(fake, fake->answers.forget, budget_ms) !=
	    AKV_TOKEN_BACKEND_DONE)
		return fake->answers.forget;
	*count = fake->count;
	fake->key[0] = '\0';
	return AKV_TOKEN_BACKEND_DONE;
}

/* The functions of one backend, which know whose they are by name alone. */
#define BACKEND(x) \
	static void x##_prepare(void) \
	{ \
		fake_##x##_backend.prepared++; \
	} \
	static bool x##_usable(int64_t budget_ms, char *why, size_t size) \
	{ \
		fake_##x##_backend.budget_ms = budget_ms; \
		(void)snprintf(why, size, "%s", fake_##x##_backend.why); \
		return fake_##x##_backend.usable; \
	} \
	static enum akv_token_backend_answer x##_load( \
		const struct akv_token_item *item, int64_t budget_ms, \
		struct akv_secret *value) \
	{ \
		return load(&fake_##x##_backend, item, budget_ms, value); \
	} \
	static enum akv_token_backend_answer x##_keep( \
		const struct akv_token_item *item, \
		const struct akv_secret *value, int64_t life_s, \
		int64_t budget_ms) \
	{ \
		fake_##x##_backend.life_s = life_s; \
		return keep(&fake_##x##_backend, item, value, budget_ms); \
	} \
	static enum akv_token_backend_answer x##_forget( \
		const struct akv_token_item *item, int64_t budget_ms) \
	{ \
		return forget(&fake_##x##_backend, item, budget_ms); \
	} \
	static enum akv_token_backend_answer x##_forget_all( \
		int64_t budget_ms, struct akv_token_backend_count *count) \
	{ \
		return forget_all(&fake_##x##_backend, budget_ms, count); \
	}

BACKEND(libsecret)
BACKEND(keyring)

const struct akv_token_backend akv_libsecret_backend = {
	.name = "libsecret",
	.serves_one_at_a_time = true,
	.prepare = libsecret_prepare,
	.usable = libsecret_usable,
	.load = libsecret_load,
	.keep = libsecret_keep,
	.forget = libsecret_forget,
	.forget_all = libsecret_forget_all,
};

const struct akv_token_backend akv_kernel_keyring_backend = {
	.name = "keyring",
	.prepare = keyring_prepare,
	.usable = keyring_usable,
	.load = keyring_load,
	.keep = keyring_keep,
	.forget = keyring_forget,
	.forget_all = keyring_forget_all,
};
