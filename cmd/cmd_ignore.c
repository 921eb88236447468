/* SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <unistd.h>

#include "cmd/command.h"
#include "protocol/git_credential.h"

/* git puts the options that its user wrote for "get" before each of them. */
#define OPTIONS_OF_GET AKV_OPTIONS(AKV_OPTION_TIMEOUT)

/*
 * Operations that would change something.  git-credential(1) asks a helper
 * that cannot to ignore them silently; the request is read so that its writer
 * is not left with a broken pipe.
 */
static enum akv_code run(AKV_UNUSED const struct akv_options *options,
			 struct akv_error *err)
{
	AKV_AUTO(line_reader) *reader = NULL;
	enum akv_code code = akv_line_reader_new(STDIN_FILENO, &reader, err);

	if (code != AKV_OK)
		return code;
	akv_git_credential_skip(reader);
	return AKV_OK;
}

const struct akv_command akv_cmd_ignore_store = {
	.name = "store",
	.operands = "",
	.summary = "do nothing: a vault is never written to",
	.details = "",
	.options = OPTIONS_OF_GET,
	.run = run,
};

const struct akv_command akv_cmd_ignore_erase = {
	.name = "erase",
	.operands = "",
	.summary = "do nothing: a vault is never written to",
	.details = "",
	.options = OPTIONS_OF_GET,
	.run = run,
};

const struct akv_command akv_cmd_ignore = {
	.name = "",
	.operands = "",
	.summary = "",
	.details = "",
	.options = OPTIONS_OF_GET,
	.operands_max = SIZE_MAX,
	.run = run,
};
