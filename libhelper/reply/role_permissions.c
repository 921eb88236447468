/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/reply/role_permissions.h"

#define VAULTS "Microsoft.KeyVault/vaults/"

enum kind { ACTION, DATA_ACTION };

/* Resource provider operations of Microsoft.KeyVault and
 * Microsoft.Authorization.  The order of the first is enum akv_role_right. */
static const struct {
	const char *name;
	enum kind kind;
} operations[] = {
	[AKV_ROLE_GET_SECRET] = { VAULTS "secrets/getSecret/action",
				  DATA_ACTION },
	[AKV_ROLE_LIST_SECRETS] = { VAULTS "secrets/readMetadata/action",
				    DATA_ACTION },
	[AKV_ROLE_READ_KEYS] = { VAULTS "keys/read", DATA_ACTION },
	[AKV_ROLE_READ_CERTIFICATES] = { VAULTS "certificates/read",
					 DATA_ACTION },
	[AKV_ROLE_READ_VAULT] = { VAULTS "read", ACTION },

	{ VAULTS "secrets/setSecret/action", DATA_ACTION },
	{ VAULTS "secrets/update/action", DATA_ACTION },
	{ VAULTS "secrets/delete", DATA_ACTION },
	{ VAULTS "secrets/backup/action", DATA_ACTION },
	{ VAULTS "secrets/restore/action", DATA_ACTION },
	{ VAULTS "secrets/recover/action", DATA_ACTION },
	{ VAULTS "secrets/purge/action", DATA_ACTION },
	{ VAULTS "keys/create/action", DATA_ACTION },
	{ VAULTS "keys/import/action", DATA_ACTION },
	{ VAULTS "keys/update/action", DATA_ACTION },
	{ VAULTS "keys/delete", DATA_ACTION },
	{ VAULTS "keys/backup/action", DATA_ACTION },
	{ VAULTS "keys/restore/action", DATA_ACTION },
	{ VAULTS "keys/recover/action", DATA_ACTION },
	{ VAULTS "keys/purge/action", DATA_ACTION },
	{ VAULTS "keys/rotate/action", DATA_ACTION },
	{ VAULTS "keys/release/action", DATA_ACTION },
	{ VAULTS "keys/decrypt/action", DATA_ACTION },
	{ VAULTS "keys/unwrap/action", DATA_ACTION },
	{ VAULTS "keys/sign/action", DATA_ACTION },
	{ VAULTS "keyrotationpolicies/write", DATA_ACTION },
	{ VAULTS "certificates/create/action", DATA_ACTION },
	{ VAULTS "certificates/import/action", DATA_ACTION },
	{ VAULTS "certificates/update/action", DATA_ACTION },
	{ VAULTS "certificates/delete", DATA_ACTION },
	{ VAULTS "certificates/backup/action", DATA_ACTION },
	{ VAULTS "certificates/restore/action", DATA_ACTION },
	{ VAULTS "certificates/recover/action", DATA_ACTION },
	{ VAULTS "certificates/purge/action", DATA_ACTION },
	{ VAULTS "certificatecas/write", DATA_ACTION },
	{ VAULTS "certificatecas/delete", DATA_ACTION },
	{ VAULTS "certificatecontacts/write", DATA_ACTION },

	{ VAULTS "write", ACTION },
	{ VAULTS "delete", ACTION },
	{ VAULTS "accessPolicies/write", ACTION },
	{ VAULTS "secrets/write", ACTION },
	{ VAULTS "keys/write", ACTION },
	{ "Microsoft.KeyVault/locations/deletedVaults/purge/action", ACTION },
	{ "Microsoft.Authorization/roleAssignments/write", ACTION },
	{ "Microsoft.Authorization/roleAssignments/delete", ACTION },
	{ "Microsoft.Authorization/roleDefinitions/write", ACTION },
};

enum {
	OPERATION_COUNT = sizeof(operations) / sizeof(operations[0]),
	FIRST_EXCESS = AKV_ROLE_READ_VAULT + 1,
};

