/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/harness/suite.h"

E2E_SUITE(secret);

static const char first_version[] =
	"https://contoso.vault.azure.net/secrets/versions/"
	"00000000000000000000000000000001";
static const char recovery[] =
	"https://contoso.vault.azure.net/deletedsecrets/deleted";

#define SHOW "secret", "show", "--vault-name", "contoso", "--name"

static void put_whole(void)
{
	cloud_put_secret_json(
		"contoso", "whole",
		"{\"value\": \"v\\u00e9\\ud83d\\udd11\\n\\\"\\\\\", "
		"\"version\": \"00112233445566778899aabbccddeeff\", "
		"\"contentType\": \"text/plain\", \"managed\": true, "
		"\"kid\": \"https://contoso.vault.azure.net/keys/whole/00\", "
		"\"tags\": {\"zone\": \"1\", \"env\": \"prod\"}, "
		"\"attributes\": {\"created\": 1700000000, "
		"\"updated\": 1700000001, \"exp\": 4102444800}}");
}

/* -- the call that everybody makes -- */

Test(secret, shows_the_value_alone)
{
	expect_answer(
		akv(SHOW, "sftp-password", "--query", "value", "-o", "tsv"),
		CLOUD_PASSWORD "\n");
	cr_assert_eq(cloud_count("vault_requests"), 1);
}

Test(secret, shows_every_byte_of_a_value)
{
	static const char bytes[] = "a\0b\r\n\t\x01\x7f\"\\/ \xc3\xa9\xf0\x9f"
				    "\x94\x91\xef\xbb\xbf\n";

	cloud_put_bytes("contoso", "bytes", bytes, sizeof(bytes) - 1);
	/* az adds one line end */
	expect_bytes(akv(SHOW, "bytes", "--query", "value", "-otsv"),
		     "a\0b\r\n\t\x01\x7f\"\\/ \xc3\xa9\xf0\x9f"
		     "\x94\x91\xef\xbb\xbf\n\n",
		     sizeof(bytes));
}

Test(secret, shows_the_longest_value)
{
	const char *value = sandbox_repeat("\x01", 25600);

	cloud_put_secret("contoso", "escaped", value);
	expect_answer(akv(SHOW, "escaped", "--query", "value", "-o", "tsv"),
		      sandbox_text("%s\n", value));
	expect_words(akv(SHOW, "escaped"), sandbox_repeat("\\u0001", 25600));
}

/* -- what az prints -- */

Test(secret, shows_what_az_shows)
{
	put_whole();
	expect_answer(
		akv(SHOW, "whole"),
		"{\n"
		"  \"attributes\": {\n"
		"    \"created\": \"2023-11-14T22:13:20+00:00\",\n"
		"    \"enabled\": true,\n"
		"    \"expires\": \"2100-01-01T00:00:00+00:00\",\n"
		"    \"notBefore\": null,\n"
		"    \"recoverableDays\": 90,\n"
		"    \"recoveryLevel\": \"Recoverable+Purgeable\",\n"
		"    \"updated\": \"2023-11-14T22:13:21+00:00\"\n"
		"  },\n"
		"  \"contentType\": \"text/plain\",\n"
		"  \"id\": \"https://contoso.vault.azure.net/secrets/whole/"
		"00112233445566778899aabbccddeeff\",\n"
		"  \"kid\": \"https://contoso.vault.azure.net/keys/whole/00\",\n"
		"  \"managed\": true,\n"
		"  \"name\": \"whole\",\n"
		"  \"tags\": {\n"
		"    \"env\": \"prod\",\n"
		"    \"zone\": \"1\"\n"
		"  },\n"
		"  \"value\": \"v\xc3\xa9\xf0\x9f\x94\x91\\n\\\"\\\\\"\n"
		"}\n");
}

