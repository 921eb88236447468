/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/azure/names.h"
#include "libhelper/base/text.h"
#include "libhelper/reply/status.h"

#include "libhelper/reply/vault_forbidden.h"

#define TAKES_MINUTES "a change made a moment ago takes minutes to work"

/* A vault does not tell one from the other. */
#define REMOVED "access was removed, or never granted"

/* Who is refused, for a sentence: roles and policies name the object id. */
struct caller {
	char text[128];
};

static struct caller caller_of(const struct akv_vault_refusal *refusal)
{
	const char *object = refusal->message.object;
	struct caller caller = { 0 };
	struct akv_text text;

	akv_text_init(&text, caller.text, sizeof(caller.text));
	akv_text_addf(&text, "application %s",
		      akv_vault_refusal_caller(refusal));
	if (*object != '\0')
		akv_text_addf(&text, " (object id %s)", object);
	return caller;
}

/* In a command to copy there is no place for anything but a GUID. */
static const char *client_for_command(const struct akv_vault_refusal *refusal)
{
	const char *client_id = refusal->request->client_id;

	return akv_names_is_guid(client_id) ? client_id : "CLIENT_ID";
}

static enum akv_code denied_by_rbac(const struct akv_vault_refusal *refusal,
				    struct akv_error *err)
{
	const struct akv_vault_message *message = &refusal->message;
	const struct akv_vault_request *request = refusal->request;
	const char *role = akv_vault_refusal_permission(request).role;
	char assignee[128];
	char scope[640];
	struct akv_text text;
	enum akv_code code;

	code = akv_fail(err, AKV_ERR_DENIED, refusal->inner,
			"%s has no role that lets it read %s: " REMOVED,
			caller_of(refusal).text,
			akv_vault_refusal_subject(request).text);

	akv_text_init(&text, assignee, sizeof(assignee));
	if (message->object[0] != '\0')
		akv_text_addf(&text,
			      "--assignee-object-id %s "
			      "--assignee-principal-type ServicePrincipal",
			      message->object);
	else
		akv_text_addf(&text, "--assignee %s",
			      client_for_command(refusal));
	akv_text_init(&text, scope, sizeof(scope));
	if (message->resource[0] != '\0')
		akv_text_add(&text, message->resource);
	else
		akv_text_addf(&text,
			      "$(az keyvault show --name %s --query id "
			      "--output tsv)",
			      request->vault);
	akv_error_hint(err,
		       "az role assignment create --role \"%s\" %s --scope "
		       "\"%s\"",
		       role, assignee, scope);
	akv_error_hint(err, TAKES_MINUTES);
	if (message->decision[0] != '\0')
		akv_error_hint(err, "Key Vault's reason: %s",
			       message->decision);
	return code;
}

static enum akv_code denied_by_policy(const struct akv_vault_refusal *refusal,
				      struct akv_error *err)
{
	const struct akv_vault_message *message = &refusal->message;
	const struct akv_vault_permission needed =
		akv_vault_refusal_permission(refusal->request);
	bool has_object = message->object[0] != '\0';
	enum akv_code code;

	code = akv_fail(err, AKV_ERR_DENIED, akv_vault_refusal_reason(refusal),
			"no access policy of %s lets %s %s its %s: " REMOVED,
			refusal->peer, caller_of(refusal).text,
			strcmp(needed.verb, "get") == 0 ? "read" : needed.verb,
			needed.things);
	akv_error_hint(
		err, "az keyvault set-policy --name %s %s %s %s %s",
		refusal->request->vault, has_object ? "--object-id" : "--spn",
		has_object ? message->object : client_for_command(refusal),
		needed.option, needed.verb);
	akv_error_hint(err, TAKES_MINUTES);
	return code;
}

static enum akv_code kept_out(const struct akv_vault_refusal *refusal,
			      struct akv_error *err)
{
	const char *address = refusal->message.address;
	const char *vault = refusal->request->vault;
	enum akv_code code;

	code = akv_fail(err, AKV_ERR_FIREWALL, refusal->inner,
			"the firewall of %s does not let %s in", refusal->peer,
			*address != '\0' ? address : "this machine");
	if (*address == '\0')
		akv_error_hint(err,
			       "az keyvault network-rule add --name %s "
			       "--ip-address ADDRESS",
			       vault);
	else if (akv_vault_message_is_public_ipv4(address))
		akv_error_hint(err,
			       "az keyvault network-rule add --name %s "
			       "--ip-address %s",
			       vault, address);
	else
		akv_error_hint(err,
			       "%s is no public IPv4 address: let its subnet "
			       "in: az keyvault network-rule add --name %s "
			       "--vnet-name NETWORK --subnet SUBNET",
			       address, vault);
	akv_error_hint(err, TAKES_MINUTES);
	return code;
}

static enum akv_code not_private(const struct akv_vault_refusal *refusal,
				 struct akv_error *err)
{
	enum akv_code code;

	code = akv_fail(err, AKV_ERR_FIREWALL, refusal->inner,
			"%s lets nobody in but through a private endpoint",
			refusal->peer);
	akv_error_hint(err, "call it from a network with an approved private "
			    "endpoint, where its name leads to that endpoint "
			    "(DNS zone privatelink.vaultcore.azure.net)");
	akv_error_hint(err,
		       "or open it to the public network: az keyvault update "
		       "--name %s --public-network-access Enabled",
		       refusal->request->vault);
	if (refusal->message.address[0] != '\0')
		akv_error_hint(err, "the vault saw us come from %s",
			       refusal->message.address);
	return code;
}

static enum akv_code disabled(const struct akv_vault_refusal *refusal,
			      struct akv_error *err)
{
	const struct akv_vault_request *request = refusal->request;
	bool newest = request->version == NULL || *request->version == '\0';
	enum akv_code code;

	code = akv_fail(err, AKV_ERR_UNUSABLE, refusal->inner, "%s is disabled",
			akv_vault_refusal_subject(request).text);
	akv_error_hint(err,
		       "az keyvault secret set-attributes --vault-name %s "
		       "--name %s%s%s --enabled true",
		       request->vault, request->secret,
		       newest ? "" : " --version ",
		       newest ? "" : request->version);
	if (newest)
		akv_error_hint(err, "the newest version counts, even where an "
				    "older one is enabled");
	return code;
}

enum akv_code akv_vault_forbidden(const struct akv_vault_refusal *refusal,
				  struct akv_error *err)
{
	static const struct {
		const char *inner;
		enum akv_code (*say)(const struct akv_vault_refusal *refusal,
				     struct akv_error *err);
	} rows[] = {
		{ "ForbiddenByRbac", denied_by_rbac },
		{ "ForbiddenByPolicy", denied_by_policy },
		{ "AccessDenied", denied_by_policy }, /* its old name */
		{ "ForbiddenByFirewall", kept_out },
		{ "ForbiddenByConnection", not_private },
		{ "SecretDisabled", disabled },
	};
	enum akv_code code;

	if (!refusal->from_key_vault)
		return akv_status_not_theirs(refusal->reply, refusal->peer,
					     err);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (strcmp(refusal->inner, rows[i].inner) == 0)
			return rows[i].say(refusal, err);

	code = akv_fail(err, AKV_ERR_DENIED,
			*akv_vault_refusal_reason(refusal) != '\0' ?
				akv_vault_refusal_reason(refusal) :
				"Forbidden",
			"%s does not let application %s read %s", refusal->peer,
			akv_vault_refusal_caller(refusal),
			akv_vault_refusal_object(refusal->request).text);
	akv_vault_refusal_hint_message(refusal, err);
	return code;
}
