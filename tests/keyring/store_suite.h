/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_KEYRING_STORE_SUITE_H
#define AKV_TESTS_KEYRING_STORE_SUITE_H

#include <criterion/criterion.h>

#include "libhelper/core/token_store.h"
#include "libhelper/edge/token_backend.h"
#include "tests/harness/program.h"
#include "tests/harness/sandbox.h"
#include "tests/keyring/secret_service.h"
#include "tests/keyring/session_bus.h"

/*
 * What the tests of the stores share.  STORE_SUITE(name); gives each
 * Test(name, ...) a sandbox, and this process an environment in which nothing
 * is found but what is in there.
 */
#define STORE_SUITE(name) \
	TestSuite(name, .init = store_set_up, .fini = store_tear_down, \
		  .timeout = 120)

void store_set_up(void);
void store_tear_down(void);

/* store_key(): whose token the tests keep. */
const struct akv_token_key *store_key(void);

/* store_item(): the same in the words of a backend. */
const struct akv_token_item *store_item(void);

/* store_open(kind): as akv_token_store_open(); the caller's to free. */
struct akv_token_store *store_open(enum akv_token_store_kind kind);

/* store_put(store, text): keep ${text} as a token for an hour. */
void store_put(struct akv_token_store *store, const char *text);

/* store_expect(store, text): a look finds ${text}; NULL: nothing. */
void store_expect(struct akv_token_store *store, const char *text);

/* store_look(kind): what a look with a store of its own finds; NULL: nothing.
 * Fails when it takes longer than ${limit_ms}. */
const char *store_look(enum akv_token_store_kind kind, int64_t limit_ms);

/*
 * store_together(kind, count): start as many token_client.c at once, wait for
 * all, and fail unless each got the same token; how often they signed in.
 */
size_t store_together(const char *kind, size_t count);

/* store_remembered(): the word in the state file; "" without one. */
const char *store_remembered(void);

/*
 * store_in_own_keyrings(body): run ${body} in a process in a user namespace of
 * its own, where the kernel's keyrings are its own, too (a test's process
 * cannot enter one: Criterion has a thread in it).  ${body} returns NULL, or
 * what it found wrong; STORE_CHECK() says that.  The test is skipped where
 * the system gives out no namespaces or no keyrings.
 */
void store_in_own_keyrings(const char *(*body)(void));

#define STORE_CHECK(condition) \
	do { \
		if (!(condition)) \
			return #condition; \
	} while (0)

#endif
