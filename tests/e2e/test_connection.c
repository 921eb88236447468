/* SPDX-License-Identifier: MIT */
#include "tests/harness/suite.h"

/* What is configured: no vault is asked, so there is no cloud to ask. */
E2E_SUITE_OFFLINE(connection);

static void configure(void)
{
	config_set("[vault contoso]\ndefault = true\n"
		   "[vault other]\n"
		   "[connection nightly-export]\n"
		   "type = sftp\n"
		   "url = sftp://export@sftp.example.com\n"
		   "secret = sftp-password\n"
		   "more-secrets = sftp-key;sftp-key-passphrase\n"
		   "[connection bare]\n"
		   "secret = only\n"
		   "secret-version = 0123456789abcdef0123456789abcde0\n"
		   "username = somebody\n"
		   "vault = other\n");
}

#define NIGHTLY_EXPORT(indent) \
	indent "{\n" indent "  \"name\": \"nightly-export\",\n" indent \
	       "  \"type\": \"sftp\",\n" indent \
	       "  \"url\": \"sftp://export@sftp.example.com\",\n" indent \
	       "  \"username\": \"export\",\n" indent \
	       "  \"authentication\": \"vault\",\n" indent \
	       "  \"vault\": \"contoso\",\n" indent \
	       "  \"secret\": \"sftp-password\",\n" indent \
	       "  \"secretVersion\": null,\n" indent \
	       "  \"moreSecrets\": [\n" indent "    \"sftp-key\",\n" indent \
	       "    \"sftp-key-passphrase\"\n" indent "  ]\n" indent "}"

#define BARE(indent) \
	indent "{\n" indent "  \"name\": \"bare\",\n" indent \
	       "  \"type\": null,\n" indent "  \"url\": null,\n" indent \
	       "  \"username\": \"somebody\",\n" indent \
	       "  \"authentication\": \"vault\",\n" indent \
	       "  \"vault\": \"other\",\n" indent \
	       "  \"secret\": \"only\",\n" indent \
	       "  \"secretVersion\": \"0123456789abcdef0123456789abcde0\",\n" indent \
	       "  \"moreSecrets\": []\n" indent "}"

Test(connection, shows_one)
{
	configure();
	expect_answer(akv("connection", "show", "--name", "nightly-export"),
		      NIGHTLY_EXPORT("") "\n");
	expect_answer(akv("connection", "show", "-n", "bare", "-o", "json"),
		      BARE("") "\n");
	expect_answer(akv("connection", "show", "bare"), BARE("") "\n");
}

Test(connection, lists_all_in_their_order)
{
	configure();
	expect_answer(akv("connection", "list"),
		      "[\n" NIGHTLY_EXPORT("  ") ",\n" BARE("  ") "\n]\n");
}

Test(connection, lists_none)
{
	config_set("%s", "");
	expect_answer(akv("connection", "list"), "[]\n");
	expect_answer(akv("connection", "list", "-o", "table"), "");
	expect_answer(akv("connection", "list", "-o", "tsv"), "");
}

Test(connection, lists_them_as_a_table)
{
	configure();
	expect_answer(akv("connection", "list", "--output", "table"),
		      "Name            Type  Url                             "
		      "Username  Authentication  Vault    Secret         "
		      "SecretVersion\n"
		      "--------------  ----  ------------------------------  "
		      "--------  --------------  -------  -------------  "
		      "--------------------------------\n"
		      "nightly-export  sftp  sftp://export@sftp.example.com  "
		      "export    vault           contoso  sftp-password\n"
		      "bare                                                  "
		      "somebody  vault           other    only           "
		      "0123456789abcdef0123456789abcde0\n");
}

Test(connection, lists_them_between_tabs)
{
	configure();
	expect_answer(akv("connection", "list", "-otsv"),
		      "nightly-export\tsftp\tsftp://export@sftp.example.com\t"
		      "export\tvault\tcontoso\tsftp-password\tNone\t2\n"
		      "bare\tNone\tNone\tsomebody\tvault\tother\tonly\t"
		      "0123456789abcdef0123456789abcde0\t0\n");
}

Test(connection, knows_the_one_that_does_not_exist)
{
	const struct outcome *got = akv("connection", "show", "-n", "nigtly");

	expect_failure(got, 3, "ConnectionNotFound");
	expect_hint(got, "akv connection list");
	got = akv("connection", "show", "-n", "nightly-exprot");
	expect_failure(got, 3, "ConnectionNotFound");
	expect_hint(got, "did you mean nightly-export?");
}

Test(connection, wants_one_name)
{
	expect_failure(akv("connection", "show"), 2, "NoConnection");
	expect_failure(akv("connection", "show", "a", "--name", "b"), 2,
		       "NoConnection");
	expect_failure(akv("connection", "show", "a", "b"), 2,
		       "TooManyArguments");
}

Test(connection, needs_no_principal)
{
	config_set("[vault contoso]\n[connection bare]\nsecret = only\n");
	expect_words(akv("connection", "show", "bare"), "\"secret\": \"only\"");
}

Test(connection, shows_one_that_uses_no_vault)
{
	const struct outcome *got;

	config_set("[connection old]\nusername = somebody\n"
		   "password-store = libsecret\n");
	got = akv("connection", "show", "old");
	expect_words(got, "\"authentication\": \"default\"");
	expect_words(got, "\"vault\": null");
	expect_words(got, "\"secret\": null");
	expect_answer(
		akv("connection", "list", "-otsv"),
		"old\tNone\tNone\tsomebody\tdefault\tNone\tNone\tNone\t0\n");
}
