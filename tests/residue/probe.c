/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/command.h"
#include "cmd/output.h"
#include "cmd/report.h"
#include "libhelper/base/process.h"
#include "libhelper/reply/token_reply.h"

/*
 * Runs "akv read CONNECTION", or with PROBE_CHECK in the environment "akv
 * check" of all connections, with PROBE_SHOW "akv secret show", with
 * PROBE_FORMAT the first one with --format, inside this process, to its end,
 * and then looks through all memory that this process can write to for what
 * must not be there.  What is looked for comes, and stays, masked: a needle in
 * plain bytes would find itself.
 *
 *   probe CONNECTION NAME=HEX ...
 *
 * HEX is a needle whose bytes were xored with MASK.  The access token, which
 * nobody outside knows, is caught where it is parsed.  Each needle is reported
 * as a line "NAME COUNT" on stderr.
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

static void add_masked(const char *argument)
{
	char name[32];
	const char *equals = strchr(argument, '=');
	struct needle *needle;

	if (equals == NULL || strlen(equals + 1) != 2 * (size_t)NEEDLE_SIZE)
		abort();
	(void)snprintf(name, sizeof(name), "%.*s", (int)(equals - argument),
		       argument);
	needle = add_needle(name);
	for (size_t i = 0; i < NEEDLE_SIZE; i++) {
		char digits[3] = { equals[1 + 2 * i], equals[2 + 2 * i], '\0' };

		needle->masked[i] = (unsigned char)strtoul(digits, NULL, 16);
	}
}

static void add_plain(const char *name, const char *bytes)
{
	struct needle *needle = add_needle(name);

	for (size_t i = 0; i < NEEDLE_SIZE; i++)
		needle->masked[i] = (unsigned char)(bytes[i] ^ MASK);
}

/* The linker's --wrap leads calls of akv_token_reply_parse() through here. */
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

	if (code == AKV_OK) {
		const char *text = akv_secret_text(out->value);
		size_t len = akv_secret_len(out->value);

		add_plain("token-start", text);
		add_plain("token-middle", text + len / 2);
		add_plain("token-end", text + len - NEEDLE_SIZE);
	}
	return code;
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

/* "akv secret show -n NAME -o FORMAT", and with PROBE_QUERY --query. */
static enum akv_code show(const char *name, struct akv_error *err)
{
	struct akv_option_given given = { .option = AKV_OPTION_SECRET_NAME,
					  .argument = name };
	const struct akv_options options = {
		.timeout_ms = 30000,
		.given = &given,
		.given_count = 1,
		.output = (enum akv_output_format)strtol(
			akv_process_env("PROBE_SHOW"), NULL, 10),
	};
	const char *query = akv_process_env("PROBE_QUERY");
	enum akv_code code = AKV_OK;

	if (query != NULL)
		code = akv_output_set_query(query, err);
	if (code == AKV_OK)
		code = akv_cmd_secret_show.run(&options, err);
	return code;
}

int main(int argc, char **argv)
{
	struct akv_options options = {
		.timeout_ms = 30000,
		.operands = (const char *const *)argv + 1,
		.operand_count = 1,
	};
	struct akv_option_given format = {
		.option = AKV_OPTION_FORMAT,
		.argument = akv_process_env("PROBE_FORMAT"),
	};
	struct akv_error err = { 0 };
	enum akv_code code;

	akv_process_harden();
	if (format.argument != NULL) {
		options.given = &format;
		options.given_count = 1;
	}
	if (argc < 2)
		return 2;
	for (int i = 2; i < argc; i++)
		add_masked(argv[i]);
	if (akv_process_env("PROBE_CHECK") != NULL) {
		options.operand_count = 0;
		code = akv_cmd_check.run(&options, &err);
	} else if (akv_process_env("PROBE_SHOW") != NULL) {
		code = show(argv[1], &err);
	} else {
		code = akv_cmd_read.run(&options, &err);
	}
	if (code != AKV_OK)
		akv_report_error(&err);
	if (akv_process_env("PROBE_PLANT") != NULL)
		plant();
	look_through_memory();
	for (size_t i = 0; i < needle_count; i++)
		(void)fprintf(stderr, "%s %zu\n", needles[i].name,
			      needles[i].found);
	return code == AKV_OK ? 0 : 1;
}
