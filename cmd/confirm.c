/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/base/terminal.h"
#include "libhelper/base/text.h"

#include "cmd/confirm.h"

enum { QUESTION_SIZE = 2048 };

enum akv_code akv_confirm(const char *question, const char *name,
			  struct akv_error *err)
{
	char buf[QUESTION_SIZE];
	char answer[AKV_TERMINAL_ANSWER_SIZE];
	struct akv_text text;
	enum akv_code code;

	akv_text_init(&text, buf, sizeof(buf));
	akv_text_addf(&text, "%s ", question);
	akv_text_add_escaped(&text, name, strlen(name));
	akv_text_add(&text, "? Type yes to do it: ");
	code = akv_terminal_ask_aloud(buf, answer, err);
	if (code != AKV_OK)
		return code;
	if (akv_text_equal_nocase(answer, "yes"))
		return AKV_OK;
	return akv_fail(err, AKV_ERR_USAGE, "NotConfirmed",
			"nothing was done: the answer was not yes");
}
