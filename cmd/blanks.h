/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_BLANKS_H
#define AKV_CMD_BLANKS_H

#include "libhelper/reply/secret_reply.h"

/*
 * akv_blanks_warn(bundle): say on stderr when the value begins or ends with
 * white space: most programs that take a password from a command cut it,
 * restic, ansible and rclone at both ends, and then it is wrong.  What has
 * several lines is no password.
 */
void akv_blanks_warn(const struct akv_secret_bundle *bundle);

/* akv_blanks_name(bundle): what comes behind "secret" in a sentence: its name,
 * or whose it is where it is no vault's. */
const char *akv_blanks_name(const struct akv_secret_bundle *bundle);

#endif
