/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cmd/blanks.h"
#include "cmd/read_json.h"
#include "cmd/report.h"
#include "libhelper/base/base64.h"
#include "libhelper/core/connection_url.h"
#include "libhelper/edge/certificate_export.h"
#include "protocol/curl_config.h"
#include "protocol/entry.h"
#include "protocol/netrc.h"
#include "protocol/pgpass.h"
#include "protocol/shell_variables.h"
#include "protocol/ssh_key.h"

#include "cmd/read_format.h"

/* What DER of anything that we know begins with. */
enum { DER_SEQUENCE = 0x30 };

static const char *const words[] = {
	[AKV_READ_RAW] = "raw",	      [AKV_READ_BASE64] = "base64",
	[AKV_READ_JSON] = "json",     [AKV_READ_ENV] = "env",
	[AKV_READ_NETRC] = "netrc",   [AKV_READ_CURL] = "curl",
	[AKV_READ_PGPASS] = "pgpass", [AKV_READ_SSH_KEY] = "ssh-key",
	[AKV_READ_PEM] = "pem",	      [AKV_READ_KEY] = "key",
	[AKV_READ_CERT] = "cert",
};

enum akv_code akv_read_format_parse(const char *word, enum akv_read_format *out,
				    struct akv_error *err)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(word, words[i]) == 0) {
			*out = (enum akv_read_format)i;
			return AKV_OK;
		}
	akv_fail(err, AKV_ERR_USAGE, "BadOption",
		 "--format: there is no format \"%s\"", word);
	akv_error_hint(err, "formats: raw, base64, json, env, netrc, curl, "
			    "pgpass, ssh-key, pem, key, cert");
	return AKV_ERR_USAGE;
}

/* -- formats of a value alone -- */

static enum akv_code to_base64(const struct akv_secret *value,
			       struct akv_secret **out, struct akv_error *err)
{
	AKV_AUTO(secret) *text = NULL;
	enum akv_code code =
		akv_secret_new((akv_secret_len(value) + 2) / 3 * 4, &text, err);

	if (code == AKV_OK)
		code = akv_base64_encode(AKV_BASE64_STANDARD, value, text, err);
	if (code != AKV_OK)
		return code;

	*out = text;
	text = NULL; /* the caller's now */
	return AKV_OK;
}

static enum akv_code to_ssh_key(const struct akv_secret_bundle *bundle,
				struct akv_secret **out, struct akv_error *err)
{
	struct akv_ssh_key_repairs repairs;
	char text[AKV_SSH_KEY_REPAIRS_SIZE];
	enum akv_code code =
		akv_ssh_key_format(bundle->value, out, &repairs, err);

	if (code != AKV_OK)
		return code;
	akv_ssh_key_repairs_text(&repairs, text);
	if (text[0] != '\0')
		akv_report_warning("secret %s: mended for OpenSSH: %s",
				   akv_blanks_name(bundle), text);
	return AKV_OK;
}

/* ${value} without blanks and line breaks, which base64(1) puts in. */
static enum akv_code squeeze(const struct akv_secret *value,
			     struct akv_secret *out, struct akv_error *err)
{
	const char *text = akv_secret_text(value);
	enum akv_code code = AKV_OK;

	for (size_t i = 0; code == AKV_OK && i < akv_secret_len(value); i++)
		if (strchr(" \t\r\n", text[i]) == NULL)
			code = akv_secret_append(out, &text[i], 1, err);
	return code;
}

/*
 * The DER that ${value} stands for in base 64; NULL in ${out} where it stands
 * for none.  PEM could pass for base 64, of the other alphabet, but not of DER.
 */
static enum akv_code from_base64(const struct akv_secret *value,
				 struct akv_secret **out, struct akv_error *err)
{
	AKV_AUTO(secret) *text = NULL;
	AKV_AUTO(secret) *bytes = NULL;
	size_t len = akv_secret_len(value);
	enum akv_code code = akv_secret_new(len, &text, err);

