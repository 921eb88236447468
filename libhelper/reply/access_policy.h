/* SPDX-License-Identifier: MIT */
#ifndef AKV_REPLY_ACCESS_POLICY_H
#define AKV_REPLY_ACCESS_POLICY_H

#include <stdbool.h>
#include <stdint.h>

#include "libhelper/base/text.h"
#include "libhelper/edge/json.h"

/*
 * Access policies of a vault (Vaults - Get, properties.accessPolicies): what
 * those that name a principal itself allow.  One that names a group it is in
 * cannot be told from a stranger's; one with an applicationId counts only for
 * an application that acts on behalf of somebody.
 */

/* Verbs of policies; what is not in this list is AKV_POLICY_OTHER. */
enum akv_policy_verb {
	AKV_POLICY_GET = 1 << 0,
	AKV_POLICY_LIST = 1 << 1,
	/* from here on: more than reading needs */
	AKV_POLICY_SET = 1 << 2,
	AKV_POLICY_CREATE = 1 << 3,
	AKV_POLICY_IMPORT = 1 << 4,
	AKV_POLICY_UPDATE = 1 << 5,
	AKV_POLICY_DELETE = 1 << 6,
	AKV_POLICY_BACKUP = 1 << 7,
	AKV_POLICY_RESTORE = 1 << 8,
	AKV_POLICY_RECOVER = 1 << 9,
	AKV_POLICY_PURGE = 1 << 10,
	AKV_POLICY_OTHER = 1 << 11, /* sign, setissuers, regeneratekey, ... */
	AKV_POLICY_ALL = 1 << 12,
};

struct akv_access_rights {
	bool is_named;		 /* by a policy that counts */
	bool is_named_on_behalf; /* by one with an applicationId */
	uint32_t secrets, keys, certificates, storage; /* akv_policy_verb */
};

/*
 * akv_access_policy_read(policies, object_id, out): the rights that the
 * array ${policies} gives to ${object_id}.  False, with ${out} untouched, when
 * it is no list of policies, or has more than AKV_ACCESS_POLICIES_MAX.
 */
enum { AKV_ACCESS_POLICIES_MAX = 1024 };
bool akv_access_policy_read(const struct akv_json *policies,
			    const char *object_id,
			    struct akv_access_rights *out);

/* akv_access_policy_allows(allowed, verb): is ${verb}, or all, among them? */
bool akv_access_policy_allows(uint32_t allowed, enum akv_policy_verb verb);

/* akv_access_policy_excess(allowed, kind, text): append those verbs that are
 * more than reading needs, "secrets set, secrets delete", behind ", " where
 * ${text} is not empty; ${kind} is "secrets" and so on. */
void akv_access_policy_excess(uint32_t allowed, const char *kind,
			      struct akv_text *text);

#endif
