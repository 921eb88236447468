/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/azure/resource_names.h"
#include "libhelper/base/text.h"
#include "libhelper/core/check.h"

#include "cmd/vault_check_rows.h"

static const struct akv_vault_attempt *
first_of(const struct akv_vault_check *check)
{
	return &check->probe->attempts[AKV_VAULT_RIGHT_GET_SECRETS];
}

/* -- signing in, getting there -- */

static void see_sign_in(const struct akv_vault_check *check,
			struct akv_vault_check_row *row)
{
	const struct akv_vault_facts *facts = check->facts;
	const char *client_id = facts->who.client_id[0] != '\0' ?
					facts->who.client_id :
					check->client_id;

	if (facts->sign_in_code != AKV_OK)
		akv_vault_check_row_error(row, AKV_VAULT_CHECK_FAILURE,
					  &facts->sign_in_err);
	else if (facts->who.object_id[0] != '\0')
		akv_vault_check_row_set(
			row, AKV_VAULT_CHECK_OK,
			"signed in as application %s, object id %s, tenant %s",
			client_id, facts->who.object_id, facts->who.tenant);
	else
		akv_vault_check_row_set(
			row, AKV_VAULT_CHECK_OK,
			"signed in as application %s; the object id is unknown: "
			"the access token cannot be read",
			client_id);
}

static void see_reachable(const struct akv_vault_check *check,
			  struct akv_vault_check_row *row)
{
	const struct akv_vault_attempt *first = first_of(check);

	if (check->probe->was_reached)
		akv_vault_check_row_set(
			row, AKV_VAULT_CHECK_OK,
			"%s was found, and its certificate is trusted",
			check->vault->host);
	else if (!first->was_made)
		akv_vault_check_row_set(
			row, AKV_VAULT_CHECK_NOT_VISIBLE,
			"nobody was asked: we are not signed in");
	else
		akv_vault_check_row_error(row, AKV_VAULT_CHECK_FAILURE,
					  &first->err);
}

static void see_address(const struct akv_vault_check *check,
			struct akv_vault_check_row *row)
{
	if (check->probe->address[0] == '\0')
		akv_vault_check_row_set(
			row, AKV_VAULT_CHECK_NOT_VISIBLE,
			"the vault did not say from where it saw us come");
	else
		akv_vault_check_row_set(row, AKV_VAULT_CHECK_OK,
					"the vault saw us come from %s",
					check->probe->address);
}

/* What the vault's set-up says of its networks, behind "; ". */
static const char *describe_network(const struct akv_vault_facts *facts)
{
	if (!facts->has_resource)
		return "";
	switch (facts->resource.network) {
	case AKV_VAULT_NETWORK_DISABLED:
		return "; public network access is disabled";
	case AKV_VAULT_NETWORK_PERIMETER:
		return "; a network security perimeter decides who may come";
	case AKV_VAULT_NETWORK_OTHER:
		return "";
	case AKV_VAULT_NETWORK_ENABLED:
		break;
	}
	return facts->resource.denies_by_default ?
		       "; its firewall has rules" :
		       "; it is open to all networks";
}

static void see_network(const struct akv_vault_check *check,
			struct akv_vault_check_row *row)
{
	const struct akv_vault_attempt *first = first_of(check);

	if (first->was_made && first->code == AKV_ERR_FIREWALL) {
		akv_vault_check_row_error(row, AKV_VAULT_CHECK_FAILURE,
					  &first->err);
		return;
	}
	if (!check->probe->was_reached) {
		akv_vault_check_row_set(row, AKV_VAULT_CHECK_NOT_VISIBLE,
					"the vault was not reached%s",
					describe_network(check->facts));
		return;
	}
	akv_vault_check_row_set(row, AKV_VAULT_CHECK_OK,
				"the vault lets us in%s",
				describe_network(check->facts));
}

/* -- how it is set up -- */

static const char *location_of(const struct akv_vault_check *check)
{
	if (check->facts->has_resource &&
	    check->facts->resource.location[0] != '\0')
		return check->facts->resource.location;
	return check->probe->region;
}

