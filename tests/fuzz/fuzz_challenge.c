/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/azure/challenge.h"
#include "libhelper/azure/names.h"
#include "libhelper/base/text.h"

/*
 * The input is a header.  A tenant that is read is one tenant's; a challenge
 * that passes the check is for a domain that the host lies in.
 */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char host[] = "contoso.vault.azure.net";
static const char tenant[] = "72f988bf-86f1-41af-91ab-2d7cd011db47";

static void check(bool holds)
{
	if (!holds)
		abort();
}

/* What akv_challenge_check() may let through, said in another way. */
static bool is_our_resource(const char *resource)
{
	static const char *const good[] = {
		"https://vault.azure.net",
		"https://vault.azure.net/",
		"https://azure.net",
		"https://azure.net/",
	};

	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		if (akv_text_equal_nocase(resource, good[i]))
			return true;
	return false;
}

static void judge(const struct akv_challenge *challenge)
{
	struct akv_error err;
	enum akv_code code = akv_challenge_check(challenge, host, tenant, &err);

	check(challenge->tenant[0] == '\0' ||
	      akv_names_check_tenant(challenge->tenant, NULL) == AKV_OK);
	if (code != AKV_OK) {
		check(err.code == code && err.text[0] != '\0');
		return;
	}
	check(is_our_resource(challenge->resource) ||
	      (challenge->resource[0] == '\0' && challenge->claims[0] != '\0'));
	check(!akv_names_is_guid(challenge->tenant) ||
	      akv_text_equal_nocase(challenge->tenant, tenant));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *header = malloc(size + 1);
	struct akv_challenge challenge;

	check(header != NULL);
	if (size > 0)
		memcpy(header, data, size);
	header[size] = '\0';
	if (akv_challenge_parse(header, &challenge))
		judge(&challenge);
	free(header);
	return 0;
}
