/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/azure/url.h"
#include "libhelper/base/process.h"

#include "libhelper/core/principal_authority.h"

#define AUTHORITY_VARIABLE "AZURE_AUTHORITY_HOST"

enum akv_code akv_principal_authority(const struct akv_config *config,
				      char **out, struct akv_error *err)
{
	const char *variable = akv_process_env(AUTHORITY_VARIABLE);
	const char *host = config->principal.authority_host;
	char found[AKV_URL_HOST_SIZE];
	enum akv_code code;

	if (variable != NULL) {
		code = akv_url_check_authority(variable, found, sizeof(found),
					       err);
		if (code == AKV_OK)
			code = akv_config_check_authority(config, found, err);
		if (code != AKV_OK) {
			akv_error_prefix(err, AUTHORITY_VARIABLE);
			return code;
		}
		host = found;
	}
	*out = strdup(host != NULL ? host : config->cloud->authority_host);
	return *out != NULL ?
		       AKV_OK :
		       akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "no memory");
}
