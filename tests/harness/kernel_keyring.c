/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/keyctl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/harness/program.h"
#include "tests/harness/sandbox.h"

#include "tests/harness/kernel_keyring.h"

/* The process that holds the namespace until we have it open. */
static pid_t holder;
static int namespace_fd = -1;

int kernel_keyring_namespace(void)
{
	return namespace_fd;
}

static void hold(int ready)
{
	char works = 'n';

	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	/* the other ends of somebody's pipes may be among them */
	ready = dup2(ready, 3);
	(void)close_range(4, ~0U, 0);
	if (unshare(CLONE_NEWUSER) == 0 &&
	    syscall(SYS_keyctl, KEYCTL_GET_KEYRING_ID, KEY_SPEC_USER_KEYRING,
		    1) != -1)
		works = 'y';
	(void)!write(ready, &works, 1);
	for (;;)
		(void)pause();
}

/* user_namespaces(7): the same ids inside and outside. */
static bool write_map(const char *file, const char *text)
{
	int fd = open(sandbox_text("/proc/%d/%s", (int)holder, file),
		      O_WRONLY | O_CLOEXEC);
	bool written;

	if (fd < 0)
		return false;
	written = write(fd, text, strlen(text)) == (ssize_t)strlen(text);
	(void)close(fd);
	return written;
}

static bool map_ids(void)
{
	const char *uid = sandbox_text("%u %u 1", getuid(), getuid());
	const char *gid = sandbox_text("%u %u 1", getgid(), getgid());

	return write_map("setgroups", "deny") && write_map("uid_map", uid) &&
	       write_map("gid_map", gid);
}

void kernel_keyring_make(void)
{
	int ready[2];
	char works = 'n';

	cr_assert_eq(pipe2(ready, O_CLOEXEC), 0);
	holder = fork();
	cr_assert_geq(holder, 0);
	if (holder == 0)
		hold(ready[1]);
	(void)close(ready[1]);
	cr_assert_eq(read(ready[0], &works, 1), 1);
	(void)close(ready[0]);
	if (works != 'y' || !map_ids()) {
		kernel_keyring_remove();
		cr_skip_test("no keyrings, or no user namespaces, here");
	}
	namespace_fd = open(sandbox_text("/proc/%d/ns/user", (int)holder),
			    O_RDONLY | O_CLOEXEC);
	cr_assert_geq(namespace_fd, 0);
}

void kernel_keyring_remove(void)
{
	if (namespace_fd >= 0)
		(void)close(namespace_fd);
	namespace_fd = -1;
	if (holder > 0) {
		(void)kill(holder, SIGKILL);
		(void)waitpid(holder, NULL, 0);
	}
	holder = 0;
}

const char *kernel_keyring_words(void)
{
	return program_run(&(struct program){
				   .path = "/usr/bin/keyctl",
				   .arguments = WORDS("show", "@u"),
			   })
		->out;
}
