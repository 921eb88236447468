/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "cmd/secret_document.h"

static struct akv_json *parse(const char *text)
{
	AKV_AUTO(secret) *bytes = NULL;
	struct akv_json *json = NULL;

	cr_assert_eq(akv_secret_new_from(text, strlen(text), &bytes, NULL),
		     AKV_OK);
	cr_assert_eq(akv_json_parse(bytes, &json, NULL), AKV_OK, "%s", text);
	return json;
}

static void expect_text(const struct akv_json *json, const char *text)
{
	AKV_AUTO(secret) *out = NULL;

	cr_assert_eq(akv_secret_new(65536, &out, NULL), AKV_OK);
	cr_assert_eq(akv_json_write(json, false, out, NULL), AKV_OK);
	cr_expect_str_eq(akv_secret_text(out), text, "%s",
			 akv_secret_text(out));
}

static void expect_document(enum akv_secret_document_kind kind,
			    const char *item, const char *name,
			    const char *text)
{
	AKV_AUTO(json) *json = parse(item);
	AKV_AUTO(json) *document = akv_secret_document(json, name, kind);

	expect_text(document, text);
}

#define ID "https://contoso.vault.azure.net/secrets/a/0f"
#define NO_ATTRIBUTES \
	"\"attributes\":{\"created\":null,\"enabled\":null,\"expires\":null," \
	"\"notBefore\":null,\"recoverableDays\":null,\"recoveryLevel\":null," \
	"\"updated\":null}"

Test(secret_document, has_what_the_azure_cli_shows)
{
	expect_document(
		AKV_SECRET_SHOWN,
		"{\"value\":\"v\",\"id\":\"" ID "\",\"contentType\":\"t\","
		"\"attributes\":{\"enabled\":true,\"nbf\":0,\"exp\":1800000000,"
		"\"created\":1493938410,\"updated\":1493938411,"
		"\"recoveryLevel\":\"Recoverable\",\"recoverableDays\":90},"
		"\"tags\":{\"z\":\"1\",\"a\":\"2\"},\"kid\":\"k\",\"managed\":"
		"true,\"previousVersion\":\"00\"}",
		"a",
		"{\"attributes\":{\"created\":\"2017-05-04T22:53:30+00:00\","
		"\"enabled\":true,\"expires\":\"2027-01-15T08:00:00+00:00\","
		"\"notBefore\":\"1970-01-01T00:00:00+00:00\","
		"\"recoverableDays\":90,\"recoveryLevel\":\"Recoverable\","
		"\"updated\":\"2017-05-04T22:53:31+00:00\"},"
		"\"contentType\":\"t\",\"id\":\"" ID "\",\"kid\":\"k\","
		"\"managed\":true,\"name\":\"a\",\"tags\":{\"a\":\"2\",\"z\":"
		"\"1\"},\"value\":\"v\"}");
}

Test(secret_document, has_null_for_what_is_not_there)
{
	expect_document(AKV_SECRET_SHOWN, "{\"value\":\"\",\"id\":\"" ID "\"}",
			"a",
			"{" NO_ATTRIBUTES ",\"contentType\":null,\"id\":\"" ID
			"\",\"kid\":null,\"managed\":null,\"name\":\"a\","
			"\"tags\":null,\"value\":\"\"}");
}

Test(secret_document, has_no_value_in_a_list)
{
	expect_document(AKV_SECRET_LISTED,
			"{\"id\":\"https://contoso.vault.azure.net/secrets/b\","
			"\"tags\":{}}",
			"b",
			"{" NO_ATTRIBUTES ",\"contentType\":null,\"id\":"
			"\"https://contoso.vault.azure.net/secrets/b\","
			"\"managed\":null,\"name\":\"b\",\"tags\":{}}");
}

Test(secret_document, says_until_when_a_deleted_one_is_kept)
{
	expect_document(AKV_SECRET_DELETED_SHOWN,
			"{\"id\":\"" ID "\",\"recoveryId\":\"r\","
			"\"deletedDate\":1700000000,\"scheduledPurgeDate\":"
			"1707776000,\"value\":\"never\"}",
			"a",
			"{" NO_ATTRIBUTES ",\"contentType\":null,"
			"\"deletedDate\":\"2023-11-14T22:13:20+00:00\",\"id\":"
			"\"" ID "\",\"kid\":null,\"managed\":null,\"name\":"
			"\"a\",\"recoveryId\":\"r\",\"scheduledPurgeDate\":"
			"\"2024-02-12T22:13:20+00:00\",\"tags\":null,"
			"\"value\":null}");
	expect_document(AKV_SECRET_DELETED_LISTED, "{\"id\":\"" ID "\"}", "a",
			"{" NO_ATTRIBUTES ",\"contentType\":null,"
			"\"deletedDate\":null,\"id\":\"" ID "\",\"managed\":"
			"null,\"name\":\"a\",\"recoveryId\":null,"
			"\"scheduledPurgeDate\":null,\"tags\":null}");
}

Test(secret_document, has_the_table_of_the_azure_cli)
{
	AKV_AUTO(json) *list =
		parse("[{\"name\":\"a\",\"id\":\"i\",\"contentType\":null,"
		      "\"attributes\":{\"enabled\":false,\"expires\":null}}]");
	AKV_AUTO(json) *rows = akv_secret_document_table(list);

	expect_text(rows, "[{\"Name\":\"a\",\"Id\":\"i\",\"ContentType\":\"\","
			  "\"Enabled\":false,\"Expires\":\"\"}]");
}
