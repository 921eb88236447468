/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/contract/shell.h"

/*
 * akv read --format ssh-key | ssh-add -, with a real agent: keys of every kind
 * that ssh-keygen makes, in every state in which Key Vault holds them.
 */
E2E_SUITE(ssh_key);

static const char *const kinds[] = {
	"-t ed25519",	   "-t ecdsa",
	"-t rsa -b 2048",  "-t rsa -b 2048 -m PEM",
	"-t ecdsa -m PEM", "-t rsa -b 2048 -m PKCS8",
};

/* What a shell does to the file key, and what akv says about it. */
static const struct {
	const char *damage;
	const char *what;
} states[] = {
	{ "cat key", NULL },
	{ "printf %s \"$(cat key)\"", "no newline at the end" },
	{ "sed 's/$/\\r/' key", "CR LF at the end of lines" },
	{ "tr '\\n' ' ' <key", "spaces for newlines" },
	{ "echo $(cat key)", "spaces for newlines" },
	{ "awk '{ printf \"%s\\\\n\", $0 }' key", "\\n for newlines" },
};

static const char *read_file(const char *name, size_t *len)
{
	char *bytes = sandbox_keep(calloc(1, 65536));
	int fd = open(sandbox_path("%s", name), O_RDONLY | O_CLOEXEC);
	ssize_t got;

	cr_assert_geq(fd, 0, "%s", name);
	got = read(fd, bytes, 65535);
	cr_assert_geq(got, 0);
	(void)close(fd);
	*len = (size_t)got;
	return bytes;
}

/* stderr is one line about ${what}, or empty. */
static void expect_note(const struct outcome *got, const char *what)
{
	const char *line =
		what == NULL ? "" :
			       sandbox_text("akv: warning: secret key: mended "
					    "for OpenSSH: %s\n",
					    what);

	cr_assert_str_eq(got->err, line);
}

static void try_state(size_t i)
{
	size_t len;
	const char *bytes;
	const struct outcome *got;

	expect_silence(shell("%s >damaged", states[i].damage));
	bytes = read_file("damaged", &len);
	cloud_put_bytes("contoso", "key", bytes, len);
	/* of a legacy key the agent knows no comment */
	got = shell("ssh-agent sh -c '$AKV read --format ssh-key key >read; "
		    "ssh-add -q - <read && ssh-add -l' | cut -d' ' -f1,2");
	expect_note(got, states[i].what);
	cr_assert_eq(got->status, 0);
	cr_assert_str_eq(got->out, read_file("fingerprint", &len), "%s",
			 states[i].damage);
}

static void try_kind(const char *kind, const char *passphrase)
{
	expect_silence(shell("rm -f key key.pub; umask 077; ssh-keygen -q %s "
			     "-N '%s' -C comment -f key && ssh-keygen -l -f "
			     "key.pub | cut -d' ' -f1,2 >fingerprint",
			     kind, passphrase));
	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++)
		try_state(i);
}

static void try_kinds(size_t from, size_t to)
{
	shell_needs("ssh-agent");
	config_connect("key");
	for (size_t i = from; i < to; i++)
		try_kind(kinds[i], "");
}

Test(ssh_key, of_openssh_reaches_the_agent)
{
	try_kinds(0, 3);
}

Test(ssh_key, of_openssl_reaches_the_agent)
{
	try_kinds(3, 6);
}

Test(ssh_key, that_is_encrypted_reaches_the_agent)
{
	shell_needs("ssh-agent");
	config_connect("key");
	(void)sandbox_write("askpass", 0700, "#!/bin/sh\necho open-sesame\n");
	program_setenv("SSH_ASKPASS", sandbox_path("askpass"));
	program_setenv("SSH_ASKPASS_REQUIRE", "force");
	try_kind("-t ed25519", "open-sesame");
	try_kind("-t rsa -b 2048 -m PEM", "open-sesame");
}

static void expect_refusal(const char *value, const char *hint)
{
	const struct outcome *got;

	cloud_put_secret("contoso", "key", value);
	got = akv("read", "--format", "ssh-key", "key");
	expect_failure(got, 11, "NotAnSshKey");
	if (hint != NULL)
		expect_hint(got, hint);
}

Test(ssh_key, that_is_none_is_refused)
{
	config_connect("key");
	expect_refusal("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 bob@example.com",
		       ".pub");
	expect_refusal("PuTTY-User-Key-File-3: ssh-ed25519\n", "puttygen");
	expect_refusal("hunter2-or-so", "--file");
	expect_refusal("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\n"
		       "-----END OPENSSH PRIVATE KEY-----\n",
		       NULL);
}
