/* SPDX-License-Identifier: MIT */
#include "cmd/command.h"
#include "cmd/connection_change.h"
#include "cmd/connection_request.h"
#include "libhelper/core/config_file.h"

static enum akv_code check_any(const struct akv_connection_request *request,
			       struct akv_error *err)
{
	const struct akv_connection_setup *setup = &request->setup;

	if (setup->type != NULL || setup->url != NULL ||
	    setup->username != NULL || setup->secret != NULL ||
	    setup->version != NULL || setup->vault != NULL ||
	    setup->more_secrets != NULL || request->password_file != NULL)
		return AKV_OK;
	akv_fail(err, AKV_ERR_USAGE, "NothingToChange",
		 "akv connection update: what is to change?");
	akv_error_hint(err, "akv connection update --help");
	return AKV_ERR_USAGE;
}

/* What it may become, and where its secret will be. */
static enum akv_code prepare(const struct akv_config *config,
			     const struct akv_connection_config *before,
			     struct akv_connection_request *request,
			     struct akv_error *err)
{
	struct akv_connection_setup *setup = &request->setup;
	const struct akv_vault_config *vault;
	enum akv_code code = akv_connection_setup_check_change(
		before, setup, request->password_file != NULL, err);

	setup->leaves_password = before->vault == NULL && setup->secret != NULL;
	if (code != AKV_OK)
		return code;
	if (setup->vault == NULL && !setup->leaves_password)
		return AKV_OK;
	code = akv_config_vault(config, setup->vault, &vault, err);
	if (code == AKV_OK)
		setup->vault = vault->name;
	return code;
}

/* Once before anybody is asked, and once when nobody else changes it. */
static enum akv_code look(const struct akv_config *config,
			  const struct akv_options *options,
			  struct akv_connection_request *request,
			  struct akv_error *err)
{
	const struct akv_connection_config *before;
	const char *name;
	enum akv_code code = akv_connection_request_name(options, &name, err);

	if (code == AKV_OK)
		code = akv_config_connection(config, name, &before, err);
	if (code == AKV_OK)
		code = akv_connection_request_init(options, before, request,
						   err);
	if (code == AKV_OK)
		code = check_any(request, err);
	if (code == AKV_OK)
		code = prepare(config, before, request, err);
	return code;
}

static enum akv_code change(const struct akv_options *options,
			    struct akv_secret **password, struct akv_error *err)
{
	__attribute__((cleanup(
		akv_connection_request_clear))) struct akv_connection_request
		request = { 0 };
	AKV_AUTO(config_file) *file = NULL;
	AKV_AUTO(config) *before = NULL;
	enum akv_code code = akv_config_file_open(
		akv_clock_deadline_in(options->timeout_ms), &file, err);

	if (code == AKV_OK)
		code = akv_config_file_preview(file, &before, err);
	if (code == AKV_OK)
		code = look(before, options, &request, err);
	if (code == AKV_OK)
		code = akv_connection_setup_check_place(
			file, request.setup.name, err);
	if (code != AKV_OK)
		return code;
	request.password = *password;
	*password = NULL; /* the request's now */
	request.setup.password = request.password;
	return akv_connection_change_make(&request, file, options, err);
}

static enum akv_code run(const struct akv_options *options,
			 struct akv_error *err)
{
	__attribute__((cleanup(
		akv_connection_request_clear))) struct akv_connection_request
		request = { 0 };
	AKV_AUTO(config) *config = NULL;
	enum akv_code code = akv_config_load(&config, err);

	if (code == AKV_OK)
		code = look(config, options, &request, err);
	if (code == AKV_OK && request.password_file != NULL)
		code = akv_connection_request_take_password(&request, err);
	if (code != AKV_OK)
		return code;
	return change(options, &request.password, err);
}

const struct akv_command akv_cmd_connection_update = {
	.name = "connection update",
	.operands = "--name CONNECTION",
	.summary = "change a connection",
	.details =
		"Changes what is said, and leaves the rest; '' takes a value\n"
		"out. A secret that is named is read once first.\n"
		"\n"
		"--secret-name moves a connection with a password of its own to\n"
		"the vault and forgets that password, for good: to go back,\n"
		"delete it and create another.\n",
	.options = AKV_OPTIONS(
		AKV_OPTION_OUTPUT, AKV_OPTION_QUERY, AKV_OPTION_TIMEOUT,
		AKV_OPTION_NAME, AKV_OPTION_TYPE, AKV_OPTION_URL,
		AKV_OPTION_HOST, AKV_OPTION_PORT, AKV_OPTION_PATH,
		AKV_OPTION_USERNAME, AKV_OPTION_CONNECTION_SECRET,
		AKV_OPTION_CONNECTION_VERSION, AKV_OPTION_VAULT_NAME,
		AKV_OPTION_MORE_SECRETS, AKV_OPTION_PASSWORD_FILE,
		AKV_OPTION_NO_VERIFY),
	.operands_max = 1,
	.run = run,
};
