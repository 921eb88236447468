/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/contract/ssh_server.h"
#include "tests/harness/suite.h"

/* The real ssh, sftp and scp against the real sshd. */

static void set_up(void)
{
	suite_set_up();
	ssh_server_start();
	config_add("\n[connection upload]\nurl = sftp://export@127.0.0.1:%s\n"
		   "secret = sftp-password\n"
		   "[connection wrong]\nurl = sftp://export@127.0.0.1\n"
		   "secret = value-old\n",
		   ssh_server_port());
	cloud_put_secret("contoso", "value-old", "not any more");
	(void)sandbox_write("batch", 0600, "%s", "put report.csv\n");
	(void)sandbox_write("report.csv", 0600, "%s", "a;b\n");
	(void)ssh_server_config("");
}

static void tear_down(void)
{
	ssh_server_end();
	suite_tear_down();
}

TestSuite(sftp, .init = set_up, .fini = tear_down, .timeout = 120);

#define EXEC(...) start(WORDS("exec", __VA_ARGS__))
#define SFTP "sftp", "-F", "ssh_config"
#define SSH "ssh", "-F", "ssh_config"
#define HOST "export@127.0.0.1"

/* By its path, since what ssh says has a CR in front of each LF. */
static const struct outcome *start(const char *const *arguments)
{
	return program_run(&(struct program){
		.path = akv_path(),
		.arguments = arguments,
	});
}

static bool has_report(void)
{
	struct stat file;

	return stat(sandbox_path("served/report.csv"), &file) == 0 &&
	       file.st_size == 4;
}

static void expect_uploaded(const struct outcome *got)
{
	cr_assert_eq(got->status, 0, "%s", outcome_words(got));
	cr_assert_str_eq(got->err, "", "%s", outcome_words(got));
	cr_assert(has_report());
	cr_assert_eq(ssh_server_count("Accepted password") +
			     ssh_server_count("Accepted publickey"),
		     1);
	cr_assert_eq(ssh_server_count("Failed "), 0);
}

Test(sftp, signs_in_with_the_vaults_password)
{
	expect_uploaded(EXEC("-c", "upload", "--", SFTP, "-b", "batch", HOST));
	cr_assert_eq(ssh_server_count("Accepted password for export"), 1);
	cr_assert_eq(cloud_count("vault_requests"), 1);
}

/* By a name of ssh_config(5), which ssh does not repeat in its question. */
Test(sftp, signs_in_by_an_alias)
{
	(void)ssh_server_config("Host sftp.example.com\n"
				"HostName 127.0.0.1\nUser export\n"
				"Host *\n");
	expect_uploaded(EXEC("-c", "nightly-export", "--", SFTP, "-b", "batch",
			     "sftp.example.com"));
}

Test(sftp, needs_no_credential_of_ours_in_its_environment)
{
	config_set(CONFIG_VAULT "[connection upload]\nsecret = sftp-password\n"
				"[cache]\ntoken-store = none\n");
	expect_uploaded(
		akv_with(WORDS("AZURE_TENANT_ID=" CLOUD_TENANT,
			       "AZURE_CLIENT_ID=" CLOUD_CLIENT,
			       "AZURE_CLIENT_SECRET=" CLOUD_CLIENT_SECRET),
			 WORDS("exec", "-c", "upload", "--", SFTP, "-b",
			       "batch", HOST)));
}

Test(sftp, tries_a_wrong_password_once)
{
	const struct outcome *got =
		EXEC("-c", "wrong", "--", SFTP, "-b", "batch", HOST);

	cr_assert_eq(got->status, 255, "%s", outcome_words(got));
	cr_assert_not_null(strstr(got->err, "Permission denied"));
	cr_assert_eq(ssh_server_count("Failed password for export"), 1);
	cr_assert_eq(ssh_server_count("Connection from"), 1);
}

Test(sftp, is_not_started_without_a_password)
{
	cloud_fault("{'match': {'host': 'contoso.*'}, 'do':"
		    " {'status': 503}}");
	expect_failure(EXEC("-c", "upload", "--timeout", "1", "--", SFTP, "-b",
			    "batch", HOST),
		       7, "ServerError");
	cr_assert_eq(ssh_server_count("Connection from"), 0);
}

