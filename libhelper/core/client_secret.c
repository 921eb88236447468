/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/base/file.h"
#include "libhelper/base/process.h"
#include "libhelper/base/secret.h"
#include "libhelper/edge/digest.h"

#include "libhelper/core/client_secret.h"

/* Entra's are 40 characters long. */
enum { CLIENT_SECRET_MAX = 4096 };

static enum akv_code from_variable(const char *name, struct akv_secret **out,
				   struct akv_error *err)
{
	const char *value = akv_process_env(name);
	enum akv_code code;

	if (value == NULL)
		return akv_fail(err, AKV_ERR_USAGE, "InvalidClientSecret",
				"%s: is not set", name);
	code = akv_secret_new_from(value, strlen(value), out, err);
	akv_process_forget_env(name);
	return code;
}

static enum akv_code from_file(const char *path, enum akv_file_trust trust,
			       struct akv_secret **out, struct akv_error *err)
{
	/* and a line break */
	enum akv_code code =
		akv_file_read(path, trust, CLIENT_SECRET_MAX + 2, out, err);

	/* not what was asked for is missing, but what the configuration says */
	if (code == AKV_ERR_NOT_FOUND)
		return akv_fail(err, AKV_ERR_USAGE, "FileNotFound",
				"%s: there is no such file with a client "
				"secret",
				path);
	return code;
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

static enum akv_code check(const struct akv_secret *secret, const char *name,
			   struct akv_error *err)
{
	const char *what = NULL;

	if (akv_secret_len(secret) == 0)
		what = "is empty";
	else if (akv_secret_len(secret) > CLIENT_SECRET_MAX)
		what = "is longer than 4096 bytes";
	else if (has_control(secret))
		what = "has a line break or another control character in it";
	if (what == NULL)
		return AKV_OK;
	akv_fail(err, AKV_ERR_USAGE, "InvalidClientSecret",
		 "%s: the client secret %s", name, what);
	akv_error_hint(err, "it is the Value that the portal shows once, on "
			    "one line, and nothing else");
	return AKV_ERR_USAGE;
}

static enum akv_code read_secret(const struct akv_credential *credential,
				 struct akv_secret **out, struct akv_error *err)
{
	switch (credential->place) {
	case AKV_CREDENTIAL_IN_VARIABLE:
		return from_variable(credential->name, out, err);
	case AKV_CREDENTIAL_IN_SYSTEMD:
		return from_file(credential->name, AKV_FILE_CREDENTIAL, out,
				 err);
	case AKV_CREDENTIAL_IN_FILE:
	default:
		return from_file(credential->name, AKV_FILE_PRIVATE, out, err);
	}
}

enum akv_code akv_client_secret_load(const struct akv_credential *credential,
				     struct akv_principal *principal,
				     struct akv_error *err)
{
	AKV_AUTO(secret) *secret = NULL;
	enum akv_code code = read_secret(credential, &secret, err);

	if (code != AKV_OK)
		return code;
	trim_line_break(secret);
	code = check(secret, credential->name, err);
	if (code != AKV_OK)
		return code;
	code = akv_digest_sha256_hex(akv_secret_text(secret),
				     akv_secret_len(secret),
				     principal->fingerprint, err);
	if (code != AKV_OK)
		return code;
	principal->kind = AKV_CREDENTIAL_CLIENT_SECRET;
	principal->client_secret = secret;
	secret = NULL; /* the principal's now */
	return AKV_OK;
}
