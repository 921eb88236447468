/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/child.h"
#include "libhelper/base/process.h"
#include "libhelper/core/token_record.h"
#include "libhelper/reply/token_reply.h"

/*
 * The whole of akv, cmd/main.c included, that looks through all memory that it
 * can write to for what must not be there: at its end, before it lets another
 * program take its place, and before it begins to wait for one.  The linker's
 * --wrap leads these calls through here.
 *
 * PROBE_NEEDLES has what is looked for, "NAME=HEX NAME=HEX ...".  It comes,
 * and stays, masked: HEX is of bytes that were xored with MASK, as a needle in
 * plain bytes would find itself.  The access token, which nobody outside
 * knows, is caught where it is read.  Each look is a line "-- WHEN" on
 * stderr, and a line "NAME COUNT" for each needle.
 */

enum {
	MASK = 0x5a,
	NEEDLE_SIZE = 24,
	NEEDLES_MAX = 16,
	MAPS_SIZE = 1 << 20,
};

struct needle {
	char name[32];
	unsigned char masked[NEEDLE_SIZE];
	size_t found;
};

static struct needle needles[NEEDLES_MAX];
static size_t needle_count;

static struct needle *add_needle(const char *name)
{
	struct needle *needle = &needles[needle_count++];

	if (needle_count > NEEDLES_MAX)
		abort();
	(void)snprintf(needle->name, sizeof(needle->name), "%s", name);
	return needle;
}

/* ${word} is NAME=HEX. */
static void add_masked(const char *word, size_t len)
{
	size_t name_len = strcspn(word, "=");
	const char *hex = word + name_len + 1;
	struct needle *needle;
	char name[32];

	if (len != name_len + 1 + 2 * (size_t)NEEDLE_SIZE)
		abort();
	(void)snprintf(name, sizeof(name), "%.*s", (int)name_len, word);
	needle = add_needle(name);
	for (size_t i = 0; i < NEEDLE_SIZE; i++) {
		char digits[3] = { hex[2 * i], hex[2 * i + 1], '\0' };

		needle->masked[i] = (unsigned char)strtoul(digits, NULL, 16);
	}
}

__attribute__((constructor)) static void read_needles(void)
{
	const char *at = akv_process_env("PROBE_NEEDLES");

	while (at != NULL && *at != '\0') {
		size_t len = strcspn(at, " ");

		add_masked(at, len);
		at += len + (at[len] == ' ');
	}
}

static void add_plain(const char *name, const char *bytes)
{
	struct needle *needle = add_needle(name);

	for (size_t i = 0; i < NEEDLE_SIZE; i++)
		needle->masked[i] = (unsigned char)(bytes[i] ^ MASK);
}

static void add_token(const struct akv_token *token)
{
	const char *text = akv_secret_text(token->value);
	size_t len = akv_secret_len(token->value);

	add_plain("token-start", text);
	add_plain("token-middle", text + len / 2);
	add_plain("token-end", text + len - NEEDLE_SIZE);
}

enum akv_code
__real_akv_token_reply_parse(const struct akv_http_reply *reply,
			     const struct akv_entra_request *request,
			     int64_t now_s, struct akv_token *out,
			     struct akv_error *err);
enum akv_code
__wrap_akv_token_reply_parse(const struct akv_http_reply *reply,
			     const struct akv_entra_request *request,
			     int64_t now_s, struct akv_token *out,
			     struct akv_error *err);

enum akv_code
__wrap_akv_token_reply_parse(const struct akv_http_reply *reply,
			     const struct akv_entra_request *request,
			     int64_t now_s, struct akv_token *out,
			     struct akv_error *err)
{
	enum akv_code code =
		__real_akv_token_reply_parse(reply, request, now_s, out, err);

	if (code == AKV_OK)
		add_token(out);
	return code;
}

enum akv_token_record_verdict
__real_akv_token_record_parse(const struct akv_secret *record, const char *key,
			      int64_t now_s, struct akv_token *out);
enum akv_token_record_verdict
__wrap_akv_token_record_parse(const struct akv_secret *record, const char *key,
			      int64_t now_s, struct akv_token *out);

