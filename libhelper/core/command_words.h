/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_COMMAND_WORDS_H
#define AKV_CORE_COMMAND_WORDS_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/*
 * The words of a command that somebody wrote into the configuration.  There is
 * no shell: spaces separate words; what stands between two ' or two " is taken
 * as it is, spaces too, and "" is a word without a letter.  Nothing else is
 * special, neither a backslash nor a dollar.
 */

enum {
	AKV_COMMAND_WORDS_MAX = 64,
	AKV_COMMAND_WORDS_BYTES_MAX = 4096,
};

/*
 * akv_command_words_split(line, out, err): the words of ${line}, with NULL
 * behind them, in ${out}, the caller's to akv_command_words_free().
 * AKV_ERR_USAGE (InvalidValue) when there is none, the first one is no absolute
 * path, a quotation does not end, or there are too many.
 */
enum akv_code akv_command_words_split(const char *line, char ***out,
				      struct akv_error *err) AKV_CHECKED;

/* akv_command_words_free(words): NULL does nothing. */
void akv_command_words_free(char **words);

#endif
