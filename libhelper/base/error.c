/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "libhelper/base/text.h"

#include "libhelper/base/error.h"

/* Formats, then escapes: only what came with the arguments can hold control
 * characters, because our own formats never do. */
AKV_PRINTF(3, 0)
static void put(char *buf, size_t size, const char *fmt, va_list args)
{
	char raw[AKV_ERROR_HINT_MAX];
	struct akv_text text;
	int len = vsnprintf(raw, sizeof(raw), fmt, args);

	akv_text_init(&text, buf, size);
	if (len < 0)
		return;
	if ((size_t)len >= sizeof(raw))
		len = sizeof(raw) - 1;
	akv_text_add_escaped(&text, raw, (size_t)len);
}

static void begin(struct akv_error *err, enum akv_code code, const char *reason)
{
	*err = (struct akv_error){ .code = code };
	snprintf(err->reason, sizeof(err->reason), "%s", reason);
}

enum akv_code akv_fail(struct akv_error *err, enum akv_code code,
		       const char *reason, const char *fmt, ...)
{
	va_list args;

	if (err == NULL)
		return code;
	begin(err, code, reason);
	va_start(args, fmt);
	put(err->text, sizeof(err->text), fmt, args);
	va_end(args);
	return code;
}

enum akv_code akv_fail_errno(struct akv_error *err, enum akv_code code,
			     const char *reason, const char *fmt, ...)
{
	int saved = errno;
	struct akv_text text;
	va_list args;

	if (err == NULL)
		return code;
	begin(err, code, reason);
	va_start(args, fmt);
	put(err->text, sizeof(err->text), fmt, args);
	va_end(args);
	text = (struct akv_text){ .buf = err->text,
				  .size = sizeof(err->text),
				  .len = strlen(err->text) };
	akv_text_addf(&text, ": %s", strerror(saved));
	return code;
}

void akv_error_hint(struct akv_error *err, const char *fmt, ...)
{
	size_t len;
	va_list args;

	if (err == NULL)
		return;
	len = strlen(err->hint);
	if (len + 2 >= sizeof(err->hint))
		return;
	va_start(args, fmt);
	/* one byte less: the LF's */
	put(err->hint + len, sizeof(err->hint) - len - 1, fmt, args);
	va_end(args);
	len = strlen(err->hint);
	err->hint[len] = '\n';
	err->hint[len + 1] = '\0';
}

void akv_error_prefix(struct akv_error *err, const char *fmt, ...)
{
	char tail[AKV_ERROR_TEXT_MAX];
	struct akv_text text;
	va_list args;

	if (err == NULL)
		return;
	memcpy(tail, err->text, sizeof(tail));
	va_start(args, fmt);
	put(err->text, sizeof(err->text) / 2, fmt, args);
	va_end(args);
	text = (struct akv_text){ .buf = err->text,
				  .size = sizeof(err->text),
				  .len = strlen(err->text) };
	akv_text_add(&text, ": ");
	/* escaped already: this is for cutting between two characters */
	akv_text_add_escaped(&text, tail, strlen(tail));
}