Test(secret, shows_it_in_every_format)
{
	put_whole();
	expect_answer(akv(SHOW, "whole", "-o", "none"), "");
	expect_answer(akv(SHOW, "whole", "-o", "yaml", "--query",
			  "{v: value, t: tags}"),
		      "t:\n  env: prod\n  zone: '1'\n"
		      "v: \"v\xc3\xa9\xf0\x9f\x94\x91\\n\\\"\\\\\"\n");
	expect_answer(akv(SHOW, "whole", "-o", "table", "--query",
			  "{Name:name, Days:attributes.recoverableDays}"),
		      "Name    Days\n------  ------\nwhole   90\n");
	expect_answer(akv(SHOW, "whole", "--query", "[name, managed, kid]",
			  "-o", "jsonc"),
		      "[\n  \"whole\",\n  true,\n"
		      "  \"https://contoso.vault.azure.net/keys/whole/00\"\n"
		      "]\n");
	expect_answer(akv(SHOW, "whole", "--query", "nothing"), "");
}

/* -- which secret -- */

Test(secret, takes_an_id_or_a_version)
{
	expect_answer(akv("secret", "show", "--id", first_version, "--query",
			  "value", "-o", "tsv"),
		      "value-1\n");
	expect_answer(akv(SHOW, "versions", "--version",
			  "00000000000000000000000000000002", "--query",
			  "value", "-o", "tsv"),
		      "value-2\n");
	expect_answer(akv(SHOW, "versions",
			  "--version=00000000000000000000000000000002",
			  "--query=value", "-otsv"),
		      "value-2\n");
}

Test(secret, takes_a_vault_that_is_not_linked)
{
	config_set(CONFIG_PRINCIPAL "client-secret-file = %s\n"
				    "[cache]\ntoken-store = none\n",
		   sandbox_write("secret", 0600, CLOUD_CLIENT_SECRET));
	expect_answer(akv("secret", "show", "--vault-name", "contoso-policy",
			  "-n", "sftp-password", "--query", "value", "-o",
			  "tsv", "--subscription", "any"),
		      "policy horse\n");
	expect_failure(akv("secret", "show", "-n", "a"), 3, "VaultNotLinked");
}

Test(secret, fails_as_everything_does)
{
	expect_failure(akv(SHOW, "nothing"), 3, "SecretNotFound");
	expect_failure(akv(SHOW, "disabled"), 11, "SecretDisabled");
	expect_failure(akv(SHOW, "deleted"), 3, "SecretDeleted");
	expect_failure(
		akv("secret", "show", "--vault-name", "nowhere", "-n", "a"), 7,
		"ProxyFailed");
}

/* Before anything is asked of anybody. */
Test(secret, refuses_what_makes_no_sense)
{
	expect_failure(akv(SHOW, "a", "--query", "[?"), 2, "BadQuery");
	expect_failure(akv(SHOW, "a", "--query", "sum(@)"), 2,
		       "UnknownFunction");
	expect_failure(akv("secret", "show", "--vault-name", "contoso"), 2,
		       "NoSecret");
	expect_failure(akv(SHOW, "a_b"), 2, "InvalidSecretName");
	expect_failure(akv(SHOW, "a", "-o", "xml"), 2, "BadOption");
	expect_failure(
		akv("secret", "show", "--id", "https://evil.example/secrets/a"),
		2, "InvalidVaultUri");
	expect_failure(akv("secret", "show", "--vault-name", "x", "--id",
			   "https://contoso.vault.azure.net/secrets/a"),
		       2, "BadOption");
	expect_failure(akv("secret", "set", "-n", "a"), 2, "UnknownCommand");
	expect_untouched();
}

/* -- lists -- */

#define LIST "secret", "list", "--vault-name", "contoso"

Test(secret, lists_names_and_no_values)
{
	const struct outcome *got =
		akv(LIST, "--query", "sort([].name)", "-o", "tsv");

	expect_answer(got, "disabled\nempty\nexpired\nexpires\n"
			   "latest-disabled\nlong\nmulti-line\n"
			   "not-yet-valid\nnul\nsftp-password\nspaces\n"
			   "unicode\nversions\n");
	expect_answer(akv(LIST, "--query", "[?!(attributes.enabled)].name",
			  "-o", "yaml"),
		      "- disabled\n- latest-disabled\n");
	got = akv(LIST);
	expect_words(got, "\"name\": \"sftp-password\"");
	cr_assert_null(strstr(got->out, "\"value\""));
	cr_assert_null(strstr(got->out, "\"kid\""));
}

