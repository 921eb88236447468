/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "libhelper/base/process.h"

/* -- environment -- */

Test(process, finds_a_variable)
{
	cr_assert_eq(setenv("AKV_TEST", "value", 1), 0);
	cr_assert_str_eq(akv_process_env("AKV_TEST"), "value");
}

Test(process, takes_an_empty_variable_for_none)
{
	cr_assert_eq(setenv("AKV_TEST", "", 1), 0);
	cr_assert_null(akv_process_env("AKV_TEST"));
	cr_assert_eq(unsetenv("AKV_TEST"), 0);
	cr_assert_null(akv_process_env("AKV_TEST"));
}

Test(process, overwrites_a_variable_where_it_lies)
{
	static char variable[] = "AKV_TEST=hunter2";

	cr_assert_eq(putenv(variable), 0);
	akv_process_forget_env("AKV_TEST");
	cr_assert_null(getenv("AKV_TEST"));
	cr_assert_arr_eq(variable, "AKV_TEST=\0\0\0\0\0\0\0", 17);
}

Test(process, forgets_what_is_not_there_without_complaint)
{
	cr_assert_eq(unsetenv("AKV_TEST"), 0);
	akv_process_forget_env("AKV_TEST");
	cr_assert_null(getenv("AKV_TEST"));
}

static size_t read_environ(char *bytes, size_t size)
{
	int fd = open("/proc/self/environ", O_RDONLY | O_CLOEXEC);
	ssize_t len;

	cr_assert_geq(fd, 0);
	len = read(fd, bytes, size);
	cr_assert_geq(len, 0);
	cr_assert_eq(close(fd), 0);
	return (size_t)len;
}

/* What anybody of the same user could read in /proc. */
Test(process, shows_others_no_variable_that_was_forgotten)
{
	static char bytes[65536];
	char variable[4096];
	size_t len;

	/* any that this process was started with */
	if (environ[0] == NULL || strlen(environ[0]) >= sizeof(variable) ||
	    strchr(environ[0], '=')[1] == '\0')
		cr_skip_test("started without environment");
	snprintf(variable, sizeof(variable), "%s", environ[0]);
	len = read_environ(bytes, sizeof(bytes));
	cr_assert_not_null(memmem(bytes, len, variable, strlen(variable)));

	*strchr(variable, '=') = '\0';
	akv_process_forget_env(variable);
	variable[strlen(variable)] = '=';
	len = read_environ(bytes, sizeof(bytes));
	cr_assert_null(memmem(bytes, len, variable, strlen(variable)));
}

/* -- hardening -- */

/* In a child of its own: a process that may not be traced is none that the
 * sanitizers can look into.  What ${check} returns is the child's status. */
