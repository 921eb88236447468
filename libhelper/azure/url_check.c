/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "libhelper/azure/names.h"
#include "libhelper/base/text.h"

#include "libhelper/azure/url.h"

/*
 * Urls are taken apart by hand and by rules so narrow that no two parsers
 * could read what passes them differently: https, one host of letters, digits,
 * dots and hyphens, port 443 or none, nothing behind it.
 */

/* What is being read, for the sentences. */
struct kind {
	const char *noun;
	const char *reason;
	const char *hint;
};

static const struct kind vault_uri = {
	.noun = "vault uri",
	.reason = "InvalidVaultUri",
	.hint = "a vault's uri is https:// and its host: az keyvault show "
		"--name NAME --query properties.vaultUri",
};

static const struct kind authority = {
	.noun = "authority host",
	.reason = "InvalidAuthorityHost",
	.hint = "the authority is https:// and a cloud's host: az cloud list "
		"--query [].endpoints.activeDirectory",
};

static enum akv_code refuse(const struct kind *kind, const char *what,
			    struct akv_error *err)
{
	enum akv_code code = akv_fail(err, AKV_ERR_USAGE, kind->reason,
				      "the %s %s", kind->noun, what);

	akv_error_hint(err, "%s", kind->hint);
	return code;
}

static bool is_printable_ascii(const char *text)
{
	for (; *text != '\0'; text++)
		if (*text <= 0x20 || *text >= 0x7f)
			return false;
	return true;
}

/* The marks with which one url hides another.  Nothing of the text is echoed:
 * in front of an @ there may be a password. */
static enum akv_code check_marks(const struct kind *kind, const char *text,
				 struct akv_error *err)
{
	static const struct {
		const char *mark;
		const char *what;
	} refused[] = {
		{ "\\", "has a backslash" },
		{ "@", "has a user part" },
		{ "%", "has a percent escape" },
		{ "?", "has a query" },
		{ "#", "has a fragment" },
		{ "[", "has an IP address for a host" },
	};

	if (*text == '\0')
		return refuse(kind, "is empty", err);
	if (!is_printable_ascii(text))
		return refuse(kind,
			      "has a space, a control character or a "
			      "letter beyond ASCII",
			      err);
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++)
		if (strstr(text, refused[i].mark) != NULL)
			return refuse(kind, refused[i].what, err);
	return AKV_OK;
}

/*
 * The host of ${text}, which is what follows "https://", in small letters in
 * ${host}.  Whose host it is, is not looked at.
 */
static enum akv_code read_host(const struct kind *kind, const char *text,
			       char *host, struct akv_error *err)
{
	size_t len = strcspn(text, ":/");
	const char *rest = text + len;

	if (*rest == ':') {
		size_t port_len = strcspn(rest, "/");

		if (port_len != 4 || strncmp(rest, ":443", 4) != 0)
			return refuse(kind, "has a port other than 443", err);
		rest += port_len;
	}
	if (*rest != '\0' && strcmp(rest, "/") != 0)
		return refuse(kind, "has a path", err);
	if (len == 0)
		return refuse(kind, "has no host", err);
	if (text[len - 1] == '.')
		return refuse(kind, "has a dot behind the host", err);
	if (len >= AKV_URL_HOST_SIZE)
		return refuse(kind, "has too long a host", err);

	memcpy(host, text, len);
	host[len] = '\0';
	akv_text_lower(host);
	return AKV_OK;
}

static enum akv_code read_uri(const struct kind *kind, const char *text,
			      char *host, struct akv_error *err)
{
	static const char scheme[] = "https://";
	enum akv_code code;

	code = check_marks(kind, text, err);
	if (code != AKV_OK)
		return code;
	if (!akv_text_starts_nocase(text, scheme))
		return refuse(kind, "does not begin with https://", err);
	return read_host(kind, text + sizeof(scheme) - 1, host, err);
}

static enum akv_code copy_host(const char *from, char *host, size_t size,
			       struct akv_error *err)
{
	size_t len = strlen(from);

	if (len >= size)
		return akv_fail(err, AKV_ERR_OTHER, "NoRoom",
				"a host of %zu characters does not fit", len);
	memcpy(host, from, len + 1);
	return AKV_OK;
}

/* ${host} holds no mark that could hide a password: it may be named. */
static enum akv_code refuse_vault_host(const char *host, struct akv_error *err)
{
	enum akv_code code;

	if (strstr(host, ".managedhsm.") != NULL)
		return akv_fail(err, AKV_ERR_USAGE, vault_uri.reason,
				"%s is a managed HSM, which keeps keys and no "
				"secrets",
				host);
	code = akv_fail(err, AKV_ERR_USAGE, vault_uri.reason,
			"%s is not the host of a key vault", host);
	if (strstr(host, ".vaultcore.") != NULL)
		akv_error_hint(err, "use the vault's own name, "
				    "https://NAME.vault.azure.net: it leads "
				    "to the private endpoint where there is "
				    "one");
	else
		akv_error_hint(err, "%s", vault_uri.hint);
	return code;
}

/* ${host} is in small letters. */
static enum akv_code check_vault_host(const char *host, struct akv_error *err)
{
	char name[AKV_URL_HOST_SIZE];
	size_t len = strcspn(host, ".");
	enum akv_code code;

	if (akv_cloud_by_vault_host(host) == NULL || len >= sizeof(name))
		return refuse_vault_host(host, err);
	memcpy(name, host, len);
	name[len] = '\0';
	code = akv_names_check_vault(name, err);
	if (code != AKV_OK)
		akv_error_prefix(err, "vault uri");
	return code;
}

enum akv_code akv_url_check_vault_uri(const char *uri, char *host, size_t size,
				      struct akv_error *err)
{
	char found[AKV_URL_HOST_SIZE];
	enum akv_code code;

	code = read_uri(&vault_uri, uri, found, err);
	if (code != AKV_OK)
		return code;
	code = check_vault_host(found, err);
	if (code != AKV_OK)
		return code;
	return copy_host(found, host, size, err);
}

enum akv_code akv_url_check_authority(const char *text, char *host, size_t size,
				      struct akv_error *err)
{
	char found[AKV_URL_HOST_SIZE];
	enum akv_code code;

	if (akv_cloud_by_authority(text) != NULL) {
		/* a known host as it is: shorter than any url of it */
		(void)snprintf(found, sizeof(found), "%s", text);
		akv_text_lower(found);
		return copy_host(found, host, size, err);
	}
	code = read_uri(&authority, text, found, err);
	if (code != AKV_OK)
		return code;
	if (akv_cloud_by_authority(found) == NULL)
		return refuse(&authority,
			      "belongs to no cloud that is known "
			      "here",
			      err);
	return copy_host(found, host, size, err);
}
