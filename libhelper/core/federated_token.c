/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "libhelper/core/federated_token_file.h"
#include "libhelper/core/federated_token_request.h"
#include "libhelper/edge/digest.h"

#include "libhelper/core/federated_token.h"

/* One of the two. */
struct akv_federated_token {
	char *path;
	struct akv_federated_token_request *request;
};

static enum akv_code no_memory(struct akv_error *err)
{
	return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "no memory");
}

/* An expired token is no reason yet: nobody may need it. */
static enum akv_code use_file(struct akv_federated_token *federated,
			      const char *path, struct akv_error *err)
{
	AKV_AUTO(secret) *token = NULL;
	enum akv_code code = akv_federated_token_file_read(path, &token, err);

	if (code != AKV_OK)
		return code;
	federated->path = strdup(path);
	return federated->path == NULL ? no_memory(err) : AKV_OK;
}

enum akv_code
akv_federated_token_new(const struct akv_federated_token_options *options,
			struct akv_federated_token **out, struct akv_error *err)
{
	AKV_AUTO(federated_token) *federated = calloc(1, sizeof(*federated));
	enum akv_code code;

	if (federated == NULL)
		return no_memory(err);
	if (options->source == AKV_FEDERATED_TOKEN_FILE)
		code = use_file(federated, options->path, err);
	else
		code = akv_federated_token_request_new(
			options, &federated->request, err);
	if (code != AKV_OK)
		return code;

	*out = federated;
	federated = NULL; /* the caller's now */
	return AKV_OK;
}

void akv_federated_token_free(struct akv_federated_token *federated)
{
	if (federated == NULL)
		return;
	free(federated->path);
	akv_federated_token_request_free(federated->request);
	free(federated);
}

enum akv_code
akv_federated_token_get(const struct akv_federated_token *federated,
			struct akv_deadline deadline, struct akv_secret **out,
			struct akv_error *err)
{
	if (federated->path != NULL)
		return akv_federated_token_file_get(federated->path, out, err);
	return akv_federated_token_request_send(federated->request, deadline,
						out, err);
}

bool akv_federated_token_digest(const struct akv_federated_token *federated,
				char *hex)
{
	AKV_AUTO(secret) *token = NULL;

	return federated->path != NULL &&
	       akv_federated_token_file_read(federated->path, &token, NULL) ==
		       AKV_OK &&
	       akv_digest_sha256_hex(akv_secret_text(token),
				     akv_secret_len(token), hex,
				     NULL) == AKV_OK;
}
