/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/azure/identity_endpoint.h"

/*
 * The input is an endpoint.  What is let through has a host of this machine or
 * its link, and a path that adds nothing to the request.
 */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
	if (!holds)
		abort();
}

static void check_endpoint(const struct akv_identity_endpoint *endpoint)
{
	static const char *const beginnings[] = { "localhost", "[::1]", "127.",
						  "169.254." };
	bool is_local = false;

	for (size_t i = 0; i < sizeof(beginnings) / sizeof(*beginnings); i++)
		is_local = is_local || strncmp(endpoint->host, beginnings[i],
					       strlen(beginnings[i])) == 0;
	check(is_local);
	check(strpbrk(endpoint->host, "/@?#%\\ ") == NULL);
	check(endpoint->path[0] == '\0' || endpoint->path[0] == '/');
	check(strpbrk(endpoint->path, "@?#%\\ \r\n") == NULL);
	check(strstr(endpoint->path, "..") == NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct akv_identity_endpoint endpoint;
	char *text = malloc(size + 1);
	struct akv_error err;
	enum akv_code code;

	check(text != NULL);
	if (size > 0)
		memcpy(text, data, size);
	text[size] = '\0';
	code = akv_identity_endpoint_parse(text, &endpoint, &err);
	if (code == AKV_OK)
		check_endpoint(&endpoint);
	else
		check(err.code == code && err.text[0] != '\0');
	free(text);
	return 0;
}
