/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "cmd/name_list.h"
#include "cmd/picker.h"
#include "cmd/report.h"
#include "libhelper/base/text.h"

#include "cmd/vault_choice.h"

enum { LABEL_SIZE = 1024, PROGRESS_EVERY = 200 };

/* What is shown, and what it stands for, in the same order. */
struct choices {
	struct akv_name_list labels;
	struct akv_name_list ids;
	const char *what;
	enum akv_code code;
	struct akv_error *err;
};

static void choices_clear(struct choices *choices)
{
	akv_name_list_clear(&choices->labels);
	akv_name_list_clear(&choices->ids);
}

static bool add(struct choices *choices, const char *label, const char *id)
{
	choices->code =
		akv_name_list_add(&choices->labels, label, choices->err);
	if (choices->code == AKV_OK)
		choices->code =
			akv_name_list_add(&choices->ids, id, choices->err);
	if (choices->labels.count % PROGRESS_EVERY == 0)
		akv_report_note("%zu %s so far", choices->labels.count,
				choices->what);
	return choices->code == AKV_OK;
}

static enum akv_code pick(const struct choices *choices, const char *question,
			  const char **id, struct akv_error *err)
{
	const struct akv_picker picker = {
		.question = question,
		.items = (const char *const *)choices->labels.names,
		.count = choices->labels.count,
	};
	size_t chosen;
	enum akv_code code = akv_picker_choose(&picker, &chosen, err);

	if (code == AKV_OK)
		*id = choices->ids.names[chosen];
	return code;
}

static enum akv_code fail_nothing(const char *what, struct akv_error *err)
{
	akv_fail(err, AKV_ERR_DENIED, "NothingVisible",
		 "Resource Manager shows no %s to this principal", what);
	akv_error_hint(err, "it sees them with the role Reader or Key Vault "
			    "Reader; without one, say where the vault is:");
	akv_error_hint(err, "akv vault link --subscription ID "
			    "--resource-group NAME --vault-name NAME");
	return AKV_ERR_DENIED;
}

/* -- subscription -- */

static bool add_subscription(const struct akv_subscription *subscription,
			     void *context)
{
	char label[LABEL_SIZE];

	(void)snprintf(label, sizeof(label), "%s  (%s%s%s)",
		       subscription->display_name, subscription->id,
		       strcmp(subscription->state, "Enabled") == 0 ? "" : ", ",
		       strcmp(subscription->state, "Enabled") == 0 ?
			       "" :
			       subscription->state);
	return add(context, label, subscription->id);
}

static enum akv_code
choose_subscription(struct akv_resource_manager_client *client,
		    struct akv_vault_place *place, struct akv_error *err)
{
	__attribute__((cleanup(choices_clear))) struct choices choices = {
		.what = "subscriptions", .err = err
	};
	const struct akv_subscription_visitor visitor = {
		.visit = add_subscription, .context = &choices
	};
	const char *id;
	enum akv_code code =
		akv_resource_manager_each_subscription(client, &visitor, err);

	if (code == AKV_OK)
		code = choices.code;
	if (code == AKV_OK && choices.labels.count == 0)
		code = fail_nothing("subscription", err);
	if (code == AKV_OK)
		code = pick(&choices, "Which subscription?", &id, err);
	if (code == AKV_OK)
		(void)snprintf(place->subscription, sizeof(place->subscription),
			       "%s", id);
	return code;
}

/* -- resource group -- */

static bool add_group(const struct akv_resource_group *group, void *context)
{
	return add(context, group->name, group->name);
}

/* Only where there is something to narrow; "" is all of them. */
static enum akv_code choose_group(struct akv_resource_manager_client *client,
				  struct akv_vault_place *place,
				  struct akv_error *err)
{
	__attribute__((cleanup(choices_clear))) struct choices choices = {
		.what = "resource groups", .err = err
	};
	const struct akv_resource_group_visitor visitor = { .visit = add_group,
							    .context =
								    &choices };
	const char *id;
	enum akv_code code;

	if (!add(&choices, "all resource groups", ""))
		return choices.code;
	code = akv_resource_manager_each_group(client, place->subscription,
					       &visitor, err);
	if (code == AKV_ERR_DENIED ||
	    (code == AKV_OK && choices.labels.count < 3))
		return AKV_OK;
	if (code == AKV_OK)
		code = choices.code;
	if (code == AKV_OK)
		code = pick(&choices, "Which resource group?", &id, err);
	if (code == AKV_OK)
		(void)snprintf(place->resource_group,
			       sizeof(place->resource_group), "%s", id);
	return code;
}

/* -- vault -- */

static bool add_vault(const struct akv_vault_resource *vault, void *context)
{
	char label[LABEL_SIZE];
	char id[LABEL_SIZE];

	(void)snprintf(label, sizeof(label), "%s  (%s, %s)", vault->place.name,
		       vault->place.resource_group, vault->location);
	(void)snprintf(id, sizeof(id), "%s/%s", vault->place.resource_group,
		       vault->place.name);
	return add(context, label, id);
}

static enum akv_code choose_vault(struct akv_resource_manager_client *client,
				  struct akv_vault_place *place,
				  struct akv_error *err)
{
	__attribute__((cleanup(choices_clear))) struct choices choices = {
		.what = "vaults", .err = err
	};
	const struct akv_vault_resource_visitor visitor = { .visit = add_vault,
							    .context =
								    &choices };
	const char *group =
		place->resource_group[0] != '\0' ? place->resource_group : NULL;
	const char *id;
	enum akv_code code = akv_resource_manager_each_vault(
		client, place->subscription, group, &visitor, err);

	if (code == AKV_OK)
		code = choices.code;
	if (code == AKV_OK && choices.labels.count == 0)
		code = fail_nothing("vault", err);
	if (code == AKV_OK)
		code = pick(&choices, "Which vault?", &id, err);
	if (code != AKV_OK)
		return code;
	(void)snprintf(place->name, sizeof(place->name), "%s",
		       strchr(id, '/') + 1);
	(void)snprintf(place->resource_group, sizeof(place->resource_group),
		       "%.*s", (int)strcspn(id, "/"), id);
	return AKV_OK;
}

/* -- one after the other, each with time of its own -- */

typedef enum akv_code choose(struct akv_resource_manager_client *client,
			     struct akv_vault_place *place,
			     struct akv_error *err);

static enum akv_code take(struct akv_session *session, int64_t timeout_ms,
			  choose *step, struct akv_vault_place *place,
			  struct akv_error *err)
{
	AKV_AUTO(resource_manager_client) *client = NULL;
	enum akv_code code =
		akv_vault_find_client(session, timeout_ms, &client, err);

	return code == AKV_OK ? step(client, place, err) : code;
}

enum akv_code akv_vault_choice_make(struct akv_session *session,
				    int64_t timeout_ms,
				    const struct akv_vault_wanted *wanted,
				    struct akv_vault_place *place,
				    struct akv_error *err)
{
	enum akv_code code = AKV_OK;

	*place = (struct akv_vault_place){ 0 };
	if (wanted->subscription == NULL)
		code = take(session, timeout_ms, choose_subscription, place,
			    err);
	else
		(void)snprintf(place->subscription, sizeof(place->subscription),
			       "%s", wanted->subscription);
	if (code == AKV_OK && wanted->resource_group == NULL)
		code = take(session, timeout_ms, choose_group, place, err);
	else if (code == AKV_OK)
		(void)snprintf(place->resource_group,
			       sizeof(place->resource_group), "%s",
			       wanted->resource_group);
	if (code != AKV_OK)
		return code;
	return take(session, timeout_ms, choose_vault, place, err);
}
