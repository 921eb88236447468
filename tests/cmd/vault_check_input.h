/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_CMD_VAULT_CHECK_INPUT_H
#define AKV_TESTS_CMD_VAULT_CHECK_INPUT_H

#include <string.h>

#include "cmd/vault_check_rights.h"

/* What the rows of akv vault check are made from: at first a vault that has
 * all that it needs, and everything is visible. */

#define OBJECT "3f2b1c9e-7a64-4d0b-9e1f-0c5a8b7d6e42"
#define CLIENT "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff"

static char host[] = "contoso.vault.azure.net";
static char name[] = "mine";
static char location[] = "westeurope";
static struct akv_vault_config vault = { .name = name, .host = host };
static struct akv_config config;
static struct akv_vault_facts facts;
static struct akv_vault_probe probe;
static const struct akv_vault_check input = {
	.config = &config,
	.vault = &vault,
	.client_id = CLIENT,
	.facts = &facts,
	.probe = &probe,
};

static void set_up_input(void)
{
	config.location = location;
	strcpy(facts.who.object_id, OBJECT);
	strcpy(facts.who.client_id, CLIENT);
	strcpy(facts.who.tenant, "72f988bf-86f1-41af-91ab-2d7cd011db47");
	facts.has_resource = true;
	facts.has_rights = true;
	facts.resource.model = AKV_VAULT_MODEL_ROLES;
	facts.resource.soft_delete = AKV_VAULT_YES;
	facts.resource.retention_days = 90;
	facts.resource.has_purge_protection = true;
	strcpy(facts.resource.location, "westeurope");
	probe.was_reached = true;
	strcpy(probe.address, "203.0.113.7");
	for (size_t i = 0; i < AKV_VAULT_RIGHTS; i++)
		probe.attempts[i].was_made = true;
}

/* One right is refused for ${reason}, or fails otherwise. */
static void refuse(enum akv_vault_right right, enum akv_code code,
		   const char *reason)
{
	struct akv_vault_attempt *attempt = &probe.attempts[right];

	attempt->code = code;
	(void)!akv_fail(&attempt->err, code, reason, "no");
	akv_error_hint(&attempt->err, "az do something");
}

#endif
