/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_FAKES_FAKE_TOKEN_BACKENDS_H
#define AKV_TESTS_FAKES_FAKE_TOKEN_BACKENDS_H

#include "libhelper/edge/token_backend.h"

/*
 * akv_libsecret_backend and akv_kernel_keyring_backend, each with room for one
 * item, that do what a test tells them.
 */

/* What a backend does with a call. */
struct fake_token_answers {
	enum akv_token_backend_answer
		load; /* DONE: as it is, it may be absent */
	enum akv_token_backend_answer keep;
	enum akv_token_backend_answer forget;
};

struct fake_token_backend {
	/* -- what to play -- */
	bool usable;
	const char *why;
	struct fake_token_answers answers;
	struct akv_token_backend_count count;
	/* called for each silence, with the time that it was given */
	void (*on_silence)(int64_t budget_ms);

	/* -- what was told -- */
	char key[65]; /* "" when nothing is kept */
	char value[512];
	int64_t life_s;
	int64_t budget_ms; /* of the last call */
	size_t prepared;
	size_t loads;
	size_t keeps;
	size_t forgets;
};

extern struct fake_token_backend fake_libsecret_backend;
extern struct fake_token_backend fake_keyring_backend;

/* fake_token_backends_answer(backend, answer): whatever is asked. */
void fake_token_backends_answer(struct fake_token_backend *backend,
				enum akv_token_backend_answer answer);

/* fake_token_backends_reset(): both work, and keep nothing. */
void fake_token_backends_reset(void);

#endif
