/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/base/text.h"

#include "libhelper/core/unit_credential.h"

enum { NAME_MAX_LEN = 255 };

static const char unit_characters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "abcdefghijklmnopqrstuvwxyz"
				      "0123456789:-_.\\@";

/* The kinds of units that run something. */
static const char *const suffixes[] = { ".service", ".socket", ".mount",
					".swap" };

static bool is_unit(const char *name, size_t len)
{
	if (len > NAME_MAX_LEN || strspn(name, unit_characters) < len)
		return false;
	for (size_t i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++) {
		size_t suffix_len = strlen(suffixes[i]);

		if (len > suffix_len && memcmp(name + len - suffix_len,
					       suffixes[i], suffix_len) == 0)
			return true;
	}
	return false;
}

/* The name of a file and, because of colons in unit files, of no path. */
static bool is_id(const char *id)
{
	if (id[0] == '\0' || strlen(id) > NAME_MAX_LEN ||
	    strpbrk(id, "/:") != NULL || strcmp(id, ".") == 0 ||
	    strcmp(id, "..") == 0)
		return false;
	for (; *id != '\0'; id++)
		if (*id <= ' ' || *id > '~')
			return false;
	return true;
}

enum akv_code akv_unit_credential_check(const char *name, struct akv_error *err)
{
	const char *slash = strchr(name, '/');

	if (slash != NULL && is_unit(name, (size_t)(slash - name)) &&
	    is_id(slash + 1))
		return AKV_OK;
	akv_fail(err, AKV_ERR_USAGE, "InvalidName",
		 "this names no credential of a unit");
	akv_error_hint(err, "write [credential UNIT/ID], like "
			    "[credential payroll.service/sftp-password]");
	return AKV_ERR_USAGE;
}

bool akv_unit_credential_is_for(const char *name, const char *unit,
				const char *id)
{
	const char *slash = strchr(name, '/');
	size_t len = slash != NULL ? (size_t)(slash - name) : 0;
	const char *at = strchr(unit, '@');
	const char *dot = strrchr(unit, '.');
	size_t prefix_len;

	if (slash == NULL || strcmp(slash + 1, id) != 0)
		return false;
	if (strlen(unit) == len && memcmp(name, unit, len) == 0)
		return true;
	if (at == NULL || dot == NULL || dot < at)
		return false;
	prefix_len = (size_t)(at + 1 - unit);
	return len == prefix_len + strlen(dot) &&
	       memcmp(name, unit, prefix_len) == 0 &&
	       memcmp(name + prefix_len, dot, strlen(dot)) == 0;
}
