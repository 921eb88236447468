/* SPDX-License-Identifier: MIT */
#ifndef AKV_AZURE_CHALLENGE_H
#define AKV_AZURE_CHALLENGE_H

#include <stdbool.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/*
 * The WWW-Authenticate header (RFC 9110, 11.6.1) of a vault's 401, as far as
 * its Bearer challenge (RFC 6750, 3) says whom the vault trusts.  Nothing in
 * it is followed: we sign in where the configuration says, and use the
 * challenge only to tell a vault of ours from somebody else's.
 */
enum {
	AKV_CHALLENGE_MAX = 8192, /* longer headers are not looked at */
	AKV_CHALLENGE_TENANT_SIZE = 128,
	AKV_CHALLENGE_RESOURCE_SIZE = 256,
	AKV_CHALLENGE_CLAIMS_SIZE = 4096,
};

struct akv_challenge {
	/* First path segment of authorization= or authorization_uri=; ""
	 * when absent or not one tenant (common, organizations). */
	char tenant[AKV_CHALLENGE_TENANT_SIZE];
	/* resource=, or scope= without its /.default; "" when absent. */
	char resource[AKV_CHALLENGE_RESOURCE_SIZE];
	/* claims= as sent (base 64) with error="insufficient_claims" or
	 * "invalid_token"; "" when absent. */
	char claims[AKV_CHALLENGE_CLAIMS_SIZE];
};

/*
 * akv_challenge_parse(header, out): read the Bearer challenge out of
 * ${header} (several schemes may share a line; several header lines are
 * joined by ", ").  False, with ${out} untouched, when there is none or it
 * is malformed.
 */
bool akv_challenge_parse(const char *header, struct akv_challenge *out)
	AKV_CHECKED;

/*
 * akv_challenge_check(challenge, vault_host, tenant, err): is this the
 * challenge of a vault that we should talk to?  The resource must be https
 * and its host a domain that ${vault_host} lies in (dot included); the tenant
 * must be ${tenant} where both are GUIDs.  AKV_ERR_PEER (WrongResource) or
 * AKV_ERR_SIGN_IN (WrongTenant, both named) otherwise.
 */
enum akv_code akv_challenge_check(const struct akv_challenge *challenge,
				  const char *vault_host, const char *tenant,
				  struct akv_error *err) AKV_CHECKED;

/*
 * akv_challenge_check_hint_tenant(tenant, err): add to ${err} what to do about
 * a vault that turned out to belong to ${tenant} ("" if that is not known) and
 * not to ours.
 */
void akv_challenge_check_hint_tenant(const char *tenant, struct akv_error *err);

#endif
