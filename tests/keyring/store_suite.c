/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include "libhelper/base/clock.h"
#include "libhelper/core/remembered_store.h"
#include "tests/harness/kernel_keyring.h"
#include "tests/harness/running.h"

#include "tests/keyring/store_suite.h"

enum { TOGETHER_MAX = 128 };

void store_set_up(void)
{
	static const char *const unset[] = {
		"CI",
		"DBUS_SESSION_BUS_ADDRESS",
		"RUNTIME_DIRECTORY",
		"STATE_DIRECTORY",
		"SNAP_NAME",
		"XDG_CACHE_HOME",
		"XDG_DATA_HOME",
		"XDG_STATE_HOME",
	};

	sandbox_make();
	for (size_t i = 0; i < sizeof(unset) / sizeof(unset[0]); i++)
		(void)unsetenv(unset[i]);
	(void)setenv("HOME", sandbox_path("home"), 1);
	(void)setenv("XDG_RUNTIME_DIR", sandbox_path("run"), 1);
}

void store_tear_down(void)
{
	running_end_all();
	kernel_keyring_remove();
	sandbox_remove();
}

const struct akv_token_key *store_key(void)
{
	static const struct akv_token_key key = {
		.authority_host = "login.microsoftonline.com",
		.tenant = "72f988bf-86f1-41af-91ab-2d7cd011db47",
		.client_id = "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff",
		.audience = "https://vault.azure.net",
		.fingerprint = "fingerprint",
	};

	return &key;
}

const struct akv_token_item *store_item(void)
{
	static char digest[AKV_TOKEN_KEY_SIZE];
	static struct akv_token_item item;
	const struct akv_token_key *key = store_key();

	cr_assert_eq(akv_token_key_digest(key, digest, NULL), AKV_OK);
	item = (struct akv_token_item){
		.key = digest,
		.authority_host = key->authority_host,
		.tenant = key->tenant,
		.client_id = key->client_id,
		.audience = key->audience,
		.fingerprint = key->fingerprint,
	};
	return &item;
}

struct akv_token_store *store_open(enum akv_token_store_kind kind)
{
	struct akv_token_store *store = NULL;

	cr_assert_eq(akv_token_store_open(kind, &store, NULL), AKV_OK);
	return store;
}

void store_put(struct akv_token_store *store, const char *text)
{
	struct akv_token token = { .expires_at = akv_clock_unix_s() + 3600 };

	cr_assert_eq(
		akv_secret_new_from(text, strlen(text), &token.value, NULL),
		AKV_OK);
	akv_token_store_put(store, store_key(), &token);
	akv_token_clear(&token);
}

void store_expect(struct akv_token_store *store, const char *text)
{
	struct akv_token token = { 0 };
	bool found = akv_token_store_get(store, store_key(), &token);

	if (text == NULL) {
		cr_assert_not(found, "there is a token");
		return;
	}
	cr_assert(found, "there is no token");
	cr_assert_str_eq(akv_secret_text(token.value), text);
	akv_token_clear(&token);
}

const char *store_look(enum akv_token_store_kind kind, int64_t limit_ms)
{
	struct akv_token_store *store = store_open(kind);
	int64_t started_ms = akv_clock_monotonic_ms();
	struct akv_token token = { 0 };
	const char *text = NULL;
	int64_t took_ms;

	if (akv_token_store_get(store, store_key(), &token))
		text = sandbox_text("%s", akv_secret_text(token.value));
	took_ms = akv_clock_monotonic_ms() - started_ms;
	akv_token_clear(&token);
	akv_token_store_free(store);
	cr_assert_leq(took_ms, limit_ms, "it took %lld ms", (long long)took_ms);
	return text;
}

static size_t count_lines(const char *path)
{
	FILE *file = fopen(path, "re");
	size_t lines = 0;
	int c;

	if (file == NULL)
		return 0;
	while ((c = fgetc(file)) != EOF)
		lines += c == '\n';
	(void)fclose(file);
	return lines;
}

/*
 * Each program of the harness has a session keyring, which is a key, and a
 * user has 200 of them: two tests that start a hundred would exceed it.
 */
static void wait_for_others(void)
{
	int fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);

	/* until this process ends */
	cr_assert_eq(flock(fd, LOCK_EX), 0);
}

size_t store_together(const char *kind, size_t count)
{
	const char *journal = sandbox_path("sign-ins");
	struct running *clients[TOGETHER_MAX];
	const char *token = NULL;

	cr_assert_leq(count, TOGETHER_MAX);
	wait_for_others();
	for (size_t i = 0; i < count; i++)
		clients[i] = program_start(&(struct program){
			.path = AKV_TOKEN_CLIENT,
			.arguments = WORDS(kind, journal),
		});
	for (size_t i = 0; i < count; i++) {
		const struct outcome *got = program_end(clients[i]);

		cr_assert_eq(got->status, 0, "%s", outcome_words(got));
		if (token == NULL)
			token = got->out;
		cr_assert_str_eq(got->out, token);
	}
	return count_lines(journal);
}

const char *store_remembered(void)
{
	char word[AKV_REMEMBERED_STORE_SIZE];

	(void)akv_remembered_store_get(word);
	return sandbox_text("%s", word);
}

static bool write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool written;

	if (fd < 0)
		return false;
	written = write(fd, text, strlen(text)) == (ssize_t)strlen(text);
	(void)close(fd);
	return written;
}

/* user_namespaces(7): the same ids inside and outside. */
static bool enter_namespace(void)
{
	const char *uid = sandbox_text("%u %u 1", getuid(), getuid());
	const char *gid = sandbox_text("%u %u 1", getgid(), getgid());
	char why[256];

	return unshare(CLONE_NEWUSER) == 0 &&
	       write_file("/proc/self/setgroups", "deny") &&
	       write_file("/proc/self/uid_map", uid) &&
	       write_file("/proc/self/gid_map", gid) &&
	       akv_kernel_keyring_backend.usable(0, why, sizeof(why));
}

enum { SKIPPED = 77 };

static void run(const char *(*body)(void), int fd)
{
	const char *wrong;

	if (!enter_namespace())
		_exit(SKIPPED);
	wrong = body();
	if (wrong != NULL)
		(void)!write(fd, wrong, strlen(wrong));
	_exit(wrong == NULL ? 0 : 1);
}

void store_in_own_keyrings(const char *(*body)(void))
{
	char wrong[256] = "";
	int ends[2];
	int status;
	pid_t pid;

	cr_assert_eq(pipe2(ends, O_CLOEXEC), 0);
	pid = fork();
	cr_assert_geq(pid, 0);
	if (pid == 0)
		run(body, ends[1]);
	(void)close(ends[1]);
	cr_assert_geq(read(ends[0], wrong, sizeof(wrong) - 1), 0);
	(void)close(ends[0]);
	cr_assert_eq(waitpid(pid, &status, 0), pid);
	if (WIFEXITED(status) && WEXITSTATUS(status) == SKIPPED)
		session_bus_skip("no user namespaces, or no keyrings, here");
	cr_assert_eq(status, 0, "%s", wrong);
}
