/* SPDX-License-Identifier: MIT */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/base/text.h"

#include "cmd/option_table.h"

#include "cmd/options.h"

enum {
	TIMEOUT_DEFAULT_MS = 30000,
	TIMEOUT_MAX_S = 3600,
	/* what getopt_long() returns for an option; no letter is so high */
	FIRST_VALUE = 256,
};

const struct akv_option_help *akv_options_help(enum akv_option option)
{
	return &akv_option_table[option];
}

const enum akv_option akv_options_common[] = {
	AKV_OPTION_HELP, AKV_OPTION_VERBOSE, AKV_OPTION_DEBUG,
	AKV_OPTION_ONLY_SHOW_ERRORS, AKV_OPTION_COUNT
};

const char *akv_options_text(const struct akv_options *options,
			     enum akv_option option)
{
	for (size_t i = options->given_count; i > 0; i--)
		if (options->given[i - 1].option == option)
			return options->given[i - 1].argument;
	return NULL;
}

bool akv_options_has(const struct akv_options *options, enum akv_option option)
{
	return akv_options_text(options, option) != NULL;
}

static enum akv_code parse_output(const char *word, enum akv_output_format *out,
				  struct akv_error *err)
{
	static const char *const formats[] = {
		[AKV_OUTPUT_JSON] = "json", [AKV_OUTPUT_JSONC] = "jsonc",
		[AKV_OUTPUT_NONE] = "none", [AKV_OUTPUT_TABLE] = "table",
		[AKV_OUTPUT_TSV] = "tsv",   [AKV_OUTPUT_YAML] = "yaml",
	};

	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
		if (akv_text_equal_nocase(word, formats[i])) {
			*out = (enum akv_output_format)i;
			return AKV_OK;
		}
	akv_fail(err, AKV_ERR_USAGE, "BadOption",
		 "--output: there is no format \"%s\"", word);
	akv_error_hint(err, "formats: json, jsonc, none, table, tsv, yaml");
	return AKV_ERR_USAGE;
}

static enum akv_code parse_timeout(const char *word, int64_t *out_ms,
				   struct akv_error *err)
{
	int64_t seconds;

	if (!akv_text_number(word, TIMEOUT_MAX_S, &seconds) || seconds == 0)
		return akv_fail(err, AKV_ERR_USAGE, "BadOption",
				"--timeout takes whole seconds from 1 to %d",
				TIMEOUT_MAX_S);
	*out_ms = seconds * 1000;
	return AKV_OK;
}

/* Other users see the words of a command line, and shells remember them. */
static enum akv_code refuse_password(struct akv_error *err)
{
	akv_fail(err, AKV_ERR_USAGE, "SecretOnCommandLine",
		 "--password: no secret is taken from the command line, where "
		 "others can read it; take this one for known");
	akv_error_hint(err, "leave it out: it is asked for without being "
			    "shown,");
	akv_error_hint(err, "or read from --client-secret-file PATH (akv "
			    "login), --password-file PATH (akv connection), "
			    "or - for stdin");
	return AKV_ERR_USAGE;
}

static enum akv_code take(struct akv_options *options, enum akv_option option,
			  const char *argument, struct akv_error *err)
{
	if (argument == NULL)
		argument = "";
	options->given[options->given_count++] = (struct akv_option_given){
		.option = option,
		.argument = argument,
	};
	if (option == AKV_OPTION_OUTPUT)
		return parse_output(argument, &options->output, err);
	if (option == AKV_OPTION_TIMEOUT)
		return parse_timeout(argument, &options->timeout_ms, err);
	if (option == AKV_OPTION_PASSWORD)
		return refuse_password(err);
	return AKV_OK;
}

/* The tables of getopt_long(3), made from ours. */
struct getopt_tables {
	enum akv_option known[AKV_OPTION_COUNT];
	int known_count;
	struct option longs[AKV_OPTION_COUNT + 1];
	char letters[2 * AKV_OPTION_COUNT + 2];
};

static void know(struct getopt_tables *tables, const enum akv_option *options)
{
	for (; *options != AKV_OPTION_COUNT; options++)
		tables->known[tables->known_count++] = *options;
}

/*
 * As long as the command is not known, one name may take an argument in one
 * command and none in another: then it is left where it stands.
 */
static int argument_of(const struct getopt_tables *tables,
		       const struct akv_option_help *row)
{
	for (int i = 0; i < tables->known_count; i++) {
		const struct akv_option_help *other =
			&akv_option_table[tables->known[i]];

		if (strcmp(other->name, row->name) == 0 &&
		    (other->argument == NULL) != (row->argument == NULL))
			return optional_argument;
	}
	return row->argument == NULL ? no_argument : required_argument;
}

static void fill_getopt_tables(struct getopt_tables *tables)
{
	char *letter = tables->letters;

	/* tell a missing argument (:) from an unknown option (?) */
	*letter++ = ':';
	for (int i = 0; i < tables->known_count; i++) {
		const struct akv_option_help *row =
			&akv_option_table[tables->known[i]];

		tables->longs[i] = (struct option){
			.name = row->name,
			.has_arg = argument_of(tables, row),
			.val = FIRST_VALUE + i,
		};
		if (row->letter == '\0')
			continue;
		*letter++ = row->letter;
		if (row->argument != NULL)
			*letter++ = ':';
	}
	*letter = '\0';
}

