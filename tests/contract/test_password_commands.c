/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "tests/contract/password_server.h"
#include "tests/contract/shell.h"

/*
 * The one-liners of README.md, run by the programs that they are for: each
 * splits the command in its own way and cuts the answer in its own way.
 */

static void set_up(void)
{
	suite_set_up();
	config_connect("sftp-password");
	program_setenv("NO_PROXY", "127.0.0.1");
}

static void tear_down(void)
{
	password_server_end();
	suite_tear_down();
}

TestSuite(password_commands, .init = set_up, .fini = tear_down, .timeout = 120);

static void expect_success(const struct outcome *got)
{
	cr_assert_eq(got->status, 0, "%s", outcome_words(got));
}

static void expect_refusal(const struct outcome *got, const char *words)
{
	cr_assert_neq(got->status, 0, "%s", outcome_words(got));
	cr_assert_not_null(strstr(got->err, words), "%s", outcome_words(got));
}

Test(password_commands, restic_opens_its_repository)
{
	shell_needs("restic");
	(void)sandbox_write("password", 0600, CLOUD_PASSWORD "\n");
	expect_success(shell("restic -q --no-cache -r repo "
			     "--password-file password init"));
	expect_success(shell("restic -q --no-cache -r repo --password-command "
			     "\"$AKV read 'sftp-password'\" snapshots"));
	expect_refusal(shell("RESTIC_PASSWORD_COMMAND=\"$AKV read nothing\" "
			     "restic -q --no-cache -r repo snapshots"),
		       "ConnectionNotFound");
}

Test(password_commands, borg_opens_its_repository)
{
	shell_needs("borg");
	program_setenv("BORG_BASE_DIR", sandbox_path("borg"));
	expect_success(shell("BORG_PASSPHRASE='" CLOUD_PASSWORD "' "
			     "borg init -e repokey repo"));
	expect_success(shell("BORG_PASSCOMMAND=\"$AKV read sftp-password\" "
			     "borg list repo"));
	expect_refusal(shell("BORG_PASSCOMMAND=\"$AKV read nothing\" "
			     "borg list repo"),
		       "ConnectionNotFound");
}

/* What rclone 1.60 has made of "[somewhere] type = local" with the password:
 * it asks for one at a terminal only. */
Test(password_commands, rclone_opens_its_configuration)
{
	shell_needs("rclone");
	(void)sandbox_write(
		"rclone.conf", 0600,
		"RCLONE_ENCRYPT_V0:\n"
		"kH0rbQDRFbKqUygtCrEAVQLYZzMbzN+3cJNcBaSSfZStWTdROof"
		"OuDBUd1mebSBaHgpCoM6/tdL+hEXGaX3rqiWt\n");
	expect_words(shell("rclone --config rclone.conf --password-command "
			   "\"$AKV read sftp-password\" listremotes"),
		     "somewhere:");
	expect_refusal(shell("rclone --config rclone.conf --password-command "
			     "\"$AKV read nothing\" listremotes"),
		       "ConnectionNotFound");
}

static const char *ansible(const char *words)
{
	return sandbox_text("HOME=$PWD ANSIBLE_LOCAL_TEMP=$PWD/tmp "
			    "ansible-vault %s",
			    words);
}

Test(password_commands, ansible_opens_its_vault)
{
	shell_needs("ansible-vault");
	(void)sandbox_write("password", 0600, CLOUD_PASSWORD "\n");
	(void)sandbox_write("script", 0700,
			    "#!/bin/sh\nexec %s read sftp-password\n",
			    akv_path());
	(void)sandbox_write("secrets.yml", 0600, "a: 1\n");
	expect_success(shell("%s", ansible("encrypt --vault-id "
					   "sftp-password@password "
					   "secrets.yml")));
	expect_words(shell("%s", ansible("view --vault-password-file script "
					 "secrets.yml")),
		     "a: 1");
	expect_words(shell("%s", ansible(sandbox_text(
					 "view --vault-id sftp-password@%s "
					 "secrets.yml",
					 akv_called("akv-ansible-client")))),
		     "a: 1");
	expect_refusal(shell("%s", ansible(sandbox_text(
					   "view --vault-id nothing@%s "
					   "secrets.yml",
					   akv_called("akv-ansible-client")))),
		       "did not find a secret for vault-id=nothing");
}

static const struct outcome *ansible_client(const char *vault_id)
{
	return program_run(&(struct program){
		.path = akv_called("akv-ansible-client"),
		.arguments = vault_id != NULL ? WORDS("--vault-id", vault_id) :
						WORDS(NULL),
	});
}

Test(password_commands, ansible_is_told_apart_what_is_missing_and_what_fails)
{
	expect_answer(ansible_client("sftp-password"), CLOUD_PASSWORD);
	expect_failure(ansible_client("nothing"), 2, "ConnectionNotFound");
	expect_failure(ansible_client(NULL), 1, "NoConnection");
	config_connect("no-such");
	expect_failure(ansible_client("no-such"), 3, "SecretNotFound");
	config_set("[nonsense]\n");
	expect_failure(ansible_client("sftp-password"), 1, "UnknownGroup");
}

Test(password_commands, msmtp_logs_in)
{
	shell_needs("msmtp");
	password_server_start("smtp");
	(void)sandbox_write(
		"msmtprc", 0600,
		"account default\nhost 127.0.0.1\nport %ld\n"
		"tls off\nauth plain\nuser bob\nfrom b@example.com\n"
		"passwordeval \"%s read sftp-password\"\n",
		password_server_port(), akv_path());
	(void)shell("echo hello | msmtp -C msmtprc a@example.com");
	password_server_expect("bob", CLOUD_PASSWORD);
}

Test(password_commands, mbsync_logs_in)
{
	shell_needs("mbsync");
	password_server_start("imap");
	(void)sandbox_write("mbsyncrc", 0600,
			    "IMAPStore far\nHost 127.0.0.1\nPort %ld\n"
			    "SSLType None\nAuthMechs LOGIN\nUser bob\n"
			    "PassCmd \"%s read sftp-password\"\n"
			    "\nMaildirStore near\nInbox mail\n"
			    "\nChannel c\nFar :far:\nNear :near:\n",
			    password_server_port(), akv_path());
	(void)shell("mbsync -c mbsyncrc c");
	password_server_expect("bob", CLOUD_PASSWORD);
}
