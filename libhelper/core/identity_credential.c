/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/core/credential_word.h"
#include "libhelper/core/managed_identity.h"
#include "libhelper/edge/digest.h"

#include "libhelper/core/identity_credential.h"

enum akv_code akv_identity_credential_load(
	const struct akv_credential *credential,
	AKV_UNUSED const struct akv_principal_config *config,
	struct akv_principal *principal, struct akv_error *err)
{
	const char *client_id =
		principal->client_id[0] != '\0' ? principal->client_id : NULL;
	enum akv_managed_identity_source source;
	enum akv_code code;

	if (!akv_credential_word_identity(credential->name, &source))
		return akv_fail(err, AKV_ERR_USAGE, "InvalidValue",
				"%s: no source of managed identities",
				credential->name);
	code = akv_managed_identity_new(source, client_id,
					&principal->managed_identity, err);
	if (code != AKV_OK)
		return code;
	principal->kind = AKV_CREDENTIAL_MANAGED_IDENTITY;
	/* whose identity it is, the client id says */
	return akv_digest_sha256_hex(credential->name, strlen(credential->name),
				     principal->fingerprint, err);
}
