/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "cmd/commands.h"
#include "cmd/complete.h"
#include "cmd/report.h"
#include "cmd/secret_target.h"
#include "cmd/session.h"
#include "libhelper/core/connection_type.h"
#include "libhelper/core/vault_list.h"

/*
 * akv __complete -- WORD ...: for the shells' completion functions
 * (packaging/completions): a candidate on each line, with a tab and a few
 * words behind it, or :files or :commands for what the shell knows better.
 * Whoever presses the tab key wants no message: what fails is left out.
 */

/* Nobody waits longer for the names of secrets. */
enum { PATIENCE_MS = 2000, SECRETS_MAX = 1000 };

static void offer(const struct akv_complete *line, const char *word, size_t len,
		  const char *about)
{
	size_t typed = strlen(line->beginning);

	if (len < typed || strncmp(word, line->beginning, typed) != 0)
		return;
	(void)printf("%.*s%.*s\t%s\n", (int)line->before_len, line->before,
		     (int)len, word, about);
}

/* The name's next word; NULL where the words so far are not its beginning. */
static const char *next_word(const struct akv_command *command,
			     const struct akv_complete *line)
{
	const char *at = command->name;

	for (size_t i = 0; i < line->name_count; i++) {
		size_t len = strcspn(at, " ");

		if (at[len] == '\0' || strlen(line->name[i]) != len ||
		    strncmp(at, line->name[i], len) != 0)
			return NULL;
		at += len + 1;
	}
	return at;
}

/* The rows of a group stand together: its word is offered once. */
static void offer_commands(const struct akv_complete *line)
{
	size_t count;
	const struct akv_command *const *commands = akv_commands(&count);
	const char *last = "";
	size_t last_len = 0;

	for (size_t i = 0; i < count; i++) {
		const char *word = next_word(commands[i], line);
		size_t len = word != NULL ? strcspn(word, " ") : 0;

		if (word == NULL ||
		    (len == last_len && strncmp(word, last, len) == 0))
			continue;
		offer(line, word, len,
		      word[len] == '\0' ? commands[i]->summary : "");
		last = word;
		last_len = len;
	}
}

static void offer_options(const struct akv_complete *line,
			  const enum akv_option *options)
{
	char word[64];

	for (; options != NULL && *options != AKV_OPTION_COUNT; options++) {
		const struct akv_option_help *help = akv_options_help(*options);

		/* what is only known in order to be refused has no words */
		if (help->text[0] == '\0')
			continue;
		(void)snprintf(word, sizeof(word), "--%s", help->name);
		offer(line, word, strlen(word), help->text);
	}
}

static void offer_connections(const struct akv_complete *line,
			      const struct akv_config *config)
{
	for (size_t i = 0; i < config->connection_count; i++) {
		const char *name = config->connections[i].name;

		offer(line, name, strlen(name), "connection");
	}
}

static void offer_vaults(const struct akv_complete *line,
			 const struct akv_config *config)
{
	for (size_t i = 0; i < config->vault_count; i++) {
		const char *name = config->vaults[i].name;

		offer(line, name, strlen(name), "linked vault");
	}
}

static void offer_types(const struct akv_complete *line)
{
	size_t count;
	const struct akv_connection_type *types =
		akv_connection_type_all(&count);

	for (size_t i = 0; i < count; i++)
		offer(line, types[i].name, strlen(types[i].name),
		      types[i].secret != NULL ? types[i].secret : "");
}

struct offers {
	const struct akv_complete *line;
	int left;
};

static bool offer_secret(const struct akv_list_item *item, void *context)
{
	struct offers *offers = context;

	offer(offers->line, item->name, strlen(item->name), "secret");
	return --offers->left > 0;
}

static enum akv_code list_secrets(const struct akv_complete *line,
				  struct akv_session *session)
{
	const struct akv_vault_list list = { .kind = AKV_URL_LIST_SECRETS };
	struct offers offers = { .line = line, .left = SECRETS_MAX };
	const struct akv_list_visitor visitor = { .visit = offer_secret,
						  .context = &offers };
	struct akv_option_given given = { .option = AKV_OPTION_VAULT_NAME,
					  .argument = line->vault };
	const struct akv_options options = { .given = &given,
					     .given_count =
						     line->vault != NULL };
	struct akv_secret_target target = { 0 };
	struct akv_token_source source;
	AKV_AUTO(vault_client) *client = NULL;
	enum akv_code code = akv_secret_target_vault(session->config, &options,
						     &target, NULL);

	if (code == AKV_OK)
		code = akv_session_set_up(session, NULL);
	if (code != AKV_OK)
		return code;
	source = akv_session_token_source(session);
	code = akv_vault_client_new(&source, target.id.vault->host, &client,
				    NULL);
	if (code != AKV_OK)
		return code;
	return akv_vault_list(client, &list, &visitor, NULL);
}

/* What the configuration or the vault knows. */
static void offer_names(const struct akv_complete *line)
{
	__attribute__((
		cleanup(akv_session_close))) struct akv_session session = { 0 };

	if (akv_session_open(PATIENCE_MS, &session, NULL) != AKV_OK)
		return;
	if (line->kind == AKV_COMPLETE_CONNECTION)
		offer_connections(line, session.config);
	else if (line->kind == AKV_COMPLETE_VAULT)
		offer_vaults(line, session.config);
	else
		(void)!list_secrets(line, &session);
}

static enum akv_code run(const struct akv_options *options,
			 AKV_UNUSED struct akv_error *err)
{
	struct akv_complete line;

	akv_report_only_errors();
	akv_complete_read(options->operands, options->operand_count, &line);
	switch (line.kind) {
	case AKV_COMPLETE_NOTHING:
		break;
	case AKV_COMPLETE_COMMAND:
		offer_commands(&line);
		break;
	case AKV_COMPLETE_OPTION:
		offer_options(&line, line.command != NULL ?
					     line.command->options :
					     NULL);
		offer_options(&line, akv_options_common);
		break;
	case AKV_COMPLETE_WORD:
		for (size_t i = 0; line.words[i] != NULL; i++)
			offer(&line, line.words[i], strlen(line.words[i]), "");
		break;
	case AKV_COMPLETE_TYPE:
		offer_types(&line);
		break;
	case AKV_COMPLETE_CONNECTION:
	case AKV_COMPLETE_VAULT:
	case AKV_COMPLETE_SECRET:
		offer_names(&line);
		break;
	case AKV_COMPLETE_FILE:
		(void)puts(":files");
		break;
	case AKV_COMPLETE_PROGRAM:
		(void)puts(":commands");
		break;
	}
	return AKV_OK;
}

const struct akv_command akv_cmd_complete = {
	.name = "__complete",
	.operands = "-- WORD ...",
	.summary = "what a shell may put in the place of the last word",
	.details = "",
	.options = AKV_OPTIONS(AKV_OPTION_TIMEOUT),
	.operands_max = (size_t)-1,
	.run = run,
};
