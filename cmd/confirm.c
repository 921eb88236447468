/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "libhelper/base/terminal.h"
#include "libhelper/base/text.h"

#include "cmd/confirm.h"

enum { WORDS_SIZE = 512, QUESTION_SIZE = 4 * WORDS_SIZE };

/* A function of its own: the analyser loses a va_list that is used at once. */
AKV_PRINTF(2, 0)
static void format(char *words, const char *fmt, va_list args)
{
	(void)vsnprintf(words, WORDS_SIZE, fmt, args);
}

enum akv_code akv_confirm(struct akv_error *err, const char *fmt, ...)
{
	char words[WORDS_SIZE];
	char question[QUESTION_SIZE];
	char answer[AKV_TERMINAL_ANSWER_SIZE];
	struct akv_text text;
	va_list args;
	enum akv_code code;

	va_start(args, fmt);
	format(words, fmt, args);
	va_end(args);
	akv_text_init(&text, question, sizeof(question));
	akv_text_add_escaped(&text, words, strlen(words));
	akv_text_add(&text, " Type yes to do it: ");
	code = akv_terminal_ask_aloud(question, answer, err);
	if (code != AKV_OK)
		return code;
	if (akv_text_equal_nocase(answer, "yes"))
		return AKV_OK;
	return akv_fail(err, AKV_ERR_USAGE, "NotConfirmed",
			"nothing was done: the answer was not yes");
}
