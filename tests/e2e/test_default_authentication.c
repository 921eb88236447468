/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "tests/e2e/login.h"
#include "tests/fakes/typist.h"
#include "tests/keyring/secret_service.h"
#include "tests/keyring/session_bus.h"

/* Connections with a password of their own: it is in the Secret Service and
 * nowhere else, until it is in the vault for good. */

#define SETTINGS \
	CONFIG_PRINCIPAL "client-secret-file = %s\n" CONFIG_VAULT "\n" \
			 "[cache]\n" \
			 "token-store = none\n"

#define URL "ftps://old@files.example.com"
#define CREATE "connection", "create", "-n", "old", "--url", URL
#define UPDATE "connection", "update", "-n", "old"
#define LOCAL_PASSWORD "typed-once-and-kept-0123456789"

#define GROUP \
	"\n[connection old]\n" \
	"type = ftps\n" \
	"url = " URL "\n" \
	"password-store = libsecret\n"

static void set_up(void)
{
	suite_set_up();
	config_set(SETTINGS, sandbox_path("client-secret"));
	session_bus_start();
	canary_add(LOCAL_PASSWORD, strlen(LOCAL_PASSWORD));
}

TestSuite(default_authentication, .init = set_up, .fini = suite_tear_down,
	  .timeout = 120);

static void expect_config(const char *more)
{
	login_expect_config(SETTINGS "%s", sandbox_path("client-secret"), more);
}

static const struct outcome *pipe_in(const char *const *arguments,
				     const char *input)
{
	return program_run(
		&(struct program){ .arguments = arguments, .input = input });
}

static void create(void)
{
	secret_service_start(SECRET_SERVICE_UNLOCKED);
	expect_words(pipe_in(WORDS(CREATE), LOCAL_PASSWORD "\n"),
		     "\"authentication\": \"default\"");
	expect_config(GROUP);
}

Test(default_authentication, serves_every_caller_without_a_network)
{
	create();
	expect_answer(akv("read", "old"), LOCAL_PASSWORD);
	expect_answer(akv_get("connection=old\n\n"),
		      "username=old\npassword=" LOCAL_PASSWORD "\n");
	expect_answer(akv_get("protocol=ftps\nhost=files.example.com\n\n"),
		      "username=old\npassword=" LOCAL_PASSWORD "\n");
	expect_words(akv("read", "old", "--format", "json"), "\"vault\": null");
	expect_untouched();
}

/* By its other names, to those who call it so. */
static const struct outcome *called(const char *name, const char *word,
				    const char *input)
{
	return program_run(&(struct program){
		.path = akv_called(name),
		.arguments = WORDS(word),
		.environment = WORDS("AKV_CONNECTION=old"),
		.input = input,
	});
}

#define WEB "https://robot@registry.example.com"

Test(default_authentication, serves_by_every_name_without_a_network)
{
	secret_service_start(SECRET_SERVICE_UNLOCKED);
	expect_words(pipe_in(WORDS("connection", "create", "-n", "old",
				   "--type", "docker", "--url", WEB),
			     LOCAL_PASSWORD "\n"),
		     "\"authentication\": \"default\"");
	expect_answer(called("git-credential-akv", "get",
			     "protocol=https\nhost=registry.example.com\n\n"),
		      "username=robot\npassword=" LOCAL_PASSWORD "\n");
	expect_answer(
		called("docker-credential-akv", "get", "registry.example.com"),
		"{\"ServerURL\":\"registry.example.com\","
		"\"Username\":\"robot\",\"Secret\":\"" LOCAL_PASSWORD "\"}\n");
	expect_answer(called("akv-askpass", "Password for '" WEB "': ", NULL),
		      LOCAL_PASSWORD "\n");
	expect_answer(called("akv-ansible-client", "--vault-id=old", NULL),
		      LOCAL_PASSWORD);
	expect_words(akv("check", "old"), "\"state\": \"accessible\"");
	expect_untouched();
}

#define SH "--", "/bin/sh", "-c"

Test(default_authentication, serves_commands_without_a_network)
{
	create();
	expect_answer(akv("exec", "-c", "old", "--env", "PW", "--file", "F",
			  "--stdin", SH, "printf '%s ' \"$PW\"; cat $F -"),
		      LOCAL_PASSWORD " " LOCAL_PASSWORD LOCAL_PASSWORD);
	expect_answer(
		akv("exec", "-c", "old", "--ssh", SH,
		    "$SSH_ASKPASS \"old@files.example.com's password: \""),
		LOCAL_PASSWORD "\n");
	expect_failure(akv("exec", "-c", "old", "--secret", "sftp-password",
			   "--env", "PW", "--", "true"),
		       2, "SecretNotInConnection");
	expect_untouched();
	/* and beside one that uses the vault */
	config_set(SETTINGS "%s\n[connection new]\nsecret = sftp-password\n",
		   sandbox_path("client-secret"), GROUP);
	expect_answer(akv("exec", "-c", "old", "--env", "A", "-c", "new",
			  "--env", "B", SH, "printf '%s %s' \"$A\" \"$B\""),
		      LOCAL_PASSWORD " " CLOUD_PASSWORD);
}

