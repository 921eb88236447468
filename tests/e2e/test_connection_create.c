/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/e2e/login.h"
#include "tests/fakes/typist.h"

/* akv connection create, update and delete of connections whose secret is in
 * a vault. */

#define SETTINGS \
	CONFIG_PRINCIPAL "client-secret-file = %s\n" CONFIG_VAULT "\n" \
			 "; ours\n" \
			 "[connection old]\n" \
			 "secret = sftp-password ; of the partner\n" \
			 "\n" \
			 "[cache]\n" \
			 "token-store = none\n"

#define CREATE "connection", "create", "--name", "new"
#define UPDATE "connection", "update", "--name", "old"
#define DELETE "connection", "delete", "--name", "old"

static void set_up(void)
{
	suite_set_up();
	config_set(SETTINGS, sandbox_path("client-secret"));
}

TestSuite(connection_create, .init = set_up, .fini = suite_tear_down,
	  .timeout = 120);

/* The file is what it was, with ${more} behind it. */
static void expect_config(const char *more)
{
	login_expect_config(SETTINGS "%s", sandbox_path("client-secret"), more);
}

static void refused(const struct outcome *got, int status, const char *reason)
{
	expect_failure(got, status, reason);
	expect_config("");
}

Test(connection_create, saves_what_it_has_read_once)
{
	const struct outcome *got =
		akv(CREATE, "--type", "sftp", "--url",
		    "sftp://export@sftp.example.com", "--secret-name",
		    "sftp-password", "--more-secrets", "multi-line",
		    "--more-secrets", "unicode");

	expect_answer(got, "{\n"
			   "  \"name\": \"new\",\n"
			   "  \"type\": \"sftp\",\n"
			   "  \"url\": \"sftp://export@sftp.example.com\",\n"
			   "  \"username\": \"export\",\n"
			   "  \"authentication\": \"vault\",\n"
			   "  \"vault\": \"contoso\",\n"
			   "  \"secret\": \"sftp-password\",\n"
			   "  \"secretVersion\": null,\n"
			   "  \"moreSecrets\": [\n"
			   "    \"multi-line\",\n"
			   "    \"unicode\"\n"
			   "  ]\n"
			   "}\n");
	cr_expect_eq(cloud_journal_count("path", "/secrets/sftp-password"), 1);
	cr_expect_eq(cloud_journal_count("path", "/secrets/multi-line"), 1);
	expect_config("\n[connection new]\n"
		      "type = sftp\n"
		      "url = sftp://export@sftp.example.com\n"
		      "secret = sftp-password\n"
		      "more-secrets = multi-line;unicode\n"
		      "vault = contoso\n");
	expect_answer(akv("read", "new"), CLOUD_PASSWORD);
}

Test(connection_create, takes_the_address_in_parts)
{
	(void)akv(CREATE, "--type", "webdav", "--host", "dav.example.com",
		  "--port", "8443", "--path", "a b/c", "-u", "build",
		  "--secret-name", "sftp-password", "--no-verify", "-o", "tsv");
	expect_config("\n[connection new]\n"
		      "type = webdav\n"
		      "url = https://dav.example.com:8443/a%20b/c\n"
		      "username = build\n"
		      "secret = sftp-password\n"
		      "vault = contoso\n");
	expect_untouched();
}

Test(connection_create, finds_the_type_in_the_url)
{
	expect_words(akv(CREATE, "--url", "imaps://mail.example.com",
			 "--secret-name", "sftp-password", "--no-verify"),
		     "\"type\": \"imaps\"");
}

Test(connection_create, saves_nothing_that_cannot_be_read)
{
	refused(akv(CREATE, "--secret-name", "not-there"), 3, "SecretNotFound");
	refused(akv(CREATE, "--secret-name", "sftp-password", "--more-secrets",
		    "not-there"),
		3, "SecretNotFound");
	expect_hint(akv(CREATE, "--secret-name", "not-there"), "--no-verify");
}

