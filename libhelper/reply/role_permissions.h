/* SPDX-License-Identifier: MIT */
#ifndef AKV_REPLY_ROLE_PERMISSIONS_H
#define AKV_REPLY_ROLE_PERMISSIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "libhelper/base/text.h"
#include "libhelper/edge/json.h"

/*
 * What roles allow (Microsoft.Authorization, "Permissions - List For
 * Resource", and permissions of a role definition): sets of patterns.  They
 * are read as answers to the questions that matter here: may a reader's
 * operation be done, and which that change something?
 *
 * Access policies, deny assignments and conditions are not among them: what is
 * allowed here is a hint, not a promise.
 */

/* The operations, each one bit. */
struct akv_role_rights {
	uint64_t operations;
};

/* What reading needs. */
enum akv_role_right {
	AKV_ROLE_GET_SECRET,
	AKV_ROLE_LIST_SECRETS, /* and what is known of one but its value */
	AKV_ROLE_READ_KEYS,
	AKV_ROLE_READ_CERTIFICATES,
	AKV_ROLE_READ_VAULT,
};

enum {
	AKV_ROLE_ENTRIES_MAX = 1000,
	AKV_ROLE_PATTERNS_MAX = 4000, /* of one entry */
	AKV_ROLE_PATTERN_SIZE = 513,
};

/*
 * akv_role_permissions_add(entry, rights): add what the object ${entry}
 * {"actions", "notActions", "dataActions", "notDataActions"} allows.
 * notActions take away within their own entry alone; a "*" stands for any run
 * of characters; case does not matter.  False, with ${rights} untouched, for
 * what is no such object or goes beyond the limits.
 */
bool akv_role_permissions_add(const struct akv_json *entry,
			      struct akv_role_rights *rights);

/* akv_role_permissions_add_all(list, rights): the same for each element of the
 * array ${list}. */
bool akv_role_permissions_add_all(const struct akv_json *list,
				  struct akv_role_rights *rights);

/* akv_role_permissions_has(rights, right) */
bool akv_role_permissions_has(const struct akv_role_rights *rights,
			      enum akv_role_right right);

/* akv_role_permissions_excess(rights, text): append the operations among them
 * that could change something or use a key, ", " between; how many there are.
 */
size_t akv_role_permissions_excess(const struct akv_role_rights *rights,
				   struct akv_text *text);

/* akv_role_permissions_of_control(rights): those of them that are about the
 * vault and not about what is in it: where access policies decide, the others
 * count for nothing. */
struct akv_role_rights
akv_role_permissions_of_control(const struct akv_role_rights *rights);

/* akv_role_permissions_match(pattern, operation): Azure's wildcards. */
bool akv_role_permissions_match(const char *pattern, const char *operation);

#endif
