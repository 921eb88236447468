/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_RCLONE_PASSWORD_H
#define AKV_CORE_RCLONE_PASSWORD_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"

/*
 * Passwords as rclone(1) wants them in its configuration, and in the variables
 * that stand for it: "obscured", which is encrypted with a key that everybody
 * knows.  It keeps nobody from reading them, and is treated as the password
 * itself here.
 */

enum { AKV_RCLONE_PASSWORD_IV_LEN = 16 };

/*
 * akv_rclone_password_obscure(password, iv, out, err): as "rclone obscure"
 * would print it if it had chosen ${iv}, random bytes; ${out} is the
 * caller's.
 */
enum akv_code akv_rclone_password_obscure(const struct akv_secret *password,
					  const unsigned char *iv,
					  struct akv_secret **out,
					  struct akv_error *err) AKV_CHECKED;

#endif
