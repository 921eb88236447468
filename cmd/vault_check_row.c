/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cmd/vault_check_row.h"

void akv_vault_check_row_set(struct akv_vault_check_row *row,
			     enum akv_vault_check_state state, const char *fmt,
			     ...)
{
	va_list arguments;

	row->state = state;
	va_start(arguments, fmt);
	(void)vsnprintf(row->seen, sizeof(row->seen), fmt, arguments);
	va_end(arguments);
}

void akv_vault_check_row_remedy(struct akv_vault_check_row *row,
				const char *fmt, ...)
{
	va_list arguments;
	int len;

	va_start(arguments, fmt);
	len = vsnprintf(row->remedy, sizeof(row->remedy), fmt, arguments);
	va_end(arguments);
	/* half a command is none */
	if (len < 0 || (size_t)len >= sizeof(row->remedy))
		row->remedy[0] = '\0';
}

void akv_vault_check_row_reason(struct akv_vault_check_row *row,
				const char *reason)
{
	(void)snprintf(row->reason, sizeof(row->reason), "%s", reason);
}

/* The first line of ${hints} that is a command; NULL where none is. */
static const char *find_command(const char *hints)
{
	for (;;) {
		const char *end = strchr(hints, '\n');

		if (strncmp(hints, "az ", 3) == 0)
			return hints;
		if (end == NULL)
			return NULL;
		hints = end + 1;
	}
}

static void take_remedy(struct akv_vault_check_row *row,
			const struct akv_error *err)
{
	const char *command = find_command(err->hint);
	const char *line = command != NULL ? command : &err->hint[0];

	akv_vault_check_row_remedy(row, "%.*s", (int)strcspn(line, "\n"), line);
}

void akv_vault_check_row_error(struct akv_vault_check_row *row,
			       enum akv_vault_check_state state,
			       const struct akv_error *err)
{
	akv_vault_check_row_set(row, state, "%s", err->text);
	akv_vault_check_row_reason(row, err->reason);
	take_remedy(row, err);
	if (state == AKV_VAULT_CHECK_FAILURE)
		row->code = err->code;
}

void akv_vault_check_row_failure(struct akv_vault_check_row *row,
				 enum akv_code code, const char *reason)
{
	row->code = code;
	akv_vault_check_row_reason(row, reason);
}

const char *akv_vault_check_row_word(enum akv_vault_check_state state)
{
	switch (state) {
	case AKV_VAULT_CHECK_OK:
		return "ok";
	case AKV_VAULT_CHECK_WARNING:
		return "warning";
	case AKV_VAULT_CHECK_FAILURE:
		return "failure";
	case AKV_VAULT_CHECK_NOT_VISIBLE:
		return "not visible";
	}
	return "?";
}
