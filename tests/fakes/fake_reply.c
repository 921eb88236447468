/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fakes/fake_reply.h"

enum { FILE_MAX = 65536 };

struct akv_http_reply fake_reply;

void fake_reply_clear(void)
{
	akv_secret_free(fake_reply.body);
	fake_reply =
		(struct akv_http_reply){ .retry_after_ms = -1, .date_s = -1 };
}

void fake_reply_set_bytes(int status, const char *body, size_t len)
{
	fake_reply_clear();
	fake_reply.status = status;
	(void)snprintf(fake_reply.content_type, sizeof(fake_reply.content_type),
		       "application/json; charset=utf-8");
	cr_assert_eq(akv_secret_new_from(body, len, &fake_reply.body, NULL),
		     AKV_OK);
}

void fake_reply_set(int status, const char *body)
{
	fake_reply_set_bytes(status, body, strlen(body));
}

void fake_reply_set_file(int status, const char *name)
{
	const char *source = getenv("AKV_TEST_SOURCE");
	static char bytes[FILE_MAX];
	char path[4096];
	FILE *file;
	size_t len;

	(void)snprintf(path, sizeof(path), "%s/tests/data/%s",
		       source == NULL ? "." : source, name);
	file = fopen(path, "rb");
	cr_assert_not_null(file, "%s", path);
	len = fread(bytes, 1, sizeof(bytes), file);
	(void)fclose(file);
	cr_assert(len > 0 && bytes[len - 1] == '\n', "%s", path);
	fake_reply_set_bytes(status, bytes, len - 1);
}
