/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "libhelper/base/text.h"
#include "libhelper/reply/secret_reply.h"
#include "tests/fakes/fake_reply.h"

#define ID "https://contoso.vault.azure.net/secrets/a/0123456789abcdef"

static struct akv_secret_bundle bundle;
static struct akv_error err;

static void tear_down(void)
{
	akv_secret_bundle_clear(&bundle);
	fake_reply_clear();
}

TestSuite(secret_reply, .fini = tear_down);

static enum akv_code parse(void)
{
	akv_secret_bundle_clear(&bundle);
	return akv_secret_reply_parse(&fake_reply, &bundle, &err);
}

/* A good bundle with ${members} besides. */
static void set_with(const char *members)
{
	char body[4096];

	(void)snprintf(body, sizeof(body),
		       "{\"value\":\"v\",\"id\":\"" ID "\"%s}", members);
	fake_reply_set(200, body);
}

static void expect_refused(const char *text)
{
	cr_expect_eq(parse(), AKV_ERR_PEER, "%s", text);
	cr_expect_str_eq(err.reason, "NotASecret");
	cr_expect_str_eq(err.text, text);
	cr_expect_null(bundle.value);
	cr_expect_str_empty(bundle.name);
}

/* -- the bundle -- */

Test(secret_reply, reads_what_key_vault_sends)
{
	fake_reply_set_file(200, "vault/secret.json");
	cr_assert_eq(parse(), AKV_OK);
	cr_expect_eq(akv_secret_len(bundle.value), 11);
	cr_expect_str_eq(akv_secret_text(bundle.value), "hunter2 \xc3\xa9\n");
	cr_expect_str_eq(bundle.name, "sftp-password");
	cr_expect_str_eq(bundle.version, "4387e9f3d6e14c459867679a90fd0f79");
	cr_expect_str_eq(bundle.content_type, "text/plain");
	cr_expect_str_eq(bundle.username, "export");
	cr_expect_eq(bundle.not_before, 1700000000);
	cr_expect_not_null(akv_json_member(bundle.json, "attributes"));
	cr_expect_eq(bundle.expires_at, 1800000000);
}

Test(secret_reply, takes_a_bundle_with_nothing_but_value_and_id)
{
	set_with("");
	cr_assert_eq(parse(), AKV_OK);
	cr_expect_str_eq(akv_secret_text(bundle.value), "v");
	cr_expect_str_eq(bundle.name, "a");
	cr_expect_str_eq(bundle.version, "0123456789abcdef");
	cr_expect_str_empty(bundle.content_type);
	cr_expect_str_empty(bundle.username);
	cr_expect_eq(bundle.expires_at, 0);
	cr_expect_eq(bundle.not_before, 0);
}

Test(secret_reply, ignores_members_it_does_not_know)
{
	set_with(",\"kid\":1,\"managed\":true,\"previousVersion\":[],"
		 "\"attributes\":{\"enabled\":false,\"new\":{}}");
	cr_expect_eq(parse(), AKV_OK);
}

/* -- the value -- */

static void expect_value(const char *json, const char *bytes, size_t len)
{
	char body[512];

	(void)snprintf(body, sizeof(body), "{\"value\":%s,\"id\":\"" ID "\"}",
		       json);
	fake_reply_set(200, body);
	cr_assert_eq(parse(), AKV_OK, "%s", json);
	cr_expect_eq(akv_secret_len(bundle.value), len);
	cr_expect_eq(memcmp(akv_secret_text(bundle.value), bytes, len), 0);
}

Test(secret_reply, gives_the_value_byte_for_byte)
{
	expect_value("\"\"", "", 0);
	expect_value("\" \"", " ", 1);
	expect_value("\"a\\u0000b\"", "a\0b", 3);
	expect_value("\"a\\r\\nb\\n\"", "a\r\nb\n", 5);
	expect_value("\"\\ufeffa\"",
		     "\xef\xbb\xbf"
		     "a",
		     4);
	expect_value("\"\\ud83d\\ude00\"", "\xf0\x9f\x98\x80", 4);
	expect_value("\"\\\"\\\\\"", "\"\\", 2);
}

static void set_value_of(size_t len)
{
	static char body[AKV_SECRET_VALUE_MAX + 256];
	int head =
		snprintf(body, sizeof(body), "{\"id\":\"" ID "\",\"value\":\"");

	memset(body + head, 'v', len);
	memcpy(body + head + len, "\"}", 3);
	fake_reply_set(200, body);
}

Test(secret_reply, bounds_the_value)
{
	set_value_of(AKV_SECRET_VALUE_MAX + 1);
	expect_refused("the vault answered with a value longer than Key Vault "
		       "keeps");
	set_value_of(AKV_SECRET_VALUE_MAX);
	cr_assert_eq(parse(), AKV_OK);
	cr_expect_eq(akv_secret_len(bundle.value), AKV_SECRET_VALUE_MAX);
}

