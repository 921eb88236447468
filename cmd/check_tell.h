/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_CHECK_TELL_H
#define AKV_CMD_CHECK_TELL_H

#include <stdbool.h>

#include "cmd/check_rows.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/core/config.h"

/*
 * akv_check_tell(config, rows, notify, err): remember what was found, fill in
 * since when it has been so, and, with ${notify}, tell of changes.  What could
 * not be told is told by the next run.  AKV_ERR_STORE when it cannot be
 * remembered, AKV_ERR_OTHER when somebody could not be told; both after all
 * else was done.
 */
enum akv_code akv_check_tell(const struct akv_config *config,
			     struct akv_check_rows *rows, bool notify,
			     struct akv_error *err) AKV_CHECKED;

#endif