Test(secret, lists_page_after_page)
{
	for (int i = 0; i < 60; i++)
		cloud_put_secret_json("contoso-policy",
				      sandbox_text("s-%02d", i),
				      "{\"value\": \"v\"}");
	expect_answer(akv("secret", "list", "--vault-name", "contoso-policy",
			  "--query", "length(@)"),
		      "61\n");
	expect_answer(akv("secret", "list", "--id",
			  "https://contoso-policy.vault.azure.net/",
			  "--maxresults", "30", "--query", "length(@)"),
		      "30\n");
}

Test(secret, lists_managed_ones_when_told)
{
	put_whole();
	expect_answer(akv(LIST, "--query", "length([?managed])"), "0\n");
	expect_answer(akv(LIST, "--query", "[?managed].name", "-otsv",
			  "--include-managed"),
		      "whole\n");
	expect_answer(akv(LIST, "--include-managed", "true", "--query",
			  "[?managed].name | [0]"),
		      "\"whole\"\n");
	expect_answer(akv(LIST, "--include-managed", "false", "--query",
			  "[?managed]"),
		      "[]\n");
}

Test(secret, lists_a_table)
{
	cloud_tell("POST", "/vaults/northwind",
		   "{\"grants\": [{\"principal\": \"" CLOUD_OBJECT
		   "\", \"role\": \"Key Vault Secrets User\"}]}");
	expect_answer(akv("secret", "list", "--vault-name", "northwind", "-o",
			  "table"),
		      "");
	cloud_put_secret_json("northwind", "a", "{\"value\": \"v\"}");
	expect_answer(akv("secret", "list", "--vault-name", "northwind", "-o",
			  "table"),
		      "Name    Id                                           "
		      "ContentType    Enabled    Expires\n"
		      "------  -------------------------------------------  "
		      "-------------  ---------  ---------\n"
		      "a       https://northwind.vault.azure.net/secrets/a  "
		      "               True\n");
}

Test(secret, lists_versions)
{
	expect_answer(akv("secret", "list-versions", "--vault-name", "contoso",
			  "-n", "versions", "--query",
			  "sort_by(@,&attributes.created)[].id", "-o", "tsv"),
		      "https://contoso.vault.azure.net/secrets/versions/"
		      "00000000000000000000000000000001\n"
		      "https://contoso.vault.azure.net/secrets/versions/"
		      "00000000000000000000000000000002\n"
		      "https://contoso.vault.azure.net/secrets/versions/"
		      "00000000000000000000000000000003\n");
	expect_failure(akv("secret", "list-versions", "--vault-name", "contoso",
			   "-n", "nothing"),
		       3, "SecretNotFound");
}

Test(secret, lists_deleted_ones)
{
	expect_answer(akv("secret", "list-deleted", "--vault-name", "contoso",
			  "--query", "[].[name,recoveryId,tags]", "-o", "tsv"),
		      "deleted\thttps://contoso.vault.azure.net/"
		      "deletedsecrets/deleted\tNone\n"
		      "deleted-disabled\thttps://contoso.vault.azure.net/"
		      "deletedsecrets/deleted-disabled\tNone\n");
}

Test(secret, lists_nothing_where_it_may_not)
{
	expect_failure(akv(LIST, "--maxresults", "0"), 2, "BadOption");
	expect_failure(akv(LIST, "more"), 2, "TooManyArguments");
	expect_failure(akv(LIST, "--include-managed", "x"), 2, "BadOption");
	expect_untouched();
	cloud_tell("POST", "/vaults/contoso", "{\"grants\": []}");
	cr_assert_eq(akv(LIST)->status, 5);
}

/* -- deleted ones -- */

