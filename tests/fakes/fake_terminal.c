/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "libhelper/base/terminal.h"

#include "tests/fakes/fake_terminal.h"

struct fake_terminal fake_terminal;

enum akv_code akv_terminal_ask_aloud(const char *question, char *answer,
				     struct akv_error *err)
{
	const char *next = fake_terminal.answers[fake_terminal.count++];

	(void)snprintf(fake_terminal.screen, sizeof(fake_terminal.screen), "%s",
		       question);
	if (next == NULL)
		return akv_fail(err, AKV_ERR_USAGE, "NothingEntered", "none");
	(void)snprintf(answer, AKV_TERMINAL_ANSWER_SIZE, "%s", next);
	return AKV_OK;
}
