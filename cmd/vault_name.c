/* SPDX-License-Identifier: MIT */
#include "cmd/vault_name.h"

enum akv_code akv_vault_name_of(const struct akv_options *options,
				const char **out, struct akv_error *err)
{
	const char *given[] = {
		akv_options_text(options, AKV_OPTION_LINKED_VAULT),
		akv_options_text(options, AKV_OPTION_VAULT_NAME),
		options->operand_count > 0 ? options->operands[0] : NULL,
	};
	const char *found = NULL;

	for (size_t i = 0; i < sizeof(given) / sizeof(given[0]); i++) {
		if (given[i] == NULL)
			continue;
		if (found != NULL)
			return akv_fail(err, AKV_ERR_USAGE, "BadOption",
					"akv vault: name one vault");
		found = given[i];
	}
	*out = found;
	return AKV_OK;
}
