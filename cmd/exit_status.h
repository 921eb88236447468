/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_EXIT_STATUS_H
#define AKV_CMD_EXIT_STATUS_H

#include "libhelper/base/error.h"

/*
 * akv_exit_status(code): what the process ends with, by akv(1), EXIT STATUS.
 * Scripts rely on these numbers.
 */
int akv_exit_status(enum akv_code code);

/*
 * akv_exit_status_pass_on(status): the exit status is that of a program which
 * we started, whatever became of us; 0 changes nothing.
 */
void akv_exit_status_pass_on(int status);

#endif
