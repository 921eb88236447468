/* SPDX-License-Identifier: MIT */
#include "cmd/command.h"
#include "libhelper/core/config_file.h"
#include "libhelper/core/logout.h"
#include "libhelper/core/token_store.h"

static enum akv_code forget_principal(struct akv_config_file *file,
				      struct akv_error *err)
{
	AKV_AUTO(config) *config = NULL;
	enum akv_code code = akv_config_file_preview(file, &config, err);

	if (code == AKV_OK)
		code = akv_logout_configure(akv_config_file_edit(file), err);
	if (code != AKV_OK)
		return code;
	code = akv_logout_forget_secret(config, err);
	if (code != AKV_OK) {
		akv_error_prefix(err, "nothing was removed");
		return code;
	}
	return akv_config_file_save(file, err);
}

static enum akv_code run(const struct akv_options *options,
			 struct akv_error *err)
{
	AKV_AUTO(config_file) *file = NULL;
	size_t count;
	enum akv_code code = akv_config_file_open(
		akv_clock_deadline_in(options->timeout_ms), &file, err);

	if (code == AKV_OK)
		code = forget_principal(file, err);
	if (code != AKV_OK)
		return code;
	return akv_token_store_clear_all(&count, err);
}

const struct akv_command akv_cmd_logout = {
	.name = "logout",
	.operands = "",
	.summary = "forget the principal, its client secret and its tokens",
	.details = "Takes the principal out of the user's configuration (or\n"
		   "that of AKV_CONFIG), and removes its client secret from\n"
		   "the Secret Service, where akv login kept it, and every\n"
		   "access token. Files that the configuration named stay\n"
		   "where they are.\n",
	.options = AKV_OPTIONS(AKV_OPTION_OUTPUT, AKV_OPTION_QUERY,
			       AKV_OPTION_TIMEOUT),
	.run = run,
};