/* ... and is not started where its password is gone. */
Test(default_authentication, starts_nothing_without_its_password)
{
	create();
	secret_service_stop();
	expect_failure(akv("exec", "-c", "old", "--env", "PW", "--", "echo",
			   "started"),
		       10, "SecretServiceRefused");
}

Test(default_authentication, is_asked_for_and_not_shown)
{
	struct running *running;
	int terminal;

	secret_service_start(SECRET_SERVICE_UNLOCKED);
	running = program_start(&(struct program){ .arguments = WORDS(CREATE),
						   .stdin_fd = PROGRAM_TERMINAL,
						   .has_terminal = true });
	terminal = program_terminal(running);
	typist_sees(terminal, "Where is the password?");
	typist_types(terminal, "2\n");
	typist_sees(terminal, "Password of old: ");
	cr_expect_not(typist_is_shown(terminal));
	typist_types(terminal, LOCAL_PASSWORD "\n");
	cr_expect_null(strstr(typist_screen(terminal), LOCAL_PASSWORD));
	cr_expect_eq(program_end(running)->status, 0);
	expect_answer(akv("read", "old"), LOCAL_PASSWORD);
}

Test(default_authentication, takes_a_new_password)
{
	create();
	expect_words(
		pipe_in(WORDS(UPDATE, "--password-file", "-"), "another one"),
		"\"authentication\": \"default\"");
	expect_answer(akv("read", "old"), "another one");
	expect_failure(
		pipe_in(WORDS(UPDATE, "--password-file", "-"), "two\nlines"), 2,
		"InvalidPassword");
	expect_failure(akv(UPDATE, "--more-secrets", "s"), 2, "NotInVault");
	expect_answer(akv("read", "old"), "another one");
}

Test(default_authentication, moves_to_the_vault_for_good)
{
	create();
	expect_failure(akv(UPDATE, "--secret-name", "not-there"), 3,
		       "SecretNotFound");
	expect_answer(akv("read", "old"), LOCAL_PASSWORD);

	expect_words(akv(UPDATE, "--secret-name", "sftp-password"),
		     "\"authentication\": \"vault\"");
	expect_config("\n[connection old]\n"
		      "type = ftps\n"
		      "url = " URL "\n"
		      "secret = sftp-password\n"
		      "vault = contoso\n");
	expect_answer(akv("read", "old"), CLOUD_PASSWORD);
	expect_failure(pipe_in(WORDS(UPDATE, "--password-file", "-"), "back"),
		       2, "UsesVault");

	/* back by hand: there is no password, and none is taken */
	config_set(SETTINGS "%s", sandbox_path("client-secret"), GROUP);
	expect_failure(akv("read", "old"), 10, "NoStoredPassword");
	expect_failure(pipe_in(WORDS(UPDATE, "--password-file", "-"), "back"),
		       10, "NoStoredPassword");
	expect_quit(akv_get("connection=old\n\n"), 10, "NoStoredPassword");
}

Test(default_authentication, is_forgotten_with_its_connection)
{
	create();
	expect_silence(akv("connection", "delete", "-n", "old"));
	expect_config("\n");
	config_set(SETTINGS "%s", sandbox_path("client-secret"), GROUP);
	expect_failure(akv("read", "old"), 10, "NoStoredPassword");
}

Test(default_authentication, needs_a_secret_service)
{
	const struct outcome *got = pipe_in(WORDS(CREATE), LOCAL_PASSWORD);

	expect_failure(got, 10, "SecretServiceRefused");
	expect_hint(got, "--secret-name");
	expect_config("");
	session_bus_use(NULL);
	expect_failure(pipe_in(WORDS(CREATE), LOCAL_PASSWORD), 10,
		       "NoSecretService");
	expect_config("");
}

Test(default_authentication, is_not_half_deleted)
{
	create();
	secret_service_stop();
	expect_failure(akv("connection", "delete", "-n", "old"), 10,
		       "SecretServiceRefused");
	expect_failure(akv(UPDATE, "--secret-name", "sftp-password"), 10,
		       "SecretServiceRefused");
	expect_config(GROUP);
	secret_service_start(SECRET_SERVICE_UNLOCKED);
	expect_answer(akv("read", "old"), LOCAL_PASSWORD);
}

Test(default_authentication, comes_from_a_file_of_ours_alone)
{
	secret_service_start(SECRET_SERVICE_UNLOCKED);
	sandbox_write("password", 0644, LOCAL_PASSWORD "\n");
	expect_failure(akv(CREATE, "--password-file", sandbox_path("password")),
		       2, "FileNotPrivate");
	sandbox_write("password", 0600, LOCAL_PASSWORD "\n");
	expect_words(akv(CREATE, "--password-file", sandbox_path("password")),
		     "\"vault\": null");
	expect_answer(akv("read", "old"), LOCAL_PASSWORD);
	expect_failure(akv(UPDATE, "--password-file", "/nowhere/password"), 2,
		       "FileNotFound");
}
