/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_VAULT_PROBE_H
#define AKV_CORE_VAULT_PROBE_H

#include <stdbool.h>
#include <stddef.h>

#include "libhelper/azure/url.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/core/vault_client.h"

/*
 * What a vault lets us do, found out by trying: rights are not guessed from
 * what somebody else says of them.  Every right is tried by the request that
 * needs it; a value that comes is wiped at once.  A 404 of the vault's proves
 * the right to read: who may not read is not told what is missing.
 */

enum akv_vault_right {
	AKV_VAULT_RIGHT_GET_SECRETS,
	AKV_VAULT_RIGHT_LIST_SECRETS,
	AKV_VAULT_RIGHT_GET_KEYS,
	AKV_VAULT_RIGHT_LIST_KEYS,
	AKV_VAULT_RIGHT_GET_CERTIFICATES,
	AKV_VAULT_RIGHT_LIST_CERTIFICATES,
	AKV_VAULT_RIGHTS,
};

/* How it went with one right. */
struct akv_vault_attempt {
	bool was_made; /* false: something before it stopped us */
	enum akv_code code;
	struct akv_error err; /* where ${code} is not AKV_OK */
	const char *secret;   /* of those given, the one it is about; or NULL */
};

struct akv_vault_probe {
	struct akv_vault_attempt attempts[AKV_VAULT_RIGHTS];
	/* what the vault's answers say besides; "" where none said it */
	char address[48];	 /* from where it saw us come: IPv4 or IPv6 */
	char region[64];	 /* that answered */
	char recovery_level[64]; /* of what is in it */
	bool has_role_header;	 /* a vault with roles sent it */
	bool was_reached;	 /* Key Vault itself has answered */
};

/*
 * akv_vault_probe(client, secrets, count, out): try all rights.  ${secrets}
 * are names that somebody uses: the right to read them may be given for each
 * of them alone.  Where there are none, a name is tried that is surely not
 * there.  What ends all talk (no sign-in, no way to it, its firewall) is the
 * first attempt's error, and the others are not made.
 */
void akv_vault_probe(struct akv_vault_client *client,
		     const char *const *secrets, size_t count,
		     struct akv_vault_probe *out);

#endif
