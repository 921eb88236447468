/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_EXIT_STATUS_H
#define AKV_CMD_EXIT_STATUS_H

#include "libhelper/base/error.h"

/*
 * akv_exit_status(code): what the process ends with, by akv(1), EXIT STATUS.
 * Scripts rely on these numbers.
 */
int akv_exit_status(enum akv_code code);

#endif
