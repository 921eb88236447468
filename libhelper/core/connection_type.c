/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/base/text.h"
#include "libhelper/core/similar.h"

#include "libhelper/core/connection_type.h"

/* Of two with one scheme, the first is what a url alone stands for. */
static const struct akv_connection_type types[] = {
	{ "sftp", "sftp", 22, "a password, or a private key" },
	{ "ssh", "ssh", 22, "a password, or a private key" },
	{ "ftps", "ftps", 990, "a password" },
	{ "ftp", "ftp", 21, "a password" },
	{ "https", "https", 443, "a password, or a token" },
	{ "http", "http", 80, "a password, or a token" },
	{ "git", "https", 443, "a personal access token" },
	{ "webdav", "https", 443, "an app password" },
	{ "s3", "https", 443, "a secret access key" },
	{ "docker", "https", 443, "a registry's password, or a token" },
	/* a message is submitted at 587 (RFC 6409), and delivered at 25 */
	{ "smtp", "smtp", 587, "an account's password" },
	{ "smtps", "smtps", 465, "an account's password" },
	{ "imap", "imap", 143, "an account's password" },
	{ "imaps", "imaps", 993, "an account's password" },
	{ "pop3", "pop3", 110, "an account's password" },
	{ "ldap", "ldap", 389, "the password to bind with" },
	{ "ldaps", "ldaps", 636, "the password to bind with" },
	{ "postgres", "postgres", 5432, "a role's password" },
	{ "mysql", "mysql", 3306, "an account's password" },
	{ "mssql", "mssql", 1433, "a login's password" },
	{ "mongodb", "mongodb", 27017, "a user's password" },
	{ "redis", "redis", 6379, "a user's password" },
	{ "amqp", "amqp", 5672, "an account's password" },
	{ "amqps", "amqps", 5671, "an account's password" },
	{ "smb", "smb", 445, "an account's password" },
	{ "generic", NULL, 0, "a password" },
};

enum { TYPES = sizeof(types) / sizeof(types[0]) };

const struct akv_connection_type *akv_connection_type_all(size_t *count)
{
	*count = TYPES;
	return types;
}

static void list_them(struct akv_error *err)
{
	char names[AKV_ERROR_HINT_MAX / 2];
	struct akv_text text;

	akv_text_init(&text, names, sizeof(names));
	for (size_t i = 0; i < TYPES; i++)
		akv_text_addf(&text, "%s%s", i > 0 ? ", " : "", types[i].name);
	akv_error_hint(err, "types: %s", names);
}

enum akv_code akv_connection_type_find(const char *name,
				       const struct akv_connection_type **out,
				       struct akv_error *err)
{
	struct akv_similar similar;

	akv_similar_init(&similar, name);
	for (size_t i = 0; i < TYPES; i++) {
		if (strcmp(types[i].name, name) == 0) {
			*out = &types[i];
			return AKV_OK;
		}
		akv_similar_consider(&similar, types[i].name);
	}
	akv_fail(err, AKV_ERR_USAGE, "UnknownType",
		 "there is no type of connection \"%s\"", name);
	if (similar.best != NULL)
		akv_error_hint(err, "did you mean %s?", similar.best);
	list_them(err);
	return AKV_ERR_USAGE;
}

const struct akv_connection_type *
akv_connection_type_of_scheme(const char *scheme)
{
	for (size_t i = 0; i < TYPES; i++)
		if (types[i].scheme != NULL &&
		    strcmp(types[i].scheme, scheme) == 0)
			return &types[i];
	return NULL;
}
