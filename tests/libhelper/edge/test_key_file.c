/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "libhelper/base/text.h"
#include "libhelper/edge/key_file.h"

/* -- a visitor that writes down what it sees, one line each -- */

struct log {
	char buf[4096];
	struct akv_text text;
	const char *refuse; /* fails at this key */
};

static enum akv_code visit(const struct akv_setting *setting, void *context,
			   struct akv_error *err)
{
	struct log *log = context;

	if (setting->key != NULL && log->refuse != NULL &&
	    strcmp(setting->key, log->refuse) == 0)
		return akv_fail(err, AKV_ERR_USAGE, "Refused", "refused");
	akv_text_addf(&log->text, "%s:%d [%s]", setting->path, setting->line,
		      setting->group);
	if (setting->key != NULL)
		akv_text_addf(&log->text, " %s=<%s>", setting->key,
			      setting->value);
	else
		cr_expect_null(setting->value);
	akv_text_add(&log->text, "\n");
	return AKV_OK;
}

static enum akv_code read_bytes(const char *bytes, size_t len, struct log *log,
				struct akv_error *err)
{
	AKV_AUTO(secret) *text = NULL;

	akv_text_init(&log->text, log->buf, sizeof(log->buf));
	cr_assert_eq(akv_secret_new_from(bytes, len, &text, NULL), AKV_OK);
	return akv_key_file_read(text, "/f", visit, log, err);
}

static void expect(const char *text, const char *wanted)
{
	struct log log = { .refuse = NULL };
	struct akv_error err = { 0 };
	enum akv_code code = read_bytes(text, strlen(text), &log, &err);

	cr_expect_eq(code, AKV_OK, "%s", err.text);
	cr_expect_str_eq(log.buf, wanted);
}

static void expect_bytes_fail(const char *bytes, size_t len, const char *reason,
			      const char *wanted)
{
	struct log log = { .refuse = NULL };
	struct akv_error err = { 0 };

	cr_expect_eq(read_bytes(bytes, len, &log, &err), AKV_ERR_USAGE,
		     "nothing wrong, but: %s", wanted);
	cr_expect_str_eq(err.reason, reason);
	cr_expect_str_eq(err.text, wanted);
}

static void expect_failure(const char *text, const char *reason,
			   const char *wanted)
{
	expect_bytes_fail(text, strlen(text), reason, wanted);
}

Test(key_file, visits_groups_and_settings_in_order_with_their_lines)
{
	expect("[one]\n"
	       "a=1\n"
	       "\n"
	       "b = 2\n"
	       "[two]\n"
	       "[three x]\n"
	       "\ta =  3 \n",
	       "/f:1 [one]\n"
	       "/f:2 [one] a=<1>\n"
	       "/f:4 [one] b=<2>\n"
	       "/f:5 [two]\n"
	       "/f:6 [three x]\n"
	       "/f:7 [three x] a=<3>\n");
}

Test(key_file, an_empty_file_has_nothing)
{
	expect("", "");
	expect("\n\n", "");
	expect("# only\n; comments", "");
}

Test(key_file, the_last_line_needs_no_end)
{
	expect("[g]\na=1", "/f:1 [g]\n/f:2 [g] a=<1>\n");
	expect("[g]", "/f:1 [g]\n");
}

Test(key_file, takes_line_ends_of_other_systems)
{
	expect("[g]\r\na = 1\r\n\r\n", "/f:1 [g]\n/f:2 [g] a=<1>\n");
}

Test(key_file, passes_over_a_byte_order_mark)
{
	expect("\xef\xbb\xbf[g]\na=1\n", "/f:1 [g]\n/f:2 [g] a=<1>\n");
}

Test(key_file, a_line_may_be_a_comment)
{
	expect("; first\n[g] ; of the group\n  # indented\n\t; too\na=1\n",
	       "/f:2 [g]\n/f:5 [g] a=<1>\n");
}

Test(key_file, white_space_and_a_mark_begin_a_comment_behind_a_value)
{
	expect("[g]\n"
	       "a = 1 ; one\n"
	       "b = 2\t# two\n"
	       "c = 3;4\n"
	       "d = 5#6\n"
	       "e = ; nothing\n"
	       "f = x;y ; z ; more\n",
	       "/f:1 [g]\n"
	       "/f:2 [g] a=<1>\n"
	       "/f:3 [g] b=<2>\n"
	       "/f:4 [g] c=<3;4>\n"
	       "/f:5 [g] d=<5#6>\n"
	       "/f:6 [g] e=<>\n"
	       "/f:7 [g] f=<x;y>\n");
}

Test(key_file, reads_the_example_of_the_design_literally)
{
	expect("[environment]\n"
	       "cloud = AzureCloud                       ; AzureChinaCloud\n"
	       "\n"
	       "[connection nightly-export]\n"
	       "more-secrets = sftp-key;sftp-key-passphrase\n",
	       "/f:1 [environment]\n"
	       "/f:2 [environment] cloud=<AzureCloud>\n"
	       "/f:4 [connection nightly-export]\n"
	       "/f:5 [connection nightly-export] "
	       "more-secrets=<sftp-key;sftp-key-passphrase>\n");
}

Test(key_file, resolves_escapes)
{
	expect("[g]\na=\\sx\\s\nb=one\\ntwo\nc=a\\\\b\nd=x\\s;y\n",
	       "/f:1 [g]\n"
	       "/f:2 [g] a=< x >\n"
	       "/f:3 [g] b=<one\ntwo>\n"
	       "/f:4 [g] c=<a\\b>\n"
	       "/f:5 [g] d=<x ;y>\n");
}

