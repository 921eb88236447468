/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "protocol/askpass_prompt.h"

/*
 * The input is a question.  Parts lie inside of it, those that a kind has are
 * there, and nothing that is answered could be a yes, or draw on a terminal.
 */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
	if (!holds)
		abort();
}

static void check_part(struct akv_askpass_part part, const char *text,
		       bool wanted)
{
	check(wanted == (part.bytes != NULL));
	if (!wanted)
		return;
	check(part.len > 0);
	check(part.bytes >= text &&
	      part.bytes + part.len <= text + strlen(text));
}

static void check_answered(const char *text)
{
	for (const char *at = text; *at != '\0'; at++)
		check((unsigned char)*at >= ' ' && *at != '\x7f');
	check(strlen(text) <= AKV_ASKPASS_PROMPT_MAX);
	check(strcasestr(text, "(yes/no") == NULL);
	check(strcasestr(text, "fingerprint") == NULL);
	check(strcasestr(text, "new password: ") == NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);
	struct akv_askpass_prompt prompt;
	bool is_git;

	check(text != NULL);
	if (size > 0)
		memcpy(text, data, size);
	text[size] = '\0';
	prompt = akv_askpass_prompt_parse(text);
	is_git = prompt.kind == AKV_ASKPASS_GIT_USERNAME ||
		 prompt.kind == AKV_ASKPASS_GIT_PASSWORD;
	if (prompt.kind >= AKV_ASKPASS_PASSWORD) {
		check_part(prompt.user, text,
			   prompt.kind == AKV_ASKPASS_PASSWORD);
		check_part(prompt.host, text,
			   prompt.kind == AKV_ASKPASS_PASSWORD);
		check_part(prompt.path, text,
			   prompt.kind == AKV_ASKPASS_PASSPHRASE);
		check_part(prompt.url, text, is_git);
		check_answered(text);
	}
	free(text);
	return 0;
}
