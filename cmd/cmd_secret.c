/* SPDX-License-Identifier: MIT */
#include "cmd/command.h"
#include "cmd/output.h"
#include "cmd/secret_document.h"
#include "cmd/secret_target.h"
#include "cmd/session.h"
#include "libhelper/core/vault_list.h"

static enum akv_code run_show(const struct akv_options *options,
			      struct akv_error *err)
{
	__attribute__((
		cleanup(akv_session_close))) struct akv_session session = { 0 };
	__attribute__((cleanup(
		akv_secret_bundle_clear))) struct akv_secret_bundle bundle = {
		0
	};
	struct akv_secret_target secret = { 0 };
	struct akv_target target = { 0 };
	AKV_AUTO(json) *document = NULL;
	enum akv_code code =
		akv_session_open(options->timeout_ms, &session, err);

	if (code == AKV_OK)
		code = akv_secret_target(session.config, options, &secret, err);
	if (code != AKV_OK)
		return code;
	target.id = secret.id;
	target.id.is_shown = true;
	code = akv_session_fetch(&session, &target, &bundle, err);
	if (code != AKV_OK)
		return code;
	document =
		akv_secret_document(bundle.json, bundle.name, AKV_SECRET_SHOWN);
	return akv_output_print_sorted(document, options->output, err);
}

static bool take_deleted(const struct akv_list_item *item, void *context)
{
	struct akv_json **out = context;

	*out = akv_secret_document(item->json, item->name,
				   AKV_SECRET_DELETED_SHOWN);
	return false;
}

static enum akv_code read_deleted(struct akv_session *session,
				  const struct akv_secret_id *id,
				  struct akv_json **out, struct akv_error *err)
{
	const struct akv_list_visitor visitor = { .visit = take_deleted,
						  .context = out };
	struct akv_token_source source;
	AKV_AUTO(vault_client) *client = NULL;
	enum akv_code code = akv_session_set_up(session, err);

	if (code != AKV_OK)
		return code;
	source = akv_session_token_source(session);
	code = akv_vault_client_new(&source, id->vault->host, &client, err);
	if (code != AKV_OK)
		return code;
	return akv_vault_list_deleted_one(client, id->name, &visitor, err);
}

static enum akv_code run_show_deleted(const struct akv_options *options,
				      struct akv_error *err)
{
	__attribute__((
		cleanup(akv_session_close))) struct akv_session session = { 0 };
	struct akv_secret_target secret = { 0 };
	AKV_AUTO(json) *document = NULL;
	enum akv_code code =
		akv_session_open(options->timeout_ms, &session, err);

	if (code == AKV_OK)
		code = akv_secret_target(session.config, options, &secret, err);
	if (code == AKV_OK)
		code = read_deleted(&session, &secret.id, &document, err);
	if (code != AKV_OK)
		return code;
	return akv_output_print_sorted(document, options->output, err);
}

const struct akv_command akv_cmd_secret_show = {
	.name = "secret show",
	.operands = "--vault-name VAULT --name SECRET",
	.summary = "print a secret, as az keyvault secret show does",
	.details =
		"Prints the secret with its value.  For the value alone:\n"
		"--query value -o tsv.  VAULT is a linked vault, or the name\n"
		"of any vault of the configured cloud.\n",
	.options = AKV_OPTIONS(AKV_OPTION_VAULT_NAME, AKV_OPTION_SECRET_NAME,
			       AKV_OPTION_SECRET_VERSION, AKV_OPTION_SECRET_ID,
			       AKV_OPTION_OUTPUT, AKV_OPTION_QUERY,
			       AKV_OPTION_TIMEOUT, AKV_OPTION_ANY_SUBSCRIPTION),
	.run = run_show,
};

const struct akv_command akv_cmd_secret_show_deleted = {
	.name = "secret show-deleted",
	.operands = "--vault-name VAULT --name SECRET",
	.summary = "show a soft-deleted secret, and until when it is kept",
	.details = "Its value is not shown: the vault keeps it back until the\n"
		   "secret is recovered.  --id takes a recovery id too.\n",
	.options = AKV_OPTIONS(AKV_OPTION_VAULT_NAME, AKV_OPTION_SECRET_NAME,
			       AKV_OPTION_SECRET_ID, AKV_OPTION_OUTPUT,
			       AKV_OPTION_QUERY, AKV_OPTION_TIMEOUT,
			       AKV_OPTION_ANY_SUBSCRIPTION),
	.run = run_show_deleted,
};
