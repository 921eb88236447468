/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <string.h>

#include "cmd/report.h"

#include "cmd/blanks.h"

static bool is_blank(char c)
{
	return strchr(" \t\r\n\v\f", c) != NULL && c != '\0';
}

const char *akv_blanks_name(const struct akv_secret_bundle *bundle)
{
	return bundle->name[0] != '\0' ? bundle->name : "of the connection";
}

void akv_blanks_warn(const struct akv_secret_bundle *bundle)
{
	const char *text = akv_secret_text(bundle->value);
	size_t len = akv_secret_len(bundle->value);
	const char *newline = memchr(text, '\n', len);

	if (len == 0 || (newline != NULL && newline != text + len - 1))
		return;
	if (is_blank(text[0]) || is_blank(text[len - 1]))
		akv_report_warning("secret %s begins or ends with white space, "
				   "which many programs cut off a password",
				   akv_blanks_name(bundle));
}
