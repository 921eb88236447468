/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_MANAGED_IDENTITY_H
#define AKV_CORE_MANAGED_IDENTITY_H

#include <stdbool.h>
#include <stddef.h>

#include "libhelper/azure/identity_url.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/clock.h"
#include "libhelper/base/error.h"
#include "libhelper/reply/token_reply.h"

/*
 * An identity that Azure gave to the machine or app that we run on: there is
 * no credential to keep, only a service of the machine's own to ask.  Which
 * one is configured (enum akv_managed_identity_source), never tried out.
 */

/* One source, and what the environment says about it.  Opaque. */
struct akv_managed_identity;

/*
 * akv_managed_identity_new(source, client_id, out, err): get ready to ask
 * ${source} for tokens of the identity ${client_id}, NULL for the
 * system-assigned one.  Reads where it listens: IDENTITY_ENDPOINT and
 * IDENTITY_HEADER for App Service, which needs both; IDENTITY_ENDPOINT for
 * Azure Arc and AZURE_POD_IDENTITY_AUTHORITY_HOST for IMDS, which need none.
 * IDENTITY_HEADER is a secret, and is removed from the environment.
 * AKV_ERR_USAGE when one that is needed is missing (IncompleteIdentity, naming
 * it), when the header cannot be sent (InvalidIdentityHeader), or as
 * akv_identity_url_new() fails.  Nothing is sent.  ${out} is the caller's.
 */
enum akv_code akv_managed_identity_new(enum akv_managed_identity_source source,
				       const char *client_id,
				       struct akv_managed_identity **out,
				       struct akv_error *err) AKV_CHECKED;

/* akv_managed_identity_free(identity): wipes; NULL does nothing. */
void akv_managed_identity_free(struct akv_managed_identity *identity);
AKV_DEFINE_FREEP(managed_identity)

/*
 * akv_managed_identity_sign_in(identity, audience, deadline, out, err): a
 * token for ${audience} (https://vault.azure.net, no /.default), with bounded
 * retries.  ${out} is the caller's to akv_token_clear().  AKV_ERR_SIGN_IN when
 * the identity is not assigned, or we may not use it; AKV_ERR_UNREACHABLE,
 * saying that this may be no machine of that kind, when nobody answers;
 * AKV_ERR_THROTTLED; AKV_ERR_PEER.
 */
enum akv_code
akv_managed_identity_sign_in(const struct akv_managed_identity *identity,
			     const char *audience, struct akv_deadline deadline,
			     struct akv_token *out, struct akv_error *err)
	AKV_CHECKED;

#endif