Test(sftp, is_not_started_when_the_password_does_not_fit)
{
	cloud_put_secret("contoso", "too-long", sandbox_repeat("x", 1024));
	config_connect("too-long");
	config_connect("multi-line");
	expect_failure(EXEC("-c", "too-long", "--", SFTP, "-b", "batch", HOST),
		       11, "TooLong");
	expect_failure(
		EXEC("-c", "multi-line", "--", SFTP, "-b", "batch", HOST), 11,
		"NotOneLine");
	cr_assert_eq(ssh_server_count("Connection from"), 0);
}

/* It would ask for ever if it were told anything but no. */
Test(sftp, refuses_an_unknown_host)
{
	const struct outcome *got;
	const char *first;

	(void)sandbox_write("known_hosts", 0600, "%s", "");
	got = EXEC("-c", "upload", "--", SFTP, "-b", "batch", HOST);
	cr_assert_eq(got->status, 255, "%s", outcome_words(got));
	cr_assert_not_null(strstr(got->err, "Host key verification failed"));
	first = strstr(got->err, "(HostKeyQuestion)");
	cr_assert_not_null(first, "%s", outcome_words(got));
	cr_assert_null(strstr(first + 1, "(HostKeyQuestion)"));
	cr_assert_eq(ssh_server_count("Failed "), 0);
	cr_assert_eq(ssh_server_count("Accepted "), 0);
}

static void make_key(const char *passphrase)
{
	expect_silence(program_run(&(struct program){
		.path = "/usr/bin/ssh-keygen",
		.arguments = WORDS("-q", "-t", "ed25519", "-N", passphrase,
				   "-f", sandbox_path("key")),
	}));
	expect_silence(program_run(&(struct program){
		.path = "/bin/cp",
		.arguments = WORDS("key.pub", "sshd/authorized_keys"),
	}));
}

Test(sftp, opens_a_key_by_its_passphrase)
{
	make_key("open sesame");
	cloud_put_secret("contoso", "key-passphrase", "open sesame");
	config_add("more-secrets = key-passphrase\n");
	expect_uploaded(EXEC("-c", "wrong", "--", SFTP, "-i", "key", "-b",
			     "batch", HOST));
	cr_assert_eq(ssh_server_count("Accepted publickey for export"), 1);
}

Test(sftp, opens_a_key_by_the_secret_that_is_named_for_it)
{
	make_key(CLOUD_PASSWORD);
	expect_uploaded(EXEC("-c", "upload", "--ssh-passphrase", "--", SFTP,
			     "-i", "key", "-b", "batch", HOST));
	cr_assert_eq(ssh_server_count("Accepted publickey for export"), 1);
}

/* A passphrase is never sent to a server. */
Test(sftp, sends_no_passphrase_as_a_password)
{
	const struct outcome *got;

	make_key("something else");
	got = EXEC("-c", "upload", "--ssh-passphrase", "--", SFTP, "-i", "key",
		   "-b", "batch", HOST);
	cr_assert_eq(got->status, 255, "%s", outcome_words(got));
	cr_assert_not_null(strstr(got->err, "(NoPassword)"));
	cr_assert_eq(ssh_server_count("Failed password"), 0);
	cr_assert_eq(ssh_server_count("Accepted publickey"), 0);
}

/* In between is another host, which also asks for a password. */
Test(sftp, gives_nothing_to_a_jump_host)
{
	const struct outcome *got = EXEC("-c", "upload", "--", SSH, "-J",
					 "export@localhost", HOST, "true");

	cr_assert_neq(got->status, 0, "%s", outcome_words(got));
	cr_assert_not_null(strstr(got->err, "(OtherHost)"));
	cr_assert_eq(ssh_server_count("Failed "), 0);
	cr_assert_eq(ssh_server_count("Accepted "), 0);
}

