/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>

#include "tests/fakes/fake_json.h"
#include "tests/fakes/fake_reply.h"

enum { TEXT_MAX = 65536 };

static struct akv_json *document;

void fake_json_clear(void)
{
	akv_json_free(document);
	document = NULL;
	fake_reply_clear();
}

static const struct akv_json *parse(void)
{
	struct akv_error err = { 0 };

	akv_json_free(document);
	document = NULL;
	cr_assert_eq(akv_json_parse(fake_reply.body, &document, &err), AKV_OK,
		     "%s", err.text);
	return document;
}

const struct akv_json *fake_json_set(const char *text)
{
	static char bytes[TEXT_MAX];

	(void)snprintf(bytes, sizeof(bytes), "%s", text);
	for (char *at = bytes; *at != '\0'; at++)
		if (*at == '\'')
			*at = '"';
	fake_reply_set(200, bytes);
	return parse();
}

const struct akv_json *fake_json_set_file(const char *name)
{
	fake_reply_set_file(200, name);
	return parse();
}
