/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "libhelper/core/arc_key_file.h"
#include "tests/fakes/scratch.h"

#define DIRECTORY AKV_ARC_KEY_FILE_DIRECTORY
#define NOBODY 65534

static struct akv_secret *key;
static struct akv_error err;

static void tear_down(void)
{
	akv_secret_free(key);
	if (geteuid() == NOBODY)
		(void)seteuid(0);
	scratch_remove();
}

TestSuite(arc_key_file, .init = scratch_make, .fini = tear_down);

/* -- which file -- */

static void expect_path(const char *challenge, const char *expected)
{
	char path[AKV_ARC_KEY_FILE_PATH_SIZE];

	cr_assert_eq(akv_arc_key_file_path(challenge, DIRECTORY, path,
					   sizeof(path), &err),
		     AKV_OK, "%s: %s", challenge, err.text);
	cr_expect_str_eq(path, expected);
}

static void expect_no_path(const char *challenge, const char *what)
{
	char path[AKV_ARC_KEY_FILE_PATH_SIZE] = "untouched";
	char sentence[256];

	(void)snprintf(sentence, sizeof(sentence),
		       "the Azure Arc agent's challenge %s", what);
	cr_expect_eq(akv_arc_key_file_path(challenge, DIRECTORY, path,
					   sizeof(path), &err),
		     AKV_ERR_PEER, "%s", challenge);
	cr_expect_str_eq(err.reason, "BadKeyFile");
	cr_expect_str_eq(err.text, sentence, "%s: %s", challenge, err.text);
	cr_expect_str_eq(path, "untouched");
}

Test(arc_key_file, is_where_the_agent_keeps_its_keys)
{
	expect_path("Basic realm=/var/opt/azcmagent/tokens/"
		    "7a0fd2b3-6a1f-4c8d-9f62-5f6b8a1e7c11.key",
		    "/var/opt/azcmagent/tokens/"
		    "7a0fd2b3-6a1f-4c8d-9f62-5f6b8a1e7c11.key");
	expect_path("basic REALM=\"/var/opt/azcmagent/tokens/a_B-9.key\"",
		    "/var/opt/azcmagent/tokens/a_B-9.key");
}

Test(arc_key_file, is_named_by_one_basic_challenge)
{
	expect_no_path("", "is missing");
	expect_no_path("Bearer realm=" DIRECTORY "/a.key",
		       "does not begin with Basic realm=");
	expect_no_path("Basic", "does not begin with Basic realm=");
	expect_no_path("Basic charset=UTF-8, realm=" DIRECTORY "/a.key",
		       "does not begin with Basic realm=");
	expect_no_path("Basic realm=" DIRECTORY "/a.key, Basic realm=x",
		       "names a file that is not called NAME.key");
	expect_no_path("Basic realm=\"" DIRECTORY "/a.key",
		       "names a file outside the directory of the agent's "
		       "keys");
	expect_no_path("Basic realm=" DIRECTORY "/a.key\"",
		       "names a file that is not called NAME.key");
}

Test(arc_key_file, is_in_the_agents_directory)
{
	static const char *const paths[] = {
		"",
		"\"\"",
		"/etc/shadow",
		"/etc/akv/principal.key",
		"a.key",
		"var/opt/azcmagent/tokens/a.key",
		"/var/opt/azcmagent/tokens",
		"/var/opt/azcmagent/tokens.key",
		"/var/opt/azcmagent/tokensX/a.key",
		"/var/opt/azcmagent/a.key",
		"/VAR/OPT/azcmagent/tokens/a.key",
		"//var/opt/azcmagent/tokens/a.key",
		" /var/opt/azcmagent/tokens/a.key",
		"C:\\ProgramData\\AzureConnectedMachineAgent\\Tokens\\a.key",
	};

	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		char challenge[256];

		(void)snprintf(challenge, sizeof(challenge), "Basic realm=%s",
			       paths[i]);
		expect_no_path(challenge, "names a file outside the directory "
					  "of the agent's keys");
	}
}

Test(arc_key_file, is_directly_in_that_directory)
{
	expect_no_path("Basic realm=" DIRECTORY "/old/a.key",
		       "names a file below the directory of the agent's keys");
	expect_no_path("Basic realm=" DIRECTORY "//a.key",
		       "names a file below the directory of the agent's keys");
	expect_no_path("Basic realm=" DIRECTORY "/../../../../etc/ssl/a.key",
		       "names a path with .. in it");
	expect_no_path("Basic realm=" DIRECTORY "/..key",
		       "names a path with .. in it");
}

Test(arc_key_file, is_called_a_key)
{
	static const char *const names[] = {
		"",	  ".key",    "key",	     "a",	"a.pem",
		"a.KEY",  "a.key.x", "a.keys",	     "a b.key", "a.b.key",
		"a.key ", "a\n.key", "\xc3\xa9.key",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		char challenge[256];

		(void)snprintf(challenge, sizeof(challenge),
			       "Basic realm=" DIRECTORY "/%s", names[i]);
		expect_no_path(challenge,
			       "names a file that is not called NAME.key");
	}
}