static int status_of(int (*check)(void))
{
	int status;
	pid_t child = fork();

	cr_assert_geq(child, 0);
	if (child == 0)
		_exit(check());
	cr_assert_eq(waitpid(child, &status, 0), child);
	cr_assert(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static int check_traces(void)
{
	struct rlimit core;

	akv_process_harden();
	if (getrlimit(RLIMIT_CORE, &core) != 0 || core.rlim_cur != 0)
		return 1;
	return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0 ? 0 : 2;
}

Test(process, leaves_no_core_and_cannot_be_traced)
{
	cr_assert_eq(status_of(check_traces), 0);
}

static int check_umask(void)
{
	(void)umask(0);
	akv_process_harden();
	return umask(0) == 077 ? 0 : 1;
}

Test(process, makes_private_files)
{
	cr_assert_eq(status_of(check_umask), 0);
}

static int check_broken_pipe(void)
{
	int fds[2];

	(void)signal(SIGPIPE, SIG_DFL);
	akv_process_harden();
	if (pipe(fds) != 0 || close(fds[0]) != 0)
		return 1;
	return write(fds[1], "x", 1) == -1 && errno == EPIPE ? 0 : 2;
}

Test(process, survives_a_broken_pipe)
{
	cr_assert_eq(status_of(check_broken_pipe), 0);
}

static const char *const dangerous[] = {
	"SSLKEYLOGFILE",	 "SECRET_BACKEND",
	"SECRET_FILE_TEST_PATH", "SECRET_FILE_TEST_PASSWORD",
	"G_MESSAGES_DEBUG",	 "OPENSSL_TRACE",
};

static int check_variables(void)
{
	for (size_t i = 0; i < sizeof(dangerous) / sizeof(dangerous[0]); i++)
		if (setenv(dangerous[i], "x", 1) != 0)
			return 1;
	if (setenv("HTTPS_PROXY", "http://proxy", 1) != 0)
		return 1;
	akv_process_harden();
	for (size_t i = 0; i < sizeof(dangerous) / sizeof(dangerous[0]); i++)
		if (getenv(dangerous[i]) != NULL)
			return 2;
	return getenv("HTTPS_PROXY") != NULL ? 0 : 3;
}

Test(process, removes_variables_that_make_libraries_leak)
{
	cr_assert_eq(status_of(check_variables), 0);
}

static int check_open_descriptors(void)
{
	struct stat before[3];
	struct stat after;

	for (int fd = 0; fd < 3; fd++)
		if (fstat(fd, &before[fd]) != 0)
			return 1;
	akv_process_harden();
	for (int fd = 0; fd < 3; fd++)
		if (fstat(fd, &after) != 0 ||
		    after.st_ino != before[fd].st_ino ||
		    after.st_dev != before[fd].st_dev)
			return 2;
	return 0;
}

Test(process, leaves_open_descriptors_alone)
{
	cr_assert_eq(status_of(check_open_descriptors), 0);
}

/* A file that we open must not become somebody's stdout. */
static int check_closed_descriptors(void)
{
	char byte;
	int fd;

	for (fd = 0; fd < 3; fd++)
		(void)close(fd);
	akv_process_harden();
	fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
	if (fd < 3)
		return 1;
	if (read(STDIN_FILENO, &byte, 1) != -1 || errno != EBADF)
		return 2;
	if (write(STDOUT_FILENO, "x", 1) != -1 || errno != EBADF)
		return 3;
	if (write(STDERR_FILENO, "x", 1) != -1 || errno != EBADF)
		return 4;
	return 0;
}

Test(process, fills_closed_descriptors_with_what_fails)
{
	cr_assert_eq(status_of(check_closed_descriptors), 0);
}

static int check_closed_stdout(void)
{
	(void)close(STDOUT_FILENO);
	akv_process_harden();
	if (write(STDOUT_FILENO, "x", 1) != -1 || errno != EBADF)
		return 1;
	return fcntl(STDIN_FILENO, F_GETFD) != -1 &&
			       fcntl(STDERR_FILENO, F_GETFD) != -1 ?
		       0 :
		       2;
}

Test(process, fills_one_closed_descriptor)
{
	cr_assert_eq(status_of(check_closed_stdout), 0);
}

/* -- what a program that we start gets -- */

static int check_core_limit(void)
{
	struct rlimit core;
	struct rlimit after;

	if (getrlimit(RLIMIT_CORE, &core) != 0)
		return 1;
	core.rlim_cur = core.rlim_max;
	if (setrlimit(RLIMIT_CORE, &core) != 0)
		return 2;
	akv_process_harden();
	akv_process_soften();
	if (getrlimit(RLIMIT_CORE, &after) != 0)
		return 3;
	return memcmp(&core, &after, sizeof(core)) == 0 ? 0 : 4;
}

static int check_mask_and_pipe(void)
{
	struct sigaction pipe_after;

	(void)umask(027);
	(void)signal(SIGPIPE, SIG_DFL);
	akv_process_harden();
	akv_process_soften();
	if (umask(0) != 027)
		return 1;
	if (sigaction(SIGPIPE, NULL, &pipe_after) != 0)
		return 2;
	return pipe_after.sa_handler == SIG_DFL ? 0 : 3;
}

static int check_still_closed(void)
{
	(void)close(STDIN_FILENO);
	akv_process_harden();
	akv_process_soften();
	if (fcntl(STDIN_FILENO, F_GETFD) != -1)
		return 1;
	return fcntl(STDOUT_FILENO, F_GETFD) != -1 ? 0 : 2;
}

Test(process, gives_back_what_it_took)
{
	cr_expect_eq(status_of(check_core_limit), 0);
	cr_expect_eq(status_of(check_mask_and_pipe), 0);
	cr_expect_eq(status_of(check_still_closed), 0);
}

static int count_inherited(const char *variable)
{
	char *variables[1024];
	size_t count = akv_process_inherited(variables, 1024);
	int found = 0;

	for (size_t i = 0; i < count && i < 1024; i++)
		found += strcmp(variables[i], variable) == 0;
	return found;
}

static int check_inherited(void)
{
	(void)setenv("SSLKEYLOGFILE", "/keys", 1);
	(void)setenv("AKV_CONFIG", "/config", 1);
	(void)setenv("AZURE_CLIENT_ID", "id", 1);
	akv_process_harden();
	if (getenv("SSLKEYLOGFILE") != NULL)
		return 1;
	return count_inherited("SSLKEYLOGFILE=/keys") == 1 &&
			       count_inherited("AKV_CONFIG=/config") == 1 &&
			       count_inherited("AZURE_CLIENT_ID=id") == 1 ?
		       0 :
		       2;
}

Test(process, passes_the_variables_of_others_on)
{
	cr_assert_eq(status_of(check_inherited), 0);
}

static int check_credentials(void)
{
	static const char *const names[] = {
		"AZURE_CLIENT_SECRET", "AZURE_CLIENT_CERTIFICATE_PASSWORD",
		"IDENTITY_HEADER",     "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
		"SYSTEM_ACCESSTOKEN",
	};
	char variable[64];

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		(void)setenv(names[i], "x", 1);
	akv_process_harden();
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		(void)snprintf(variable, sizeof(variable), "%s=x", names[i]);
		if (count_inherited(variable) != 0)
			return 1;
	}
	return 0;
}

Test(process, passes_no_credential_of_ours_on)
{
	cr_assert_eq(status_of(check_credentials), 0);
}

Test(process, says_how_many_variables_there_are)
{
	size_t count = akv_process_inherited(NULL, 0);
	char *first[1] = { NULL };

	cr_assert_gt(count, 0);
	cr_assert_eq(akv_process_inherited(first, 1), count);
	cr_assert_not_null(first[0]);
}
