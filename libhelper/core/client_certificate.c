/* SPDX-License-Identifier: MIT */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "libhelper/base/clock.h"
#include "libhelper/base/file.h"
#include "libhelper/base/process.h"
#include "libhelper/base/text.h"
#include "libhelper/core/client_assertion.h"
#include "libhelper/core/credential_line.h"
#include "libhelper/core/value.h"
#include "libhelper/edge/digest.h"

#include "libhelper/core/client_certificate.h"

#define PASSPHRASE_VARIABLE "AZURE_CLIENT_CERTIFICATE_PASSWORD"
#define CHAIN_VARIABLE "AZURE_CLIENT_SEND_CERTIFICATE_CHAIN"
#define SYSTEMD_VARIABLE "CREDENTIALS_DIRECTORY"
#define SYSTEMD_PASSPHRASE "akv.client-certificate-password"

struct akv_client_certificate {
	struct akv_secret *file;
	struct akv_secret *passphrase; /* NULL: none */
	enum akv_certificate_algorithm algorithm;
	bool send_chain;
};

static enum akv_code read_file(const struct akv_credential *credential,
			       struct akv_secret **out, struct akv_error *err)
{
	enum akv_file_trust trust =
		credential->place == AKV_CREDENTIAL_IN_SYSTEMD ?
			AKV_FILE_CREDENTIAL :
			AKV_FILE_PRIVATE;
	enum akv_code code = akv_file_read(credential->name, trust,
					   AKV_CERTIFICATE_FILE_MAX, out, err);

	if (code != AKV_ERR_NOT_FOUND)
		return code;
	akv_fail(err, AKV_ERR_USAGE, "FileNotFound",
		 "%s: there is no such file with a certificate",
		 credential->name);
	akv_error_hint(err,
		       "%s is the path of a PEM or PKCS#12 file with the "
		       "certificate and its private key",
		       credential->set_by);
	return AKV_ERR_USAGE;
}

/* -- the passphrase -- */

static bool find_in_systemd(char *path, size_t size)
{
	const char *directory = akv_process_env(SYSTEMD_VARIABLE);
	struct akv_text text;

	if (directory == NULL)
		return false;
	akv_text_init(&text, path, size);
	akv_text_addf(&text, "%s/" SYSTEMD_PASSPHRASE, directory);
	return !text.cut && access(path, F_OK) == 0;
}

static enum akv_code read_passphrase(const struct akv_credential *credential,
				     const struct akv_principal_config *config,
				     struct akv_secret **out,
				     struct akv_error *err)
{
	bool is_configured = credential->place == AKV_CREDENTIAL_IN_FILE &&
			     config->certificate != NULL &&
			     strcmp(config->certificate, credential->name) == 0;
	char path[PATH_MAX];
	struct akv_credential_line line = {
		.what = "passphrase",
		.reason = "InvalidPassphrase",
		.hint = "one line with the certificate's passphrase; leave "
			"the setting out where it has none",
	};

	if (akv_process_env(PASSPHRASE_VARIABLE) != NULL) {
		line.place = AKV_CREDENTIAL_IN_VARIABLE;
		line.name = PASSPHRASE_VARIABLE;
	} else if (is_configured && config->certificate_password_file != NULL) {
		line.place = AKV_CREDENTIAL_IN_FILE;
		line.name = config->certificate_password_file;
	} else if (find_in_systemd(path, sizeof(path))) {
		line.place = AKV_CREDENTIAL_IN_SYSTEMD;
		line.name = path;
	} else {
		return AKV_OK;
	}
	return akv_credential_line_read(&line, out, err);
}

/* -- what goes with it -- */

static enum akv_code find_chain(const struct akv_principal_config *config,
				bool *out, struct akv_error *err)
{
	const char *value = akv_process_env(CHAIN_VARIABLE);

	*out = config->send_certificate_chain;
	if (value == NULL || akv_value_boolean(value, out))
		return AKV_OK;
	return akv_fail(err, AKV_ERR_USAGE, "InvalidValue",
			CHAIN_VARIABLE ": neither true nor false");
}

static enum akv_code fill(struct akv_client_certificate *certificate,
			  const struct akv_credential *credential,
			  const struct akv_principal_config *config,
			  struct akv_error *err)
{
	enum akv_code code;

