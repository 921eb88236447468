/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_COMMANDS_H
#define AKV_CMD_COMMANDS_H

#include <stdbool.h>
#include <stddef.h>

#include "cmd/command.h"
#include "cmd/options.h"

/* All that this program can be told to do. */

/* akv_commands(count): the table, with its length in ${count}. */
const struct akv_command *const *akv_commands(size_t *count);

/*
 * akv_commands_find(words, count, used): the command whose name the first of
 * ${words} are, with how many they are in ${used}; NULL for none.
 */
const struct akv_command *akv_commands_find(const char *const *words,
					    size_t count, size_t *used);

/* akv_commands_has_group(noun): do commands begin with the word ${noun}? */
bool akv_commands_has_group(const char *noun);

#endif
