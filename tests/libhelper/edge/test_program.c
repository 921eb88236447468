/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "libhelper/base/clock.h"
#include "libhelper/edge/program.h"
#include "tests/fakes/scratch.h"

static struct akv_error err;

static void set_up(void)
{
	scratch_make();
	/* as akv_process_harden() does */
	(void)signal(SIGPIPE, SIG_IGN);
	err = (struct akv_error){ 0 };
}

TestSuite(program, .init = set_up, .fini = scratch_remove);

static enum akv_code run(const char *const *words, const char *input,
			 size_t len, int64_t limit_ms)
{
	AKV_AUTO(secret) *bytes = NULL;
	struct akv_program program = { .limit_ms = limit_ms };

	cr_assert_eq(akv_secret_new_from(input, len, &bytes, NULL), AKV_OK);
	program.input = bytes;
	/* execve(2) does not say that it only reads them */
	memcpy(&program.words, &words, sizeof(words));
	return akv_program_run(&program, &err);
}

/* A shell of the test's, not of the program's. */
static enum akv_code run_script(const char *script, const char *input)
{
	const char *const words[] = { "/bin/sh",	   "-c", script, "sh",
				      scratch_path("out"), NULL };

	return run(words, input, strlen(input), 10000);
}

static const char *output(void)
{
	static char text[8192];
	ssize_t len;
	int fd = open(scratch_path("out"), O_RDONLY | O_CLOEXEC);

	cr_assert_geq(fd, 0);
	len = read(fd, text, sizeof(text) - 1);
	cr_assert_geq(len, 0);
	(void)close(fd);
	text[len] = '\0';
	return text;
}

Test(program, is_given_its_input_and_the_end_of_it)
{
	cr_expect_eq(run_script("cat >\"$1\"", "{\"a\":1}\n"), AKV_OK);
	cr_expect_str_eq(output(), "{\"a\":1}\n");
}

Test(program, is_given_words_as_they_are)
{
	static const char script[] =
		"out=$1; shift; printf '<%s>' \"$@\" >\"$out\"";
	const char *const words[] = {
		"/bin/sh", "-c",	 script, "sh", scratch_path("out"),
		"a b",	   "$HOME;`id`", "",	 NULL
	};

	cr_expect_eq(run(words, "", 0, 10000), AKV_OK);
	cr_expect_str_eq(output(), "<a b><$HOME;`id`><>");
}

Test(program, may_not_read)
{
	static char much[300000];

	memset(much, 'x', sizeof(much) - 1);
	cr_expect_eq(run_script("exit 0", much), AKV_OK);
	cr_expect_eq(run_script("exec <&-; exit 0", much), AKV_OK);
}

Test(program, may_be_given_more_than_a_pipe_holds)
{
	static char much[300000];

	memset(much, 'x', sizeof(much) - 1);
	cr_expect_eq(run_script("wc -c >\"$1\"", much), AKV_OK);
	cr_expect_eq(strtol(output(), NULL, 10), 299999);
}

Test(program, that_fails_is_a_failure)
{
	cr_expect_eq(run_script("exit 3", ""), AKV_ERR_OTHER);
	cr_expect_str_eq(err.reason, "ProgramFailed");
	cr_expect_str_eq(err.text, "/bin/sh ended with status 3");
	cr_expect_eq(run_script("kill -TERM $$", ""), AKV_ERR_OTHER);
	cr_expect_str_eq(err.text, "/bin/sh was ended by signal 15");
}

Test(program, that_is_not_there_is_a_failure)
{
	const char *const words[] = { "/nonexistent/notify", NULL };

	cr_expect_eq(run(words, "", 0, 1000), AKV_ERR_OTHER);
	cr_expect_str_eq(err.reason, "ProgramNotStarted");
	cr_expect_str_eq(err.text, "cannot start /nonexistent/notify: No such "
				   "file or directory");
}

