/* SPDX-License-Identifier: MIT */
#include "cmd/command.h"
#include "cmd/connection_output.h"
#include "cmd/connection_request.h"
#include "cmd/output.h"
#include "libhelper/core/config.h"

static enum akv_code run_list(const struct akv_options *options,
			      struct akv_error *err)
{
	AKV_AUTO(config) *config = NULL;
	AKV_AUTO(json) *list = NULL;
	enum akv_code code = akv_config_load(&config, err);

	if (code != AKV_OK)
		return code;
	list = akv_json_new_array();
	for (size_t i = 0; i < config->connection_count; i++)
		akv_json_append(list,
				akv_connection_output(&config->connections[i]));
	return akv_output_print(list, options->output, err);
}

static enum akv_code run_show(const struct akv_options *options,
			      struct akv_error *err)
{
	AKV_AUTO(config) *config = NULL;
	AKV_AUTO(json) *object = NULL;
	const struct akv_connection_config *connection;
	const char *name;
	enum akv_code code = akv_connection_request_name(options, &name, err);

	if (code != AKV_OK)
		return code;
	code = akv_config_load(&config, err);
	if (code != AKV_OK)
		return code;
	code = akv_config_connection(config, name, &connection, err);
	if (code != AKV_OK)
		return code;
	object = akv_connection_output(connection);
	return akv_output_print(object, options->output, err);
}

const struct akv_command akv_cmd_connection_list = {
	.name = "connection list",
	.operands = "",
	.summary = "list the configured connections",
	.details = "Shows names and places, never a secret's value.\n",
	.options = AKV_OPTIONS(AKV_OPTION_OUTPUT, AKV_OPTION_QUERY),
	.run = run_list,
};

const struct akv_command akv_cmd_connection_show = {
	.name = "connection show",
	.operands = "--name CONNECTION",
	.summary = "show one connection",
	.details = "Shows names and places, never a secret's value.\n",
	.options = AKV_OPTIONS(AKV_OPTION_OUTPUT, AKV_OPTION_QUERY,
			       AKV_OPTION_NAME),
	.operands_max = 1,
	.run = run_show,
};
