/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "libhelper/reply/vault_object.h"
#include "tests/fakes/fake_reply.h"

static struct akv_json *json;
static struct akv_error err;
static struct akv_vault_object_id id;

static void tear_down(void)
{
	akv_json_free(json);
	fake_reply_clear();
}

TestSuite(vault_object, .fini = tear_down);

static void open_body(const char *body)
{
	akv_json_free(json);
	json = NULL;
	fake_reply_clear();
	fake_reply_set(200, body);
	cr_assert_eq(akv_vault_object_open(&fake_reply, &json, &err), AKV_OK);
}

static bool read_id(const char *text)
{
	char body[1024];

	(void)snprintf(body, sizeof(body), "{\"id\":\"%s\"}", text);
	open_body(body);
	return akv_vault_object_read_id(json, "id", "secrets", &id);
}

Test(vault_object, takes_an_id_apart)
{
	cr_assert(read_id("https://contoso.vault.azure.net/secrets/a-B/01"));
	cr_expect_str_eq(id.name, "a-B");
	cr_expect_str_eq(id.version, "01");
	cr_assert(read_id("https://contoso.vault.azure.net/secrets/x"));
	cr_expect_str_eq(id.version, "");
}

Test(vault_object, refuses_ids_that_are_none)
{
	static const char *const ids[] = {
		"",
		"x",
		"http://h/secrets/x",
		"https://h",
		"https://h/secrets",
		"https://h/secrets/",
		"https://h/secretsx/y",
		"https://h/keys/x",
		"https://h/secrets/x/",
		"https://h/secrets/x/1/",
		"https://h/secrets/x_y",
		"https://h/secrets/x/1-2",
	};

	for (size_t i = 0; i < sizeof(ids) / sizeof(*ids); i++)
		cr_expect_not(read_id(ids[i]), "%s", ids[i]);
}

Test(vault_object, reads_times)
{
	int64_t time = 0;

	open_body("{\"a\":5,\"b\":0,\"c\":-9,\"d\":\"x\",\"e\":\"7\"}");
	cr_expect(akv_vault_object_read_time(json, "absent", &time));
	cr_expect_eq(time, 0);
	cr_expect(akv_vault_object_read_time(json, "a", &time));
	cr_expect_eq(time, 5);
	cr_expect(akv_vault_object_read_time(json, "b", &time));
	cr_expect_eq(time, 1);
	cr_expect(akv_vault_object_read_time(json, "c", &time));
	cr_expect_eq(time, 1);
	cr_expect_not(akv_vault_object_read_time(json, "d", &time));
	cr_expect(akv_vault_object_read_time(json, "e", &time));
	cr_expect_eq(time, 7);
}

Test(vault_object, opens_no_page_of_somebody_else)
{
	fake_reply_set(200, "{}");
	strcpy(fake_reply.content_type, "text/html");
	cr_expect_eq(akv_vault_object_open(&fake_reply, &json, &err),
		     AKV_ERR_PEER);
	cr_expect_str_eq(err.reason, "NotASecret");
}
