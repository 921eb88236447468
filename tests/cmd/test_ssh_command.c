/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/ssh_command.h"

#define WORDS_MAX 16

/* Words as execve(2) wants them, split at spaces. */
static char **split(const char *line, size_t *count)
{
	static char copy[256];
	static char *words[WORDS_MAX];
	char *rest = copy;

	strcpy(copy, line);
	*count = 0;
	while ((words[*count] = strsep(&rest, " ")) != NULL)
		++*count;
	return words;
}

static void expect_program(const char *word, enum akv_ssh_program program)
{
	cr_expect_eq(akv_ssh_command_program(word), program, "%s", word);
}

Test(ssh_command, knows_the_programs_by_their_names)
{
	expect_program("ssh", AKV_SSH_PROGRAM_SSH);
	expect_program("/usr/bin/sftp", AKV_SSH_PROGRAM_SFTP);
	expect_program("./scp", AKV_SSH_PROGRAM_SCP);
	expect_program("rsync", AKV_SSH_PROGRAM_RSYNC);
	expect_program("", AKV_SSH_PROGRAM_NONE);
	expect_program("sftp-server", AKV_SSH_PROGRAM_NONE);
	expect_program("sh", AKV_SSH_PROGRAM_NONE);
	expect_program("ssh/", AKV_SSH_PROGRAM_NONE);
}

static void expect_line(const char *line, const char *completed)
{
	char **words;
	char **out = NULL;
	char joined[512] = "";
	size_t count;

	words = split(line, &count);
	cr_assert_eq(akv_ssh_command_complete(words, count, &out, NULL),
		     AKV_OK);
	for (size_t i = 0; out[i] != NULL; i++) {
		strcat(joined, i == 0 ? "" : " ");
		strcat(joined, out[i]);
	}
	cr_expect_str_eq(joined, completed);
	free(out);
}

Test(ssh_command, puts_its_options_in_front_of_all_others)
{
	expect_line("sftp -b batch host",
		    "sftp -oBatchMode=no -oNumberOfPasswordPrompts=1 "
		    "-b batch host");
	expect_line("/usr/bin/ssh host", "/usr/bin/ssh -oBatchMode=no "
					 "-oNumberOfPasswordPrompts=1 host");
	expect_line("scp", "scp -oBatchMode=no -oNumberOfPasswordPrompts=1");
	expect_line("rsync a b:c", "rsync a b:c");
	expect_line("sh -c x", "sh -c x");
}

static void expect_destination(const char *line, const char *user,
			       const char *host)
{
	size_t count;
	char **words = split(line, &count);
	struct akv_ssh_destination place =
		akv_ssh_command_destination(words, count);

	if (host == NULL) {
		cr_expect_null(place.host, "%s", line);
		return;
	}
	cr_assert_not_null(place.host, "%s", line);
	cr_expect(place.host_len == strlen(host) &&
			  memcmp(place.host, host, place.host_len) == 0,
		  "%s: %.*s", line, (int)place.host_len, place.host);
	if (user == NULL)
		cr_expect_null(place.user, "%s", line);
	else
		cr_expect(place.user != NULL &&
				  place.user_len == strlen(user) &&
				  memcmp(place.user, user, place.user_len) == 0,
			  "%s", line);
}

Test(ssh_command, finds_where_ssh_and_sftp_lead)
{
	expect_destination("ssh host", NULL, "host");
	expect_destination("ssh export@host ls a:b", "export", "host");
	expect_destination("ssh -p 22 -i key -J jump host", NULL, "host");
	expect_destination("ssh -4Cp 22 -p22 host", NULL, "host");
	expect_destination("ssh -oProxyJump=jump -o User=x host", NULL, "host");
	expect_destination("ssh -vvv -- host", NULL, "host");
	expect_destination("ssh a@b@host", "a@b", "host");
	expect_destination("ssh ssh://export@host:22", "export", "host");
	expect_destination("ssh ssh://[::1]:22", NULL, "::1");
	expect_destination("ssh 2001:db8::1", NULL, "2001:db8::1");
	expect_destination("sftp -b batch host", NULL, "host");
	expect_destination("sftp -b batch -P 22 export@host:dir/file", "export",
			   "host");
	expect_destination("sftp sftp://export@host:22/dir", "export", "host");
	expect_destination("sftp export@[::1]:dir", "export", "::1");
}

Test(ssh_command, finds_where_copies_lead)
{
	expect_destination("scp a b export@host:dir", "export", "host");
	expect_destination("scp -P 22 host:a .", NULL, "host");
	expect_destination("scp ./a:b host:", NULL, "host");
	expect_destination("scp scp://export@host:22/a .", "export", "host");
	expect_destination("rsync -av dir/ export@host:dir", "export", "host");
	expect_destination("rsync host:a .", NULL, "host");
}

Test(ssh_command, does_not_guess)
{
	expect_destination("ssh", NULL, NULL);
	expect_destination("ssh -p", NULL, NULL);
	expect_destination("ssh -J jump", NULL, NULL);
	expect_destination("scp a b", NULL, NULL);
	expect_destination("ssh user@", NULL, NULL);
	expect_destination("ssh ssh://", NULL, NULL);
	expect_destination("ssh ssh://[::1", NULL, NULL);
	expect_destination("ssh ssh://a@[::1/x]", NULL, NULL);
	expect_destination("sh -c ssh host", NULL, NULL);
	expect_destination("scp dir/a:b c", NULL, NULL);
}
