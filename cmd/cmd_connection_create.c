/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <unistd.h>

#include "cmd/command.h"
#include "cmd/connection_change.h"
#include "cmd/connection_choice.h"
#include "cmd/connection_request.h"
#include "libhelper/core/config_file.h"
#include "libhelper/edge/connection_password_store.h"

static enum akv_code refuse_half(struct akv_error *err)
{
	akv_fail(err, AKV_ERR_USAGE, "BadOption",
		 "akv connection create: which secret of the vault? "
		 "--secret-name says it");
	akv_error_hint(err, "without --vault-name, --secret-version and "
			    "--more-secrets, the password is asked for and "
			    "kept here");
	return AKV_ERR_USAGE;
}

/* Before anybody types one: is there where to keep it? */
static enum akv_code check_store(const char *name, struct akv_error *err)
{
	AKV_AUTO(secret) *left = NULL;
	struct akv_error why = { 0 };
	enum akv_code code =
		akv_connection_password_store_load(name, &left, &why);

	if (code == AKV_OK || strcmp(why.reason, "NoStoredPassword") == 0)
		return AKV_OK;
	if (err != NULL)
		*err = why;
	return code;
}

static bool is_a_terminal(void)
{
	return isatty(STDIN_FILENO) != 0;
}

/* In the vault, named or chosen; else a password, typed or piped. */
static enum akv_code find_source(const struct akv_options *options,
				 const struct akv_config *config,
				 struct akv_connection_request *request,
				 struct akv_connection_choice *choice,
				 struct akv_error *err)
{
	struct akv_connection_setup *setup = &request->setup;
	enum akv_code code = AKV_OK;

	if (setup->secret == NULL && request->password_file == NULL &&
	    is_a_terminal()) {
		code = akv_connection_choice_make(options, config, setup,
						  choice, err);
		request->verifies =
			setup->secret != NULL &&
			!akv_options_has(options, AKV_OPTION_NO_VERIFY);
	}
	if (code != AKV_OK || setup->secret != NULL)
		return code;
	if (setup->vault != NULL || setup->version != NULL ||
	    setup->more_secrets != NULL)
		return refuse_half(err);
	code = check_store(setup->name, err);
	if (code != AKV_OK)
		return code;
	return akv_connection_request_take_password(request, err);
}

static enum akv_code find_vault(const struct akv_config *config,
				struct akv_connection_setup *setup,
				struct akv_error *err)
{
	const struct akv_vault_config *vault;
	enum akv_code code;

	if (setup->secret == NULL)
		return AKV_OK;
	code = akv_config_vault(config, setup->vault, &vault, err);
	/* written down: the default one may become another */
	if (code == AKV_OK)
		setup->vault = vault->name;
	return code;
}

/* Again, now that nobody else changes it. */
static enum akv_code create(const struct akv_connection_request *request,
			    const struct akv_options *options,
			    struct akv_error *err)
{
	AKV_AUTO(config_file) *file = NULL;
	AKV_AUTO(config) *before = NULL;
	enum akv_code code = akv_config_file_open(
		akv_clock_deadline_in(options->timeout_ms), &file, err);

	if (code == AKV_OK)
		code = akv_config_file_preview(file, &before, err);
	if (code == AKV_OK)
		code = akv_connection_setup_check_new(before, &request->setup,
						      err);
	if (code != AKV_OK)
		return code;
	return akv_connection_change_make(request, file, options, err);
}

static enum akv_code run(const struct akv_options *options,
			 struct akv_error *err)
{
	__attribute__((cleanup(
		akv_connection_request_clear))) struct akv_connection_request
		request;
	__attribute__((cleanup(
		akv_connection_choice_clear))) struct akv_connection_choice
		choice = { 0 };
	AKV_AUTO(config) *config = NULL;
	enum akv_code code =
		akv_connection_request_init(options, NULL, &request, err);

	if (code == AKV_OK)
		code = akv_config_load(&config, err);
	if (code == AKV_OK)
		code = akv_connection_setup_check_new(config, &request.setup,
						      err);
	if (code == AKV_OK)
		code = find_vault(config, &request.setup, err);
	if (code == AKV_OK)
		code = find_source(options, config, &request, &choice, err);
	if (code == AKV_OK)
		code = find_vault(config, &request.setup, err);
	if (code != AKV_OK)
		return code;
	return create(&request, options, err);
}

const struct akv_command akv_cmd_connection_create = {
	.name = "connection create",
	.operands = "--name CONNECTION",
	.summary = "make a connection",
	.details =
		"  akv connection create -n NAME --url URL --secret-name NAME\n"
		"  akv connection create -n NAME --type sftp --host HOST\n"
		"\n"
		"Reads the secret once, and saves the connection in the user's\n"
		"configuration (or that of AKV_CONFIG) when that worked. On a\n"
		"terminal, the secret can be chosen from the vault's list.\n"
		"\n"
		"Without a secret, the connection uses default authentication:\n"
		"its password is asked for without being shown, or read from\n"
		"--password-file or stdin, and kept in the Secret Service and\n"
		"nowhere else.\n",
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
