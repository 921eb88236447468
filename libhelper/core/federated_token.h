/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_FEDERATED_TOKEN_H
#define AKV_CORE_FEDERATED_TOKEN_H

#include <stdbool.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/clock.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"

/*
 * A token that somebody else signed for the workload that we are part of:
 * Kubernetes, a build service, another identity provider.  Entra takes it for
 * a client_assertion (RFC 7523, 2.2) where the application has a federated
 * credential for its issuer, subject and audience.  It lives for minutes up to
 * an hour, so it is fetched anew for each sign-in and kept nowhere.
 */

enum akv_federated_token_source {
	AKV_FEDERATED_TOKEN_FILE,
	AKV_FEDERATED_TOKEN_GITHUB_ACTIONS,
	AKV_FEDERATED_TOKEN_AZURE_PIPELINES,
};

/* What the configuration says; all of it borrowed. */
struct akv_federated_token_options {
	enum akv_federated_token_source source;
	/* FILE */
	const char *path;
	/* GITHUB_ACTIONS: the federated_audience of azure/cloud.h */
	const char *audience;
	/* AZURE_PIPELINES: a GUID; NULL: that of the running Azure task, in
	 * AZURESUBSCRIPTION_SERVICE_CONNECTION_ID */
	const char *service_connection_id;
};

/* Where the tokens come from.  Opaque; may be used by several threads. */
struct akv_federated_token;

/*
 * akv_federated_token_new(options, out, err): everything that a token of
 * ${options} needs is there; nothing is sent yet.  AKV_ERR_USAGE names what is
 * missing or wrong: the file, or a token in it; a variable of the build
 * service's job, or an address in it that akv_oidc_url_*() refuses.  The
 * job's own bearer token (ACTIONS_ID_TOKEN_REQUEST_TOKEN, SYSTEM_ACCESSTOKEN)
 * is a secret: it is removed from the environment, whatever comes of it.
 * ${out} is the caller's to akv_federated_token_free().
 */
enum akv_code
akv_federated_token_new(const struct akv_federated_token_options *options,
			struct akv_federated_token **out, struct akv_error *err)
	AKV_CHECKED;

/* akv_federated_token_free(federated): wipes; NULL does nothing. */
void akv_federated_token_free(struct akv_federated_token *federated);
AKV_DEFINE_FREEP(federated_token)

/*
 * akv_federated_token_get(federated, deadline, out, err): a token as it is
 * now: the file is read again, the build service asked again, once more where
 * that may help (AKV_RETRY_SIGN_IN).  Its form is checked, not its signature.
 * Fails as _new() does, with AKV_ERR_SIGN_IN (FederatedTokenExpired) for a
 * file that nobody renews, with what akv_oidc_reply_parse() says of a build
 * service's answer, or as akv_http_oidc() does.  ${out} is the caller's.
 */
enum akv_code
akv_federated_token_get(const struct akv_federated_token *federated,
			struct akv_deadline deadline, struct akv_secret **out,
			struct akv_error *err) AKV_CHECKED;

/*
 * akv_federated_token_digest(federated, hex): the SHA-256 of the token that
 * the file holds now, in ${hex} of AKV_DIGEST_HEX_SIZE bytes.  False when it
 * cannot be read, and for a build service, which has not been asked yet.
 */
bool akv_federated_token_digest(const struct akv_federated_token *federated,
				char *hex);

#endif
