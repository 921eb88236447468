/* SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/azure/names.h"
#include "libhelper/azure/secret_uri.h"

/*
 * The input is a secret's id.  What passes has a vault's host and parts by the
 * rules, out of which an address can be made.
 */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AKV_AUTO(vault_url) *url = NULL;
	struct akv_secret_uri uri = { 0 };
	char *text = strndup((const char *)data, size);
	enum akv_code code;

	if (text == NULL)
		abort();
	code = akv_secret_uri_parse(text, &uri, NULL);
	free(text);
	if (code != AKV_OK) {
		if (code != AKV_ERR_USAGE)
			abort();
		return 0;
	}
	if (akv_cloud_by_vault_host(uri.host) == NULL ||
	    akv_names_check_secret(uri.name, NULL) != AKV_OK ||
	    akv_url_secret(uri.host, uri.name, uri.version, &url, NULL) !=
		    AKV_OK)
		abort();
	return 0;
}
