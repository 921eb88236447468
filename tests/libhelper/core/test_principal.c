/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/core/principal.h"
#include "tests/fakes/config_text.h"
#include "tests/fakes/scratch.h"

TestSuite(principal, .init = scratch_make, .fini = scratch_remove);

#define TENANT "72f988bf-86f1-41af-91ab-2d7cd011db47"
#define CLIENT "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff"
#define OTHER_TENANT "contoso.onmicrosoft.com"
#define OTHER_CLIENT "11111111-a4ba-4c58-bd3e-5d3e76bd7fff"
#define SECRET "Xyz8Q~abcdefghijklmnopqrstuvwxyz0123456"

#define TENANT_LINE "tenant = " TENANT "\n"
#define CLIENT_LINE "client-id = " CLIENT "\n"
#define VARIABLES \
	"one of AZURE_CLIENT_SECRET, AZURE_CLIENT_CERTIFICATE_PATH, " \
	"AZURE_FEDERATED_TOKEN_FILE"
#define KEYS \
	"one of client-secret-file, certificate, federated-token-file, " \
	"federated-token-source, managed-identity"
#define IDS TENANT_LINE CLIENT_LINE

static void set_environment(const char *tenant, const char *client_id,
			    const char *secret)
{
	if (tenant != NULL)
		setenv("AZURE_TENANT_ID", tenant, 1);
	if (client_id != NULL)
		setenv("AZURE_CLIENT_ID", client_id, 1);
	if (secret != NULL)
		setenv("AZURE_CLIENT_SECRET", secret, 1);
}

/* [principal] with ${lines} and the file of a client secret. */
static struct akv_config *config_with_file(const char *lines)
{
	char text[1024];

	snprintf(text, sizeof(text), "[principal]\n%sclient-secret-file = %s\n",
		 lines, scratch_text("secret", SECRET "\n"));
	return config_of(text);
}

static struct akv_principal *loaded(const struct akv_config *config)
{
	struct akv_principal *principal = NULL;
	struct akv_error err = { 0 };

	cr_assert_eq(akv_principal_load(config, &principal, &err), AKV_OK, "%s",
		     err.text);
	return principal;
}

static const char *fails(const struct akv_config *config, enum akv_code code,
			 const char *reason, const char *text)
{
	static struct akv_error err;
	struct akv_principal *principal = NULL;

	err = (struct akv_error){ 0 };
	cr_expect_eq(akv_principal_load(config, &principal, &err), code);
	cr_expect_null(principal);
	cr_expect_str_eq(err.reason, reason);
	cr_expect_str_eq(err.text, text);
	return err.hint;
}

Test(principal, is_the_configuration_s)
{
	AKV_AUTO(config) *config = config_with_file(IDS);
	AKV_AUTO(principal) *principal = loaded(config);

	cr_expect_str_eq(principal->tenant, TENANT);
	cr_expect_str_eq(principal->client_id, CLIENT);
	cr_expect_str_eq(principal->authority_host,
			 "login.microsoftonline.com");
	cr_expect_eq(principal->cloud, config->cloud);
	cr_expect_str_eq(principal->source, scratch_path("secret"));
	cr_expect_str_eq(akv_secret_text(principal->client_secret), SECRET);
	cr_expect_eq(strlen(principal->fingerprint), 64);
	cr_expect_str_eq(akv_principal_credential_name(principal),
			 "client secret");
}

Test(principal, the_environment_wins_over_the_configuration)
{
	AKV_AUTO(config) *config = config_with_file(IDS);
	AKV_AUTO(principal) *principal = NULL;

	set_environment(OTHER_TENANT, OTHER_CLIENT, "other");
	principal = loaded(config);
	cr_expect_str_eq(principal->tenant, OTHER_TENANT);
	cr_expect_str_eq(principal->client_id, OTHER_CLIENT);
	cr_expect_str_eq(principal->source, "AZURE_CLIENT_SECRET");
	cr_expect_str_eq(akv_secret_text(principal->client_secret), "other");
	cr_expect_null(getenv("AZURE_CLIENT_SECRET"));
}

Test(principal, there_may_be_none)
{
	AKV_AUTO(config) *config = config_of("");
	const char *hint = fails(config, AKV_ERR_SIGN_IN, "NoPrincipal",
				 "no service principal is configured to sign "
				 "in as");

	cr_expect_str_eq(
		hint,
		"akv login sets one up;\nor set tenant, client-id and " KEYS
		" in [principal], see akv-config(5)\n"
		"or set AZURE_TENANT_ID, AZURE_CLIENT_ID and " VARIABLES
		" in the environment\n");
}

Test(principal, an_empty_variable_is_not_set)
{
	AKV_AUTO(config) *config = config_with_file(IDS);
	AKV_AUTO(principal) *principal = NULL;

	set_environment("", "", "");
	principal = loaded(config);
	cr_expect_str_eq(principal->tenant, TENANT);
}

/* -- half of a principal: every way to have one -- */

