/* SPDX-License-Identifier: MIT */
#include "libhelper/core/credential_line.h"
#include "libhelper/edge/digest.h"

#include "libhelper/core/client_secret.h"

static struct akv_credential_line line_of(enum akv_credential_place place,
					  const char *name)
{
	return (struct akv_credential_line){
		.place = place,
		.name = name,
		.what = "client secret",
		.reason = "InvalidClientSecret",
		.hint = "it is the Value that the portal shows once, on one "
			"line, and nothing else",
	};
}

enum akv_code akv_client_secret_check(struct akv_secret *secret,
				      const char *name, struct akv_error *err)
{
	const struct akv_credential_line line =
		line_of(AKV_CREDENTIAL_IN_FILE, name);

	return akv_credential_line_check(&line, secret, err);
}

enum akv_code akv_client_secret_use(struct akv_secret **secret,
				    struct akv_principal *principal,
				    struct akv_error *err)
{
	enum akv_code code = akv_digest_sha256_hex(akv_secret_text(*secret),
						   akv_secret_len(*secret),
						   principal->fingerprint, err);

	if (code != AKV_OK)
		return code;
	principal->kind = AKV_CREDENTIAL_CLIENT_SECRET;
	principal->client_secret = *secret;
	*secret = NULL; /* the principal's now */
	return AKV_OK;
}

enum akv_code
akv_client_secret_load(const struct akv_credential *credential,
		       AKV_UNUSED const struct akv_principal_config *config,
		       struct akv_principal *principal, struct akv_error *err)
{
	const struct akv_credential_line line =
		line_of(credential->place, credential->name);
	AKV_AUTO(secret) *secret = NULL;
	enum akv_code code = akv_credential_line_read(&line, &secret, err);

	if (code != AKV_OK)
		return code;
	return akv_client_secret_use(&secret, principal, err);
}
