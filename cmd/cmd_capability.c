/* SPDX-License-Identifier: MIT */
#include <unistd.h>

#include "cmd/command.h"
#include "protocol/git_credential_answer.h"

static enum akv_code run(AKV_UNUSED const struct akv_options *options,
			 struct akv_error *err)
{
	AKV_AUTO(secret) *lines = NULL;
	enum akv_code code = akv_git_credential_answer_capability(&lines, err);

	if (code != AKV_OK)
		return code;
	return akv_secret_write(lines, STDOUT_FILENO, err);
}

const struct akv_command akv_cmd_capability = {
	.name = "capability",
	.operands = "",
	.summary = "say which version of the line protocol this is",
	.details = "",
	/* git puts the options that its user wrote for "get" before it */
	.options = AKV_OPTIONS(AKV_OPTION_TIMEOUT),
	.run = run,
};
