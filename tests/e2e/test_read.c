/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "tests/harness/suite.h"

E2E_SUITE(read);

static void expect_value(const char *name, const void *value, size_t len)
{
	config_connect(name);
	expect_bytes(akv("read", name), value, len);
}

Test(read, prints_the_value_and_nothing_else)
{
	expect_answer(akv("read", "nightly-export"), CLOUD_PASSWORD);
}

Test(read, adds_one_newline_when_told)
{
	expect_answer(akv("read", "nightly-export", "--newline"),
		      CLOUD_PASSWORD "\n");
	expect_answer(akv("--newline", "read", "nightly-export"),
		      CLOUD_PASSWORD "\n");
}

Test(read, takes_the_connection_from_the_environment)
{
	expect_answer(
		akv_with(WORDS("AKV_CONNECTION=nightly-export"), WORDS("read")),
		CLOUD_PASSWORD);
}

Test(read, prefers_the_argument_to_the_environment)
{
	expect_answer(akv_with(WORDS("AKV_CONNECTION=unknown"),
			       WORDS("read", "nightly-export")),
		      CLOUD_PASSWORD);
}

Test(read, takes_the_connection_as_others_take_a_name)
{
	expect_answer(akv("read", "--name=nightly-export"), CLOUD_PASSWORD);
	expect_answer(akv_with(WORDS("AKV_CONNECTION=unknown"),
			       WORDS("-n", "nightly-export", "read")),
		      CLOUD_PASSWORD);
	expect_failure(akv("read", "-n", "nightly-export", "nightly-export"), 2,
		       "BadOption");
}

Test(read, prints_another_secret_that_the_connection_names)
{
	expect_answer(akv("read", "nightly-export", "--secret", "multi-line"),
		      "-----BEGIN-----\nfirst\r\nsecond\n-----END-----\n");
}

Test(read, refuses_a_secret_that_the_connection_does_not_name)
{
	expect_failure(akv("read", "nightly-export", "--secret", "empty"), 2,
		       "SecretNotInConnection");
	expect_untouched();
}

Test(read, gives_every_byte_back)
{
	static const char bytes[] = "a\0b\r\n\t\x01\x7f\"\\/ \xc3\xa9\xf0\x9f"
				    "\x94\x91\xef\xbf\xbd\n\n";

	cloud_put_bytes("contoso", "bytes", bytes, sizeof(bytes));
	expect_value("bytes", bytes, sizeof(bytes));
}

Test(read, keeps_line_ends_and_nuls)
{
	expect_value("multi-line",
		     "-----BEGIN-----\nfirst\r\nsecond\n-----END-----\n", 44);
	expect_value("nul", "before\0after", 12);
}

Test(read, warns_of_white_space_that_others_cut_off)
{
	static const char warning[] =
		"akv: warning: secret spaces begins or ends with white space, "
		"which many programs cut off a password";

	config_connect("spaces");
	expect_warning(akv("read", "spaces"), "  kept \t", warning);
	expect_warning(akv("read", "--newline", "spaces"), "  kept \t\n",
		       warning);
	cloud_put_secret("contoso", "spaces", "ends-in-newline\n");
	expect_warning(akv("read", "spaces"), "ends-in-newline\n", warning);
	expect_answer(akv("read", "spaces", "--only-show-errors"),
		      "ends-in-newline\n");
	expect_answer(akv("read", "spaces", "--format", "base64"),
		      "ZW5kcy1pbi1uZXdsaW5lCg==");
}

Test(read, knows_its_formats)
{
	const struct outcome *got =
		akv("read", "--format", "yaml", "nightly-export");

	expect_failure(got, 2, "BadOption");
	expect_hint(got, "netrc");
	expect_failure(akv("read", "--env", "X", "nightly-export"), 2,
		       "BadOption");
	expect_failure(akv("read", "--format", "env", "--env", "A=B",
			   "nightly-export"),
		       2, "BadOption");
	expect_untouched();
}

Test(read, prints_json_with_all_that_is_known)
{
	cloud_put_secret_json("contoso", "sftp-password",
			      "{'value': 'a\\u0000b', 'contentType': 'text', "
			      "'attributes': {'exp': 4102444800}}");
	expect_answer(akv("read", "--format", "json", "nightly-export"),
		      "{\n"
		      "  \"connection\": \"nightly-export\",\n"
		      "  \"url\": \"sftp://export@sftp.example.com\",\n"
		      "  \"username\": \"export\",\n"
		      "  \"password\": \"a\\u0000b\",\n"
		      "  \"vault\": \"contoso\",\n"
		      "  \"secret\": \"sftp-password\",\n"
		      "  \"version\": \"" CLOUD_PUT_VERSION "\",\n"
		      "  \"id\": \"https://contoso.vault.azure.net/secrets/"
		      "sftp-password/" CLOUD_PUT_VERSION "\",\n"
		      "  \"contentType\": \"text\",\n"
		      "  \"expires\": \"2100-01-01T00:00:00+00:00\",\n"
		      "  \"notBefore\": null\n"
		      "}\n");
}

Test(read, says_what_a_format_lacks)
{
	config_connect("unicode");
	expect_failure(akv("read", "--format", "netrc", "unicode"), 2,
		       "NoHost");
	expect_failure(akv("read", "--format", "pgpass", "unicode"), 2,
		       "NoHost");
	expect_failure(akv("read", "--format", "curl", "unicode"), 2,
		       "NoUsername");
}

