/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "ask.h"

enum { ANSWER_MAX = 65536 };

static struct akv_json *parse(const char *document)
{
	AKV_AUTO(secret) *text = NULL;
	struct akv_json *json = NULL;

	cr_assert_eq(
		akv_secret_new_from(document, strlen(document), &text, NULL),
		AKV_OK);
	cr_assert_eq(akv_json_parse(text, &json, NULL), AKV_OK, "%s", document);
	return json;
}

static enum akv_code ask(const char *question, const char *document,
			 struct akv_json **out, struct akv_error *err)
{
	AKV_AUTO(query) *query = NULL;
	AKV_AUTO(json) *json = parse(document);

	cr_assert_eq(akv_query_parse(question, &query, err), AKV_OK, "%s: %s",
		     question, err->text);
	return akv_query_run(query, json, out, err);
}

void ask_expect(const char *query, const char *document, const char *answer)
{
	AKV_AUTO(secret) *text = NULL;
	AKV_AUTO(json) *list = akv_json_new_array();
	struct akv_json *found = NULL;
	struct akv_error err = { 0 };
	size_t len;

	cr_assert_eq(ask(query, document, &found, &err), AKV_OK, "%s: %s",
		     query, err.text);
	akv_json_append(list, found);
	cr_assert_eq(akv_secret_new(ANSWER_MAX, &text, NULL), AKV_OK);
	cr_assert_eq(akv_json_write(list, false, text, NULL), AKV_OK);
	/* [answer] */
	len = akv_secret_len(text);
	akv_secret_truncate(text, len - 1);
	cr_expect_str_eq(akv_secret_text(text) + 1, answer, "%s: %s", query,
			 akv_secret_text(text));
}

void ask_expect_refused(const char *query, const char *why)
{
	AKV_AUTO(query) *parsed = NULL;
	struct akv_error err = { 0 };

	cr_expect_eq(akv_query_parse(query, &parsed, &err), AKV_ERR_USAGE, "%s",
		     query);
	cr_expect_neq(strstr(err.text, why), NULL, "%s: %s", query, err.text);
}

void ask_expect_failed(const char *query, const char *document, const char *why)
{
	struct akv_json *found = NULL;
	struct akv_error err = { 0 };

	cr_expect_eq(ask(query, document, &found, &err), AKV_ERR_USAGE, "%s",
		     query);
	cr_expect_null(found);
	cr_expect_str_eq(err.reason, "QueryFailed");
	cr_expect_neq(strstr(err.text, why), NULL, "%s: %s", query, err.text);
}
