/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include <json-c/json.h>

#include "libhelper/base/clock.h"
#include "tests/harness/sandbox.h"

#include "tests/harness/cloud.h"

enum { WAIT_LIMIT_MS = 30000 };

static struct json_object *get(const char *path)
{
	struct json_object *document =
		json_tokener_parse(cloud_tell("GET", path, "%s", ""));

	cr_assert_not_null(document);
	return document;
}

static struct json_object *count_of(struct json_object *counts,
				    const char *name)
{
	struct json_object *value;

	cr_assert(json_object_object_get_ex(counts, name, &value),
		  "the cloud counts no %s", name);
	return value;
}

long cloud_count(const char *name)
{
	struct json_object *counts = get("/counts");
	long count = (long)json_object_get_int64(count_of(counts, name));

	json_object_put(counts);
	return count;
}

void cloud_wait_for(const char *name, long count)
{
	int64_t until_ms = akv_clock_monotonic_ms() + WAIT_LIMIT_MS;

	while (cloud_count(name) < count)
		cr_assert_lt(akv_clock_monotonic_ms(), until_ms,
			     "there was no %s %ld", name, count);
}

long cloud_connects(void)
{
	struct json_object *counts = get("/counts");
	long count = 0;

	json_object_object_foreach(count_of(counts, "connects"), host, value)
	{
		(void)host;
		count += (long)json_object_get_int64(value);
	}
	json_object_put(counts);
	return count;
}

long cloud_connects_to(const char *host)
{
	struct json_object *counts = get("/counts");
	struct json_object *value;
	long count = 0;

	if (json_object_object_get_ex(count_of(counts, "connects"), host,
				      &value))
		count = (long)json_object_get_int64(value);
	json_object_put(counts);
	return count;
}

/* A field of one request as text; borrowed from ${request}. */
static const char *field_of(struct json_object *request, const char *field)
{
	struct json_object *value = request;

	if (strncmp(field, "header:", 7) == 0) {
		if (!json_object_object_get_ex(request, "headers", &value))
			return "";
		field += 7;
	}
	if (!json_object_object_get_ex(value, field, &value) || value == NULL)
		return "";
	return json_object_get_string(value);
}

long cloud_journal_count(const char *field, const char *value)
{
	struct json_object *requests = get("/journal");
	long count = 0;

	for (size_t i = 0; i < json_object_array_length(requests); i++)
		count += strcmp(field_of(json_object_array_get_idx(requests, i),
					 field),
				value) == 0;
	json_object_put(requests);
	return count;
}

const char *cloud_journal_text(size_t n, const char *field)
{
	struct json_object *requests = get("/journal");
	const char *text;

	cr_assert_lt(n, json_object_array_length(requests));
	text = sandbox_text(
		"%s", field_of(json_object_array_get_idx(requests, n), field));
	json_object_put(requests);
	return text;
}

const char *cloud_connect_headers(void)
{
	struct json_object *events = get("/journal?all");
	const char *text = "";

	for (size_t i = 0; i < json_object_array_length(events); i++) {
		struct json_object *event =
			json_object_array_get_idx(events, i);

		if (strcmp(field_of(event, "event"), "connect") == 0)
			text = sandbox_text("%s%s\n", text,
					    field_of(event, "headers"));
	}
	json_object_put(events);
	return text;
}
