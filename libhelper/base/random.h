/* SPDX-License-Identifier: MIT */
#ifndef AKV_BASE_RANDOM_H
#define AKV_BASE_RANDOM_H

#include <stddef.h>

/*
 * akv_random_fill(bytes, len): up to 256 bytes by the kernel's generator, for
 * request ids and for spreading waits.  Never waits for entropy and never
 * fails: what the kernel cannot give right after boot stays zero.  Not for
 * keys.
 */
void akv_random_fill(void *bytes, size_t len);

#endif