Test(secret_reply, takes_no_other_kind_of_value)
{
	static const char *const bodies[] = {
		"{\"id\":\"" ID "\"}",
		"{\"id\":\"" ID "\",\"value\":null}",
		"{\"id\":\"" ID "\",\"value\":1}",
		"{\"id\":\"" ID "\",\"value\":{}}",
		"{\"id\":\"" ID "\",\"value\":[\"v\"]}",
		"{\"id\":\"" ID "\",\"Value\":\"v\"}",
		"{\"error\":{\"code\":\"Forbidden\"}}",
		"{}",
		"[]",
	};

	for (size_t i = 0; i < sizeof(bodies) / sizeof(*bodies); i++) {
		fake_reply_set(200, bodies[i]);
		expect_refused("the vault answered with no value");
	}
}

/* -- a 200 that is not Key Vault's -- */

Test(secret_reply, does_not_take_a_captive_portal_for_a_secret)
{
	fake_reply_set(200, "<html>Welcome to the hotel</html>");
	expect_refused("the vault answered with something that is not JSON: "
		       "neither an object nor an array, byte 0 of 33");
	(void)snprintf(fake_reply.content_type, sizeof(fake_reply.content_type),
		       "text/html");
	expect_refused("the vault answered with something that is not JSON");
	cr_expect_str_eq(err.hint, "the answer was 33 bytes of text/html: a "
				   "proxy or a captive portal may stand in "
				   "between\n");
	fake_reply_set(200, "");
	expect_refused("the vault answered with something that is not JSON: "
		       "its end is missing, byte 0 of 0");
	fake_reply_clear();
	fake_reply.status = 200;
	expect_refused("the vault answered with something that is not JSON");
}

Test(secret_reply, minds_the_content_type)
{
	static const struct {
		const char *type;
		enum akv_code code;
	} rows[] = {
		{ "", AKV_OK },
		{ "application/json", AKV_OK },
		{ "Application/JSON;charset=utf-8", AKV_OK },
		{ "text/json", AKV_OK },
		{ "text/html; charset=utf-8", AKV_ERR_PEER },
		{ "text/plain", AKV_ERR_PEER },
		{ "application/octet-stream", AKV_ERR_PEER },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		set_with("");
		(void)snprintf(fake_reply.content_type,
			       sizeof(fake_reply.content_type), "%s",
			       rows[i].type);
		cr_expect_eq(parse(), rows[i].code, "%s", rows[i].type);
	}
}

Test(secret_reply, refuses_two_values)
{
	fake_reply_set(200,
		       "{\"value\":\"a\",\"id\":\"" ID "\",\"value\":\"b\"}");
	cr_expect_eq(parse(), AKV_ERR_PEER);
	fake_reply_set(200, "{\"value\":\"a\",\"id\":\"" ID
			    "\",\"valu\\u0065\":\"b\"}");
	cr_expect_eq(parse(), AKV_ERR_PEER);
	cr_expect_null(bundle.value);
}

Test(secret_reply, shows_no_byte_of_the_body)
{
	fake_reply_set(200, "{\"value\":\"hunter2\",\"id\":\"hunter2\"}");
	expect_refused("the vault answered with no secret's id");
	cr_expect_null(strstr(err.hint, "hunter2"));
	fake_reply_set(200, "{\"value\":\"hunter2\",hunter2}");
	expect_refused("the vault answered with something that is not JSON: "
		       "no string where a name belongs, byte 19 of 27");
}

/* -- the id -- */

static void set_id(const char *id)
{
	char body[1024];

	(void)snprintf(body, sizeof(body), "{\"value\":\"v\",\"id\":\"%s\"}",
		       id);
	fake_reply_set(200, body);
}

static void expect_id(const char *id, const char *name, const char *version)
{
	set_id(id);
	cr_assert_eq(parse(), AKV_OK, "%s", id);
	cr_expect_str_eq(bundle.name, name);
	cr_expect_str_eq(bundle.version, version);
}

Test(secret_reply, reads_name_and_version_out_of_the_id)
{
	expect_id("https://contoso.vault.azure.net/secrets/A-b/9f", "A-b",
		  "9f");
	expect_id("HTTPS://Contoso.Vault.Azure.Net:443/secrets/a/9f", "a",
		  "9f");
	expect_id("https://contoso.vault.azure.net/secrets/a", "a", "");
}

Test(secret_reply, bounds_name_and_version)
{
	char id[300];
	int len = snprintf(id, sizeof(id),
			   "https://contoso.vault.azure.net/secrets/");

	memset(id + len, 'a', 128);
	id[len + 128] = '\0';
	set_id(id);
	expect_refused("the vault answered with no secret's id");
	(void)snprintf(id + len + 127, sizeof(id) - (size_t)len - 127, "/%064d",
		       0);
	set_id(id);
	cr_assert_eq(parse(), AKV_OK);
	cr_expect_eq(strlen(bundle.name), 127);
	cr_expect_eq(strlen(bundle.version), 64);
	(void)snprintf(id + len + 127, sizeof(id) - (size_t)len - 127, "/%065d",
		       0);
	set_id(id);
	expect_refused("the vault answered with no secret's id");
}

