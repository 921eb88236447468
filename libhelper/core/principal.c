/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/azure/names.h"
#include "libhelper/base/process.h"
#include "libhelper/base/text.h"
#include "libhelper/base/trace.h"
#include "libhelper/core/client_certificate.h"
#include "libhelper/core/credential.h"
#include "libhelper/core/federated_token.h"
#include "libhelper/core/managed_identity.h"
#include "libhelper/core/principal_authority.h"

#include "libhelper/core/principal.h"

#define TENANT_VARIABLE "AZURE_TENANT_ID"
#define CLIENT_VARIABLE "AZURE_CLIENT_ID"

/* Whose identity it is; the texts are borrowed, NULL where not set. */
struct identity {
	bool from_environment;
	const char *tenant;
	const char *client_id;
};

static enum akv_code no_memory(struct akv_error *err)
{
	akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "out of memory");
	return AKV_ERR_OTHER;
}

/* Both ids come from one place: half of each would be nobody's. */
static struct identity find_identity(const struct akv_config *config)
{
	struct identity identity = {
		.from_environment = true,
		.tenant = akv_process_env(TENANT_VARIABLE),
		.client_id = akv_process_env(CLIENT_VARIABLE),
	};

	if (identity.tenant == NULL && identity.client_id == NULL) {
		identity.from_environment = false;
		identity.tenant = config->principal.tenant;
		identity.client_id = config->principal.client_id;
	}
	return identity;
}

/*
 * A variable's credential goes with either identity, and so does one that
 * systemd gave to this unit; [principal]'s own goes with [principal]'s alone.
 */
static enum akv_code find_credential(const struct akv_config *config,
				     const struct identity *identity,
				     struct akv_credential *credential,
				     struct akv_error *err)
{
	enum akv_code code = akv_credential_from_environment(credential, err);

	if (code != AKV_OK)
		return code;
	if (credential->way == NULL && !identity->from_environment)
		akv_credential_from_config(&config->principal, credential);
	if (credential->way == NULL)
		akv_credential_from_systemd(credential);
	return AKV_OK;
}

static enum akv_code fail_no_principal(struct akv_error *err)
{
	char variables[256];
	char keys[256];
	struct akv_text text;

	akv_text_init(&text, variables, sizeof(variables));
	akv_credential_variables(&text);
	akv_text_init(&text, keys, sizeof(keys));
	akv_credential_keys(&text);
	akv_fail(err, AKV_ERR_SIGN_IN, "NoPrincipal",
		 "no service principal is configured to sign in as");
	akv_error_hint(err, "akv login sets one up;");
	akv_error_hint(err,
		       "or set tenant, client-id and %s in [principal], see "
		       "akv-config(5)",
		       keys);
	akv_error_hint(err,
		       "or set " TENANT_VARIABLE ", " CLIENT_VARIABLE
		       " and %s in the environment",
		       variables);
	return AKV_ERR_SIGN_IN;
}

static void add_missing(struct akv_text *text, bool is_missing,
			const char *name)
{
	if (!is_missing)
		return;
	akv_text_add(text, text->len > 0 ? " and " : "");
	akv_text_add(text, name);
}

/* Half a principal: say which half is missing, in the words of the place
 * where the other half is. */
static enum akv_code fail_incomplete(const struct identity *identity,
				     const struct akv_credential *credential,
				     struct akv_error *err)
{
	bool has_no_ids =
		identity->tenant == NULL && identity->client_id == NULL;
	bool by_variables =
		identity->from_environment ||
		(has_no_ids && credential->place != AKV_CREDENTIAL_IN_FILE);
	char missing[256];
	char ways[256];
	struct akv_text text;

	akv_text_init(&text, ways, sizeof(ways));
	if (by_variables)
		akv_credential_variables(&text);
	else
		akv_credential_keys(&text);
	akv_text_init(&text, missing, sizeof(missing));
	add_missing(&text, identity->tenant == NULL,
		    by_variables ? TENANT_VARIABLE : "tenant");
	add_missing(&text, identity->client_id == NULL,
		    by_variables ? CLIENT_VARIABLE : "client-id");
	add_missing(&text, credential->way == NULL, ways);
	akv_fail(err, AKV_ERR_USAGE, "IncompletePrincipal",
		 "the principal is incomplete without %s%s", missing,
		 by_variables ? "" : " in [principal]");
	if (identity->from_environment)
		akv_error_hint(err, "the variables are used together, never "
				    "with [principal]'s other half");
	else if (by_variables)
		akv_error_hint(err, "or set tenant and client-id in "
				    "[principal]");
	return AKV_ERR_USAGE;
}

