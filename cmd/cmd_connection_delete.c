/* SPDX-License-Identifier: MIT */
#include <unistd.h>

#include "cmd/command.h"
#include "cmd/confirm.h"
#include "cmd/connection_request.h"
#include "libhelper/core/config_file.h"
#include "libhelper/core/connection_setup.h"

/* The time that a person takes is not ours, and nothing is locked for it. */
static enum akv_code ask(const struct akv_options *options, const char *name,
			 struct akv_error *err)
{
	const struct akv_connection_config *connection;
	AKV_AUTO(config) *config = NULL;
	enum akv_code code = akv_config_load(&config, err);

	if (code == AKV_OK)
		code = akv_config_connection(config, name, &connection, err);
	if (code != AKV_OK || akv_options_has(options, AKV_OPTION_YES) ||
	    isatty(STDIN_FILENO) == 0)
		return code;
	return akv_confirm(connection->password_store != NULL ?
				   "Forget the password of the connection, "
				   "and delete" :
				   "Delete the connection",
			   name, err);
}

static enum akv_code run(const struct akv_options *options,
			 struct akv_error *err)
{
	const struct akv_connection_config *connection;
	AKV_AUTO(config_file) *file = NULL;
	AKV_AUTO(config) *before = NULL;
	const char *name;
	enum akv_code code = akv_connection_request_name(options, &name, err);

	if (code == AKV_OK)
		code = ask(options, name, err);
	if (code == AKV_OK)
		code = akv_config_file_open(
			akv_clock_deadline_in(options->timeout_ms), &file, err);
	if (code == AKV_OK)
		code = akv_config_file_preview(file, &before, err);
	if (code == AKV_OK)
		code = akv_config_connection(before, name, &connection, err);
	if (code != AKV_OK)
		return code;
	return akv_connection_setup_delete(connection, file, err);
}

const struct akv_command akv_cmd_connection_delete = {
	.name = "connection delete",
	.operands = "--name CONNECTION",
	.summary = "delete a connection, and forget its password",
	.details =
		"Takes it out of the user's configuration (or that of\n"
		"AKV_CONFIG), and forgets the password that is kept for it,\n"
		"if it uses no vault. Asks first, on a terminal. Nothing\n"
		"changes in the vault.\n",
	.options = AKV_OPTIONS(AKV_OPTION_OUTPUT, AKV_OPTION_QUERY,
			       AKV_OPTION_TIMEOUT, AKV_OPTION_NAME,
			       AKV_OPTION_YES),
	.operands_max = 1,
	.run = run,
};
