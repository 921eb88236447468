/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/azure/challenge.h"
#include "libhelper/edge/json.h"
#include "libhelper/reply/claims.h"

/*
 * The input is what stands in a challenge.  What is taken is one JSON object,
 * text to its end, and shorter than it was encoded.
 */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
	if (!holds)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AKV_AUTO(secret) *claims = NULL;
	AKV_AUTO(json) *json = NULL;
	char *encoded = malloc(size + 1);

	check(encoded != NULL);
	if (size > 0)
		memcpy(encoded, data, size);
	encoded[size] = '\0';
	if (akv_claims_read(encoded, &claims, NULL) == AKV_OK) {
		check(strlen(akv_secret_text(claims)) ==
		      akv_secret_len(claims));
		check(akv_secret_len(claims) < strlen(encoded));
		check(akv_json_parse(claims, &json, NULL) == AKV_OK);
		check(akv_json_kind(json) == AKV_JSON_OBJECT);
	} else {
		check(claims == NULL);
	}
	free(encoded);
	return 0;
}
