/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_COMPLETE_H
#define AKV_CMD_COMPLETE_H

#include <stdbool.h>
#include <stddef.h>

#include "cmd/command.h"
#include "cmd/options.h"

/*
 * What a command line that is not finished means: which command it is so far,
 * and what its last word is the beginning of.
 */

enum akv_complete_kind {
	AKV_COMPLETE_NOTHING,
	AKV_COMPLETE_COMMAND,	 /* the next word of a command's name */
	AKV_COMPLETE_OPTION,	 /* the name of one */
	AKV_COMPLETE_WORD,	 /* one of ${words} */
	AKV_COMPLETE_TYPE,	 /* a type of connection */
	AKV_COMPLETE_CONNECTION, /* a connection's name */
	AKV_COMPLETE_VAULT,	 /* a linked vault's name */
	AKV_COMPLETE_SECRET,	 /* a secret's name, of ${vault} */
	AKV_COMPLETE_FILE,	 /* the shell knows */
	AKV_COMPLETE_PROGRAM,	 /* a command line of somebody else's */
};

enum { AKV_COMPLETE_NAME_WORDS = 4 };

/* Borrowed from the words that were given and from tables. */
struct akv_complete {
	enum akv_complete_kind kind;
	const struct akv_command *command; /* NULL as long as it is not known */
	const char *name[AKV_COMPLETE_NAME_WORDS]; /* of it, so far */
	size_t name_count;
	/* of --option=value, with the =; else "" */
	const char *before;
	size_t before_len;
	const char *beginning;	  /* of what is to be completed */
	const char *const *words; /* ends with NULL */
	const char *vault;	  /* what --vault-name says; NULL: nothing */
};

/*
 * akv_complete_read(words, count, out): ${words} are those behind "akv", the
 * last one being what the cursor is in or behind; it may be "".
 */
void akv_complete_read(const char *const *words, size_t count,
		       struct akv_complete *out);

#endif
