/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/base/file.h"
#include "libhelper/base/process.h"

#include "libhelper/core/credential_line.h"

static enum akv_code from_variable(const struct akv_credential_line *line,
				   struct akv_secret **out,
				   struct akv_error *err)
{
	const char *value = akv_process_env(line->name);
	enum akv_code code;

	if (value == NULL)
		return akv_fail(err, AKV_ERR_USAGE, line->reason,
				"%s: is not set", line->name);
	code = akv_secret_new_from(value, strlen(value), out, err);
	akv_process_forget_env(line->name);
	return code;
}

static enum akv_code from_file(const struct akv_credential_line *line,
			       enum akv_file_trust trust,
			       struct akv_secret **out, struct akv_error *err)
{
	/* and a line break */
	enum akv_code code = akv_file_read(
		line->name, trust, AKV_CREDENTIAL_LINE_MAX + 2, out, err);

	/* not what was asked for is missing, but what the configuration says */
	if (code == AKV_ERR_NOT_FOUND)
		return akv_fail(err, AKV_ERR_USAGE, "FileNotFound",
				"%s: there is no such file with a %s",
				line->name, line->what);
	return code;
}

static enum akv_code read_line(const struct akv_credential_line *line,
			       struct akv_secret **out, struct akv_error *err)
{
	switch (line->place) {
	case AKV_CREDENTIAL_IN_VARIABLE:
		return from_variable(line, out, err);
	case AKV_CREDENTIAL_IN_SYSTEMD:
		return from_file(line, AKV_FILE_CREDENTIAL, out, err);
	case AKV_CREDENTIAL_IN_FILE:
	default:
		return from_file(line, AKV_FILE_PRIVATE, out, err);
	}
}

static void trim_line_break(struct akv_secret *secret)
{
	const char *text = akv_secret_text(secret);
	size_t len = akv_secret_len(secret);

	if (len == 0 || text[len - 1] != '\n')
		return;
	len--;
	if (len > 0 && text[len - 1] == '\r')
		len--;
	akv_secret_truncate(secret, len);
}

static bool has_control(const struct akv_secret *secret)
{
	const char *text = akv_secret_text(secret);

	for (size_t i = 0; i < akv_secret_len(secret); i++)
		if ((unsigned char)text[i] < 0x20 || text[i] == 0x7f)
			return true;
	return false;
}

enum akv_code akv_credential_line_check(const struct akv_credential_line *line,
					struct akv_secret *secret,
					struct akv_error *err)
{
	const char *what = NULL;

	trim_line_break(secret);
	if (akv_secret_len(secret) == 0)
		what = "is empty";
	else if (akv_secret_len(secret) > AKV_CREDENTIAL_LINE_MAX)
		what = "is longer than 4096 bytes";
	else if (has_control(secret))
		what = "has a line break or another control character in it";
	if (what == NULL)
		return AKV_OK;
	akv_fail(err, AKV_ERR_USAGE, line->reason, "%s: the %s %s", line->name,
		 line->what, what);
	akv_error_hint(err, "%s", line->hint);
	return AKV_ERR_USAGE;
}

enum akv_code akv_credential_line_read(const struct akv_credential_line *line,
				       struct akv_secret **out,
				       struct akv_error *err)
{
	AKV_AUTO(secret) *secret = NULL;
	enum akv_code code = read_line(line, &secret, err);

	if (code != AKV_OK)
		return code;
	code = akv_credential_line_check(line, secret, err);
	if (code != AKV_OK)
		return code;
	*out = secret;
	secret = NULL; /* the caller's now */
	return AKV_OK;
}