static void see_location(const struct akv_vault_check *check,
			 struct akv_vault_check_row *row)
{
	const char *wanted = check->config->location;
	const char *location = location_of(check);

	if (wanted == NULL) {
		if (location[0] == '\0')
			akv_vault_check_row_set(
				row, AKV_VAULT_CHECK_NOT_VISIBLE,
				"the vault did not say where it is; the "
				"environment states no location");
		else
			akv_vault_check_row_set(
				row, AKV_VAULT_CHECK_OK,
				"the vault is in %s; the environment states no "
				"location",
				location);
	} else if (location[0] == '\0') {
		akv_vault_check_row_set(
			row, AKV_VAULT_CHECK_NOT_VISIBLE,
			"the vault did not say where it is; the environment is in "
			"%s",
			wanted);
	} else if (akv_resource_names_same_location(location, wanted)) {
		akv_vault_check_row_set(
			row, AKV_VAULT_CHECK_OK,
			"the vault is in %s, as the environment is", location);
	} else {
		char region[AKV_RESOURCE_LOCATION_SIZE];

		akv_resource_names_region(wanted, region);
		akv_vault_check_row_set(
			row, AKV_VAULT_CHECK_FAILURE,
			"the vault is in %s, the environment in %s", location,
			wanted);
		akv_vault_check_row_failure(row, AKV_ERR_USAGE,
					    "AnotherLocation");
		akv_vault_check_row_remedy(
			row,
			"az keyvault list --query \"[?location=='%s'].name\"",
			region);
	}
}

static void see_model(const struct akv_vault_check *check,
		      struct akv_vault_check_row *row)
{
	switch (akv_vault_check_rights_model(check)) {
	case AKV_VAULT_WORDS_ROLES:
		akv_vault_check_row_set(row, AKV_VAULT_CHECK_OK,
					"roles decide who may read");
		break;
	case AKV_VAULT_WORDS_POLICIES:
		akv_vault_check_row_set(row, AKV_VAULT_CHECK_OK,
					"access policies decide who may read");
		break;
	case AKV_VAULT_WORDS_UNKNOWN:
		akv_vault_check_row_set(
			row, AKV_VAULT_CHECK_NOT_VISIBLE,
			"neither the vault nor Resource Manager told whether roles "
			"or access policies decide");
		break;
	}
}

/* What is in the vault says under which rule it can be deleted. */
static enum akv_vault_said
said_of_soft_delete(const struct akv_vault_check *check)
{
	const char *level = check->probe->recovery_level;

	if (check->facts->has_resource &&
	    check->facts->resource.soft_delete != AKV_VAULT_UNSAID)
		return check->facts->resource.soft_delete;
	if (level[0] == '\0')
		return AKV_VAULT_UNSAID;
	return strcmp(level, "Purgeable") == 0 ? AKV_VAULT_NO : AKV_VAULT_YES;
}

static enum akv_vault_said said_of_purge(const struct akv_vault_check *check)
{
	const char *level = check->probe->recovery_level;

	if (check->facts->has_resource)
		return check->facts->resource.has_purge_protection ?
			       AKV_VAULT_YES :
			       AKV_VAULT_NO;
	if (level[0] == '\0')
		return AKV_VAULT_UNSAID;
	return strstr(level, "Purgeable") != NULL ? AKV_VAULT_NO :
						    AKV_VAULT_YES;
}

static void see_soft_delete(const struct akv_vault_check *check,
			    struct akv_vault_check_row *row)
{
	const struct akv_vault_words_name name =
		akv_vault_words_name(check->vault);
	int days = check->facts->has_resource ?
			   check->facts->resource.retention_days :
			   0;