Test(sftp, passes_the_exit_status_on)
{
	const struct outcome *got =
		EXEC("-c", "upload", "--", SSH, HOST, "exit 37");

	cr_assert_eq(got->status, 37, "%s", outcome_words(got));
	cr_assert_eq(
		EXEC("-c", "upload", "--ssh", "--", "/bin/sh", "-c", "exit 7")
			->status,
		7);
	expect_failure(EXEC("-c", "upload", "--ssh", "--", "akv-no-such"), 127,
		       "CommandNotFound");
}

/* ssh(1) catches these two while a session is open, and ends with 255. */
static void expect_ended_by(int number)
{
	struct running *running = program_start(&(struct program){
		.path = akv_path(),
		.arguments = WORDS("exec", "-c", "upload", "--", SSH, HOST,
				   "sleep 1000"),
	});
	const struct outcome *got;

	ssh_server_wait_for("Starting session");
	program_signal(running, number);
	got = program_end(running);
	cr_assert(got->status == 255 || got->status == 128 + number, "%s",
		  outcome_words(got));
}

Test(sftp, passes_signals_on)
{
	expect_ended_by(SIGTERM);
}

Test(sftp, passes_an_interrupt_on)
{
	expect_ended_by(SIGINT);
}

Test(sftp, and_a_script_can_be_asked_for_many)
{
	static const char script[] =
		"for i in 1 2 3; do sftp -F ssh_config -oBatchMode=no "
		"-b batch " HOST " >out || exit; done";
	const struct outcome *got =
		EXEC("-c", "upload", "--ssh", "--", "/bin/sh", "-c", script);

	cr_assert_eq(got->status, 0, "%s", outcome_words(got));
	cr_assert_eq(ssh_server_count("Accepted password"), 3);
	cr_assert_eq(cloud_count("vault_requests"), 1);
}

Test(sftp, so_do_scp_and_rsync)
{
	static const char copy[] = HOST ":copy.csv";
	const struct outcome *got = EXEC("-c", "upload", "--", "scp", "-F",
					 "ssh_config", "report.csv", copy);

	cr_assert_eq(got->status, 0, "%s", outcome_words(got));
	cr_assert_eq(ssh_server_count("Accepted password"), 1);
	if (access("/usr/bin/rsync", X_OK) != 0)
		return;
	got = EXEC("-c", "upload", "--", "rsync", "-e", "ssh -F ssh_config",
		   "report.csv", copy);
	cr_assert_eq(got->status, 0, "%s", outcome_words(got));
	cr_assert_eq(ssh_server_count("Accepted password"), 2);
}

/* -- without akv exec -- */

static const struct outcome *sftp_asks(const char *connection)
{
	return program_run(&(struct program){
		.path = "/usr/bin/sftp",
		.arguments = WORDS("-F", "ssh_config", "-oBatchMode=no", "-b",
				   "batch", HOST),
		.environment =
			WORDS(sandbox_text("SSH_ASKPASS=%s",
					   akv_called("akv-askpass")),
			      "SSH_ASKPASS_REQUIRE=force",
			      sandbox_text("AKV_CONNECTION=%s", connection)),
	});
}

Test(sftp, asks_akv_askpass_itself)
{
	expect_uploaded(sftp_asks("upload"));
}

/* ssh asks three times; the second answer would be the last one's, or empty. */
Test(sftp, that_asks_again_is_ended)
{
	const struct outcome *got = sftp_asks("wrong");

	cr_assert_eq(got->status, 255, "%s", outcome_words(got));
	cr_assert_not_null(strstr(got->err, "(Rejected)"));
	cr_assert_eq(ssh_server_count("Failed password"), 1);
	cr_assert_eq(cloud_count("vault_requests"), 1);
}

/* An empty password would be sent, and counted. */
Test(sftp, that_cannot_be_answered_is_ended)
{
	const struct outcome *got;

	config_connect("no-such");
	got = sftp_asks("no-such");
	cr_assert_eq(got->status, 255, "%s", outcome_words(got));
	cr_assert_not_null(strstr(got->err, "(SecretNotFound)"));
	cr_assert_eq(ssh_server_count("Failed "), 0);
}
