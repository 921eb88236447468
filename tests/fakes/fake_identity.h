/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_FAKES_FAKE_IDENTITY_H
#define AKV_TESTS_FAKES_FAKE_IDENTITY_H

#include "libhelper/edge/http.h"

/*
 * A source of managed identities in place of libhelper/edge/http_*.c: answers
 * what it was told to, and writes down what it was asked.
 */
enum { FAKE_IDENTITY_MAX = 8 };

struct fake_identity {
	/* -- what to answer; the last one again and again -- */
	int statuses[FAKE_IDENTITY_MAX];
	const char *bodies[FAKE_IDENTITY_MAX];
	int answers;
	char challenge[512]; /* of every 401 */
	enum akv_code code;  /* when not AKV_OK: no reply */
	const char *reason;

	/* -- what was asked -- */
	int asked;
	char url[1024];
	char proofs[FAKE_IDENTITY_MAX][64]; /* "metadata", "header VALUE",
					       "basic VALUE" */
};

extern struct fake_identity fake_identity;

/* fake_identity_will_answer(status, body): the next answer. */
void fake_identity_will_answer(int status, const char *body);

#endif