Test(read, makes_no_new_password_for_rclone)
{
	expect_failure(akv_with(WORDS("RCLONE_PASSWORD_CHANGE=1"),
				WORDS("read", "nightly-export")),
		       2, "ReadOnly");
	expect_untouched();
	expect_answer(akv_with(WORDS("RCLONE_PASSWORD_CHANGE=0"),
			       WORDS("read", "nightly-export")),
		      CLOUD_PASSWORD);
}

Test(read, prints_nothing_for_an_empty_value)
{
	expect_value("empty", "", 0);
	expect_answer(akv("read", "empty", "--newline"), "\n");
}

Test(read, prints_the_longest_value_there_is)
{
	expect_value("long", sandbox_repeat("0123456789abcdef", 1600), 25600);
}

Test(read, prints_the_longest_value_where_every_byte_is_escaped)
{
	const char *value = sandbox_repeat("\x01", 25600);

	cloud_put_secret("contoso", "escaped", value);
	expect_value("escaped", value, 25600);
}

Test(read, sends_one_request_to_each_service)
{
	expect_answer(akv("read", "nightly-export"), CLOUD_PASSWORD);
	cr_assert_eq(cloud_count("token_requests"), 1);
	cr_assert_eq(cloud_count("vault_requests"), 1);
	cr_assert_eq(cloud_count("requests"), 2);
	cr_assert_eq(cloud_connects(), 2);
	cr_assert_eq(cloud_journal_count("path", "/secrets/sftp-password"), 1);
	cr_assert_eq(cloud_journal_count("host", CLOUD_VAULT_HOST), 1);
}

/* What a request says besides what it asks for, in its order. */
static void expect_headers(const char *method, const char *names)
{
	size_t n = strcmp(cloud_journal_text(0, "method"), method) == 0 ? 0 : 1;

	cr_assert_str_eq(cloud_journal_text(n, "method"), method);
	cr_assert_str_eq(cloud_journal_text(n, "header_names"), names);
	cr_assert_eq(strncmp(cloud_journal_text(n, "header:user-agent"),
			     "akv/" AKV_VERSION, strlen("akv/" AKV_VERSION)),
		     0);
}

Test(read, says_nothing_that_it_need_not)
{
	expect_answer(akv("read", "nightly-export"), CLOUD_PASSWORD);
	expect_headers("GET", "[ \"Host\", \"User-Agent\", \"Accept\", "
			      "\"x-ms-client-request-id\", "
			      "\"Authorization\" ]");
	expect_headers("POST", "[ \"Host\", \"User-Agent\", \"Accept\", "
			       "\"client-request-id\", "
			       "\"Content-Length\", \"Content-Type\" ]");
	cr_assert_eq(cloud_journal_count("query", "api-version=7.6"), 1);
}

Test(read, shows_its_token_to_no_proxy)
{
	expect_answer(akv("read", "nightly-export"), CLOUD_PASSWORD);
	cr_assert_null(strstr(cloud_connect_headers(), "uthorization"));
}

Test(read, says_what_it_does_and_no_secret_when_told_to_be_verbose)
{
	const struct outcome *got = akv("read", "nightly-export", "--debug");
	const struct outcome *traced =
		akv_with(WORDS("AKV_TRACE=1"), WORDS("read", "nightly-export"));

	cr_assert_eq(got->status, 0);
	cr_assert_str_eq(got->out, CLOUD_PASSWORD);
	cr_assert_not_null(strstr(got->err, CLOUD_VAULT_HOST));
	cr_assert_not_null(strstr(traced->err, CLOUD_VAULT_HOST));
	expect_answer(
		akv_with(WORDS("AKV_TRACE=0"), WORDS("read", "nightly-export")),
		CLOUD_PASSWORD);
}

Test(read, works_by_the_vaults_uri_and_in_another_cloud)
{
	config_set(
		"[environment]\ncloud = AzureChinaCloud\n"
		"[principal]\ntenant = 3d7cd011-0f1e-4c5a-9d55-91ab72f988bf\n"
		"client-id = " CLOUD_CLIENT "\n"
		"client-secret-file = %s\n"
		"[vault contoso]\nuri = https://contoso.vault.azure.cn/\n"
		"[connection nightly-export]\nsecret = sftp-password\n"
		"[cache]\ntoken-store = none\n",
		sandbox_path("client-secret"));
	expect_answer(akv("read", "nightly-export"), "china horse");
	cr_assert_eq(cloud_connects_to("login.chinacloudapi.cn"), 1);
	cr_assert_eq(cloud_connects_to("contoso.vault.azure.cn"), 1);
	cr_assert_eq(cloud_connects(), 2);
}

Test(read, names_a_connection_that_was_perhaps_meant)
{
	const struct outcome *got = akv("read", "nigthly-export");

	expect_failure(got, 3, "ConnectionNotFound");
	expect_error(got, "akv: there is no connection nigthly-export "
			  "(ConnectionNotFound)");
	expect_hint(got, "did you mean nightly-export?");
	expect_untouched();
}

Test(read, wants_a_connection)
{
	const struct outcome *got = akv("read");

	expect_failure(got, 2, "NoConnection");
	expect_hint(got, "AKV_CONNECTION");
	expect_failure(akv("read", ""), 3, "ConnectionNotFound");
	expect_untouched();
}
