/* SPDX-License-Identifier: MIT */
#include <stdarg.h>

#include "tests/contract/shell.h"

const struct outcome *shell(const char *fmt, ...)
{
	va_list args;
	const char *script;

	va_start(args, fmt);
	script = sandbox_vtext(fmt, args);
	va_end(args);
	return program_run(&(struct program){
		.path = "/bin/sh",
		.arguments = WORDS("-c", script),
		.environment =
			WORDS(sandbox_text("AKV=%s", akv_path()),
			      "PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin"),
	});
}

void shell_needs(const char *program)
{
	if (shell("command -v %s >/dev/null", program)->status != 0)
		cr_skip_test("%s is not installed", program);
}
