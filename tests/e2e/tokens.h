/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_E2E_TOKENS_H
#define AKV_TESTS_E2E_TOKENS_H

#include <stddef.h>

#include "tests/harness/suite.h"

/* What holds for every token store, seen from outside. */

/* tokens_use(store): token-store = ${store} from now on. */
void tokens_use(const char *store);

/* tokens_read(): akv read, which has to succeed. */
void tokens_read(void);

/* tokens_expect(count): so many sign-ins there were so far. */
void tokens_expect(long count);

/* tokens_expect_used(store): akv cache show says that this one is used. */
void tokens_expect_used(const char *store);

/*
 * tokens_read_together(count): so many akv read at once, all succeed; how many
 * of them found the store, or the one whose turn it was, too slow: on a machine
 * that is busy enough, who waits no longer than is promised signs in instead.
 */
long tokens_read_together(size_t count);

/* tokens_expect_shared(count, impatient): ${count} sign-ins so far, but for
 * those of the ${impatient}. */
void tokens_expect_shared(long count, long impatient);

/* -- whole tests; the store has to be there and chosen -- */

void tokens_test_kept(void);
void tokens_test_revoked(void);
void tokens_test_revoked_again(void);
void tokens_test_rotated(void);
void tokens_test_short_lived(void);
void tokens_test_cleared(void);
void tokens_test_together(void);
void tokens_test_revoked_together(void);

#endif