	/* the configuration has checked the word */
	(void)akv_client_assertion_algorithm(config->certificate_algorithm,
					     &certificate->algorithm);
	code = find_chain(config, &certificate->send_chain, err);
	if (code != AKV_OK)
		return code;
	code = read_passphrase(credential, config, &certificate->passphrase,
			       err);
	if (code != AKV_OK)
		return code;
	return read_file(credential, &certificate->file, err);
}

/* What Entra ID refuses of one file it may take when it is used otherwise. */
static enum akv_code
take_fingerprint(const struct akv_client_certificate *certificate, char *hex,
		 struct akv_error *err)
{
	char use[AKV_DIGEST_HEX_SIZE + 16];
	struct akv_text text;
	enum akv_code code = akv_digest_sha256_hex(
		akv_secret_text(certificate->file),
		akv_secret_len(certificate->file), hex, err);

	if (code != AKV_OK)
		return code;
	akv_text_init(&text, use, sizeof(use));
	akv_text_addf(&text, "%s %d %d", hex, (int)certificate->algorithm,
		      certificate->send_chain);
	return akv_digest_sha256_hex(use, text.len, hex, err);
}

enum akv_code
akv_client_certificate_load(const struct akv_credential *credential,
			    const struct akv_principal_config *config,
			    struct akv_principal *principal,
			    struct akv_error *err)
{
	AKV_AUTO(client_certificate) *certificate =
		calloc(1, sizeof(*certificate));
	enum akv_code code;

	if (certificate == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory",
				"out of memory");
	code = fill(certificate, credential, config, err);
	if (code != AKV_OK)
		return code;
	code = take_fingerprint(certificate, principal->fingerprint, err);
	if (code != AKV_OK)
		return code;
	principal->kind = AKV_CREDENTIAL_CERTIFICATE;
	principal->certificate = certificate;
	certificate = NULL; /* the principal's now */
	return AKV_OK;
}

void akv_client_certificate_free(struct akv_client_certificate *certificate)
{
	if (certificate == NULL)
		return;
	akv_secret_free(certificate->file);
	akv_secret_free(certificate->passphrase);
	free(certificate);
}

/* -- using it -- */

static void hint_at_passphrase(struct akv_error *err)
{
	if (err == NULL || (strcmp(err->reason, "PassphraseNeeded") != 0 &&
			    strcmp(err->reason, "PassphraseWrong") != 0))
		return;
	akv_error_hint(err, "the passphrase is the line in "
			    "certificate-password-file of [principal],");
	akv_error_hint(err, "or in " PASSPHRASE_VARIABLE
			    ", or the systemd credential " SYSTEMD_PASSPHRASE);
}

enum akv_code akv_client_certificate_open(const struct akv_principal *principal,
					  struct akv_certificate **out,
					  struct akv_error *err)
{
	const struct akv_client_certificate *certificate =
		principal->certificate;
	enum akv_code code =
		akv_certificate_new(certificate->file, certificate->passphrase,
				    akv_clock_unix_s(), out, err);

	if (code == AKV_OK)
		return AKV_OK;
	akv_error_prefix(err, "%s", principal->source);
	hint_at_passphrase(err);
	return code;
}

enum akv_code
akv_client_certificate_assert(const struct akv_principal *principal,
			      const char *audience, struct akv_secret **out,
			      struct akv_error *err)
{
	AKV_AUTO(certificate) *certificate = NULL;
	const struct akv_client_assertion what = {
		.client_id = principal->client_id,
		.audience = audience,
		.algorithm = principal->certificate->algorithm,
		.send_chain = principal->certificate->send_chain,
		.now_s = akv_clock_unix_s(),
	};
	enum akv_code code =
		akv_client_certificate_open(principal, &certificate, err);

	if (code != AKV_OK)
		return code;
	return akv_client_assertion_new(certificate, &what, out, err);
}

void akv_client_certificate_hint(const struct akv_principal *principal,
				 struct akv_error *err)
{
	AKV_AUTO(certificate) *certificate = NULL;

	if (err == NULL || principal->certificate == NULL ||
	    strcmp(err->reason, "AADSTS700027") != 0 ||
	    akv_client_certificate_open(principal, &certificate, NULL) !=
		    AKV_OK)
		return;
	akv_error_hint(err, "the one that was sent: %s, thumbprint %s",
		       akv_certificate_subject(certificate),
		       akv_certificate_sha1(certificate)->hex);
}