static enum akv_code check_ids(const struct identity *identity,
			       struct akv_error *err)
{
	enum akv_code code =
		identity->tenant != NULL ?
			akv_names_check_tenant(identity->tenant, err) :
			AKV_OK;

	if (code != AKV_OK) {
		akv_error_prefix(err, "%s",
				 identity->from_environment ? TENANT_VARIABLE :
							      "tenant");
		return code;
	}
	if (identity->client_id == NULL ||
	    akv_names_is_guid(identity->client_id))
		return AKV_OK;
	akv_fail(err, AKV_ERR_USAGE, "InvalidClientId",
		 "%s: the client id is not a GUID",
		 identity->from_environment ? CLIENT_VARIABLE : "client-id");
	akv_error_hint(err, "it is the Application (client) ID that the "
			    "portal shows, not the name");
	return AKV_ERR_USAGE;
}

static enum akv_code fill(const struct akv_config *config,
			  const struct identity *identity,
			  const struct akv_credential *credential,
			  struct akv_principal *principal,
			  struct akv_error *err)
{
	enum akv_code code = akv_principal_authority(
		config, &principal->authority_host, err);

	if (code != AKV_OK)
		return code;
	principal->cloud = config->cloud;
	principal->tenant =
		strdup(identity->tenant != NULL ? identity->tenant : "");
	principal->client_id =
		strdup(identity->client_id != NULL ? identity->client_id : "");
	principal->source = strdup(credential->name);
	if (principal->tenant == NULL || principal->client_id == NULL ||
	    principal->source == NULL)
		return no_memory(err);
	return akv_credential_load(credential, &config->principal, principal,
				   err);
}

static enum akv_code load(const struct akv_config *config,
			  struct akv_principal *principal,
			  struct akv_error *err)
{
	struct identity identity = find_identity(config);
	struct akv_credential credential;
	enum akv_code code;

	code = find_credential(config, &identity, &credential, err);
	if (code != AKV_OK)
		return code;
	if (credential.way == NULL && identity.tenant == NULL &&
	    identity.client_id == NULL)
		return fail_no_principal(err);
	if (credential.way == NULL ||
	    (akv_credential_needs_ids(&credential) &&
	     (identity.tenant == NULL || identity.client_id == NULL)))
		return fail_incomplete(&identity, &credential, err);
	code = check_ids(&identity, err);
	if (code != AKV_OK)
		return code;
	return fill(config, &identity, &credential, principal, err);
}

enum akv_code akv_principal_load(const struct akv_config *config,
				 struct akv_principal **out,
				 struct akv_error *err)
{
	AKV_AUTO(principal) *principal = calloc(1, sizeof(*principal));
	enum akv_code code;

	if (principal == NULL)
		return no_memory(err);
	code = load(config, principal, err);
	if (code != AKV_OK)
		return code;
	akv_trace("principal %s of %s by %s from %s", principal->client_id,
		  principal->tenant, akv_principal_credential_name(principal),
		  principal->source);
	*out = principal;
	principal = NULL; /* the caller's now */
	return AKV_OK;
}

void akv_principal_free(struct akv_principal *principal)
{
	if (principal == NULL)
		return;
	akv_secret_free(principal->client_secret);
	akv_client_certificate_free(principal->certificate);
	akv_federated_token_free(principal->federated_token);
	akv_managed_identity_free(principal->managed_identity);
	free(principal->tenant);
	free(principal->client_id);
	free(principal->authority_host);
	free(principal->source);
	free(principal);
}

const char *akv_principal_credential_name(const struct akv_principal *principal)
{
	switch (principal->kind) {
	case AKV_CREDENTIAL_CLIENT_SECRET:
		return "client secret";
	case AKV_CREDENTIAL_CERTIFICATE:
		return "certificate";
	case AKV_CREDENTIAL_FEDERATED_TOKEN:
		return "federated token";
	case AKV_CREDENTIAL_MANAGED_IDENTITY:
		return "managed identity";
	default:
		return "credential";
	}
}
