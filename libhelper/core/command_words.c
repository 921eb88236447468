/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/core/command_words.h"

/* Where we are in a line, and what is done of it. */
struct splitter {
	const char *rest;
	char **words;
	size_t count;
};

void akv_command_words_free(char **words)
{
	if (words == NULL)
		return;
	for (size_t i = 0; words[i] != NULL; i++)
		free(words[i]);
	free(words);
}

static enum akv_code invalid(const char *why, struct akv_error *err)
{
	akv_fail(err, AKV_ERR_USAGE, "InvalidValue", "%s", why);
	akv_error_hint(err, "words are separated by spaces; a word with spaces "
			    "stands between \" or '; there is no shell");
	return AKV_ERR_USAGE;
}

/* Copies the part that begins at ${rest}: a quotation, or what reaches up to
 * the next one or the next space.  NULL: the quotation does not end. */
static const char *copy_part(const char *rest, char **end)
{
	const char *start = rest;
	size_t len;

	if (*rest == '"' || *rest == '\'') {
		start = rest + 1;
		rest = strchr(start, *rest);
		if (rest == NULL)
			return NULL;
		len = (size_t)(rest - start);
		rest++;
	} else {
		len = strcspn(rest, " \"'");
		rest += len;
	}
	memcpy(*end, start, len);
	*end += len;
	return rest;
}

static enum akv_code take_word(struct splitter *splitter, struct akv_error *err)
{
	char *word = calloc(1, strlen(splitter->rest) + 1);
	char *end = word;

	if (word == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "no memory");
	splitter->words[splitter->count++] = word;
	while (*splitter->rest != ' ' && *splitter->rest != '\0') {
		splitter->rest = copy_part(splitter->rest, &end);
		if (splitter->rest == NULL)
			return invalid("a quotation mark has no partner", err);
	}
	return AKV_OK;
}

static enum akv_code take_words(struct splitter *splitter,
				struct akv_error *err)
{
	for (;;) {
		enum akv_code code;

		splitter->rest += strspn(splitter->rest, " ");
		if (*splitter->rest == '\0')
			break;
		if (splitter->count == AKV_COMMAND_WORDS_MAX)
			return invalid("the command has too many words", err);
		code = take_word(splitter, err);
		if (code != AKV_OK)
			return code;
	}
	if (splitter->count == 0 || splitter->words[0][0] != '/')
		return invalid("the command does not begin with an absolute "
			       "path",
			       err);
	return AKV_OK;
}

enum akv_code akv_command_words_split(const char *line, char ***out,
				      struct akv_error *err)
{
	struct splitter splitter = { .rest = line };
	enum akv_code code;

	if (strlen(line) > AKV_COMMAND_WORDS_BYTES_MAX)
		return invalid("the command is too long", err);
	splitter.words =
		calloc(AKV_COMMAND_WORDS_MAX + 1, sizeof(*splitter.words));
	if (splitter.words == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "no memory");
	code = take_words(&splitter, err);
	if (code != AKV_OK) {
		akv_command_words_free(splitter.words);
		return code;
	}
	*out = splitter.words;
	return AKV_OK;
}
