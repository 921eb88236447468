/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <poll.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cmd/askpass_server.h"
#include "cmd/askpass_socket.h"
#include "tests/fakes/config_text.h"

static struct akv_config *config;
static char name[AKV_ASKPASS_SOCKET_NAME_SIZE];
static int listener;
static struct akv_secret *password;
static struct akv_secret *passphrase;
static struct akv_askpass_offer offer;
static struct akv_askpass_server server;

static void set_up(void)
{
	config =
		config_of("[vault contoso]\n[connection c]\nsecret = password\n"
			  "url = sftp://export@host\n"
			  "[connection git]\nsecret = token\n"
			  "url = https://build@git\n");
	cr_assert_eq(akv_askpass_socket_listen(name, &listener, NULL), AKV_OK);
	cr_assert_eq(akv_secret_new_from("horse\n", 6, &password, NULL),
		     AKV_OK);
	cr_assert_eq(akv_secret_new_from("staple\n", 7, &passphrase, NULL),
		     AKV_OK);
	offer = (struct akv_askpass_offer){
		.connection = &config->connections[0],
		.username = "export",
		.has_password = true,
		.has_passphrase = true,
		.password = password,
		.passphrase = passphrase,
	};
	server = (struct akv_askpass_server){ .offers = &offer,
					      .offer_count = 1 };
}

static void tear_down(void)
{
	akv_secret_free(password);
	akv_secret_free(passphrase);
	akv_config_free(config);
	(void)close(listener);
}

TestSuite(askpass_server, .init = set_up, .fini = tear_down);

/* A child of ours asks, as ssh's would of ssh. */
static void expect(const char *question, char verdict, const char *line)
{
	struct pollfd event = { .fd = listener, .events = POLLIN };
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		AKV_AUTO(secret) *got = NULL;
		char letter = '\0';

		if (akv_askpass_socket_ask(name, question, &letter, &got,
					   NULL) != AKV_OK)
			_exit(3);
		if (letter != verdict)
			_exit(4);
		_exit(strcmp(akv_secret_text(got), line) == 0 ? 0 : 5);
	}
	cr_assert_eq(poll(&event, 1, 10000), 1);
	akv_askpass_server_serve(listener, getpid(), &server);
	cr_assert_eq(waitpid(pid, &status, 0), pid);
	cr_assert_eq(status, 0, "%s: %d", question, status >> 8);
}

Test(askpass_server, gives_a_password_once_to_one_process)
{
	expect("export@host's password: ", '+', "horse\n");
	expect("export@host's password: ", '!', "");
	/* by whatever method it asks */
	expect("(export@host) Password: ", '!', "");
}

Test(askpass_server, gives_a_passphrase_once_for_each_key)
{
	expect("Enter passphrase for key '/a': ", '+', "staple\n");
	expect("Enter passphrase for key '/b': ", '+', "staple\n");
	expect("Enter passphrase for key '/a': ", '-', "");
	expect("export@host's password: ", '+', "horse\n");
}

/* We are what asks, and what was started. */
Test(askpass_server, lets_the_ssh_of_the_command_line_call_it_what_it_likes)
{
	expect("export@10.0.0.1's password: ", '!', "");
	server.is_ssh = true;
	expect("export@10.0.0.1's password: ", '!', "");
	offer.destination =
		(struct akv_ssh_destination){ .host = "alias", .host_len = 5 };
	expect("export@10.0.0.1's password: ", '+', "horse\n");
	server.guard = (struct akv_askpass_guard){ 0 };
	server.is_ssh = false;
	server.starts_ssh = true;
	expect("export@10.0.0.1's password: ", '!', "");
}

Test(askpass_server, refuses_what_is_not_for_it)
{
	expect("Are you sure (yes/no/[fingerprint])? ", '-', "");
	expect("export@other's password: ", '!', "");
	expect("\x1b[2J", '-', "");
	expect("(export@host) Verification code: ", '-', "");
	expect("export@host's password: ", '+', "horse\n");
}

Test(askpass_server, tells_git_who_and_with_what)
{
	offer.connection = &config->connections[1];
	offer.username = "build";
	expect("Username for 'https://git': ", '+', "build\n");
	expect("Username for 'https://git': ", '+', "build\n");
	expect("Password for 'https://build@git': ", '+', "horse\n");
	expect("Password for 'https://build@git': ", '-', "");
	offer.username = NULL;
	expect("Username for 'https://git': ", '-', "");
}

Test(askpass_server, minds_nobody_who_says_nothing)
{
	akv_askpass_server_serve(listener, getpid(), &server);
	expect("export@host's password: ", '+', "horse\n");
}
