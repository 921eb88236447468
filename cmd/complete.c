/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cmd/commands.h"

#include "cmd/complete.h"

/* Does the name of ${command} begin with the words so far? */
static bool begins(const struct akv_command *command,
		   const struct akv_complete *line)
{
	const char *at = command->name;

	for (size_t i = 0; i < line->name_count; i++) {
		size_t len = strcspn(at, " ");

		if (strlen(line->name[i]) != len ||
		    strncmp(at, line->name[i], len) != 0)
			return false;
		at += len;
		at += *at == ' ' ? 1 : 0;
	}
	return true;
}

static bool is_beginning_of_a_command(const struct akv_complete *line)
{
	size_t count;
	const struct akv_command *const *commands = akv_commands(&count);

	for (size_t i = 0; i < count; i++)
		if (begins(commands[i], line))
			return true;
	return false;
}

static bool is_called(const struct akv_option_help *help, const char *word,
		      size_t len)
{
	if (word[1] != '-')
		return len == 2 && help->letter == word[1];
	return strlen(help->name) == len - 2 &&
	       strncmp(help->name, word + 2, len - 2) == 0;
}

static const struct akv_option_help *find_in(const enum akv_option *options,
					     const char *word, size_t len)
{
	for (; options != NULL && *options != AKV_OPTION_COUNT; options++)
		if (is_called(akv_options_help(*options), word, len))
			return akv_options_help(*options);
	return NULL;
}

/* The option that ${word}, up to a =, is in this command; NULL: none. */
static const struct akv_option_help *find(const struct akv_complete *line,
					  const char *word)
{
	const struct akv_option_help *found = NULL;
	size_t len = strcspn(word, "=");

	if (word[0] != '-' || len < 2)
		return NULL;
	if (line->command != NULL)
		found = find_in(line->command->options, word, len);
	return found != NULL ? found : find_in(akv_options_common, word, len);
}

static bool takes_next_word(const struct akv_option_help *help,
			    const char *word)
{
	return help != NULL && help->argument != NULL &&
	       strchr(word, '=') == NULL;
}

/* A word that is neither an option nor one's argument. */
static void take_name(struct akv_complete *line, const char *word)
{
	size_t used;

	if (line->command != NULL ||
	    line->name_count == AKV_COMPLETE_NAME_WORDS)
		return;
	line->name[line->name_count++] = word;
	line->command = akv_commands_find(line->name, line->name_count, &used);
}

static bool is_in_group(const struct akv_complete *line, const char *group)
{
	return line->command != NULL &&
	       strncmp(line->command->name, group, strlen(group)) == 0;
}

static enum akv_complete_kind kind_of_name(const struct akv_complete *line)
{
	if (is_in_group(line, "secret "))
		return AKV_COMPLETE_SECRET;
	if (is_in_group(line, "connection ") || is_in_group(line, "read"))
		return AKV_COMPLETE_CONNECTION;
	return is_in_group(line, "vault ") ? AKV_COMPLETE_VAULT :
					     AKV_COMPLETE_NOTHING;
}

static enum akv_complete_kind words_of(struct akv_complete *line,
				       const char *const *words)
{
	line->words = words;
	return AKV_COMPLETE_WORD;
}

/* What the argument of an option is, by the name that --help gives it. */
static enum akv_complete_kind
kind_of_argument(struct akv_complete *line, const struct akv_option_help *help)
{
	static const char *const formats[] = { "json", "jsonc", "none", "table",
					       "tsv",  "yaml",	NULL };
	static const char *const encodings[] = {
		"ascii", "base64", "hex", "utf-8", "utf-16be", "utf-16le", NULL
	};

	static const char *const ways[] = { "raw",    "base64",	 "json",
					    "env",    "netrc",	 "curl",
					    "pgpass", "ssh-key", "pem",
					    "key",    "cert",	 NULL };

	if (strcmp(help->name, "output") == 0)
		return words_of(line, formats);
	if (strcmp(help->name, "encoding") == 0)
		return words_of(line, encodings);
	if (strcmp(help->name, "format") == 0)
		return words_of(line, ways);
	if (strcmp(help->name, "type") == 0)
		return AKV_COMPLETE_TYPE;
	if (strcmp(help->name, "vault-name") == 0 ||
	    strcmp(help->name, "vault") == 0)
		return AKV_COMPLETE_VAULT;
	if (strcmp(help->name, "connection") == 0)
		return AKV_COMPLETE_CONNECTION;
	if (strcmp(help->name, "secret") == 0 ||
	    strcmp(help->name, "secret-name") == 0 ||
	    strcmp(help->name, "more-secrets") == 0)
		return AKV_COMPLETE_SECRET;
	if (strcmp(help->name, "name") == 0)
		return kind_of_name(line);
	if (strcmp(help->argument, "PATH") == 0 ||
	    strcmp(help->argument, "FILE") == 0)
		return AKV_COMPLETE_FILE;
	return AKV_COMPLETE_NOTHING;
}

static enum akv_complete_kind kind_of_operand(const struct akv_complete *line)
{
	if (line->command == NULL)
		return is_beginning_of_a_command(line) ? AKV_COMPLETE_COMMAND :
							 AKV_COMPLETE_NOTHING;
	if (strstr(line->command->operands, "CONNECTION") != NULL &&
	    strstr(line->command->operands, "--name") == NULL)
		return AKV_COMPLETE_CONNECTION;
	return AKV_COMPLETE_NOTHING;
}

/* The last word: an option's argument, an option, or another word. */
static void judge(struct akv_complete *line, const struct akv_option_help *open,
		  const char *last)
{
	const struct akv_option_help *help = find(line, last);

	line->before = last;
	line->beginning = last;
	if (open != NULL) {
		line->kind = kind_of_argument(line, open);
	} else if (last[0] == '-' && strchr(last, '=') != NULL) {
		if (help == NULL || help->argument == NULL)
			return;
		line->before_len = strcspn(last, "=") + 1;
		line->beginning = last + line->before_len;
		line->kind = kind_of_argument(line, help);
	} else if (last[0] == '-') {
		line->kind = AKV_COMPLETE_OPTION;
	} else {
		line->kind = kind_of_operand(line);
	}
}

/* Takes an option that stands in front of the last word.  Returns it when the
 * next word is its argument. */
static const struct akv_option_help *
take_option(struct akv_complete *line, const char *word, const char *next)
{
	static const char vault[] = "--vault-name";
	const struct akv_option_help *help = find(line, word);

	if (strncmp(word, vault, sizeof(vault) - 1) == 0) {
		if (word[sizeof(vault) - 1] == '=')
			line->vault = word + sizeof(vault);
		else if (takes_next_word(help, word))
			line->vault = next;
	}
	return takes_next_word(help, word) ? help : NULL;
}

void akv_complete_read(const char *const *words, size_t count,
		       struct akv_complete *out)
{
	struct akv_complete line = { .before = "", .beginning = "" };
	const struct akv_option_help *open = NULL;

	for (size_t i = 0; i + 1 < count; i++) {
		if (open != NULL) {
			open = NULL;
		} else if (strcmp(words[i], "--") == 0) {
			line.kind = AKV_COMPLETE_PROGRAM;
			line.beginning = words[count - 1];
			*out = line;
			return;
		} else if (words[i][0] == '-' && words[i][1] != '\0') {
			open = take_option(&line, words[i],
					   i + 2 < count ? words[i + 1] : NULL);
		} else {
			take_name(&line, words[i]);
		}
	}
	if (count > 0)
		judge(&line, open, words[count - 1]);
	*out = line;
}
