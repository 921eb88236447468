/* SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/query/query.h"

/*
 * The input is a query.  It is refused, or it answers; and what it answers
 * outlives the document that it was asked of.
 */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char document[] =
	"[{\"name\":\"a\",\"value\":\"s\\n\",\"tags\":{\"x-y\":\"z\"},"
	"\"attributes\":{\"enabled\":true,\"expires\":null,\"days\":90}},"
	"{\"name\":\"b\",\"list\":[[1,2],[3,[4]],\"\"],\"o\":{}},7,null]";

static struct akv_json *read_document(void)
{
	AKV_AUTO(secret) *text = NULL;
	struct akv_json *json = NULL;

	if (akv_secret_new_from(document, sizeof(document) - 1, &text, NULL) !=
		    AKV_OK ||
	    akv_json_parse(text, &json, NULL) != AKV_OK)
		abort();
	return json;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AKV_AUTO(query) *query = NULL;
	AKV_AUTO(json) *found = NULL;
	struct akv_error err;
	struct akv_json *json;
	char *text;
	enum akv_code code;

	if (size > AKV_QUERY_TEXT_MAX + 1)
		return 0;
	text = strndup((const char *)data, size);
	if (text == NULL)
		abort();
	code = akv_query_parse(text, &query, &err);
	free(text);
	if (code != AKV_OK) {
		if (code != AKV_ERR_USAGE || query != NULL)
			abort();
		return 0;
	}
	json = read_document();
	code = akv_query_run(query, json, &found, &err);
	akv_json_free(json);
	if (code != AKV_OK && (code != AKV_ERR_USAGE || found != NULL))
		abort();
	if (akv_json_kind(found) == AKV_JSON_STRING &&
	    akv_json_text(found, NULL) == NULL)
		abort();
	return 0;
}
