/* SPDX-License-Identifier: MIT */
#ifndef AKV_BASE_FILE_H
#define AKV_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"

/*
 * Files that decide what we do or that hold secrets.  Each is opened once and
 * judged by fstat(2) on what was opened, so that nothing can be swapped in
 * between.  Symbolic links are followed (Kubernetes and dotfile managers use
 * them); it is the file behind the link that must be in order.
 */

enum akv_file_trust {
	/* Owned by root or us, nobody else may write: it decides things. */
	AKV_FILE_TRUSTED,
	/* That, and nobody else may read: it is a secret. */
	AKV_FILE_PRIVATE,
	/* In $CREDENTIALS_DIRECTORY (systemd.exec(5)): an access control list
	 * for the unit's user shows as the group's right to read. */
	AKV_FILE_CREDENTIAL,
};

/*
 * akv_file_read(path, trust, max, out, err): the bytes of the regular file
 * ${path}, at most ${max}, in ${out}, the caller's.  AKV_ERR_NOT_FOUND when
 * there is no such file, AKV_ERR_USAGE when it is too large, no regular file,
 * or open to others (the hint has the chmod), AKV_ERR_STORE when reading
 * fails.  Every message names ${path}.
 */
enum akv_code akv_file_read(const char *path, enum akv_file_trust trust,
			    size_t max, struct akv_secret **out,
			    struct akv_error *err) AKV_CHECKED;

/*
 * akv_file_private_dir(path, err): make the directory ${path} (one level,
 * mode 0700) where it is missing.  AKV_ERR_STORE when that fails, or when it
 * is there and is not a directory of ours alone.
 */
enum akv_code akv_file_private_dir(const char *path, struct akv_error *err)
	AKV_CHECKED;

#endif
