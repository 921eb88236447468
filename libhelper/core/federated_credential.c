/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/core/credential_word.h"
#include "libhelper/core/federated_token.h"
#include "libhelper/edge/digest.h"

#include "libhelper/core/federated_credential.h"

static enum akv_code load(const struct akv_federated_token_options *options,
			  const struct akv_credential *credential,
			  struct akv_principal *principal,
			  struct akv_error *err)
{
	enum akv_code code = akv_federated_token_new(
		options, &principal->federated_token, err);

	if (code != AKV_OK)
		return code;
	principal->kind = AKV_CREDENTIAL_FEDERATED_TOKEN;
	return akv_digest_sha256_hex(credential->name, strlen(credential->name),
				     principal->fingerprint, err);
}

enum akv_code akv_federated_credential_load_file(
	const struct akv_credential *credential,
	AKV_UNUSED const struct akv_principal_config *config,
	struct akv_principal *principal, struct akv_error *err)
{
	const struct akv_federated_token_options options = {
		.source = AKV_FEDERATED_TOKEN_FILE,
		.path = credential->name,
	};

	return load(&options, credential, principal, err);
}

enum akv_code
akv_federated_credential_load_source(const struct akv_credential *credential,
				     const struct akv_principal_config *config,
				     struct akv_principal *principal,
				     struct akv_error *err)
{
	struct akv_federated_token_options options = {
		.audience = principal->cloud->federated_audience,
		.service_connection_id = config->service_connection_id,
	};

	if (!akv_credential_word_federated(credential->name, &options.source))
		return akv_fail(err, AKV_ERR_USAGE, "InvalidValue",
				"%s: no source of federated tokens",
				credential->name);
	return load(&options, credential, principal, err);
}
