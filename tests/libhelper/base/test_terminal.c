/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "tests/fakes/typist.h"

#include "libhelper/base/terminal.h"

/* A process that asks, at a terminal of its own. */
struct asker {
	int master;
	int answer; /* what it was told: a pipe */
	pid_t pid;
};

/* Its exit status is the error's code. */
static void ask(int answer)
{
	AKV_AUTO(secret) *line = NULL;
	struct akv_error err = { 0 };

	if (akv_terminal_ask("Password: ", &line, &err) != AKV_OK) {
		(void)!write(answer, err.reason, strlen(err.reason));
		_exit((int)err.code);
	}
	_exit((int)akv_secret_write(line, answer, NULL));
}

static void ask_aloud(int answer)
{
	char line[AKV_TERMINAL_ANSWER_SIZE];
	struct akv_error err = { 0 };

	if (akv_terminal_ask_aloud("Name: ", line, &err) != AKV_OK) {
		(void)!write(answer, err.reason, strlen(err.reason));
		_exit((int)err.code);
	}
	(void)!write(answer, line, strlen(line));
	_exit(0);
}

static struct asker start(bool has_terminal, void (*question)(int answer))
{
	struct asker asker;
	int slave;
	int ends[2];

	asker.master = typist_open(&slave);
	cr_assert_eq(pipe2(ends, O_CLOEXEC), 0);
	asker.answer = ends[0];
	asker.pid = fork();
	cr_assert_geq(asker.pid, 0);
	if (asker.pid == 0) {
		(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
		(void)signal(SIGINT, SIG_DFL);
		(void)signal(SIGTERM, SIG_DFL);
		(void)setsid();
		if (has_terminal)
			(void)ioctl(slave, TIOCSCTTY, 0);
		question(ends[1]);
	}
	(void)close(slave);
	(void)close(ends[1]);
	return asker;
}

static struct asker start_asker(bool has_terminal)
{
	return start(has_terminal, ask);
}

static void expect_answer(const struct asker *asker, const char *text,
			  int status)
{
	char buf[AKV_TERMINAL_LINE_MAX + 2] = "";
	ssize_t len = 0;
	ssize_t got;
	int ended;

	while ((got = read(asker->answer, buf + len,
			   sizeof(buf) - 1 - (size_t)len)) > 0)
		len += got;
	cr_expect_str_eq(buf, text);
	cr_assert_eq(waitpid(asker->pid, &ended, 0), asker->pid);
	if (WIFSIGNALED(ended))
		ended = 128 + WTERMSIG(ended);
	else
		ended = WEXITSTATUS(ended);
	cr_expect_eq(ended, status, "%d", ended);
	(void)close(asker->answer);
	(void)close(asker->master);
}

/* A shell in little: says when its job was stopped, and lets it go on. */
static void watch(pid_t job)
{
	struct termios settings = { 0 };
	int status;

	(void)waitpid(job, &status, WUNTRACED);
	(void)tcgetattr(STDIN_FILENO, &settings);
	if (WIFSTOPPED(status) && (settings.c_lflag & ECHO) != 0)
		(void)!write(STDIN_FILENO, "stopped", 7);
	(void)kill(job, SIGCONT);
	(void)waitpid(job, &status, 0);
	_exit(WIFEXITED(status) ? WEXITSTATUS(status) : 126);
}

/* One whose process group has a parent outside: others are never stopped. */
static struct asker start_job(void)
{
	struct asker asker;
	int slave;
	int ends[2];

