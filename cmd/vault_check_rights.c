/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/base/text.h"

#include "cmd/vault_check_rights.h"

enum { EXCESS_SIZE = 400 };

/* -- what decides -- */

/* The model, as Resource Manager or the vault's own answers have it. */
enum akv_vault_words_model
akv_vault_check_rights_model(const struct akv_vault_check *check)
{
	static const struct {
		const char *reason;
		enum akv_vault_words_model model;
	} rows[] = {
		{ "ForbiddenByRbac", AKV_VAULT_WORDS_ROLES },
		{ "ForbiddenByPolicy", AKV_VAULT_WORDS_POLICIES },
	};

	if (check->facts->has_resource)
		return akv_vault_words_model(check->facts);
	if (check->probe->has_role_header)
		return AKV_VAULT_WORDS_ROLES;
	for (size_t i = 0; i < AKV_VAULT_RIGHTS; i++)
		for (size_t k = 0; k < sizeof(rows) / sizeof(*rows); k++)
			if (strcmp(check->probe->attempts[i].err.reason,
				   rows[k].reason) == 0)
				return rows[k].model;
	return AKV_VAULT_WORDS_UNKNOWN;
}

/* -- rights, tried -- */

/* What a policy has for a kind is replaced by what is set: a command for one
 * verb alone would take the other one away. */
static void set_whole_policy(const struct akv_vault_check *check,
			     enum akv_vault_right right,
			     struct akv_vault_check_row *row)
{
	static const char *const kinds[AKV_VAULT_RIGHTS] = {
		[AKV_VAULT_RIGHT_GET_SECRETS] = "secret",
		[AKV_VAULT_RIGHT_LIST_SECRETS] = "secret",
		[AKV_VAULT_RIGHT_GET_KEYS] = "key",
		[AKV_VAULT_RIGHT_LIST_KEYS] = "key",
		[AKV_VAULT_RIGHT_GET_CERTIFICATES] = "certificate",
		[AKV_VAULT_RIGHT_LIST_CERTIFICATES] = "certificate",
	};

	if (check->facts->who.object_id[0] == '\0' ||
	    akv_vault_check_rights_model(check) != AKV_VAULT_WORDS_POLICIES)
		return;
	akv_vault_check_row_remedy(
		row,
		"az keyvault set-policy --name %s --object-id %s "
		"--%s-permissions get list",
		akv_vault_words_name(check->vault).text,
		check->facts->who.object_id, kinds[right]);
}

/* Without the right to read secrets nothing works.  What keeps us from the
 * vault has a row of its own. */
static void take_first(const struct akv_vault_check *check,
		       const struct akv_vault_attempt *attempt,
		       struct akv_vault_check_row *row)
{
	bool has_row =
		!check->probe->was_reached || attempt->code == AKV_ERR_FIREWALL;

	if (has_row)
		akv_vault_check_row_set(row, AKV_VAULT_CHECK_NOT_VISIBLE,
					"the vault did not let us try");
	else
		akv_vault_check_row_error(row, AKV_VAULT_CHECK_FAILURE,
					  &attempt->err);
}

static void take_denied(const struct akv_vault_attempt *attempt,
			const char *what, struct akv_vault_check_row *row)
{
	akv_vault_check_row_error(row, AKV_VAULT_CHECK_WARNING, &attempt->err);
	akv_vault_check_row_set(row, AKV_VAULT_CHECK_WARNING,
				"tried: we may not %s; reading a secret by its "
				"name does not need it",
				what);
}

void akv_vault_check_rights_tried(const struct akv_vault_check *check,
				  enum akv_vault_right right,
				  struct akv_vault_check_row *row)
{
	const struct akv_vault_attempt *attempt =
		&check->probe->attempts[right];
	const char *what = akv_vault_words_right(right);

	if (!attempt->was_made) {
		akv_vault_check_row_set(row, AKV_VAULT_CHECK_NOT_VISIBLE,
					"it was not tried");
		return;
	}
	if (attempt->code == AKV_OK) {
		akv_vault_check_row_set(row, AKV_VAULT_CHECK_OK,
					"tried: we may %s", what);
		return;
	}
	if (right == AKV_VAULT_RIGHT_GET_SECRETS)
		take_first(check, attempt, row);
	else if (attempt->code != AKV_ERR_DENIED)
		/* it says nothing about the right */
		akv_vault_check_row_error(row, AKV_VAULT_CHECK_NOT_VISIBLE,
					  &attempt->err);
	else
		take_denied(attempt, what, row);
	if (attempt->code == AKV_ERR_DENIED)
		set_whole_policy(check, right, row);
}

