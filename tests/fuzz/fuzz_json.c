/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/edge/json.h"

/*
 * The input is a document.  What is read is written, and what was written is
 * read again and written the same: nothing was lost or made up.  json-c never
 * refuses what our own check let through (AKV_ERR_OTHER), because it would
 * free what it had built without wiping it.
 */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { WRITTEN_MAX = 8 * 1024 * 1024 };

static void check(bool holds)
{
	if (!holds)
		abort();
}

static struct akv_secret *write_json(const struct akv_json *json)
{
	struct akv_secret *text;

	check(akv_secret_new(WRITTEN_MAX, &text, NULL) == AKV_OK);
	check(akv_json_write(json, false, text, NULL) == AKV_OK);
	return text;
}

static void check_again(const struct akv_secret *text)
{
	AKV_AUTO(json) *json = NULL;
	AKV_AUTO(secret) *again = NULL;

	check(akv_json_parse(text, &json, NULL) == AKV_OK);
	again = write_json(json);
	check(akv_secret_equal(text, again));
}

static bool look_at_member(const char *name, const struct akv_json *value,
			   void *context)
{
	const struct akv_json *object = context;

	check(akv_json_member(object, name) == value);
	return true;
}

/* Whatever is asked of a part of the document has an answer. */
static void look_at(struct akv_json *json)
{
	char buf[8];
	int64_t number;
	bool truth;
	size_t len;

	akv_json_each(json, look_at_member, json);
	for (size_t i = 0; i < akv_json_count(json); i++) {
		const struct akv_json *element = akv_json_element(json, i);
		const char *text = akv_json_text(element, &len);

		check(text == NULL || text[len] == '\0');
		(void)akv_json_integer(element, &number);
		(void)akv_json_boolean(element, &truth);
	}
	(void)akv_json_copy_text(json, "value", buf, sizeof(buf));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AKV_AUTO(secret) *input = NULL;
	AKV_AUTO(secret) *text = NULL;
	AKV_AUTO(json) *json = NULL;
	struct akv_error err;
	enum akv_code code;

	if (size > AKV_SECRET_REPLY_MAX)
		return 0;
	check(akv_secret_new_from(data, size, &input, NULL) == AKV_OK);
	code = akv_json_parse(input, &json, &err);
	if (code != AKV_OK) {
		check(code == AKV_ERR_PEER && json == NULL);
		return 0;
	}
	look_at(json);
	text = write_json(json);
	check_again(text);
	return 0;
}
