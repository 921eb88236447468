/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "libhelper/base/clock.h"
#include "libhelper/base/text.h"

#include "libhelper/base/trace.h"

/* Set once, before the first thread starts; read ever after. */
static bool enabled;
static int64_t started_ms;

void akv_trace_enable(void)
{
	enabled = true;
	started_ms = akv_clock_monotonic_ms();
}

bool akv_trace_enabled(void)
{
	return enabled;
}

void akv_trace(const char *fmt, ...)
{
	char raw[512];
	char line[1024];
	struct akv_text text;
	va_list args;

	if (!enabled)
		return;
	va_start(args, fmt);
	(void)vsnprintf(raw, sizeof(raw), fmt, args);
	va_end(args);

	akv_text_init(&text, line, sizeof(line) - 1);
	akv_text_addf(&text, "akv: %5lld ms: ",
		      (long long)(akv_clock_monotonic_ms() - started_ms));
	akv_text_add_escaped(&text, raw, strlen(raw));
	line[text.len] = '\n';
	/* one write: lines of several threads do not mix */
	if (write(STDERR_FILENO, line, text.len + 1) < 0)
		return;
}