Test(principal, half_an_environment_names_what_is_missing)
{
	static const struct {
		const char *tenant, *client_id, *secret, *missing;
	} halves[] = {
		{ TENANT, NULL, NULL, "AZURE_CLIENT_ID and " VARIABLES },
		{ NULL, CLIENT, NULL, "AZURE_TENANT_ID and " VARIABLES },
		{ TENANT, CLIENT, NULL, VARIABLES },
		{ TENANT, NULL, SECRET, "AZURE_CLIENT_ID" },
		{ NULL, CLIENT, SECRET, "AZURE_TENANT_ID" },
	};
	/* a whole [principal] does not fill the gaps */
	AKV_AUTO(config) *whole = config_with_file(IDS);
	AKV_AUTO(config) *none = config_of("");

	for (size_t i = 0; i < sizeof(halves) / sizeof(halves[0]); i++) {
		char text[256];

		unsetenv("AZURE_TENANT_ID");
		unsetenv("AZURE_CLIENT_ID");
		unsetenv("AZURE_CLIENT_SECRET");
		set_environment(halves[i].tenant, halves[i].client_id,
				halves[i].secret);
		snprintf(text, sizeof(text),
			 "the principal is incomplete without %s",
			 halves[i].missing);
		fails(whole, AKV_ERR_USAGE, "IncompletePrincipal", text);
		cr_expect_str_eq(
			fails(none, AKV_ERR_USAGE, "IncompletePrincipal", text),
			"the variables are used together, never with "
			"[principal]'s other half\n");
	}
}

Test(principal, a_credential_variable_goes_with_the_configuration_s_ids)
{
	AKV_AUTO(config) *ids = config_of("[principal]\n" IDS);
	AKV_AUTO(config) *whole = config_with_file(IDS);
	AKV_AUTO(principal) *completed = NULL;
	AKV_AUTO(principal) *replaced = NULL;

	set_environment(NULL, NULL, "from-variable");
	completed = loaded(ids);
	cr_expect_str_eq(completed->tenant, TENANT);
	cr_expect_str_eq(completed->source, "AZURE_CLIENT_SECRET");
	set_environment(NULL, NULL, "from-variable");
	replaced = loaded(whole);
	cr_expect_str_eq(akv_secret_text(replaced->client_secret),
			 "from-variable");
}

Test(principal, a_credential_variable_alone_is_half)
{
	AKV_AUTO(config) *none = config_of("");
	AKV_AUTO(config) *half = config_of("[principal]\n" TENANT_LINE);

	set_environment(NULL, NULL, SECRET);
	cr_expect_str_eq(fails(none, AKV_ERR_USAGE, "IncompletePrincipal",
			       "the principal is incomplete without "
			       "AZURE_TENANT_ID and AZURE_CLIENT_ID"),
			 "or set tenant and client-id in [principal]\n");
	fails(half, AKV_ERR_USAGE, "IncompletePrincipal",
	      "the principal is incomplete without client-id in [principal]");
}

Test(principal, half_a_configuration_names_what_is_missing)
{
	AKV_AUTO(config) *tenant = config_of("[principal]\n" TENANT_LINE);
	AKV_AUTO(config) *client = config_of("[principal]\n" CLIENT_LINE);
	AKV_AUTO(config) *ids = config_of("[principal]\n" IDS);
	AKV_AUTO(config) *file = config_with_file("");
	AKV_AUTO(config) *no_tenant = config_with_file(CLIENT_LINE);

	fails(tenant, AKV_ERR_USAGE, "IncompletePrincipal",
	      "the principal is incomplete without client-id and " KEYS
	      " in [principal]");
	fails(client, AKV_ERR_USAGE, "IncompletePrincipal",
	      "the principal is incomplete without tenant and " KEYS
	      " in [principal]");
	fails(ids, AKV_ERR_USAGE, "IncompletePrincipal",
	      "the principal is incomplete without " KEYS " in [principal]");
	fails(file, AKV_ERR_USAGE, "IncompletePrincipal",
	      "the principal is incomplete without tenant and client-id in "
	      "[principal]");
	fails(no_tenant, AKV_ERR_USAGE, "IncompletePrincipal",
	      "the principal is incomplete without tenant in [principal]");
}

Test(principal, two_credential_variables_are_a_riddle)
{
	AKV_AUTO(config) *config = config_of("");

	set_environment(TENANT, CLIENT, SECRET);
	setenv("AZURE_CLIENT_CERTIFICATE_PATH", "/c.pem", 1);
	fails(config, AKV_ERR_USAGE, "AmbiguousCredential",
	      "AZURE_CLIENT_SECRET and AZURE_CLIENT_CERTIFICATE_PATH are both "
	      "set");
}

/* -- those that are no secret of ours -- */

Test(principal, may_be_the_identity_of_the_machine)
{
	AKV_AUTO(config) *system =
		config_of("[principal]\nmanaged-identity = imds\n");
	AKV_AUTO(config) *user = config_of("[principal]\n" CLIENT_LINE
					   "managed-identity = azure-arc\n");
	AKV_AUTO(principal) *first = loaded(system);
	AKV_AUTO(principal) *second = loaded(user);

	cr_expect_eq(first->kind, AKV_CREDENTIAL_MANAGED_IDENTITY);
	cr_expect_str_eq(first->client_id, "");
	cr_expect_str_eq(first->tenant, "");
	cr_expect_str_eq(first->source, "imds");
	cr_expect_str_eq(akv_principal_credential_name(first),
			 "managed identity");
	cr_expect_str_eq(second->client_id, CLIENT);
	cr_expect_str_neq(first->fingerprint, second->fingerprint);
}

