/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cmd/command.h"
#include "cmd/output.h"
#include "cmd/output_list.h"
#include "cmd/secret_document.h"
#include "cmd/secret_target.h"
#include "cmd/session.h"
#include "libhelper/base/text.h"
#include "libhelper/core/vault_list.h"

enum { MAXRESULTS_MAX = 1000000 };

/* What becomes of a list. */
struct collection {
	struct akv_output_list *output; /* owned */
	enum akv_secret_document_kind kind;
	int64_t left; /* how many more may come; -1: all */
	bool wants_managed;
};

static void collection_clear(struct collection *collection)
{
	akv_output_list_free(collection->output);
}

static bool collect(const struct akv_list_item *item, void *context)
{
	struct collection *collection = context;

	if (item->is_managed && !collection->wants_managed)
		return true;
	/* whoever has seen enough, as head(1), has closed our stdout */
	if (!akv_output_list_add(collection->output,
				 akv_secret_document(item->json, item->name,
						     collection->kind)))
		return false;
	if (collection->left > 0)
		collection->left--;
	return collection->left != 0;
}

static enum akv_code fetch(struct akv_session *session,
			   const struct akv_secret_id *id,
			   enum akv_url_list_kind kind,
			   struct collection *collection, struct akv_error *err)
{
	const struct akv_vault_list list = { .kind = kind, .secret = id->name };
	const struct akv_list_visitor visitor = { .visit = collect,
						  .context = collection };
	struct akv_token_source source;
	AKV_AUTO(vault_client) *client = NULL;
	enum akv_code code = akv_session_set_up(session, err);

	if (code != AKV_OK)
		return code;
	source = akv_session_token_source(session);
	code = akv_vault_client_new(&source, id->vault->host, &client, err);
	if (code != AKV_OK)
		return code;
	return akv_vault_list(client, &list, &visitor, err);
}

static enum akv_code read_maxresults(const struct akv_options *options,
				     int64_t *out, struct akv_error *err)
{
	const char *word = akv_options_text(options, AKV_OPTION_MAXRESULTS);

	*out = -1;
	if (word == NULL)
		return AKV_OK;
	if (akv_text_number(word, MAXRESULTS_MAX, out) && *out > 0)
		return AKV_OK;
	return akv_fail(err, AKV_ERR_USAGE, "BadOption",
			"--maxresults takes a whole number from 1 to %d",
			MAXRESULTS_MAX);
}

/* az takes --include-managed alone, and with true or false behind it. */
static enum akv_code read_include_managed(const struct akv_options *options,
					  bool *out, struct akv_error *err)
{
	const char *word =
		options->operand_count > 0 ? options->operands[0] : "true";

	*out = akv_options_has(options, AKV_OPTION_INCLUDE_MANAGED);
	if (options->operand_count > 0 && !*out)
		return akv_fail(err, AKV_ERR_USAGE, "TooManyArguments",
				"akv secret list: there are too many "
				"arguments");
	if (akv_text_equal_nocase(word, "false"))
		*out = false;
	else if (!akv_text_equal_nocase(word, "true"))
		return akv_fail(err, AKV_ERR_USAGE, "BadOption",
				"--include-managed is true or false");
	return AKV_OK;
}

/* A list has a table of its own, which a query takes the place of. */
static enum akv_code print(struct akv_output_list *output,
			   enum akv_output_format format, struct akv_error *err)
{
	AKV_AUTO(json) *rows = NULL;

	if (format != AKV_OUTPUT_TABLE || akv_output_has_query())
		return akv_output_list_finish(output, err);
	rows = akv_secret_document_table(akv_output_list_kept(output));
	return akv_output_print_rows(rows, err);
}

/* What the options are about, page by page, into ${list}; the versions are
 * those of one secret, which has to be named. */
static enum akv_code collect_all(const struct akv_options *options,
				 enum akv_url_list_kind kind,
				 struct collection *list, struct akv_error *err)
{
	__attribute__((
		cleanup(akv_session_close))) struct akv_session session = { 0 };
	struct akv_secret_target target = { 0 };
	enum akv_code code = read_maxresults(options, &list->left, err);

