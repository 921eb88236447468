/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_HELP_H
#define AKV_CMD_HELP_H

#include "cmd/command.h"

/*
 * Help is printed from the tables of commands and options, so it cannot say
 * anything else than what the program does.  It goes to stdout, because it
 * was asked for.
 */

/* akv_help_program(): all commands. */
void akv_help_program(void);

/* akv_help_group(noun): the commands that begin with ${noun}. */
void akv_help_group(const char *noun);

/* akv_help_command(command): one command. */
void akv_help_command(const struct akv_command *command);

#endif
