/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "libhelper/base/text.h"

#include "cmd/report.h"

static bool only_errors;

void akv_report_only_errors(void)
{
	only_errors = true;
}

static void print_hints(const struct akv_error *err)
{
	const char *line = err->hint;

	while (*line != '\0') {
		int len = (int)strcspn(line, "\n");

		(void)fprintf(stderr, "hint: %.*s\n", len, line);
		line += len;
		line += strspn(line, "\n");
	}
}

void akv_report_error(const struct akv_error *err)
{
	/* the caller was told in its own protocol */
	if (err->text[0] == '\0')
		return;
	(void)fprintf(stderr, "akv: %s (%s)\n", err->text, err->reason);
	print_hints(err);
}

void akv_report_warning_of(const struct akv_error *err, const char *what)
{
	if (only_errors)
		return;
	(void)fprintf(stderr, "akv: warning: %s: %s (%s)\n", what, err->text,
		      err->reason);
	print_hints(err);
}

AKV_PRINTF(2, 0)
static void report(const char *kind, const char *fmt, va_list args)
{
	char raw[512];
	char escaped[1024];
	struct akv_text text;

	if (only_errors)
		return;
	(void)vsnprintf(raw, sizeof(raw), fmt, args);
	akv_text_init(&text, escaped, sizeof(escaped));
	akv_text_add_escaped(&text, raw, strlen(raw));
	(void)fprintf(stderr, "akv: %s%s\n", kind, escaped);
}

void akv_report_warning(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	report("warning: ", fmt, args);
	va_end(args);
}

void akv_report_note(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	report("", fmt, args);
	va_end(args);
}