/* -- rights, more than needed -- */

static void add_policy_excess(const struct akv_access_rights *rights,
			      struct akv_text *text)
{
	akv_access_policy_excess(rights->secrets, "secrets", text);
	akv_access_policy_excess(rights->keys, "keys", text);
	akv_access_policy_excess(rights->certificates, "certificates", text);
	akv_access_policy_excess(rights->storage, "storage", text);
}

/* Whether all that could give us rights inside the vault was seen. */
static bool sees_all(const struct akv_vault_check *check)
{
	const struct akv_vault_facts *facts = check->facts;

	if (!facts->has_rights)
		return false;
	switch (akv_vault_check_rights_model(check)) {
	case AKV_VAULT_WORDS_ROLES:
		return true;
	case AKV_VAULT_WORDS_POLICIES:
		/* one that names a group of ours cannot be told from a
		 * stranger's */
		return facts->has_resource && facts->resource.has_rights &&
		       (facts->resource.rights.is_named ||
			check->probe->attempts[AKV_VAULT_RIGHT_GET_SECRETS]
					.code == AKV_ERR_DENIED);
	case AKV_VAULT_WORDS_UNKNOWN:
		break;
	}
	return false;
}

static void list_excess(const struct akv_vault_check *check,
			struct akv_text *text)
{
	const struct akv_vault_facts *facts = check->facts;
	struct akv_role_rights rights = facts->rights;

	if (akv_vault_check_rights_model(check) == AKV_VAULT_WORDS_POLICIES)
		rights = akv_role_permissions_of_control(&rights);
	if (facts->has_resource && facts->resource.has_rights)
		add_policy_excess(&facts->resource.rights, text);
	(void)akv_role_permissions_excess(&rights, text);
}

static void remedy_excess(const struct akv_vault_check *check,
			  struct akv_vault_check_row *row)
{
	const struct akv_vault_facts *facts = check->facts;
	const char *who = facts->who.object_id;
	char policy[EXCESS_SIZE];
	char command[AKV_ERROR_HINT_MAX];
	struct akv_text text;

	if (who[0] == '\0')
		return;
	akv_text_init(&text, policy, sizeof(policy));
	if (facts->has_resource && facts->resource.has_rights)
		add_policy_excess(&facts->resource.rights, &text);
	akv_text_init(&text, command, sizeof(command));
	if (policy[0] != '\0') {
		akv_text_addf(&text,
			      "az keyvault set-policy --name %s --object-id %s "
			      "--secret-permissions get list "
			      "--key-permissions get list "
			      "--certificate-permissions get list",
			      akv_vault_words_name(check->vault).text, who);
	} else if (facts->has_excess) {
		akv_text_addf(&text,
			      "az role assignment delete --assignee %s --role ",
			      who);
		akv_vault_words_add_quoted(&text, facts->excess.role);
		akv_text_add(&text, " --scope ");
		akv_vault_words_add_quoted(&text, facts->excess.scope);
	} else {
		akv_text_addf(&text,
			      "az role assignment list --assignee %s --all "
			      "--output table",
			      who);
	}
	if (!text.cut)
		akv_vault_check_row_remedy(row, "%s", command);
}

void akv_vault_check_rights_excess(const struct akv_vault_check *check,
				   struct akv_vault_check_row *row)
{
	const struct akv_vault_facts *facts = check->facts;
	char excess[EXCESS_SIZE];
	struct akv_text text;

	akv_text_init(&text, excess, sizeof(excess));
	list_excess(check, &text);
	if (excess[0] != '\0') {
		akv_vault_check_row_set(row, AKV_VAULT_CHECK_WARNING,
					"more rights than reading needs: %s%s",
					excess, text.cut ? ", ..." : "");
		akv_vault_check_row_reason(row, "TooManyRights");
		remedy_excess(check, row);
	} else if (sees_all(check)) {
		akv_vault_check_row_set(
			row, AKV_VAULT_CHECK_OK,
			"no right was found that could change anything");
	} else {
		akv_vault_check_row_set(
			row, AKV_VAULT_CHECK_NOT_VISIBLE,
			"our rights are not all to be seen%s%s",
			facts->rights_err.text[0] != '\0' ? ": " : "",
			facts->rights_err.text);
	}
}
