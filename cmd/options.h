/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_OPTIONS_H
#define AKV_CMD_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/*
 * Every option of every command; a command says which are its own.  Two of
 * one name mean different things to different commands.
 */
enum akv_option {
	AKV_OPTION_HELP,
	AKV_OPTION_VERSION,
	AKV_OPTION_VERBOSE,
	AKV_OPTION_DEBUG,
	AKV_OPTION_ONLY_SHOW_ERRORS,
	AKV_OPTION_OUTPUT,
	AKV_OPTION_QUERY,
	AKV_OPTION_TIMEOUT,
	AKV_OPTION_NAME,
	AKV_OPTION_SECRET,
	AKV_OPTION_NEWLINE,
	AKV_OPTION_BATCH,
	AKV_OPTION_FORMAT,
	AKV_OPTION_VARIABLE,
	AKV_OPTION_VAULT_ID,
	AKV_OPTION_SERVICE_PRINCIPAL,
	AKV_OPTION_IDENTITY,
	AKV_OPTION_CLIENT_ID,
	AKV_OPTION_TENANT,
	AKV_OPTION_CERTIFICATE,
	AKV_OPTION_CERTIFICATE_PASSWORD_FILE,
	AKV_OPTION_FEDERATED_TOKEN_FILE,
	AKV_OPTION_CLIENT_SECRET_FILE,
	AKV_OPTION_TYPE,
	AKV_OPTION_URL,
	AKV_OPTION_HOST,
	AKV_OPTION_PORT,
	AKV_OPTION_PATH,
	AKV_OPTION_USERNAME,
	AKV_OPTION_CONNECTION_SECRET,
	AKV_OPTION_CONNECTION_VERSION,
	AKV_OPTION_MORE_SECRETS,
	AKV_OPTION_PASSWORD_FILE,
	AKV_OPTION_NO_VERIFY,
	AKV_OPTION_YES,
	AKV_OPTION_CONNECTION,
	AKV_OPTION_EXEC_ENV,
	AKV_OPTION_EXEC_FILE,
	AKV_OPTION_EXEC_FD,
	AKV_OPTION_EXEC_STDIN,
	AKV_OPTION_EXEC_RCLONE,
	AKV_OPTION_EXEC_SSH,
	AKV_OPTION_EXEC_SSH_PASSPHRASE,
	AKV_OPTION_LINKED_VAULT,
	AKV_OPTION_SUBSCRIPTION,
	AKV_OPTION_RESOURCE_GROUP,
	AKV_OPTION_LOCATION,
	AKV_OPTION_MAKE_DEFAULT,
	AKV_OPTION_ACCEPT,
	AKV_OPTION_FORCE,
	AKV_OPTION_PASSWORD, /* of az: known in order to be refused */
	AKV_OPTION_EXPIRES_WITHIN,
	AKV_OPTION_NOTIFY,
	AKV_OPTION_VAULT_NAME,
	AKV_OPTION_SECRET_NAME,
	AKV_OPTION_SECRET_VERSION,
	AKV_OPTION_SECRET_ID,
	AKV_OPTION_VAULT_URL,
	AKV_OPTION_MAXRESULTS,
	AKV_OPTION_INCLUDE_MANAGED,
	AKV_OPTION_FILE,
	AKV_OPTION_ENCODING,
	AKV_OPTION_OVERWRITE,
	AKV_OPTION_ANY_SUBSCRIPTION, /* of az: has no meaning here */
	AKV_OPTION_COUNT,
};

/* A set of options, for a table: ends with AKV_OPTION_COUNT. */
#define AKV_OPTIONS(...) \
	((const enum akv_option[]){ __VA_ARGS__, AKV_OPTION_COUNT })

/* Options that every command has. */
extern const enum akv_option akv_options_common[];

enum akv_output_format {
	AKV_OUTPUT_JSON,
	AKV_OUTPUT_JSONC,
	AKV_OUTPUT_NONE,
	AKV_OUTPUT_TABLE,
	AKV_OUTPUT_TSV,
	AKV_OUTPUT_YAML,
};

/* An option as it was given. */
struct akv_option_given {
	enum akv_option option;
	const char *argument; /* "" where it takes none */
};

/* A command line, taken apart.  Its words are borrowed from argv. */
struct akv_options {
	struct akv_option_given *given; /* in order */
	size_t given_count;
	enum akv_output_format output;
	int64_t timeout_ms;
	/* words that are no options: the command's, then its operands; NULL
	 * behind the last one */
	const char *const *operands;
	size_t operand_count;
	size_t behind_dashes; /* the last so many of them stand behind -- */
	char **words; /* what operands points into; owned, as given is */
	int argc;     /* all of it, as it was before */
	char *const *argv;
};

/* What --help prints about an option. */
struct akv_option_help {
	const char *name;     /* without the dashes */
	char letter;	      /* '\0': none */
	const char *argument; /* NULL: takes none */
	const char *text;
};

/* akv_options_help(option): borrowed. */
const struct akv_option_help *akv_options_help(enum akv_option option);

/* akv_options_has(options, option): was it given? */
bool akv_options_has(const struct akv_options *options, enum akv_option option);

/*
 * akv_options_text(options, option): its argument, borrowed; the last one
 * where it was given more than once; NULL where it was not.
 */
const char *akv_options_text(const struct akv_options *options,
			     enum akv_option option);

/*
 * akv_options_parse(argc, argv, known, out, err): take ${argv} apart; options
 * may stand before and behind the command's words, "--" ends them.  ${known}
 * is the command's set, to which the common ones are added; NULL, as long as
 * the command is not known, stands for all that there are.  AKV_ERR_USAGE for
 * an option that does not exist, that lacks its argument, or whose argument
 * makes no sense; AKV_ERR_USAGE (SecretOnCommandLine) for a password.  ${out}
 * is the caller's to akv_options_clear().
 */
enum akv_code akv_options_parse(int argc, char *const *argv,
				const enum akv_option *known,
				struct akv_options *out, struct akv_error *err)
	AKV_CHECKED;

/* akv_options_clear(options): release; an all-zero one is fine. */
void akv_options_clear(struct akv_options *options);

#endif