Test(connection_create, refuses_what_cannot_be_before_it_asks)
{
	refused(akv("connection", "create", "-n", "old", "--secret-name", "s"),
		2, "ConnectionExists");
	refused(akv(CREATE, "--type", "stfp", "--secret-name", "s"), 2,
		"UnknownType");
	refused(akv(CREATE, "--url", "not a url", "--secret-name", "s"), 2,
		"InvalidUrl");
	refused(akv(CREATE, "--url", "https://u:p@h", "--secret-name", "s"), 2,
		"InvalidUrl");
	refused(akv(CREATE, "--secret-name", "../keys/k"), 2,
		"InvalidSecretName");
	refused(akv(CREATE, "--secret-name", ""), 2, "InvalidSecretName");
	refused(akv(CREATE, "--secret-name", "s", "--more-secrets", "a;b_c"), 2,
		"InvalidSecretName");
	refused(akv(CREATE, "--secret-name", "s", "--secret-version", "x/y"), 2,
		"InvalidSecretVersion");
	refused(akv(CREATE, "--secret-name", "s", "--vault-name", "fabrikam"),
		3, "VaultNotLinked");
	refused(akv(CREATE, "--secret-name", "s", "--vault-name", "no--vault"),
		2, "InvalidVaultName");
	refused(akv(CREATE, "--vault-name", "contoso"), 2, "BadOption");
	refused(akv(CREATE, "--secret-name", "s", "--password-file", "-"), 2,
		"BadOption");
	refused(akv(CREATE, "--host", "h", "--secret-name", "s"), 2,
		"BadOption");
	refused(akv(CREATE, "--password", "p"), 2, "SecretOnCommandLine");
	refused(akv("connection", "create", "--secret-name", "s"), 2,
		"NoConnection");
	expect_untouched();
}

static void name_refused(const char *name)
{
	const struct outcome *got =
		akv("connection", "create", "--name", name, "--secret-name",
		    "sftp-password", "--no-verify");

	cr_expect_eq(got->status, 2, "%s", outcome_words(got));
	expect_config("");
}

Test(connection_create, refuses_names_that_no_group_can_have)
{
	name_refused("");
	name_refused("a]b");
	name_refused("[a");
	name_refused("two\nlines");
	name_refused("\033[31mred");
	name_refused("\"quoted\"");
	name_refused(" a");
	name_refused("a ");
}

Test(connection_create, refuses_an_address_that_another_has)
{
	(void)akv(CREATE, "--url", "https://h", "--secret-name",
		  "sftp-password", "--no-verify");
	expect_failure(akv("connection", "create", "-n", "third", "--url",
			   "https://h", "--secret-name", "sftp-password",
			   "--no-verify"),
		       2, "AmbiguousUrl");
}

Test(connection_create, changes_what_is_said_and_leaves_the_rest)
{
	(void)akv(UPDATE, "--url", "ftps://files.example.com", "--username",
		  "somebody");
	expect_untouched();
	login_expect_config(CONFIG_PRINCIPAL
			    "client-secret-file = %s\n" CONFIG_VAULT "\n"
			    "; ours\n"
			    "[connection old]\n"
			    "secret = sftp-password ; of the partner\n"
			    "url = ftps://files.example.com\n"
			    "username = somebody\n"
			    "\n"
			    "[cache]\n"
			    "token-store = none\n",
			    sandbox_path("client-secret"));
	(void)akv(UPDATE, "--url", "");
	expect_words(akv("connection", "show", "old"), "\"url\": null");
}

Test(connection_create, changes_to_another_secret_that_is_there)
{
	refused(akv(UPDATE, "--secret-name", "not-there"), 3, "SecretNotFound");
	(void)akv(UPDATE, "--secret-name", "sftp-password", "--secret-version",
		  CLOUD_PASSWORD_VERSION);
	expect_words(akv("connection", "show", "old"), CLOUD_PASSWORD_VERSION);
	/* the version goes with the secret that it was for */
	(void)akv(UPDATE, "--secret-name", "unicode");
	expect_words(akv("connection", "show", "old"),
		     "\"secretVersion\": null");
}

Test(connection_create, has_no_way_back_from_the_vault)
{
	const struct outcome *got = program_run(&(struct program){
		.arguments = WORDS(UPDATE, "--password-file", "-"),
		.input = "typed\n",
	});

	refused(got, 2, "UsesVault");
	expect_hint(got, "delete it and create another");
	refused(akv(UPDATE, "--secret-name", ""), 2, "UsesVault");
	refused(akv(UPDATE), 2, "NothingToChange");
	refused(akv("connection", "update", "-n", "nobody", "--type", "git"), 3,
		"ConnectionNotFound");
}

Test(connection_create, prints_what_is_asked_of_it)
{
	expect_answer(akv(CREATE, "--secret-name", "sftp-password", "--query",
			  "secret", "-o", "tsv"),
		      "sftp-password\n");
	expect_answer(akv("connection", "update", "-n", "new", "--username",
			  "me", "--query", "username", "-o", "tsv"),
		      "me\n");
}

