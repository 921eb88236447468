/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_HARNESS_CANARY_H
#define AKV_TESTS_HARNESS_CANARY_H

#include <stddef.h>

/*
 * Words that stderr, and the stdout of a run that failed, may never hold:
 * the cloud's secrets and client secrets, the first letters of every token,
 * and whatever a test puts into the cloud or adds here.
 */

/* canary_add(bytes, len): one more; shorter than five bytes is no canary. */
void canary_add(const void *bytes, size_t len);

/* canary_find(bytes, len): a canary that is in ${bytes}; NULL: none. */
const char *canary_find(const void *bytes, size_t len);

/* canary_forget(): the ones that were added. */
void canary_forget(void);

#endif
