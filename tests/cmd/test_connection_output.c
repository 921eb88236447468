/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "cmd/connection_output.h"
#include "libhelper/base/secret.h"

#define PLACE(text) ((char[]){ text })

static void expect_json(const struct akv_connection_config *connection,
			const char *wanted)
{
	AKV_AUTO(json) *json = akv_connection_output(connection);
	AKV_AUTO(secret) *text = NULL;

	cr_assert_eq(akv_secret_new(4096, &text, NULL), AKV_OK);
	cr_assert_eq(akv_json_write(json, false, text, NULL), AKV_OK);
	cr_expect_str_eq(akv_secret_text(text), wanted);
}

static char *none[] = { NULL };

Test(connection_output, of_one_with_everything)
{
	static char *more[] = { NULL, NULL };
	static char key[] = "key";
	struct akv_vault_config vault = { .name = PLACE("contoso") };

	more[0] = key;
	expect_json(&(struct akv_connection_config){ .name = PLACE("n"),
						     .type = PLACE("sftp"),
						     .url = PLACE("sftp://u@h"),
						     .url_username = PLACE("u"),
						     .secret = PLACE("s"),
						     .version = PLACE("1"),
						     .vault = &vault,
						     .more_secrets = more },
		    "{\"name\":\"n\",\"type\":\"sftp\","
		    "\"url\":\"sftp://u@h\",\"username\":\"u\","
		    "\"authentication\":\"vault\",\"vault\":\"contoso\","
		    "\"secret\":\"s\",\"secretVersion\":\"1\","
		    "\"moreSecrets\":[\"key\"]}");
}

Test(connection_output, of_one_that_uses_no_vault)
{
	expect_json(&(struct akv_connection_config){ .name = PLACE("n"),
						     .username = PLACE(""),
						     .url_username = PLACE("u"),
						     .password_store =
							     PLACE("libsecret"),
						     .more_secrets = none },
		    "{\"name\":\"n\",\"type\":null,\"url\":null,"
		    "\"username\":\"\",\"authentication\":\"default\","
		    "\"vault\":null,\"secret\":null,"
		    "\"secretVersion\":null,\"moreSecrets\":[]}");
}
