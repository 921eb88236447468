/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "cmd/command.h"
#include "cmd/output.h"
#include "cmd/session.h"
#include "cmd/vault_check_rows.h"
#include "cmd/vault_command.h"
#include "libhelper/core/vault_client.h"

/* All that is found out; some of it is large. */
struct findings {
	struct akv_vault_facts facts;
	struct akv_vault_probe probe;
	struct akv_vault_check_row rows[AKV_VAULT_CHECK_ROWS];
};

static const char *known(const char *text)
{
	return text[0] != '\0' ? text : NULL;
}

static enum akv_code print(const struct findings *findings,
			   enum akv_output_format format, struct akv_error *err)
{
	AKV_AUTO(json) *list = akv_json_new_array();

	for (size_t i = 0; i < AKV_VAULT_CHECK_ROWS; i++) {
		const struct akv_vault_check_row *row = &findings->rows[i];
		struct akv_json *object = akv_json_new_object();

		akv_json_set_text(object, "check", row->name);
		akv_json_set_text(object, "state",
				  akv_vault_check_row_word(row->state));
		akv_json_set_text(object, "reason", known(row->reason));
		akv_json_set_text(object, "seen", row->seen);
		akv_json_set_text(object, "remedy", known(row->remedy));
		akv_json_append(list, object);
	}
	return akv_output_print(list, format, err);
}

/* -- finding out -- */

static enum akv_code probe(const struct akv_token_source *source,
			   const struct akv_config *config,
			   const struct akv_vault_config *vault,
			   struct akv_vault_probe *out, struct akv_error *err)
{
	const char *secrets[AKV_VAULT_COMMAND_SECRETS_MAX];
	size_t count = akv_vault_command_secrets(config, vault, secrets);
	AKV_AUTO(vault_client) *client = NULL;
	enum akv_code code =
		akv_vault_client_new(source, vault->host, &client, err);

	if (code == AKV_OK)
		akv_vault_probe(client, secrets, count, out);
	return code;
}

/* Without a principal there is nothing to find out, and that is a finding. */
static enum akv_code find_out(struct akv_session *session,
			      const struct akv_vault_config *vault,
			      struct findings *findings, struct akv_error *err)
{
	struct akv_vault_facts *facts = &findings->facts;
	struct akv_token_source source;
	enum akv_code code = akv_session_set_up(session, err);

	akv_vault_facts_start(vault, facts);
	if (code == AKV_ERR_SIGN_IN) {
		facts->sign_in_code = code;
		facts->sign_in_err = *err;
		return AKV_OK;
	}
	if (code != AKV_OK)
		return code;
	source = akv_session_token_source(session);
	akv_vault_facts_who(&source, facts);
	if (facts->sign_in_code != AKV_OK)
		return AKV_OK;
	code = probe(&source, session->config, vault, &findings->probe, err);
	if (code == AKV_OK)
		akv_vault_facts_look(&source, vault, facts);
	return code;
}

static size_t count_failures(const struct findings *findings)
{
	size_t count = 0;

	for (size_t i = 0; i < AKV_VAULT_CHECK_ROWS; i++)
		if (findings->rows[i].state == AKV_VAULT_CHECK_FAILURE)
			count++;
	return count;
}

static enum akv_code conclude(const struct findings *findings,
			      const struct akv_vault_config *vault,
			      struct akv_error *err)
{
	const struct akv_vault_check_row *worst =
		akv_vault_check_rows_worst(findings->rows);
	size_t count = count_failures(findings);

	if (worst == NULL)
		return AKV_OK;
	akv_fail(err, worst->code, worst->reason, "%s", worst->seen);
	if (worst->remedy[0] != '\0')
		akv_error_hint(err, "%s", worst->remedy);
	akv_error_prefix(err, "vault %s: %zu prerequisite%s not met; %s",
			 vault->name, count, count == 1 ? " is" : "s are",
			 worst->name);
	return worst->code;
}

static enum akv_code check(struct akv_session *session,
			   const struct akv_vault_config *vault,
			   const struct akv_options *options,
			   struct findings *findings, struct akv_error *err)
{
	struct akv_vault_check input = {
		.config = session->config,
		.vault = vault,
		.facts = &findings->facts,
		.probe = &findings->probe,
	};
	enum akv_code code = find_out(session, vault, findings, err);

	if (code != AKV_OK)
		return code;
	input.client_id =
		session->principal == NULL ? "" : session->principal->client_id;
	akv_vault_check_rows_make(&input, findings->rows);
	code = print(findings, options->output, err);
	if (code != AKV_OK)
		return code;
	return conclude(findings, vault, err);
}

static enum akv_code run(const struct akv_options *options,
			 struct akv_error *err)
{
	__attribute__((
		cleanup(akv_session_close))) struct akv_session session = { 0 };
	const struct akv_vault_config *vault;
	struct findings *findings;
	enum akv_code code =
		akv_session_open(options->timeout_ms, &session, err);

	if (code == AKV_OK)
		code = akv_vault_command_vault(&session, options, &vault, err);
	if (code != AKV_OK)
		return code;
	findings = calloc(1, sizeof(*findings));
	if (findings == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "no memory");
	code = check(&session, vault, options, findings, err);
	free(findings);
	return code;
}

const struct akv_command akv_cmd_vault_check = {
	.name = "vault check",
	.operands = "[--name VAULT]",
	.summary = "see whether a linked vault has all that akv needs",
	.details =
		"Shows a row for each prerequisite: ok, warning, failure or not\n"
		"visible, what was seen, and the command that would mend it;\n"
		"akv runs none of them. Rights are tried, not guessed: secrets\n"
		"of connections are read, and wiped at once. What Resource\n"
		"Manager does not let us see is not visible, never ok. The exit\n"
		"status is the worst failure's, see akv(1); a warning is none.\n",
	.options = AKV_OPTIONS(AKV_OPTION_OUTPUT, AKV_OPTION_QUERY,
			       AKV_OPTION_TIMEOUT, AKV_OPTION_LINKED_VAULT,
			       AKV_OPTION_VAULT_NAME),
	.operands_max = 1,
	.run = run,
};
