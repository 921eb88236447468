/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_SSH_COMMAND_H
#define AKV_CMD_SSH_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/*
 * The programs of OpenSSH, and rsync(1): what has to be on their command line
 * so that they ask for a password, and ask once.
 */

enum akv_ssh_program {
	AKV_SSH_PROGRAM_NONE,
	AKV_SSH_PROGRAM_SSH,
	AKV_SSH_PROGRAM_SFTP,
	AKV_SSH_PROGRAM_SCP,
	AKV_SSH_PROGRAM_RSYNC,
};

/* Where a command line leads to; not ended by a NUL, NULL where not said. */
struct akv_ssh_destination {
	const char *user;
	size_t user_len;
	const char *host;
	size_t host_len;
};

/* RSYNC_RSH for rsync(1), which starts ssh(1) itself. */
#define AKV_SSH_RSYNC_SHELL "ssh -oBatchMode=no -oNumberOfPasswordPrompts=1"

/* akv_ssh_command_program(word): which one is named by ${word}, a name or
 * a path. */
enum akv_ssh_program akv_ssh_command_program(const char *word);

/*
 * akv_ssh_command_complete(words, count, out, err): the command line ${words},
 * with the options of ours behind its first word, where they win over others
 * (ssh_config(5): the first value counts; sftp -b adds BatchMode=yes behind
 * them).  ${out} ends with NULL; the array is the caller's to free(3), the
 * words are borrowed.  For other programs it is ${words} as they are.
 */
enum akv_code akv_ssh_command_complete(char *const *words, size_t count,
				       char ***out, struct akv_error *err)
	AKV_CHECKED;

/*
 * akv_ssh_command_destination(words, count): the host that the command line is
 * for; its host is NULL where that cannot be told.  Borrowed.
 */
struct akv_ssh_destination akv_ssh_command_destination(char *const *words,
						       size_t count);

#endif
