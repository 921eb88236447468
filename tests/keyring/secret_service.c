/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/harness/program.h"
#include "tests/harness/sandbox.h"
#include "tests/keyring/session_bus.h"

#include "tests/keyring/secret_service.h"

#define GNOME_KEYRING "/usr/bin/gnome-keyring-daemon"
#define NAME "org.freedesktop.secrets"
#define PASSWORD "a password for the login collection"

static struct running *service;

static void start(const struct program *program)
{
	service = program_start(program);
	session_bus_wait_for(NAME);
}

/* With the password on stdin it makes the login collection, or unlocks it. */
static void start_unlocked(void)
{
	start(&(struct program){
		.path = GNOME_KEYRING,
		.arguments = WORDS("--foreground", "--components=secrets",
				   "--unlock"),
		.input = PASSWORD,
	});
}

static void start_without_password(void)
{
	start(&(struct program){
		.path = GNOME_KEYRING,
		.arguments = WORDS("--foreground", "--components=secrets"),
	});
}

void secret_service_start(enum secret_service_login login)
{
	if (access(GNOME_KEYRING, X_OK) != 0)
		session_bus_skip("no gnome-keyring here");
	if (login != SECRET_SERVICE_NEW)
		start_unlocked();
	if (login == SECRET_SERVICE_LOCKED)
		secret_service_stop();
	if (login != SECRET_SERVICE_UNLOCKED)
		start_without_password();
}

static const char *journal_path(void)
{
	return sandbox_path("secret-service-journal");
}

void secret_service_start_fake(const char *const *habits)
{
	const char *arguments[16] = { journal_path() };

	for (size_t i = 0; habits != NULL && habits[i] != NULL; i++) {
		cr_assert_lt(i, 14);
		arguments[i + 1] = habits[i];
	}
	start(&(struct program){
		.path = AKV_FAKE_SECRET_SERVICE,
		.arguments = arguments,
	});
}

/* A name that is free is a name that a second one can take at once. */
void secret_service_stop(void)
{
	program_signal(service, SIGKILL);
	(void)program_end(service);
	service = NULL;
}

void secret_service_pause(void)
{
	int status;

	program_signal(service, SIGSTOP);
	cr_assert_eq(waitpid(program_pid(service), &status, WUNTRACED),
		     program_pid(service));
	cr_assert(WIFSTOPPED(status));
}

void secret_service_resume(void)
{
	program_signal(service, SIGCONT);
}

size_t secret_service_calls(const char *member)
{
	size_t len = strlen(member);
	size_t count = 0;
	char line[256];
	FILE *journal = fopen(journal_path(), "re");

	if (journal == NULL) {
		cr_assert_eq(errno, ENOENT);
		return 0;
	}
	while (fgets(line, sizeof(line), journal) != NULL)
		if (strncmp(line, member, len) == 0 && line[len] == ' ')
			count++;
	(void)fclose(journal);
	return count;
}
