/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_EXEC_NAMES_H
#define AKV_CMD_EXEC_NAMES_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

enum { AKV_EXEC_NAME_MAX = 255 };

/*
 * akv_exec_names_check(option, name, err): may the option ${option}, a word for
 * people, put something of a vault into the variable ${name}?  AKV_ERR_USAGE
 * (BadName) when it is none that a shell could use, AKV_ERR_USAGE
 * (DangerousName) when programs find code or other programs by it: whoever
 * may write to the vault would decide what is run here.
 */
enum akv_code akv_exec_names_check(const char *option, const char *name,
				   struct akv_error *err) AKV_CHECKED;

/*
 * akv_exec_names_check_remote(name, err): the same for the name of an rclone
 * remote, which becomes a part of a variable's name.
 */
enum akv_code akv_exec_names_check_remote(const char *name,
					  struct akv_error *err) AKV_CHECKED;

#endif
