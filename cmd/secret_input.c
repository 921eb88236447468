/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <unistd.h>

#include "libhelper/base/terminal.h"
#include "libhelper/base/text.h"
#include "libhelper/core/credential_line.h"

#include "cmd/secret_input.h"

enum { QUESTION_SIZE = 320 };

enum akv_code akv_secret_input_ask(const char *what, const char *whose,
				   struct akv_secret **out,
				   struct akv_error *err)
{
	char question[QUESTION_SIZE];
	struct akv_text text;

	akv_text_init(&text, question, sizeof(question));
	akv_text_addf(&text, "%s of ", what);
	akv_text_add_escaped(&text, whose, strlen(whose));
	akv_text_add(&text, ": ");
	if (text.cut) {
		akv_text_init(&text, question, sizeof(question));
		akv_text_addf(&text, "%s: ", what);
	}
	return akv_terminal_ask(question, out, err);
}

enum akv_code akv_secret_input_read(struct akv_secret **out,
				    struct akv_error *err)
{
	AKV_AUTO(secret) *secret = NULL;
	enum akv_code code =
		akv_secret_new(AKV_CREDENTIAL_LINE_MAX + 2, &secret, err);

	if (code == AKV_OK)
		code = akv_secret_read(secret, STDIN_FILENO, err);
	if (code != AKV_OK) {
		akv_error_prefix(err, "stdin");
		return code;
	}
	*out = secret;
	secret = NULL; /* the caller's now */
	return AKV_OK;
}