Test(principal, of_app_service_needs_what_app_service_sets)
{
	AKV_AUTO(config) *config =
		config_of("[principal]\nmanaged-identity = app-service\n");
	struct akv_principal *principal = NULL;
	struct akv_error err = { 0 };

	cr_expect_eq(akv_principal_load(config, &principal, &err),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "IncompleteIdentity");
}

Test(principal, may_be_vouched_for_by_others)
{
	AKV_AUTO(config) *config =
		config_of("[principal]\n" IDS
			  "federated-token-source = github-actions\n");
	AKV_AUTO(principal) *principal = NULL;
	struct akv_error err = { 0 };

	cr_expect_eq(akv_principal_load(config, &principal, &err),
		     AKV_ERR_USAGE);
	cr_expect_not_null(strstr(err.text, "ACTIONS_ID_TOKEN_REQUEST_URL"),
			   "%s", err.text);
	setenv("ACTIONS_ID_TOKEN_REQUEST_URL", "https://token.example/a?b=c",
	       1);
	setenv("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "hunter2", 1);
	principal = loaded(config);
	cr_expect_eq(principal->kind, AKV_CREDENTIAL_FEDERATED_TOKEN);
	cr_expect_str_eq(principal->source, "github-actions");
	cr_expect_null(getenv("ACTIONS_ID_TOKEN_REQUEST_TOKEN"));
}

/* -- systemd -- */

static void have_systemd_credential(void)
{
	scratch_text("credentials/akv.client-secret", "from-systemd\n");
	setenv("CREDENTIALS_DIRECTORY", scratch_path("credentials"), 1);
}

Test(principal, systemd_s_credential_completes_either_identity)
{
	AKV_AUTO(config) *config = config_of("[principal]\n" IDS);
	AKV_AUTO(principal) *own = NULL;
	AKV_AUTO(principal) *other = NULL;

	have_systemd_credential();
	own = loaded(config);
	cr_expect_str_eq(own->tenant, TENANT);
	cr_expect_str_eq(akv_secret_text(own->client_secret), "from-systemd");
	cr_expect_str_eq(own->source,
			 scratch_path("credentials/akv.client-secret"));

	set_environment(OTHER_TENANT, OTHER_CLIENT, NULL);
	other = loaded(config);
	cr_expect_str_eq(other->tenant, OTHER_TENANT);
	cr_expect_str_eq(akv_secret_text(other->client_secret), "from-systemd");
}

Test(principal, systemd_s_credential_is_the_last)
{
	AKV_AUTO(config) *config = config_with_file(IDS);
	AKV_AUTO(principal) *file = NULL;
	AKV_AUTO(principal) *variable = NULL;

	have_systemd_credential();
	file = loaded(config);
	cr_expect_str_eq(akv_secret_text(file->client_secret), SECRET);
	set_environment(NULL, NULL, "from-variable");
	variable = loaded(config);
	cr_expect_str_eq(akv_secret_text(variable->client_secret),
			 "from-variable");
}

Test(principal, systemd_s_credential_alone_is_half)
{
	AKV_AUTO(config) *config = config_of("");

	have_systemd_credential();
	fails(config, AKV_ERR_USAGE, "IncompletePrincipal",
	      "the principal is incomplete without AZURE_TENANT_ID and "
	      "AZURE_CLIENT_ID");
}

Test(principal, a_unit_without_the_credential_has_none)
{
	AKV_AUTO(config) *config = config_of("");

	setenv("CREDENTIALS_DIRECTORY", scratch_path("."), 1);
	fails(config, AKV_ERR_SIGN_IN, "NoPrincipal",
	      "no service principal is configured to sign in as");
}

/* -- ids -- */

Test(principal, checks_the_ids_of_the_environment)
{
	AKV_AUTO(config) *config = config_of("");

	set_environment("common", CLIENT, SECRET);
	fails(config, AKV_ERR_USAGE, "InvalidTenant",
	      "AZURE_TENANT_ID: an application signs in to one tenant, not to "
	      "common, organizations or consumers");
	set_environment(TENANT "/../x", CLIENT, SECRET);
	fails(config, AKV_ERR_USAGE, "InvalidTenant",
	      "AZURE_TENANT_ID: the tenant is neither an id nor a domain");
	set_environment(TENANT, "my-app", SECRET);
	cr_expect_str_eq(fails(config, AKV_ERR_USAGE, "InvalidClientId",
			       "AZURE_CLIENT_ID: the client id is not a GUID"),
			 "it is the Application (client) ID that the portal "
			 "shows, not the name\n");
}

Test(principal, freeing_none_does_nothing)
{
	akv_principal_free(NULL);
}
