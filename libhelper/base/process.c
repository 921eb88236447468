/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "libhelper/base/secret.h"

#include "libhelper/base/process.h"

/* Variables that libraries of ours would act upon, to our harm. */
static const char *const dangerous[] = {
	"SSLKEYLOGFILE",	     /* libcurl: TLS keys to a file */
	"SECRET_BACKEND",	     /* libsecret: an unknown one hangs */
	"SECRET_FILE_TEST_PATH",     /* libsecret: plain files */
	"SECRET_FILE_TEST_PASSWORD", /* libsecret: plain files */
	"G_MESSAGES_DEBUG",	     /* GLib: chatter on stdout */
	"G_DBUS_DEBUG",		     /* GIO: messages on stdout */
	"OPENSSL_TRACE",	     /* OpenSSL: keys in traces */
};

/*
 * What proves who we are, wherever we looked for it in this run: whoever is
 * given one password is not given all of the vault with it.
 */
static const char *const credentials[] = {
	"AZURE_CLIENT_SECRET", "AZURE_CLIENT_CERTIFICATE_PASSWORD",
	"IDENTITY_HEADER",     "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
	"SYSTEM_ACCESSTOKEN",
};

enum { DANGEROUS_COUNT = sizeof(dangerous) / sizeof(dangerous[0]) };

/* How it was before akv_process_harden(). */
static struct {
	bool is_known;
	bool closed[STDERR_FILENO + 1];
	struct rlimit core;
	mode_t mask;
	struct sigaction pipe;
	char *removed[DANGEROUS_COUNT]; /* variables; NULL: not there */
} before;

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
	before.closed[fd] = true;
	if (null == fd)
		return;
	/* only possible when a lower one was closed too and /dev is missing */
	abort();
}

static bool is_named(const char *variable, const char *name)
{
	size_t len = strlen(name);

	return strncmp(variable, name, len) == 0 && variable[len] == '=';
}

static char *find_variable(const char *name)
{
	for (char **entry = environ; entry != NULL && *entry != NULL; entry++)
		if (is_named(*entry, name))
			return *entry;
	return NULL;
}

/* The limit itself stays: who takes over may have to raise it again. */
static void forbid_core_files(void)
{
	struct rlimit no_core;

	if (getrlimit(RLIMIT_CORE, &before.core) != 0)
		return;
	no_core = before.core;
	no_core.rlim_cur = 0;
	(void)setrlimit(RLIMIT_CORE, &no_core);
}

void akv_process_harden(void)
{
	const struct sigaction ignored = { .sa_handler = SIG_IGN };

	open_standard_descriptor(STDIN_FILENO, O_WRONLY);
	open_standard_descriptor(STDOUT_FILENO, O_RDONLY);
	open_standard_descriptor(STDERR_FILENO, O_RDONLY);

	/* None can fail in a way that we could mend. */
	forbid_core_files();
	(void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	before.mask = umask(S_IRWXG | S_IRWXO);
	(void)sigaction(SIGPIPE, &ignored, &before.pipe);

	for (size_t i = 0; i < DANGEROUS_COUNT; i++) {
		before.removed[i] = find_variable(dangerous[i]);
		(void)unsetenv(dangerous[i]);
	}
	before.is_known = true;
}

void akv_process_soften(void)
{
	if (!before.is_known)
		return;
	(void)setrlimit(RLIMIT_CORE, &before.core);
	(void)umask(before.mask);
	(void)sigaction(SIGPIPE, &before.pipe, NULL);
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (before.closed[fd])
			(void)close(fd);
}

static bool is_credential(const char *variable)
{
	for (size_t i = 0; i < sizeof(credentials) / sizeof(credentials[0]);
	     i++)
		if (is_named(variable, credentials[i]))
			return true;
	return false;
}

size_t akv_process_inherited(char **out, size_t size)
{
	size_t count = 0;

	for (char **entry = environ; entry != NULL && *entry != NULL; entry++) {
		if (is_credential(*entry))
			continue;
		if (count < size)
			out[count] = *entry;
		count++;
	}
	for (size_t i = 0; i < DANGEROUS_COUNT; i++) {
		if (before.removed[i] == NULL)
			continue;
		if (count < size)
			out[count] = before.removed[i];
		count++;
	}
	return count;
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