static enum akv_code refuse(int found, const char *word, struct akv_error *err)
{
	/* a letter is told by optopt alone: it may stand among others */
	const char letter[] = { '-', (char)optopt, '\0' };
	bool has_letter = optopt != 0 && optopt < FIRST_VALUE;
	/* what stands behind a = could be anything, also a secret */
	int len = has_letter ? 2 : (int)strcspn(word, "=");

	if (has_letter)
		word = letter;

	if (found == ':')
		akv_fail(err, AKV_ERR_USAGE, "BadOption",
			 "%.*s needs an argument", len, word);
	else if (optopt >= FIRST_VALUE)
		akv_fail(err, AKV_ERR_USAGE, "BadOption",
			 "%.*s takes no argument", len, word);
	else
		akv_fail(err, AKV_ERR_USAGE, "UnknownOption",
			 "there is no option %.*s", len, word);
	akv_error_hint(err, "akv --help lists commands, akv COMMAND --help "
			    "its options");
	return AKV_ERR_USAGE;
}

static enum akv_option option_of(const struct getopt_tables *tables, int found)
{
	if (found >= FIRST_VALUE)
		return tables->known[found - FIRST_VALUE];
	for (int i = 0; i < tables->known_count; i++)
		if (akv_option_table[tables->known[i]].letter == found)
			return tables->known[i];
	return AKV_OPTION_COUNT;
}

/*
 * getopt_long(3) takes the beginning of a name for the name.  A script that
 * relied on that would break with the next option that begins so.
 */
static bool is_abbreviated(const struct getopt_tables *tables, int found,
			   const char *word)
{
	const char *name;

	if (found < FIRST_VALUE)
		return false;
	name = tables->longs[found - FIRST_VALUE].name;
	return strcspn(word, "=") != strlen("--") + strlen(name);
}

/* getopt_long(3) leaves the -- that ended the options in front of the words
 * that are none; where it came from says how many stood behind it. */
static size_t count_behind_dashes(const struct akv_options *options, int first)
{
	const char *last = first > 0 ? options->words[first - 1] : "";

	if (strcmp(last, "--") != 0)
		return 0;
	for (int i = 0; i < options->argc; i++)
		if (options->argv[i] == last)
			return (size_t)(options->argc - i - 1);
	return 0;
}

static bool is_letter(int found)
{
	return found < FIRST_VALUE && found != '?' && found != ':';
}

/* getopt_long(3) puts the words in another order: these are ours. */
static enum akv_code take_all(const struct getopt_tables *tables, int argc,
			      struct akv_options *options,
			      struct akv_error *err)
{
	enum akv_code code = AKV_OK;

	opterr = 0;
	optopt = 0;
	optind = 0; /* glibc: start anew, also for a second command line */
	while (code == AKV_OK) {
		const char *word;
		int found = getopt_long(argc, options->words, tables->letters,
					tables->longs, NULL);

		if (found == -1)
			break;
		/* the word that it was found in, before its argument */
		word = options->words[optind - 1];
		if (found != '?' && optarg == word)
			word = options->words[optind - 2];
		else if (is_letter(found) && optarg != NULL && *optarg == '=')
			optarg++; /* -o=tsv, as the Azure CLI takes it */
		if (found == '?' || found == ':' ||
		    is_abbreviated(tables, found, word))
			return refuse(found, word, err);
		code = take(options, option_of(tables, found), optarg, err);
	}
	options->operands = (const char *const *)options->words + optind;
	options->operand_count = (size_t)(argc - optind);
	options->behind_dashes = count_behind_dashes(options, optind);
	return code;
}

enum akv_code akv_options_parse(int argc, char *const *argv,
				const enum akv_option *known,
				struct akv_options *out, struct akv_error *err)
{
	__attribute__((
		cleanup(akv_options_clear))) struct akv_options options = {
		.timeout_ms = TIMEOUT_DEFAULT_MS, .argc = argc, .argv = argv
	};
	struct getopt_tables tables = { 0 };
	/* one word can be several options: -ab */
	size_t letters = 0;
	enum akv_code code;

	for (int i = 0; i < argc; i++)
		letters += strlen(argv[i]);
	options.words = calloc((size_t)argc + 1, sizeof(*options.words));
	options.given = calloc(letters + 1, sizeof(*options.given));
	if (options.words == NULL || options.given == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "no memory");
	memcpy(options.words, argv, (size_t)argc * sizeof(*argv));

	if (known != NULL) {
		know(&tables, known);
		know(&tables, akv_options_common);
	} else {
		for (int i = 0; i < AKV_OPTION_COUNT; i++)
			tables.known[tables.known_count++] = (enum akv_option)i;
	}
	fill_getopt_tables(&tables);
	code = take_all(&tables, argc, &options, err);
	if (code != AKV_OK)
		return code;

	*out = options;
	options = (struct akv_options){ 0 }; /* the caller's now */
	return AKV_OK;
}

void akv_options_clear(struct akv_options *options)
{
	free(options->given);
	free(options->words);
	*options = (struct akv_options){ 0 };
}
