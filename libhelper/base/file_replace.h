/* SPDX-License-Identifier: MIT */
#ifndef AKV_BASE_FILE_REPLACE_H
#define AKV_BASE_FILE_REPLACE_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"

/*
 * akv_file_replace(path, bytes, err): let ${path} hold ${bytes} and nothing
 * else, or, whenever the machine or the process dies on the way, what it held
 * before: a new file beside it, fsync(2), rename(2), fsync(2) of the directory.
 * Its mode is 0600, or that of the file in its place, whose group it keeps
 * where it may.  ${path} is no symbolic link, which would be replaced itself.
 * AKV_ERR_STORE (WriteFailed, FileNotOurs) when the file in its place is
 * somebody else's, and when anything fails; then ${path} is as it was, and
 * nothing lies beside it.
 */
enum akv_code akv_file_replace(const char *path, const struct akv_secret *bytes,
			       struct akv_error *err) AKV_CHECKED;

/*
 * akv_file_replace_nothing(path, bytes, err): the same where nothing is at
 * ${path}; else AKV_ERR_USAGE (FileExists).
 */
enum akv_code akv_file_replace_nothing(const char *path,
				       const struct akv_secret *bytes,
				       struct akv_error *err) AKV_CHECKED;

#endif
