/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "libhelper/base/secret.h"

#include "libhelper/base/process.h"

/*
 * A descriptor that the caller closed would be given to the next file or
 * socket that we open, and an answer meant for stdout would go there.  So it
 * becomes /dev/null, opened for the other direction: reading from such a
 * stdin and writing to such a stdout fail (EBADF), as the caller asked.
 */
static void open_standard_descriptor(int fd, int flags)
{
	int null;

	if (fcntl(fd, F_GETFD) != -1)
		return;
	null = open("/dev/null", flags);
	if (null == fd)
		return;
	/* only possible when a lower one was closed too and /dev is missing */
	abort();
}

void akv_process_harden(void)
{
	static const char *const dangerous[] = {
		"SSLKEYLOGFILE",	 /* libcurl: TLS keys to a file */
		"SECRET_BACKEND",	 /* libsecret: an unknown one hangs */
		"SECRET_FILE_TEST_PATH", /* libsecret: plain files */
		"SECRET_FILE_TEST_PASSWORD", /* libsecret: plain files */
		"G_MESSAGES_DEBUG",	     /* GLib: chatter on stdout */
		"G_DBUS_DEBUG",		     /* GIO: messages on stdout */
		"OPENSSL_TRACE",	     /* OpenSSL: keys in traces */
	};
	const struct rlimit no_core = { 0, 0 };

	open_standard_descriptor(STDIN_FILENO, O_WRONLY);
	open_standard_descriptor(STDOUT_FILENO, O_RDONLY);
	open_standard_descriptor(STDERR_FILENO, O_RDONLY);

	/* Neither can fail in a way that we could mend. */
	(void)setrlimit(RLIMIT_CORE, &no_core);
	(void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	(void)umask(S_IRWXG | S_IRWXO);
	(void)signal(SIGPIPE, SIG_IGN);

	for (size_t i = 0; i < sizeof(dangerous) / sizeof(dangerous[0]); i++)
		(void)unsetenv(dangerous[i]);
}

const char *akv_process_env(const char *name)
{
	const char *value = secure_getenv(name);

	return value != NULL && value[0] != '\0' ? value : NULL;
}

void akv_process_forget_env(const char *name)
{
	char *value = secure_getenv(name);

	if (value == NULL)
		return;
	akv_secret_wipe(value, strlen(value));
	(void)unsetenv(name);
}
