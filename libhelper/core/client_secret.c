/* SPDX-License-Identifier: MIT */
#include "libhelper/core/credential_line.h"
#include "libhelper/edge/digest.h"

#include "libhelper/core/client_secret.h"

enum akv_code
akv_client_secret_load(const struct akv_credential *credential,
		       AKV_UNUSED const struct akv_principal_config *config,
		       struct akv_principal *principal, struct akv_error *err)
{
	const struct akv_credential_line line = {
		.place = credential->place,
		.name = credential->name,
		.what = "client secret",
		.reason = "InvalidClientSecret",
		.hint = "it is the Value that the portal shows once, on one "
			"line, and nothing else",
	};
	AKV_AUTO(secret) *secret = NULL;
	enum akv_code code = akv_credential_line_read(&line, &secret, err);

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
