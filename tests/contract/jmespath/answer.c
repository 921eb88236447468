/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "libhelper/query/query.h"

/*
 * Answers queries for compare.py: each line of stdin is ["query", document],
 * each line of stdout the answer as JSON, or "error" and the reason.
 */

enum { LINE_MAX_SIZE = 1 << 20 };

static enum akv_code answer(const char *line, struct akv_secret *out,
			    struct akv_error *err)
{
	AKV_AUTO(secret) *text = NULL;
	AKV_AUTO(json) *pair = NULL;
	AKV_AUTO(query) *query = NULL;
	struct akv_json *found = NULL;
	AKV_AUTO(json) *list = akv_json_new_array();
	enum akv_code code =
		akv_secret_new_from(line, strlen(line), &text, err);

	if (code == AKV_OK)
		code = akv_json_parse(text, &pair, err);
	if (code == AKV_OK)
		code = akv_query_parse(
			akv_json_text(akv_json_element(pair, 0), NULL), &query,
			err);
	if (code == AKV_OK)
		code = akv_query_run(query, akv_json_element(pair, 1), &found,
				     err);
	if (code != AKV_OK)
		return code;
	akv_json_append(list, found);
	return akv_json_write(list, false, out, err);
}

int main(void)
{
	static char line[LINE_MAX_SIZE];

	while (fgets(line, sizeof(line), stdin) != NULL) {
		AKV_AUTO(secret) *out = NULL;
		struct akv_error err = { 0 };

		if (akv_secret_new(LINE_MAX_SIZE, &out, NULL) != AKV_OK)
			abort();
		if (answer(line, out, &err) == AKV_OK)
			(void)printf("%s\n", akv_secret_text(out));
		else
			(void)printf("error %s: %s\n", err.reason, err.text);
	}
	return 0;
}