Test(program, has_a_bounded_time_with_all_that_it_started)
{
	const char *const words[] = { "/bin/sh",
				      "-c",
				      "sleep 1000 & echo $! >\"$1\"; wait",
				      "sh",
				      scratch_path("out"),
				      NULL };
	int64_t before = akv_clock_monotonic_ms();
	pid_t background;

	cr_expect_eq(run(words, "", 0, 300), AKV_ERR_OTHER);
	cr_expect_str_eq(err.reason, "ProgramTimedOut");
	cr_expect_lt(akv_clock_monotonic_ms() - before, 10000);
	background = (pid_t)strtol(output(), NULL, 10);
	cr_assert_gt(background, 1);
	/* gone, or a zombie that somebody else has to fetch */
	for (int i = 0; i < 1000 && kill(background, 0) == 0; i++) {
		char stat_path[64];
		char stat_text[256] = "";
		int fd;

		(void)snprintf(stat_path, sizeof(stat_path), "/proc/%d/stat",
			       (int)background);
		fd = open(stat_path, O_RDONLY | O_CLOEXEC);
		if (fd < 0)
			return;
		(void)!read(fd, stat_text, sizeof(stat_text) - 1);
		(void)close(fd);
		if (strstr(stat_text, ") Z ") != NULL)
			return;
		akv_clock_sleep_ms(1);
	}
	cr_expect_eq(kill(background, 0), -1);
}

Test(program, sees_of_the_environment_who_the_user_is)
{
	(void)setenv("HOME", "/home/me", 1);
	(void)setenv("AZURE_CLIENT_SECRET", "top-secret", 1);
	(void)setenv("AKV_CONFIG", "/etc/x", 1);
	(void)setenv("HTTPS_PROXY", "http://user:password@proxy", 1);
	(void)setenv("LD_PRELOAD_", "x", 1);
	cr_expect_eq(run_script("tr '\\0' '\\n' </proc/$$/environ >\"$1\"", ""),
		     AKV_OK);
	cr_expect_not_null(strstr(output(), "HOME=/home/me\n"));
	cr_expect_null(strstr(output(), "AZURE"));
	cr_expect_null(strstr(output(), "AKV"));
	cr_expect_null(strstr(output(), "PROXY"));
	cr_expect_null(strstr(output(), "LD_"));
}

Test(program, has_signals_as_by_default)
{
	const char *ignored;

	/* a shell blocks some while it waits */
	cr_expect_eq(run_script("exec grep -E 'Sig(Blk|Ign)' /proc/self/status "
				">\"$1\"",
				""),
		     AKV_OK);
	cr_expect_not_null(strstr(output(), "SigBlk:\t0000000000000000\n"));
	/* 32 and 33 are the C library's own business */
	ignored = strstr(output(), "SigIgn:\t");
	cr_assert_not_null(ignored);
	cr_expect_eq(strtoull(ignored + strlen("SigIgn:\t"), NULL, 16) &
			     0x7fffffff,
		     0);
}

Test(program, inherits_no_descriptor)
{
	int open_one = open("/dev/null", O_RDONLY); /* without O_CLOEXEC */

	cr_assert_gt(open_one, 2);
	cr_expect_eq(run_script("ls -l /proc/$$/fd >\"$1\"; exit 0", ""),
		     AKV_OK);
	(void)close(open_one);
	cr_expect_not_null(strstr(output(), " 0 -> "));
	cr_expect_null(strstr(output(), "/dev/null"));
}

Test(program, cannot_write_into_our_answer)
{
	int saved = dup(STDERR_FILENO);
	int fd =
		open(scratch_path("out"), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

	(void)dup2(fd, STDERR_FILENO);
	cr_expect_eq(run_script("echo printed", ""), AKV_OK);
	(void)dup2(saved, STDERR_FILENO);
	(void)close(fd);
	(void)close(saved);
	cr_expect_str_eq(output(), "printed\n");
}

/* As a supervisor's that wants no zombies, or a shell's with trap '' CHLD. */
Test(program, learns_how_it_ended_though_nobody_cared_for_children)
{
	struct sigaction after;

	(void)signal(SIGCHLD, SIG_IGN);
	cr_expect_eq(run_script("exit 0", ""), AKV_OK);
	cr_expect_eq(run_script("exit 7", ""), AKV_ERR_OTHER);
	cr_expect_str_eq(err.reason, "ProgramFailed");
	cr_expect_not_null(strstr(err.text, "ended with status 7"));
	cr_assert_eq(sigaction(SIGCHLD, NULL, &after), 0);
	cr_expect_eq(after.sa_handler, SIG_IGN);
}
