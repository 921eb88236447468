/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_OPTION_TABLE_H
#define AKV_CMD_OPTION_TABLE_H

#include "cmd/options.h"

/* Name, letter, argument and help of every option; akv_options_help() is the
 * way to it. */
extern const struct akv_option_help akv_option_table[AKV_OPTION_COUNT];

#endif
