/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "cmd/ssh_command.h"

/* Each program, and its options that take a further word (getopt(3)). */
static const struct {
	const char *name;
	const char *with_argument;
} programs[] = {
	[AKV_SSH_PROGRAM_NONE] = { "", "" },
	[AKV_SSH_PROGRAM_SSH] = { "ssh", "BbcDEeFIiJLlmOoPpQRSWw" },
	[AKV_SSH_PROGRAM_SFTP] = { "sftp", "BbcDFiJloPRSsX" },
	[AKV_SSH_PROGRAM_SCP] = { "scp", "cDFiJloPSX" },
	[AKV_SSH_PROGRAM_RSYNC] = { "rsync", "" },
};

enum { OURS_COUNT = 2 };

enum akv_ssh_program akv_ssh_command_program(const char *word)
{
	const char *slash = strrchr(word, '/');
	const char *name = slash == NULL ? word : slash + 1;

	for (size_t i = AKV_SSH_PROGRAM_SSH;
	     i < sizeof(programs) / sizeof(programs[0]); i++)
		if (strcmp(name, programs[i].name) == 0)
			return (enum akv_ssh_program)i;
	return AKV_SSH_PROGRAM_NONE;
}

enum akv_code akv_ssh_command_complete(char *const *words, size_t count,
				       char ***out, struct akv_error *err)
{
	enum akv_ssh_program program = akv_ssh_command_program(words[0]);
	/* not const, as execve(2) wants them */
	static char passwords[] = "-oBatchMode=no";
	static char once[] = "-oNumberOfPasswordPrompts=1";
	char **line = calloc(count + OURS_COUNT + 1, sizeof(*line));
	size_t used = 0;

	if (line == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "no memory");
	line[used++] = words[0];
	if (program != AKV_SSH_PROGRAM_NONE &&
	    program != AKV_SSH_PROGRAM_RSYNC) {
		line[used++] = passwords;
		line[used++] = once;
	}
	memcpy(&line[used], &words[1], (count - 1) * sizeof(*line));
	*out = line;
	return AKV_OK;
}

/* How many words the option ${word} takes: itself, and perhaps one more. */
static size_t words_of_option(enum akv_ssh_program program, const char *word)
{
	const char *with_argument = programs[program].with_argument;

	for (const char *letter = word + 1; *letter != '\0'; letter++)
		if (strchr(with_argument, *letter) != NULL)
			return letter[1] == '\0' ? 2 : 1;
	return 1;
}

static struct akv_ssh_destination split(const char *from, const char *to)
{
	struct akv_ssh_destination place = { .host = from };
	const char *at = memrchr(from, '@', (size_t)(to - from));

	if (at != NULL) {
		place.user = from;
		place.user_len = (size_t)(at - from);
		place.host = at + 1;
	}
	place.host_len = (size_t)(to - place.host);
	/* [2001:db8::1] */
	if (place.host_len > 2 && place.host[0] == '[' &&
	    place.host[place.host_len - 1] == ']') {
		place.host++;
		place.host_len -= 2;
	}
	if (place.host_len == 0)
		return (struct akv_ssh_destination){ 0 };
	return place;
}

/* Where the host ends that may have a path behind a colon; NULL: there is no
 * colon, it is a file of this machine. */
static const char *end_of_host(const char *word)
{
	const char *bracket = strchr(word, '[');
	const char *from = word;

	if (bracket != NULL && strchr(bracket, ']') != NULL &&
	    (bracket == word || bracket[-1] == '@'))
		from = strchr(bracket, ']');
	from = strchr(from, ':');
	/* scp(1): a slash in front of the colon makes it a file */
	if (from == NULL || memchr(word, '/', (size_t)(from - word)) != NULL)
		return NULL;
	return from;
}

/* ssh://, sftp://, scp:// and then [user@]host[:port][/path] */
static struct akv_ssh_destination split_url(const char *authority)
{
	size_t len = strcspn(authority, "/");
	const char *at = memrchr(authority, '@', len);
	const char *host = at == NULL ? authority : at + 1;
	size_t host_len =
		host[0] == '[' ? strcspn(host, "]/") + 1 : strcspn(host, ":/");

	/* a bracket that nothing closes */
	if (host_len > len - (size_t)(host - authority))
		return (struct akv_ssh_destination){ 0 };
	return split(authority, host + host_len);
}

static struct akv_ssh_destination of_operand(enum akv_ssh_program program,
					     const char *word)
{
	const char *authority = strstr(word, "://");
	const char *end = end_of_host(word);

	if (authority != NULL && program != AKV_SSH_PROGRAM_RSYNC)
		return split_url(authority + strlen("://"));
	if (program == AKV_SSH_PROGRAM_SSH ||
	    (program == AKV_SSH_PROGRAM_SFTP && end == NULL))
		return split(word, word + strlen(word));
	if (end == NULL)
		return (struct akv_ssh_destination){ 0 };
	return split(word, end);
}

struct akv_ssh_destination akv_ssh_command_destination(char *const *words,
						       size_t count)
{
	enum akv_ssh_program program = akv_ssh_command_program(words[0]);
	bool options_ended = false;

	/* rsync has many options with arguments; their words have no colon */
	for (size_t i = 1; program != AKV_SSH_PROGRAM_NONE && i < count;) {
		struct akv_ssh_destination place;

		if (!options_ended && words[i][0] == '-') {
			options_ended = strcmp(words[i], "--") == 0;
			i += words_of_option(program, words[i]);
			continue;
		}
		place = of_operand(program, words[i]);
		if (place.host != NULL)
			return place;
		if (program == AKV_SSH_PROGRAM_SSH ||
		    program == AKV_SSH_PROGRAM_SFTP)
			break;
		i++;
	}
	return (struct akv_ssh_destination){ 0 };
}