Test(arc_key_file, has_a_path_of_limited_length)
{
	char challenge[1024];
	char path[16];

	(void)snprintf(challenge, sizeof(challenge),
		       "Basic realm=" DIRECTORY "/%0600d.key", 1);
	expect_no_path(challenge, "names too long a path");
	cr_expect_eq(akv_arc_key_file_path("Basic realm=/tokens/123456.key",
					   "/tokens", path, sizeof(path), &err),
		     AKV_ERR_PEER);
	cr_expect_eq(akv_arc_key_file_path("Basic realm=/tokens/123.key",
					   "/tokens", path, sizeof(path), &err),
		     AKV_OK);
}

/* -- what is in it -- */

static enum akv_code read_key(const char *name)
{
	char challenge[512];
	char directory[256];

	(void)snprintf(directory, sizeof(directory), "%s",
		       scratch_path("tokens"));
	(void)snprintf(challenge, sizeof(challenge), "Basic realm=%s/%s",
		       directory, name);
	return akv_arc_key_file_read(challenge, directory, &key, &err);
}

static void expect_no_key(const char *name, const char *what)
{
	char sentence[256];

	(void)snprintf(sentence, sizeof(sentence),
		       "the Azure Arc agent's challenge %s", what);
	cr_expect_eq(read_key(name), AKV_ERR_PEER);
	cr_expect_str_eq(err.reason, "BadKeyFile");
	cr_expect_str_eq(err.text, sentence);
	cr_expect_str_eq(err.hint, "nothing was read or sent: is it the agent "
				   "that answers? azcmagent show\n");
	cr_expect_null(key);
}

Test(arc_key_file, gives_its_bytes_as_they_are)
{
	scratch_text("tokens/a.key", "aGVsbG8=+/~hunter2");
	cr_assert_eq(read_key("a.key"), AKV_OK, "%s", err.text);
	cr_expect_str_eq(akv_secret_text(key), "aGVsbG8=+/~hunter2");
}

/* The agent's user owns it, and its group may read it. */
Test(arc_key_file, may_be_the_agents_own)
{
	const char *path =
		scratch_write("tokens/a.key", "x", 1, S_IRUSR | S_IRGRP);

	if (geteuid() == 0)
		cr_assert_eq(chown(path, NOBODY, NOBODY), 0);
	cr_expect_eq(read_key("a.key"), AKV_OK, "%s", err.text);
}

Test(arc_key_file, may_be_as_large_as_4096_bytes)
{
	char bytes[AKV_ARC_KEY_FILE_MAX + 1];

	memset(bytes, 'k', sizeof(bytes));
	scratch_write("tokens/a.key", bytes, AKV_ARC_KEY_FILE_MAX, S_IRUSR);
	cr_expect_eq(read_key("a.key"), AKV_OK, "%s", err.text);
	akv_secret_free(key);
	key = NULL;
	scratch_write("tokens/b.key", bytes, sizeof(bytes), S_IRUSR);
	expect_no_key("b.key", "names a file larger than 4096 bytes");
}

Test(arc_key_file, has_to_be_there)
{
	expect_no_key("a.key", "names a file that is not there");
}

Test(arc_key_file, is_no_link)
{
	scratch_text("secret", "hunter2");
	scratch_text("tokens/b.key", "x");
	cr_assert_eq(symlink("../secret", scratch_path("tokens/a.key")), 0);
	expect_no_key("a.key", "names a symbolic link");
}

Test(arc_key_file, is_a_regular_file)
{
	scratch_text("tokens/c.key", "x");
	cr_assert_eq(mkdir(scratch_path("tokens/a.key"), 0700), 0);
	expect_no_key("a.key", "names what is no regular file");
	cr_assert_eq(mkfifo(scratch_path("tokens/b.key"), 0600), 0);
	expect_no_key("b.key", "names what is no regular file");
}

Test(arc_key_file, can_go_into_a_header)
{
	static const char *const texts[] = { "a b", "a\n",	"a\r\nX: y",
					     "\t",  "\xc3\xa9", "\x7f" };

	scratch_text("tokens/a.key", "");
	expect_no_key("a.key", "names an empty file");
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		scratch_text("tokens/a.key", texts[i]);
		expect_no_key("a.key", "names a file that is no key");
	}
	scratch_write("tokens/a.key", "a\0b", 3, S_IRUSR | S_IWUSR);
	expect_no_key("a.key", "names a file that is no key");
}

Test(arc_key_file, names_the_group_that_may_read_it)
{
	const char *path = scratch_write("tokens/a.key", "x", 1, 0);
	char text[512];

	(void)snprintf(text, sizeof(text),
		       "%s: we may not read the Azure Arc agent's key", path);
	if (geteuid() == 0) {
		cr_assert_eq(chmod(scratch_path("."), 0755), 0);
		cr_assert_eq(seteuid(NOBODY), 0);
	}
	cr_expect_eq(read_key("a.key"), AKV_ERR_SIGN_IN);
	cr_expect_str_eq(err.reason, "KeyFileDenied");
	cr_expect_str_eq(err.text, text);
	cr_expect_str_eq(err.hint,
			 "add this user to the group himds, then log in again: "
			 "sudo usermod -aG himds \"$(id -un)\"\n");
}
