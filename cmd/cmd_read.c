/* SPDX-License-Identifier: MIT */
#include <unistd.h>

#include "cmd/command.h"
#include "cmd/session.h"
#include "libhelper/base/process.h"

static enum akv_code connection_of(const struct akv_options *options,
				   const char **out, struct akv_error *err)
{
	const char *name = options->operand_count > 0 ?
				   options->operands[0] :
				   akv_process_env("AKV_CONNECTION");

	if (name == NULL) {
		akv_fail(err, AKV_ERR_USAGE, "NoConnection",
			 "which connection? none was named");
		akv_error_hint(err, "akv read CONNECTION, or set "
				    "AKV_CONNECTION; akv connection list "
				    "shows them");
		return AKV_ERR_USAGE;
	}
	*out = name;
	return AKV_OK;
}

/* The value and what follows it, in one write where it is short enough. */
static enum akv_code write_value(const struct akv_secret *value, bool newline,
				 struct akv_error *err)
{
	AKV_AUTO(secret) *line = NULL;
	enum akv_code code;

	if (!newline)
		return akv_secret_write(value, STDOUT_FILENO, err);
	code = akv_secret_new(akv_secret_len(value) + 1, &line, err);
	if (code != AKV_OK)
		return code;
	code = akv_secret_append_secret(line, value, err);
	if (code != AKV_OK)
		return code;
	code = akv_secret_append_text(line, "\n", err);
	if (code != AKV_OK)
		return code;
	return akv_secret_write(line, STDOUT_FILENO, err);
}

static enum akv_code run(const struct akv_options *options,
			 struct akv_error *err)
{
	__attribute__((
		cleanup(akv_session_close))) struct akv_session session = { 0 };
	__attribute__((cleanup(
		akv_secret_bundle_clear))) struct akv_secret_bundle bundle = {
		0
	};
	struct akv_request request = { .secret = akv_options_text(
					       options, AKV_OPTION_SECRET) };
	struct akv_target target = { 0 };
	enum akv_code code = connection_of(options, &request.connection, err);

	if (code != AKV_OK)
		return code;
	code = akv_session_open(options->timeout_ms, &session, err);
	if (code != AKV_OK)
		return code;
	code = akv_lookup_resolve(session.config, &request, &target, err);
	if (code != AKV_OK)
		return code;
	code = akv_session_fetch(&session, &target, &bundle, err);
	if (code != AKV_OK)
		return code;
	return write_value(bundle.value,
			   akv_options_has(options, AKV_OPTION_NEWLINE), err);
}

const struct akv_command akv_cmd_read = {
	.name = "read",
	.operands = "[CONNECTION]",
	.summary = "print a connection's secret, its bytes and nothing else",
	.details = "Reads the secret from the vault and writes its bytes to\n"
		   "stdout as they are; nothing when anything fails. Without\n"
		   "CONNECTION, $AKV_CONNECTION names it.\n",
	.options = AKV_OPTIONS(AKV_OPTION_TIMEOUT, AKV_OPTION_NEWLINE,
			       AKV_OPTION_SECRET),
	.operands_max = 1,
	.run = run,
};