Test(secret_reply, refuses_an_id_that_is_not_a_secrets)
{
	static const char *const ids[] = {
		"",
		"a",
		"http://contoso.vault.azure.net/secrets/a/9f",
		"https://contoso.vault.azure.net",
		"https://contoso.vault.azure.net/keys/a/9f",
		"https://contoso.vault.azure.net/secrets",
		"https://contoso.vault.azure.net/secrets/",
		"https://contoso.vault.azure.net/secrets//9f",
		"https://contoso.vault.azure.net/secrets/a/",
		"https://contoso.vault.azure.net/secrets/a/9f/",
		"https://contoso.vault.azure.net/secrets/a/9f/x",
		"https://contoso.vault.azure.net/secrets/a_b/9f",
		"https://contoso.vault.azure.net/secrets/a/9f?x",
		"https://contoso.vault.azure.net/secrets/a\\n/9f",
		"https://contoso.vault.azure.net/secrets/a\\u0000/9f",
		"https://contoso.vault.azure.net/x/secrets/a/9f",
	};

	for (size_t i = 0; i < sizeof(ids) / sizeof(*ids); i++) {
		set_id(ids[i]);
		expect_refused("the vault answered with no secret's id");
	}
	fake_reply_set(200, "{\"value\":\"v\"}");
	expect_refused("the vault answered with no secret's id");
	fake_reply_set(200, "{\"value\":\"v\",\"id\":1}");
	expect_refused("the vault answered with no secret's id");
}

/* -- times -- */

Test(secret_reply, reads_times)
{
	set_with(",\"attributes\":{\"exp\":\"1800000000\",\"nbf\":null}");
	cr_assert_eq(parse(), AKV_OK);
	cr_expect_eq(bundle.expires_at, 1800000000);
	cr_expect_eq(bundle.not_before, 0);
}

Test(secret_reply, does_not_take_1970_for_never)
{
	set_with(",\"attributes\":{\"exp\":0,\"nbf\":-5}");
	cr_assert_eq(parse(), AKV_OK);
	cr_expect_eq(bundle.expires_at, 1);
	cr_expect_eq(bundle.not_before, 1);
}

Test(secret_reply, refuses_times_that_are_none)
{
	static const char *const times[] = { "\"soon\"", "1.5", "[]", "true",
					     "99999999999999999999" };

	for (size_t i = 0; i < sizeof(times) / sizeof(*times); i++) {
		char members[128];

		(void)snprintf(members, sizeof(members),
			       ",\"attributes\":{\"exp\":%s}", times[i]);
		set_with(members);
		expect_refused("the vault answered with a time that is not a "
			       "number");
		(void)snprintf(members, sizeof(members),
			       ",\"attributes\":{\"nbf\":%s}", times[i]);
		set_with(members);
		expect_refused("the vault answered with a time that is not a "
			       "number");
	}
}

/* -- what helps people -- */

Test(secret_reply, does_without_a_strange_content_type)
{
	static const char *const types[] = { "1", "\"a\\nb\"", "\"a\\u0000b\"",
					     "\"\\u007f\"", "[]" };

	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++) {
		char members[128];

		(void)snprintf(members, sizeof(members), ",\"contentType\":%s",
			       types[i]);
		set_with(members);
		cr_assert_eq(parse(), AKV_OK);
		cr_expect_str_empty(bundle.content_type);
	}
}

Test(secret_reply, has_room_for_the_longest_content_type)
{
	char members[2048];
	struct akv_text text;

	akv_text_init(&text, members, sizeof(members));
	akv_text_add(&text, ",\"contentType\":\"");
	for (int i = 0; i < 255; i++)
		akv_text_add(&text, "\xf0\x9f\x98\x80");
	akv_text_add(&text, "\"");
	set_with(members);
	cr_assert_eq(parse(), AKV_OK);
	cr_expect_eq(strlen(bundle.content_type), 1020);
}

Test(secret_reply, takes_the_user_name_from_the_tag)
{
	set_with(",\"tags\":{\"username\":\"b\\u00e9\",\"Username\":\"x\"}");
	cr_assert_eq(parse(), AKV_OK);
	cr_expect_str_eq(bundle.username, "b\xc3\xa9");
	set_with(",\"tags\":{\"username\":1}");
	cr_assert_eq(parse(), AKV_OK);
	cr_expect_str_empty(bundle.username);
	set_with(",\"tags\":\"username\"");
	cr_assert_eq(parse(), AKV_OK);
	cr_expect_str_empty(bundle.username);
}

Test(secret_reply, clears_twice)
{
	set_with("");
	cr_assert_eq(parse(), AKV_OK);
	akv_secret_bundle_clear(&bundle);
	cr_expect_null(bundle.value);
	cr_expect_str_empty(bundle.name);
	akv_secret_bundle_clear(&bundle);
}
