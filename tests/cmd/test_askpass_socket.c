/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cmd/askpass_socket.h"

static char name[AKV_ASKPASS_SOCKET_NAME_SIZE];
static int listener = -1;

static void set_up(void)
{
	cr_assert_eq(akv_askpass_socket_listen(name, &listener, NULL), AKV_OK);
}

TestSuite(askpass_socket, .init = set_up);

static void wait_for_somebody(void)
{
	struct pollfd event = { .fd = listener, .events = POLLIN };

	cr_assert_eq(poll(&event, 1, 10000), 1);
}

/* A child that asks; its status says how it was answered. */
static pid_t ask(const char *question, char verdict, const char *line)
{
	pid_t pid = fork();

	if (pid == 0) {
		AKV_AUTO(secret) *got = NULL;
		char letter;

		if (akv_askpass_socket_ask(name, question, &letter, &got,
					   NULL) != AKV_OK)
			_exit(3);
		if (letter != verdict)
			_exit(4);
		_exit(strcmp(akv_secret_text(got), line) == 0 ? 0 : 5);
	}
	return pid;
}

static void expect_end(pid_t pid, int expected)
{
	int status;

	cr_assert_eq(waitpid(pid, &status, 0), pid);
	cr_assert(WIFEXITED(status));
	cr_assert_eq(WEXITSTATUS(status), expected);
}

Test(askpass_socket, carries_a_question_and_an_answer)
{
	AKV_AUTO(secret) *line = NULL;
	char question[AKV_ASKPASS_SOCKET_QUESTION_MAX + 1];
	pid_t pid = ask("who?", '+', "horse\n");
	pid_t peer;
	int fd;

	cr_assert_eq(akv_secret_new_from("horse\n", 6, &line, NULL), AKV_OK);
	wait_for_somebody();
	fd = akv_askpass_socket_accept(listener, question, sizeof(question),
				       &peer);
	cr_assert_geq(fd, 0);
	cr_assert_eq(peer, pid);
	cr_assert_str_eq(question, "who?");
	akv_askpass_socket_answer(fd, '+', line);
	(void)close(fd);
	expect_end(pid, 0);
}

Test(askpass_socket, carries_a_refusal)
{
	char question[64];
	pid_t pid = ask("who?", '!', "");
	pid_t peer;
	int fd;

	wait_for_somebody();
	fd = akv_askpass_socket_accept(listener, question, sizeof(question),
				       &peer);
	akv_askpass_socket_answer(fd, '!', NULL);
	(void)close(fd);
	expect_end(pid, 0);
}

Test(askpass_socket, notices_that_nobody_answers)
{
	char question[64];
	pid_t pid = ask("who?", '+', "");
	pid_t peer;

	wait_for_somebody();
	(void)close(akv_askpass_socket_accept(listener, question,
					      sizeof(question), &peer));
	expect_end(pid, 3);
}

Test(askpass_socket, is_gone_with_its_listener)
{
	AKV_AUTO(secret) *line = NULL;
	struct akv_error err;
	char verdict;

	(void)close(listener);
	cr_assert_eq(
		akv_askpass_socket_ask(name, "who?", &verdict, &line, &err),
		AKV_ERR_OTHER);
	cr_assert_str_eq(err.reason, "AskpassGone");
}

Test(askpass_socket, has_a_name_that_is_not_guessed)
{
	char other[AKV_ASKPASS_SOCKET_NAME_SIZE];
	int fd;

	cr_assert_eq(akv_askpass_socket_listen(other, &fd, NULL), AKV_OK);
	cr_assert_str_neq(other, name);
	/* 128 bits behind the dash */
	cr_assert_eq(strlen(strrchr(name, '-') + 1), 32);
	(void)close(fd);
}

/* A peer that says nothing, one that goes at once, one that says too much. */
static int connect_raw(void)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);

	memcpy(address.sun_path + 1, name, strlen(name));
	cr_assert_eq(
		connect(fd, (const struct sockaddr *)&address,
			(socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 +
				    strlen(name))),
		0);
	return fd;
}

Test(askpass_socket, takes_no_bad_question)
{
	static char endless[AKV_ASKPASS_SOCKET_QUESTION_MAX + 2];
	char question[AKV_ASKPASS_SOCKET_QUESTION_MAX + 1];
	pid_t peer;
	int fd = connect_raw();

	(void)close(fd);
	cr_expect_eq(akv_askpass_socket_accept(listener, question,
					       sizeof(question), &peer),
		     -1);
	fd = connect_raw();
	memset(endless, 'x', sizeof(endless));
	cr_assert_eq(send(fd, endless, sizeof(endless), 0),
		     (ssize_t)sizeof(endless));
	cr_expect_eq(akv_askpass_socket_accept(listener, question,
					       sizeof(question), &peer),
		     -1);
	(void)close(fd);
	/* and with nobody there it does not wait */
	cr_expect_eq(akv_askpass_socket_accept(listener, question,
					       sizeof(question), &peer),
		     -1);
}

/* Nobody of another user is told anything; only root can try this. */
Test(askpass_socket, does_not_talk_to_other_users)
{
	char question[64];
	pid_t peer;
	pid_t pid;

	if (geteuid() != 0)
		cr_skip_test("needs root to be somebody else");
	pid = fork();
	if (pid == 0) {
		AKV_AUTO(secret) *line = NULL;
		struct akv_error err;
		char verdict;

		if (setuid(65534) != 0)
			_exit(9);
		_exit(akv_askpass_socket_ask(name, "who?", &verdict, &line,
					     &err) == AKV_ERR_PEER ?
			      0 :
			      1);
	}
	expect_end(pid, 0);
	cr_expect_eq(akv_askpass_socket_accept(listener, question,
					       sizeof(question), &peer),
		     -1);
}
