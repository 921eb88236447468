/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_ASKPASS_H
#define AKV_CMD_ASKPASS_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/*
 * akv_askpass_run(argc, argv, err): this program by the name akv-askpass, which
 * ssh(1) and git(1) start with one word, their question.  Asks the akv exec
 * that started them, else the vault for the connection in AKV_CONNECTION.
 * Prints one line or nothing.
 */
enum akv_code akv_askpass_run(int argc, char *const *argv,
			      struct akv_error *err) AKV_CHECKED;

#endif