	switch (said_of_soft_delete(check)) {
	case AKV_VAULT_YES:
		if (days > 0)
			akv_vault_check_row_set(
				row, AKV_VAULT_CHECK_OK,
				"what is deleted can be recovered for %d days",
				days);
		else
			akv_vault_check_row_set(
				row, AKV_VAULT_CHECK_OK,
				"what is deleted can be recovered");
		break;
	case AKV_VAULT_NO:
		akv_vault_check_row_set(
			row, AKV_VAULT_CHECK_FAILURE,
			"soft delete is off: what is deleted is lost");
		akv_vault_check_row_failure(row, AKV_ERR_OTHER, "NoSoftDelete");
		akv_vault_check_row_remedy(
			row,
			"az keyvault update --name %s --enable-soft-delete "
			"true",
			name.text);
		break;
	case AKV_VAULT_UNSAID:
		akv_vault_check_row_set(
			row, AKV_VAULT_CHECK_NOT_VISIBLE,
			"nobody told whether what is deleted can be recovered");
		break;
	}
}

static void see_purge(const struct akv_vault_check *check,
		      struct akv_vault_check_row *row)
{
	const struct akv_vault_words_name name =
		akv_vault_words_name(check->vault);

	switch (said_of_purge(check)) {
	case AKV_VAULT_YES:
		akv_vault_check_row_set(
			row, AKV_VAULT_CHECK_OK,
			"nobody can purge what is deleted before its time");
		break;
	case AKV_VAULT_NO:
		akv_vault_check_row_set(
			row, AKV_VAULT_CHECK_WARNING,
			"purge protection is off: what is deleted can be purged "
			"at once");
		akv_vault_check_row_reason(row, "NoPurgeProtection");
		akv_vault_check_row_remedy(row,
					   "az keyvault update --name %s "
					   "--enable-purge-protection true",
					   name.text);
		break;
	case AKV_VAULT_UNSAID:
		akv_vault_check_row_set(
			row, AKV_VAULT_CHECK_NOT_VISIBLE,
			"nobody told whether what is deleted can be purged");
		break;
	}
}

/* -- all of them -- */

void akv_vault_check_rows_make(
	const struct akv_vault_check *check,
	struct akv_vault_check_row rows[AKV_VAULT_CHECK_ROWS])
{
	static const struct {
		const char *name;
		void (*see)(const struct akv_vault_check *check,
			    struct akv_vault_check_row *row);
		enum akv_vault_right right; /* where there is no ${see} */
	} table[AKV_VAULT_CHECK_ROWS] = {
		{ "sign-in", see_sign_in, 0 },
		{ "reachable", see_reachable, 0 },
		{ "address", see_address, 0 },
		{ "network", see_network, 0 },
		{ "location", see_location, 0 },
		{ "permission-model", see_model, 0 },
		{ "secrets-get", NULL, AKV_VAULT_RIGHT_GET_SECRETS },
		{ "secrets-list", NULL, AKV_VAULT_RIGHT_LIST_SECRETS },
		{ "keys-get", NULL, AKV_VAULT_RIGHT_GET_KEYS },
		{ "keys-list", NULL, AKV_VAULT_RIGHT_LIST_KEYS },
		{ "certificates-get", NULL, AKV_VAULT_RIGHT_GET_CERTIFICATES },
		{ "certificates-list", NULL,
		  AKV_VAULT_RIGHT_LIST_CERTIFICATES },
		{ "soft-delete", see_soft_delete, 0 },
		{ "purge-protection", see_purge, 0 },
		{ "excess-rights", akv_vault_check_rights_excess, 0 },
	};

	for (size_t i = 0; i < AKV_VAULT_CHECK_ROWS; i++) {
		rows[i] = (struct akv_vault_check_row){ .name = table[i].name };
		if (table[i].see != NULL)
			table[i].see(check, &rows[i]);
		else
			akv_vault_check_rights_tried(check, table[i].right,
						     &rows[i]);
	}
}

const struct akv_vault_check_row *akv_vault_check_rows_worst(
	const struct akv_vault_check_row rows[AKV_VAULT_CHECK_ROWS])
{
	const struct akv_vault_check_row *worst = NULL;

	for (size_t i = 0; i < AKV_VAULT_CHECK_ROWS; i++)
		if (rows[i].code != AKV_OK &&
		    (worst == NULL ||
		     akv_check_is_worse(rows[i].code, worst->code)))
			worst = &rows[i];
	return worst;
}