	if (code == AKV_OK)
		code = akv_output_list_new(options->output, &list->output, err);
	if (code == AKV_OK)
		code = akv_session_open(options->timeout_ms, &session, err);
	if (code == AKV_OK)
		code = kind == AKV_URL_LIST_VERSIONS ?
			       akv_secret_target(session.config, options,
						 &target, err) :
			       akv_secret_target_vault(session.config, options,
						       &target, err);
	if (code == AKV_OK)
		code = fetch(&session, &target.id, kind, list, err);
	return code;
}

static enum akv_code run_list(const struct akv_options *options,
			      struct akv_error *err)
{
	__attribute__((cleanup(collection_clear))) struct collection list = {
		.kind = AKV_SECRET_LISTED
	};
	enum akv_code code =
		read_include_managed(options, &list.wants_managed, err);

	if (code == AKV_OK)
		code = collect_all(options, AKV_URL_LIST_SECRETS, &list, err);
	if (code != AKV_OK)
		return code;
	return print(list.output, options->output, err);
}

static enum akv_code run_list_versions(const struct akv_options *options,
				       struct akv_error *err)
{
	__attribute__((cleanup(collection_clear))) struct collection list = {
		.kind = AKV_SECRET_LISTED,
		.wants_managed = true,
	};
	enum akv_code code =
		collect_all(options, AKV_URL_LIST_VERSIONS, &list, err);

	if (code != AKV_OK)
		return code;
	return akv_output_list_finish(list.output, err);
}

static enum akv_code run_list_deleted(const struct akv_options *options,
				      struct akv_error *err)
{
	__attribute__((cleanup(collection_clear))) struct collection list = {
		.kind = AKV_SECRET_DELETED_LISTED,
		.wants_managed = true,
	};
	enum akv_code code =
		collect_all(options, AKV_URL_LIST_DELETED_SECRETS, &list, err);

	if (code != AKV_OK)
		return code;
	return akv_output_list_finish(list.output, err);
}

const struct akv_command akv_cmd_secret_list = {
	.name = "secret list",
	.operands = "--vault-name VAULT",
	.summary = "list a vault's secrets, as az keyvault secret list does",
	.details =
		"Shows no values.  Secrets that belong to a certificate are\n"
		"left out but with --include-managed.\n",
	.options =
		AKV_OPTIONS(AKV_OPTION_VAULT_NAME, AKV_OPTION_VAULT_URL,
			    AKV_OPTION_MAXRESULTS, AKV_OPTION_INCLUDE_MANAGED,
			    AKV_OPTION_OUTPUT, AKV_OPTION_QUERY,
			    AKV_OPTION_TIMEOUT, AKV_OPTION_ANY_SUBSCRIPTION),
	.operands_max = 1,
	.run = run_list,
};

const struct akv_command akv_cmd_secret_list_versions = {
	.name = "secret list-versions",
	.operands = "--vault-name VAULT --name SECRET",
	.summary = "list the versions of a secret",
	.details =
		"Shows no values.  The vault has them in no order that\n"
		"means anything: --query 'sort_by(@,&attributes.created)'.\n",
	.options = AKV_OPTIONS(AKV_OPTION_VAULT_NAME, AKV_OPTION_SECRET_NAME,
			       AKV_OPTION_SECRET_ID, AKV_OPTION_MAXRESULTS,
			       AKV_OPTION_OUTPUT, AKV_OPTION_QUERY,
			       AKV_OPTION_TIMEOUT, AKV_OPTION_ANY_SUBSCRIPTION),
	.run = run_list_versions,
};

const struct akv_command akv_cmd_secret_list_deleted = {
	.name = "secret list-deleted",
	.operands = "--vault-name VAULT",
	.summary = "list the soft-deleted secrets of a vault",
	.details = "Shows until when each can be recovered.\n",
	.options = AKV_OPTIONS(AKV_OPTION_VAULT_NAME, AKV_OPTION_VAULT_URL,
			       AKV_OPTION_MAXRESULTS, AKV_OPTION_OUTPUT,
			       AKV_OPTION_QUERY, AKV_OPTION_TIMEOUT,
			       AKV_OPTION_ANY_SUBSCRIPTION),
	.run = run_list_deleted,
};