	asker.master = typist_open(&slave);
	cr_assert_eq(pipe2(ends, O_CLOEXEC), 0);
	asker.answer = ends[0];
	asker.pid = fork();
	cr_assert_geq(asker.pid, 0);
	if (asker.pid == 0) {
		pid_t job;

		(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
		(void)signal(SIGTTOU, SIG_IGN);
		(void)setsid();
		(void)ioctl(slave, TIOCSCTTY, 0);
		(void)dup2(slave, STDIN_FILENO);
		job = fork();
		if (job == 0) {
			(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
			(void)setpgid(0, 0);
			(void)tcsetpgrp(STDIN_FILENO, getpid());
			(void)signal(SIGTSTP, SIG_DFL);
			ask(ends[1]);
		}
		(void)close(ends[1]);
		watch(job);
	}
	(void)close(slave);
	(void)close(ends[1]);
	return asker;
}

/* One that has asked, and shows nothing. */
static struct asker start_asked(void)
{
	struct asker asker = start_asker(true);

	typist_sees(asker.master, "Password: ");
	cr_assert_not(typist_is_shown(asker.master));
	return asker;
}

Test(terminal, gives_a_line_that_was_not_shown, .timeout = 60)
{
	struct asker asker = start_asked();

	typist_types(asker.master, "s3cret \xc3\xa9\n");
	typist_sees(asker.master, "\r\n");
	expect_answer(&asker, "s3cret \xc3\xa9", AKV_OK);
}

Test(terminal, shows_nothing_and_is_restored, .timeout = 60)
{
	struct asker asker = start_asked();
	int slave = dup(asker.master);

	typist_types(asker.master, "canary\n");
	typist_sees(asker.master, "\r\n");
	cr_expect_null(strstr(typist_screen(asker.master), "canary"));
	cr_expect(typist_is_shown(slave));
	(void)close(slave);
	expect_answer(&asker, "canary", AKV_OK);
}

Test(terminal, lets_people_correct_themselves, .timeout = 60)
{
	struct asker asker = start_asked();

	typist_types(asker.master, "wrong\025rigj\177ht\n");
	expect_answer(&asker, "right", AKV_OK);
}

Test(terminal, takes_nothing_for_an_answer, .timeout = 60)
{
	struct asker asker = start_asked();

	typist_types(asker.master, "\n");
	expect_answer(&asker, "NothingEntered", AKV_ERR_USAGE);
	asker = start_asked();
	typist_types(asker.master, "\004");
	expect_answer(&asker, "NothingEntered", AKV_ERR_USAGE);
}

Test(terminal, may_not_be_there, .timeout = 60)
{
	struct asker asker = start_asker(false);

	expect_answer(&asker, "NoTerminal", AKV_ERR_USAGE);
}

static void expect_ended(struct asker *asker, int number)
{
	int master = dup(asker->master);

	expect_answer(asker, "", 128 + number);
	cr_expect(typist_is_shown(master));
	(void)close(master);
}

Test(terminal, is_restored_before_a_signal_ends_the_process, .timeout = 60)
{
	struct asker asker = start_asked();

	typist_types(asker.master, "half\003");
	expect_ended(&asker, SIGINT);
	asker = start_asked();
	cr_assert_eq(kill(asker.pid, SIGTERM), 0);
	expect_ended(&asker, SIGTERM);
	asker = start_asked();
	cr_assert_eq(kill(asker.pid, SIGHUP), 0);
	expect_ended(&asker, SIGHUP);
}

Test(terminal, asks_again_after_it_was_stopped, .timeout = 60)
{
	struct asker asker = start_job();

	typist_sees(asker.master, "Password: ");
	typist_types(asker.master, "half\032");
	typist_sees(asker.master, "stopped");
	typist_sees(asker.master, "Password: ");
	typist_types(asker.master, "whole\n");
	expect_answer(&asker, "whole", AKV_OK);
}

Test(terminal, keeps_signals_ignored_that_were, .timeout = 60)
{
	struct asker asker;

	(void)signal(SIGHUP, SIG_IGN);
	asker = start_asked();
	cr_assert_eq(kill(asker.pid, SIGHUP), 0);
	typist_types(asker.master, "on\n");
	expect_answer(&asker, "on", AKV_OK);
}

/* -- aloud -- */

Test(terminal, shows_what_is_typed_aloud)
{
	struct asker asker = start(true, ask_aloud);

	typist_sees(asker.master, "Name: ");
	cr_expect(typist_is_shown(asker.master));
	typist_types(asker.master, "somebody\n");
	expect_answer(&asker, "somebody", 0);
}

Test(terminal, takes_an_empty_line_aloud)
{
	struct asker asker = start(true, ask_aloud);

	typist_sees(asker.master, "Name: ");
	typist_types(asker.master, "\n");
	expect_answer(&asker, "", 0);
}

Test(terminal, takes_no_end_and_no_flood_aloud)
{
	struct asker asker = start(true, ask_aloud);
	char flood[1000];

	typist_sees(asker.master, "Name: ");
	typist_types(asker.master, "\004");
	expect_answer(&asker, "NothingEntered", AKV_ERR_USAGE);
	memset(flood, 'x', sizeof(flood));
	flood[998] = '\n';
	flood[999] = '\0';
	asker = start(true, ask_aloud);
	typist_types(asker.master, flood);
	expect_answer(&asker, "AnswerTooLong", AKV_ERR_USAGE);
	asker = start(false, ask_aloud);
	expect_answer(&asker, "NoTerminal", AKV_ERR_USAGE);
}

Test(terminal, ends_with_ctrl_c_aloud)
{
	struct asker asker = start(true, ask_aloud);

	typist_sees(asker.master, "Name: ");
	typist_types(asker.master, "half\003");
	expect_answer(&asker, "", 128 + SIGINT);
}