enum akv_token_record_verdict
__wrap_akv_token_record_parse(const struct akv_secret *record, const char *key,
			      int64_t now_s, struct akv_token *out)
{
	enum akv_token_record_verdict verdict =
		__real_akv_token_record_parse(record, key, now_s, out);

	if (verdict == AKV_TOKEN_RECORD_GOOD)
		add_token(out);
	return verdict;
}

static bool is_at(const struct needle *needle, const unsigned char *at)
{
	for (size_t i = 0; i < NEEDLE_SIZE; i++)
		if ((unsigned char)(at[i] ^ MASK) != needle->masked[i])
			return false;
	return true;
}

/* Looks in place: a copy of memory would be more memory to look through. */
__attribute__((no_sanitize("address"))) static void
look_through(const unsigned char *from, const unsigned char *to)
{
	for (const unsigned char *at = from; at + NEEDLE_SIZE <= to; at++)
		for (size_t i = 0; i < needle_count; i++)
			if ((unsigned char)(*at ^ MASK) ==
				    needles[i].masked[0] &&
			    is_at(&needles[i], at))
				needles[i].found++;
}

static void look_through_line(const char *line)
{
	unsigned long from;
	unsigned long to;
	char *end;

	from = strtoul(line, &end, 16);
	to = strtoul(end + 1, &end, 16);
	/* mapped by us to be written to: heap, stacks, data, anonymous */
	if (strncmp(end, " rw-p", 5) == 0)
		look_through((const unsigned char *)from,
			     (const unsigned char *)to);
}

static void look_through_memory(void)
{
	static char maps[MAPS_SIZE];
	size_t len = 0;
	ssize_t got;
	int fd = open("/proc/self/maps", O_RDONLY | O_CLOEXEC);

	while (fd >= 0 && len < sizeof(maps) - 1 &&
	       (got = read(fd, maps + len, sizeof(maps) - 1 - len)) > 0)
		len += (size_t)got;
	if (len == 0 || len == sizeof(maps) - 1)
		abort();
	(void)close(fd);
	for (char *line = maps; line != NULL && *line != '\0';) {
		look_through_line(line);
		line = strchr(line, '\n');
		if (line != NULL)
			line++;
	}
}

/* A needle in plain bytes on the heap, to see that it would be found. */
static void plant(void)
{
	char *planted = malloc(NEEDLE_SIZE);

	for (size_t i = 0; planted != NULL && i < NEEDLE_SIZE; i++)
		((volatile char *)planted)[i] =
			(char)(needles[0].masked[i] ^ MASK);
}

static void look(const char *when)
{
	for (size_t i = 0; i < needle_count; i++)
		needles[i].found = 0;
	look_through_memory();
	(void)fprintf(stderr, "-- %s\n", when);
	for (size_t i = 0; i < needle_count; i++)
		(void)fprintf(stderr, "%s %zu\n", needles[i].name,
			      needles[i].found);
}

/* -- where it looks -- */

static void look_at_the_end(void)
{
	if (akv_process_env("PROBE_PLANT") != NULL)
		plant();
	look("end");
}

__attribute__((noreturn)) void __real__exit(int status);
__attribute__((noreturn)) void __wrap__exit(int status);

void __wrap__exit(int status)
{
	look_at_the_end();
	__real__exit(status);
}

/* what a build with exit handlers calls */
__attribute__((noreturn)) void __real_exit(int status);
__attribute__((noreturn)) void __wrap_exit(int status);

void __wrap_exit(int status)
{
	look_at_the_end();
	__real_exit(status);
}

int __real_execvpe(const char *file, char *const argv[], char *const envp[]);
int __wrap_execvpe(const char *file, char *const argv[], char *const envp[]);

int __wrap_execvpe(const char *file, char *const argv[], char *const envp[])
{
	look("execve");
	return __real_execvpe(file, argv, envp);
}

enum akv_code __real_akv_child_run(const struct akv_child *child,
				   const struct akv_child_duty *duty,
				   int *status, struct akv_error *err);
enum akv_code __wrap_akv_child_run(const struct akv_child *child,
				   const struct akv_child_duty *duty,
				   int *status, struct akv_error *err);

enum akv_code __wrap_akv_child_run(const struct akv_child *child,
				   const struct akv_child_duty *duty,
				   int *status, struct akv_error *err)
{
	look("stay");
	return __real_akv_child_run(child, duty, status, err);
}
