/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_FAKES_FAKE_JSON_H
#define AKV_TESTS_FAKES_FAKE_JSON_H

#include "libhelper/edge/json.h"

/*
 * The one document of a test that reads parts of replies; each call replaces
 * the one before.
 */

/* fake_json_set(text): of that text, in which ' stands for ". */
const struct akv_json *fake_json_set(const char *text);

/* fake_json_set_file(name): of tests/data/${name}. */
const struct akv_json *fake_json_set_file(const char *name);

/* fake_json_clear(): for a suite's .fini. */
void fake_json_clear(void);

#endif
