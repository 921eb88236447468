/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_FAKES_FAKE_REPLY_H
#define AKV_TESTS_FAKES_FAKE_REPLY_H

#include <stddef.h>

#include "libhelper/edge/http.h"

/*
 * The one reply of a test, as libhelper/edge/http.h would give it.  Criterion
 * runs each test in a process of its own, so one is enough.
 */
extern struct akv_http_reply fake_reply;

/*
 * fake_reply_set(status, body): ${status} with the C string ${body} as
 * application/json and without any other header.
 */
void fake_reply_set(int status, const char *body);

/* fake_reply_set_bytes(status, body, len): the same with a body of bytes. */
void fake_reply_set_bytes(int status, const char *body, size_t len);

/*
 * fake_reply_set_file(status, name): the same with the contents of
 * tests/data/${name}, without the LF that ends them.
 */
void fake_reply_set_file(int status, const char *name);

/* fake_reply_clear(): release it; for a suite's .fini. */
void fake_reply_clear(void);

#endif