Test(key_file, keeps_a_value_of_brackets_equal_signs_and_other_letters)
{
	expect("[g]\na=[x]=y\nb = \xc3\xa4\xe2\x82\xac\n",
	       "/f:1 [g]\n/f:2 [g] a=<[x]=y>\n"
	       "/f:3 [g] b=<\xc3\xa4\xe2\x82\xac>\n");
}

Test(key_file, a_group_may_have_a_comment_mark_in_its_name)
{
	expect("[connection build #1]\na=1\n",
	       "/f:1 [connection build #1]\n"
	       "/f:2 [connection build #1] a=<1>\n");
}

Test(key_file, trims_the_name_of_a_group)
{
	expect("[ vault contoso\t]\n", "/f:1 [vault contoso]\n");
}

Test(key_file, refuses_a_group_that_is_there_twice)
{
	expect_failure("[g]\na=1\n[h]\n[g]\nb=2\n", "DuplicateGroup",
		       "/f:4: [g]: the group is there twice, first in line 1");
	expect_failure("[g]\n[ g ]\n", "DuplicateGroup",
		       "/f:2: [g]: the group is there twice, first in line 1");
}

Test(key_file, refuses_a_key_that_is_there_twice)
{
	expect_failure("[g]\na=1\n[h]\na=1\nb=2\na = 3\n", "DuplicateKey",
		       "/f:6: [h] a: the key is there twice, first in line 4");
}

Test(key_file, does_not_take_a_group_for_a_key_of_another)
{
	/* inside, a key is known as group LF key: no group can look so */
	expect("[g]\na=1\n[g a]\n[ga]\n",
	       "/f:1 [g]\n/f:2 [g] a=<1>\n/f:3 [g a]\n/f:4 [ga]\n");
}

Test(key_file, refuses_what_is_no_line_of_a_key_file)
{
	expect_failure("a=1\n", "InvalidSyntax",
		       "/f:1: a setting before the first group");
	expect_failure("[g]\nhunter2\n", "InvalidSyntax",
		       "/f:2: not a group, a setting or a comment");
	expect_failure("[g]\n = x\n", "InvalidSyntax",
		       "/f:2: no key in front of the =");
	expect_failure("[g]\na[de] = x\n", "InvalidSyntax",
		       "/f:2: no key in front of the =");
	expect_failure("[g\na=1\n", "InvalidSyntax",
		       "/f:1: the group's ] is missing");
	expect_failure("[]\n", "InvalidSyntax",
		       "/f:1: not a group in brackets");
	expect_failure("[a[b]\n", "InvalidSyntax",
		       "/f:1: not a group in brackets");
	expect_failure("[a]b]\n", "InvalidSyntax",
		       "/f:1: not a group in brackets");
	expect_failure("[a];no white space\n", "InvalidSyntax",
		       "/f:1: not a group in brackets");
}

Test(key_file, refuses_control_characters)
{
	expect_failure("[g]\na=\x1b[31m\n", "InvalidSyntax",
		       "/f:2: a control character");
	expect_failure("[g]\na=1\rb=2\n", "InvalidSyntax",
		       "/f:2: a control character");
	expect_failure("[g]\na=\x7f\n", "InvalidSyntax",
		       "/f:2: a control character");
	expect_failure("[g\x01]\n", "InvalidSyntax",
		       "/f:1: a control character");
}

Test(key_file, refuses_what_is_not_utf_8)
{
	expect_failure("[g]\na=ok\nb=\xff\n", "InvalidSyntax",
		       "/f:3: not UTF-8 text");
	expect_failure("# \xc3\n", "InvalidSyntax", "/f:1: not UTF-8 text");
	expect_bytes_fail("[g]\na=1\0b\n", 10, "InvalidSyntax",
			  "/f:2: not UTF-8 text");
}

Test(key_file, refuses_an_escape_that_has_no_meaning)
{
	expect_failure("[g]\na=\\x\n", "InvalidSyntax",
		       "/f:2: [g] a: an escape that has no meaning");
	expect_failure("[g]\na=x\\\n", "InvalidSyntax",
		       "/f:2: [g] a: an escape that has no meaning");
}

Test(key_file, passes_no_message_of_glib_on)
{
	/* GLib knows this key in the first group, and quotes its value */
	expect_failure("[g]\nEncoding=hunter2\n", "InvalidSyntax",
		       "/f: not a configuration file");
}

Test(key_file, stops_where_the_visitor_fails)
{
	struct log log = { .refuse = "b" };
	struct akv_error err = { 0 };
	const char *text = "[g]\na=1\nb=2\nc=3\n";

	cr_expect_eq(read_bytes(text, strlen(text), &log, &err), AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "Refused");
	cr_expect_str_eq(log.buf, "/f:1 [g]\n/f:2 [g] a=<1>\n");
}

Test(key_file, reads_a_large_file_in_time)
{
	enum { COUNT = 40000, SIZE = COUNT * 24 };
	AKV_AUTO(secret) *text = NULL;
	struct log log = { .refuse = "k39999" };
	struct akv_error err = { 0 };

	cr_assert_eq(akv_secret_new(SIZE, &text, NULL), AKV_OK);
	cr_assert_eq(akv_secret_append_text(text, "[g]\n", NULL), AKV_OK);
	for (int i = 0; i < COUNT; i++) {
		char line[32];

		snprintf(line, sizeof(line), "k%d = %d\n", i, i);
		cr_assert_eq(akv_secret_append_text(text, line, NULL), AKV_OK);
	}
	akv_text_init(&log.text, log.buf, sizeof(log.buf));
	cr_expect_eq(akv_key_file_read(text, "/f", visit, &log, &err),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "Refused");
}
