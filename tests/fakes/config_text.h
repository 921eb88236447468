/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_FAKES_CONFIG_TEXT_H
#define AKV_TESTS_FAKES_CONFIG_TEXT_H

#include "libhelper/base/error.h"
#include "libhelper/core/config.h"

/*
 * Configurations without files: each text is read as if it were the file
 * /one, /two.
 */

/* config_of(text): the configuration in ${text}; fails the test when it is
 * none.  The caller's to akv_config_free(). */
struct akv_config *config_of(const char *text);

/* config_try(one, two, out, err): the configuration that the file /one and, if
 * it is not NULL, the later file /two make together. */
enum akv_code config_try(const char *one, const char *two,
			 struct akv_config **out, struct akv_error *err);

/*
 * config_fails(one, two, reason, text): expects that they make none, for
 * ${reason}, and in exactly these words; gives what the hint says, borrowed
 * until the next call.
 */
const char *config_fails(const char *one, const char *two, const char *reason,
			 const char *text);

#endif