Test(connection_create, ends)
{
	expect_silence(akv(DELETE, "-o", "json", "--query", "name"));
	login_expect_config(CONFIG_PRINCIPAL
			    "client-secret-file = %s\n" CONFIG_VAULT "\n"
			    "; ours\n"
			    "[cache]\n"
			    "token-store = none\n",
			    sandbox_path("client-secret"));
	expect_failure(akv(DELETE), 3, "ConnectionNotFound");
}

/* -- nothing half-written -- */

Test(connection_create, leaves_a_read_only_home_as_it_is)
{
	if (geteuid() == 0)
		cr_skip_test("root may write everywhere");
	cr_assert_eq(chmod(sandbox_path("."), 0500), 0);
	refused(akv(CREATE, "--secret-name", "s", "--no-verify"), 10,
		"WriteFailed");
	cr_assert_eq(chmod(sandbox_path("."), 0700), 0);
}

Test(connection_create, notices_who_else_changes_the_file)
{
	struct running *running;

	cloud_fault("{'match': {'host': '*.vault.azure.net', 'times': 1}, "
		    "'do': {'delay_ms': 1000}}");
	running = program_start(&(struct program){
		.arguments = WORDS(CREATE, "--secret-name", "sftp-password") });
	cloud_wait_for("vault_requests", 1);
	config_add("; an editor was here\n");
	expect_failure(program_end(running), 10, "ConfigChanged");
	expect_config("; an editor was here\n");
}

/* -- at a terminal -- */

static struct running *start(const char *const *arguments)
{
	return program_start(&(struct program){ .arguments = arguments,
						.stdin_fd = PROGRAM_TERMINAL,
						.has_terminal = true });
}

Test(connection_create, offers_the_secrets_of_the_vault)
{
	struct running *running = start(WORDS(CREATE));
	int terminal = program_terminal(running);

	typist_sees(terminal, "Where is the password?");
	typist_sees(terminal, "Number, or a part of the name: ");
	typist_types(terminal, "1\n");
	typist_sees(terminal, "Which secret?");
	typist_types(terminal, "SFTP\n");
	typist_sees(terminal, "sftp-password");
	typist_types(terminal, "sftp-password\n");
	expect_words(program_end(running), "\"secret\": \"sftp-password\"");
	expect_config("\n[connection new]\n"
		      "secret = sftp-password\n"
		      "vault = contoso\n");
}

Test(connection_create, asks_for_the_name_where_it_may_not_list)
{
	struct running *running;

	(void)cloud_tell("POST", "/vaults/contoso",
			 "{'grants': [{'principal': '" CLOUD_OBJECT
			 "', 'role': 'Key Vault Secrets User', "
			 "'secret': 'sftp-password'}]}");
	running = start(WORDS(CREATE, "--vault-name", "contoso"));
	typist_sees(program_terminal(running), "Name of the secret: ");
	typist_types(program_terminal(running), "sftp-password\n");
	cr_expect_eq(program_end(running)->status, 0);
	expect_answer(akv("read", "new"), CLOUD_PASSWORD);
}

Test(connection_create, is_given_up_by_ctrl_c)
{
	struct running *running = start(WORDS(CREATE));

	typist_sees(program_terminal(running), "Where is the password?");
	typist_types(program_terminal(running), "\003");
	cr_expect_eq(program_end(running)->status, 128 + SIGINT);
	expect_config("");
}

Test(connection_create, is_given_up_by_a_terminal_that_ends)
{
	struct running *running = start(WORDS(CREATE));

	typist_sees(program_terminal(running), "Where is the password?");
	typist_types(program_terminal(running), "\004");
	refused(program_end(running), 2, "NothingEntered");
}

Test(connection_create, asks_before_it_deletes)
{
	struct running *running = start(WORDS(DELETE));

	typist_sees(program_terminal(running), "Delete the connection old?");
	typist_types(program_terminal(running), "no\n");
	refused(program_end(running), 2, "NotConfirmed");
	running = start(WORDS(DELETE));
	typist_sees(program_terminal(running), "Type yes to do it: ");
	typist_types(program_terminal(running), "yes\n");
	cr_expect_eq(program_end(running)->status, 0);
	expect_failure(akv(DELETE, "--yes"), 3, "ConnectionNotFound");
}
