/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_CONFIG_PATH_H
#define AKV_CORE_CONFIG_PATH_H

#include <stdbool.h>
#include <stddef.h>

/* Where configuration files are, akv-config(5), FILES. */

enum { AKV_CONFIG_PATH_SIZE = 4096 };

/* The machine's file: read first. */
#define AKV_CONFIG_PATH_SYSTEM "/etc/akv/config"

/* akv_config_path_named(): the file that AKV_CONFIG names, in the place of
 * both others; NULL: none.  Borrowed. */
const char *akv_config_path_named(void);

/*
 * akv_config_path_user(path, size): the user's file, whether it is there or
 * not: $XDG_CONFIG_HOME/akv/config, else ~/.config/akv/config, for root as for
 * everybody.  False when there is no home to look in.
 */
bool akv_config_path_user(char *path, size_t size);

#endif
