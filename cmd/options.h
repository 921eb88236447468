/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_OPTIONS_H
#define AKV_CMD_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/* Every option of every command; a command says which are its own. */
enum akv_option {
	AKV_OPTION_HELP,
	AKV_OPTION_VERSION,
	AKV_OPTION_VERBOSE,
	AKV_OPTION_DEBUG,
	AKV_OPTION_ONLY_SHOW_ERRORS,
	AKV_OPTION_OUTPUT,
	AKV_OPTION_TIMEOUT,
	AKV_OPTION_NAME,
	AKV_OPTION_SECRET,
	AKV_OPTION_NEWLINE,
	AKV_OPTION_SERVICE_PRINCIPAL,
	AKV_OPTION_IDENTITY,
	AKV_OPTION_USERNAME,
	AKV_OPTION_TENANT,
	AKV_OPTION_CERTIFICATE,
	AKV_OPTION_CERTIFICATE_PASSWORD_FILE,
	AKV_OPTION_FEDERATED_TOKEN_FILE,
	AKV_OPTION_CLIENT_SECRET_FILE,
	AKV_OPTION_PASSWORD, /* of az: known in order to be refused */
	AKV_OPTION_COUNT,
};

/* A set of options: bit n is option n. */
#define AKV_OPTION_BIT(option) (1u << (option))

/* Options that every command has. */
#define AKV_OPTIONS_COMMON \
	(AKV_OPTION_BIT(AKV_OPTION_HELP) | \
	 AKV_OPTION_BIT(AKV_OPTION_VERBOSE) | \
	 AKV_OPTION_BIT(AKV_OPTION_DEBUG) | \
	 AKV_OPTION_BIT(AKV_OPTION_ONLY_SHOW_ERRORS))

enum akv_output_format {
	AKV_OUTPUT_JSON,
	AKV_OUTPUT_TABLE,
	AKV_OUTPUT_TSV,
};

enum { AKV_OPERANDS_MAX = 64 };

/* A command line, taken apart.  Everything is borrowed from argv. */
struct akv_options {
	unsigned int given; /* set of options */
	const char *name;
	const char *secret;
	const char *username;
	const char *tenant;
	const char *certificate;
	const char *certificate_password_file;
	const char *federated_token_file;
	const char *client_secret_file;
	enum akv_output_format output;
	int64_t timeout_ms;
	/* words that are no options: the command's, then its operands */
	const char *operands[AKV_OPERANDS_MAX];
	size_t operand_count;
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
 * akv_options_parse(argc, argv, out, err): take ${argv} apart; options may
 * stand before and behind the command's words, "--" ends them.  AKV_ERR_USAGE
 * for an option that does not exist, that lacks its argument, or whose
 * argument makes no sense; AKV_ERR_USAGE (SecretOnCommandLine) for a password.
 */
enum akv_code akv_options_parse(int argc, char **argv, struct akv_options *out,
				struct akv_error *err) AKV_CHECKED;

#endif