_Static_assert(OPERATION_COUNT <= 64, "each operation is one bit");

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* At a mismatch the last star takes one more: no star before it could do
 * better, so the work is bounded by the product of both lengths. */
bool akv_role_permissions_match(const char *pattern, const char *operation)
{
	const char *after_star = NULL;
	const char *resume = NULL;

	while (*operation != '\0') {
		if (*pattern == '*') {
			after_star = ++pattern;
			resume = operation;
		} else if (lower(*pattern) == lower(*operation)) {
			pattern++;
			operation++;
		} else if (after_star != NULL) {
			pattern = after_star;
			operation = ++resume;
		} else {
			return false;
		}
	}
	return pattern[strspn(pattern, "*")] == '\0';
}

/* The operations of ${kind} that a list of patterns names; false when it is no
 * such list. */
static bool read_patterns(const struct akv_json *list, enum kind kind,
			  uint64_t *out)
{
	size_t count = akv_json_count(list);

	*out = 0;
	if (list == NULL)
		return true;
	if (akv_json_kind(list) != AKV_JSON_ARRAY ||
	    count > AKV_ROLE_PATTERNS_MAX)
		return false;
	for (size_t i = 0; i < count; i++) {
		size_t len = 0;
		const char *pattern =
			akv_json_text(akv_json_element(list, i), &len);

		if (pattern == NULL || len >= AKV_ROLE_PATTERN_SIZE)
			return false;
		for (size_t bit = 0; bit < OPERATION_COUNT; bit++)
			if (operations[bit].kind == kind &&
			    akv_role_permissions_match(pattern,
						       operations[bit].name))
				*out |= UINT64_C(1) << bit;
	}
	return true;
}

bool akv_role_permissions_add(const struct akv_json *entry,
			      struct akv_role_rights *rights)
{
	uint64_t actions;
	uint64_t not_actions;
	uint64_t data_actions;
	uint64_t not_data_actions;

	if (akv_json_kind(entry) != AKV_JSON_OBJECT ||
	    !read_patterns(akv_json_member(entry, "actions"), ACTION,
			   &actions) ||
	    !read_patterns(akv_json_member(entry, "notActions"), ACTION,
			   &not_actions) ||
	    !read_patterns(akv_json_member(entry, "dataActions"), DATA_ACTION,
			   &data_actions) ||
	    !read_patterns(akv_json_member(entry, "notDataActions"),
			   DATA_ACTION, &not_data_actions))
		return false;
	rights->operations |= actions & ~not_actions;
	rights->operations |= data_actions & ~not_data_actions;
	return true;
}

bool akv_role_permissions_add_all(const struct akv_json *list,
				  struct akv_role_rights *rights)
{
	struct akv_role_rights found = *rights;
	size_t count = akv_json_count(list);

	if (akv_json_kind(list) != AKV_JSON_ARRAY ||
	    count > AKV_ROLE_ENTRIES_MAX)
		return false;
	for (size_t i = 0; i < count; i++)
		if (!akv_role_permissions_add(akv_json_element(list, i),
					      &found))
			return false;
	*rights = found;
	return true;
}

bool akv_role_permissions_has(const struct akv_role_rights *rights,
			      enum akv_role_right right)
{
	return (rights->operations & (UINT64_C(1) << right)) != 0;
}

struct akv_role_rights
akv_role_permissions_of_control(const struct akv_role_rights *rights)
{
	struct akv_role_rights control = { 0 };

	for (size_t bit = 0; bit < OPERATION_COUNT; bit++)
		if (operations[bit].kind == ACTION)
			control.operations |=
				rights->operations & UINT64_C(1) << bit;
	return control;
}

size_t akv_role_permissions_excess(const struct akv_role_rights *rights,
				   struct akv_text *text)
{
	size_t count = 0;

	for (size_t bit = FIRST_EXCESS; bit < OPERATION_COUNT; bit++) {
		if ((rights->operations & (UINT64_C(1) << bit)) == 0)
			continue;
		akv_text_addf(text, "%s%s", text->len > 0 ? ", " : "",
			      operations[bit].name);
		count++;
	}
	return count;
}
