/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_EXEC_MEMORY_FILE_H
#define AKV_CMD_EXEC_MEMORY_FILE_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"

/*
 * akv_exec_memory_file_make(content, lowest, out, err): a descriptor, not lower
 * than ${lowest} and closed by execve(2), of a file that has no name and lies
 * in memory.  It holds ${content}, is read from the beginning, can be changed
 * by nobody, and is its owner's alone to read (memfd_create(2), mode 0400).
 * AKV_ERR_OTHER when there is no room or no descriptor.
 */
enum akv_code akv_exec_memory_file_make(const struct akv_secret *content,
					int lowest, int *out,
					struct akv_error *err) AKV_CHECKED;

#endif
