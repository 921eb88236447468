/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_GET_BATCH_H
#define AKV_CMD_GET_BATCH_H

#include <stdint.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/*
 * akv_get_batch(timeout_ms, err): answer the requests of the line protocol
 * that come on stdin, until it ends, on stdout and in order
 * (PROTOCOL.md, section 7).  What is there at a time is fetched side by side,
 * within ${timeout_ms}.  Fails with the first failure of them all, or when the
 * answers cannot be written.
 */
enum akv_code akv_get_batch(int64_t timeout_ms, struct akv_error *err)
	AKV_CHECKED;

#endif
