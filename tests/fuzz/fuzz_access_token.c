/* SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/azure/names.h"
#include "libhelper/base/base64.h"
#include "libhelper/reply/access_token.h"

/*
 * The input is a token, or, behind a byte 0, the claims of one.  Whatever it
 * is: what is read of it is GUIDs.
 */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
	if (!holds)
		abort();
}

static void check_id(const char *id)
{
	check(id[0] == '\0' || akv_names_is_guid(id));
}

static void wrap(const uint8_t *claims, size_t len, struct akv_secret *token)
{
	AKV_AUTO(secret) *bytes = NULL;

	check(akv_secret_new_from(claims, len, &bytes, NULL) == AKV_OK);
	check(akv_secret_append_text(token, "e30.", NULL) == AKV_OK);
	check(akv_base64_encode(AKV_BASE64_URL, bytes, token, NULL) == AKV_OK);
	check(akv_secret_append_text(token, ".c2ln", NULL) == AKV_OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AKV_AUTO(secret) *token = NULL;
	struct akv_access_token read;
	bool is_read;

	check(akv_secret_new(2 * size + 16, &token, NULL) == AKV_OK);
	if (size > 0 && data[0] == 0)
		wrap(data + 1, size - 1, token);
	else
		check(akv_secret_append(token, data, size, NULL) == AKV_OK);
	is_read = akv_access_token_read(token, &read);
	check_id(read.object_id);
	check_id(read.tenant);
	check_id(read.client_id);
	check(is_read || read.object_id[0] == '\0');
	return 0;
}
