/* SPDX-License-Identifier: MIT */
#include "cmd/command.h"
#include "cmd/output.h"
#include "cmd/report.h"
#include "cmd/session.h"
#include "cmd/vault_command.h"
#include "cmd/vault_grants.h"

/* What there is to grant can be said without a token; only whom has to be
 * looked up then. */
static enum akv_code find_out(struct akv_session *session,
			      const struct akv_vault_config *vault,
			      struct akv_vault_facts *facts,
			      struct akv_error *err)
{
	struct akv_token_source source;
	enum akv_code code = akv_session_set_up(session, err);

	akv_vault_facts_start(vault, facts);
	if (code == AKV_ERR_SIGN_IN) {
		facts->sign_in_code = code;
		facts->sign_in_err = *err;
	} else if (code != AKV_OK) {
		return code;
	} else {
		source = akv_session_token_source(session);
		akv_vault_facts_who(&source, facts);
		if (facts->sign_in_code == AKV_OK)
			akv_vault_facts_look(&source, vault, facts);
	}
	if (facts->sign_in_code != AKV_OK)
		akv_report_warning("the object id is unknown: %s (%s)",
				   facts->sign_in_err.text,
				   facts->sign_in_err.reason);
	return AKV_OK;
}

static enum akv_code show(struct akv_session *session,
			  const struct akv_vault_config *vault,
			  const struct akv_options *options,
			  struct akv_error *err)
{
	struct akv_vault_facts facts = { 0 };
	const char *secrets[AKV_VAULT_COMMAND_SECRETS_MAX];
	struct akv_vault_grants grants = { .vault = vault, .secrets = secrets };
	AKV_AUTO(json) *list = NULL;
	enum akv_code code = find_out(session, vault, &facts, err);

	if (code != AKV_OK)
		return code;
	grants.model = akv_vault_words_model(&facts);
	if (grants.model == AKV_VAULT_WORDS_UNKNOWN)
		akv_report_note("the permission model of vault %s is not "
				"visible: the commands of both are shown",
				vault->name);
	grants.object_id = facts.who.object_id;
	grants.client_id =
		session->principal == NULL ? "" : session->principal->client_id;
	grants.place = facts.has_place ? &facts.place : NULL;
	grants.secret_count =
		akv_vault_command_secrets(session->config, vault, secrets);
	list = akv_vault_grants_describe(&grants);
	return akv_output_print(list, options->output, err);
}

static enum akv_code run(const struct akv_options *options,
			 struct akv_error *err)
{
	__attribute__((
		cleanup(akv_session_close))) struct akv_session session = { 0 };
	const struct akv_vault_config *vault;
	enum akv_code code =
		akv_session_open(options->timeout_ms, &session, err);

	if (code == AKV_OK)
		code = akv_vault_command_vault(&session, options, &vault, err);
	if (code != AKV_OK)
		return code;
	return show(&session, vault, options, err);
}

const struct akv_command akv_cmd_vault_permissions = {
	.name = "vault permissions",
	.operands = "[--name VAULT]",
	.summary = "show how to grant and revoke what a vault is read with",
	.details =
		"Prints the commands of the Azure CLI for the principal that\n"
		"akv signs in as, under the vault's permission model, or under\n"
		"both where that is not visible: for the whole vault and, with\n"
		"roles, for each secret that a connection uses. akv runs none\n"
		"of them: an administrator does.\n",
	.options = AKV_OPTIONS(AKV_OPTION_OUTPUT, AKV_OPTION_QUERY,
			       AKV_OPTION_TIMEOUT, AKV_OPTION_LINKED_VAULT,
			       AKV_OPTION_VAULT_NAME),
	.operands_max = 1,
	.run = run,
};