Test(secret, shows_a_deleted_one)
{
	expect_answer(akv("secret", "show-deleted", "--vault-name", "contoso",
			  "-n", "deleted", "-o", "tsv", "--query",
			  "[name, value, recoveryId, kid]"),
		      "deleted\nNone\n"
		      "https://contoso.vault.azure.net/deletedsecrets/deleted\n"
		      "None\n");
	expect_words(akv("secret", "show-deleted", "--id", recovery),
		     "\"scheduledPurgeDate\": \"2");
	expect_failure(akv("secret", "show-deleted", "--vault-name", "contoso",
			   "-n", "sftp-password"),
		       3, "SecretNotFound");
}

/* -- files -- */

static const struct outcome *download(const char *name, const char *file,
				      const char *encoding)
{
	if (encoding == NULL)
		return akv("secret", "download", "--vault-name", "contoso",
			   "-n", name, "-f", file);
	return akv("secret", "download", "--vault-name", "contoso", "-n", name,
		   "--file", file, "-e", encoding);
}

static void expect_file(const char *path, const char *bytes, size_t len)
{
	const struct outcome *got = program_run(&(struct program){
		.path = "/bin/cat", .arguments = WORDS(path) });
	struct stat file;

	expect_bytes(got, bytes, len);
	cr_assert_eq(stat(path, &file), 0);
	cr_assert_eq(file.st_mode & 07777, 0600);
}

Test(secret, downloads_a_file)
{
	const char *path = sandbox_path("file");

	expect_silence(download("multi-line", path, NULL));
	expect_file(path, "-----BEGIN-----\nfirst\r\nsecond\n-----END-----\n",
		    44);
	/* and leaves what is there */
	expect_failure(download("sftp-password", path, NULL), 2, "FileExists");
	expect_file(path, "-----BEGIN-----\nfirst\r\nsecond\n-----END-----\n",
		    44);
	expect_silence(akv("secret", "download", "--vault-name", "contoso",
			   "-n", "spaces", "-f", path, "--overwrite"));
	expect_file(path, "  kept \t", 8);
}

Test(secret, downloads_what_was_encoded)
{
	cloud_put_secret_json("contoso", "binary",
			      "{\"value\": \"AP8K\", \"tags\": "
			      "{\"file-encoding\": \"base64\"}}");
	expect_silence(download("binary", sandbox_path("tag"), NULL));
	expect_file(sandbox_path("tag"), "\0\xff\n", 3);
	expect_silence(download("binary", sandbox_path("text"), "utf-8"));
	expect_file(sandbox_path("text"), "AP8K", 4);
	expect_failure(download("binary", sandbox_path("hex"), "hex"), 11,
		       "NotHex");
	cr_assert_neq(access(sandbox_path("hex"), F_OK), 0);
}

/* A device, a pipe with a name: there is no file to make. */
Test(secret, downloads_to_what_is_no_file)
{
	expect_silence(download("sftp-password", "/dev/null", NULL));
	expect_failure(download("sftp-password", "/dev/full", NULL), 1,
		       "WriteFailed");
}

Test(secret, makes_no_file_where_there_is_nothing_to_put_into_it)
{
	expect_failure(download("nothing", sandbox_path("file"), NULL), 3,
		       "SecretNotFound");
	expect_failure(
		download("sftp-password", sandbox_path("no/such/folder"), NULL),
		10, "WriteFailed");
	expect_failure(download("sftp-password", sandbox_path("."), NULL), 2,
		       "FileExists");
	expect_failure(download("sftp-password", sandbox_path("file"), "x"), 2,
		       "BadOption");
	expect_failure(akv("secret", "download", "-n", "a"), 2, "BadOption");
	cr_assert_neq(access(sandbox_path("file"), F_OK), 0);
}

/* -- --query elsewhere -- */

Test(secret, leaves_query_to_other_lists_too)
{
	expect_answer(akv("connection", "list", "--query", "[].name", "-otsv"),
		      "nightly-export\n");
	expect_answer(akv("connection", "show", "nightly-export", "--query",
			  "url", "-o", "yaml"),
		      "sftp://export@sftp.example.com\n...\n");
}