	if (code == AKV_OK)
		code = akv_secret_new(len, &bytes, err);
	if (code == AKV_OK)
		code = squeeze(value, text, err);
	if (code != AKV_OK)
		return code;
	if (akv_base64_decode(akv_secret_text(text), akv_secret_len(text),
			      bytes, NULL) != AKV_OK ||
	    akv_secret_text(bytes)[0] != DER_SEQUENCE)
		return AKV_OK;

	*out = bytes;
	bytes = NULL; /* the caller's now */
	return AKV_OK;
}

/*
 * Key Vault keeps a certificate as a secret: PEM, or base 64 of PKCS#12 without
 * a passphrase.  Whoever imports one writes the content type, so the value
 * itself decides.
 */
static enum akv_code to_pem(const struct akv_secret_bundle *bundle,
			    enum akv_certificate_part part,
			    struct akv_secret **out, struct akv_error *err)
{
	AKV_AUTO(secret) *decoded = NULL;
	enum akv_code code = from_base64(bundle->value, &decoded, err);

	if (code != AKV_OK)
		return code;
	code = akv_certificate_export(decoded != NULL ? decoded : bundle->value,
				      part, out, err);
	if (code != AKV_OK)
		akv_error_prefix(err, "secret %s", akv_blanks_name(bundle));
	return code;
}

/* -- formats of an entry -- */

static enum akv_code make_entry(const struct akv_read_result *result,
				struct akv_entry *out, struct akv_error *err)
{
	const struct akv_connection_config *connection =
		result->target->connection;
	const char *username = result->target->username;
	const char *protocol =
		connection != NULL ? connection->url_protocol : NULL;

	if (username == NULL && result->bundle->username[0] != '\0')
		username = result->bundle->username;
	*out = (struct akv_entry){ .value = result->bundle->value,
				   .username = username };
	if (protocol == NULL)
		return AKV_OK;
	out->path = connection->url_path;
	return akv_entry_set_host(out, connection->url_host,
				  akv_connection_url_port(protocol), err);
}

static enum akv_code to_entry(enum akv_read_format format,
			      const struct akv_read_result *result,
			      struct akv_secret **out, struct akv_error *err)
{
	struct akv_entry entry;
	enum akv_code code = make_entry(result, &entry, err);

	if (code != AKV_OK)
		return code;
	if (format == AKV_READ_NETRC)
		return akv_netrc_format(&entry, out, err);
	if (format == AKV_READ_CURL)
		return akv_curl_config_format(&entry, out, err);
	if (format == AKV_READ_PGPASS)
		return akv_pgpass_format(&entry, out, err);
	return akv_shell_variables_format(&entry, result->variable, out, err);
}

enum akv_code akv_read_format_apply(enum akv_read_format format,
				    const struct akv_read_result *result,
				    struct akv_secret **out,
				    struct akv_error *err)
{
	const struct akv_secret *value = result->bundle->value;

	switch (format) {
	case AKV_READ_RAW:
		return akv_secret_new_from(akv_secret_text(value),
					   akv_secret_len(value), out, err);
	case AKV_READ_BASE64:
		return to_base64(value, out, err);
	case AKV_READ_JSON:
		return akv_read_json_format(result, out, err);
	case AKV_READ_SSH_KEY:
		return to_ssh_key(result->bundle, out, err);
	case AKV_READ_PEM:
		return to_pem(result->bundle, AKV_CERTIFICATE_BOTH, out, err);
	case AKV_READ_KEY:
		return to_pem(result->bundle, AKV_CERTIFICATE_KEY, out, err);
	case AKV_READ_CERT:
		return to_pem(result->bundle, AKV_CERTIFICATE_CHAIN, out, err);
	case AKV_READ_ENV:
	case AKV_READ_NETRC:
	case AKV_READ_CURL:
	case AKV_READ_PGPASS:
		return to_entry(format, result, out, err);
	}
	return akv_fail(err, AKV_ERR_OTHER, "Internal", "no such format");
}
