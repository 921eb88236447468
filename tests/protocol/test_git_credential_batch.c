/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/protocol/input.h"

#include "protocol/git_credential_batch.h"

static struct akv_credential_batch *batch;
static struct akv_line_reader *reader;

static void set_up(void)
{
	batch = calloc(1, sizeof(*batch));
	cr_assert_neq(batch, NULL);
}

static void tear_down(void)
{
	akv_git_credential_batch_clear(batch);
	akv_line_reader_free(reader);
	free(batch);
}

TestSuite(git_credential_batch, .init = set_up, .fini = tear_down);

static void read_text(const char *text)
{
	reader = reader_of_text(text);
	akv_git_credential_batch_read(reader, batch);
}

static void expect_secret(size_t i, const char *name)
{
	cr_assert_lt(i, batch->count);
	cr_assert_eq(batch->items[i].code, AKV_OK);
	cr_assert_str_eq(batch->items[i].request.secret, name);
}

static void expect_refused(size_t i, const char *reason)
{
	cr_assert_lt(i, batch->count);
	cr_assert_eq(batch->items[i].code, AKV_ERR_USAGE);
	cr_assert_str_eq(batch->items[i].error.reason, reason);
}

Test(git_credential_batch, takes_all_that_is_there)
{
	read_text("secret=a\n\nsecret=b\nvault=v\n\nsecret=c\n\n");
	cr_assert_eq(batch->count, 3);
	cr_expect(batch->at_end);
	expect_secret(0, "a");
	expect_secret(1, "b");
	cr_expect_str_eq(batch->items[1].request.vault, "v");
	expect_secret(2, "c");
}

Test(git_credential_batch, takes_a_last_one_without_its_blank_line)
{
	read_text("secret=a\n\nsecret=b");
	cr_assert_eq(batch->count, 2);
	cr_expect(batch->at_end);
	expect_secret(1, "b");
}

Test(git_credential_batch, finds_none_in_an_empty_input)
{
	read_text("");
	cr_expect_eq(batch->count, 0);
	cr_expect(batch->at_end);
}

Test(git_credential_batch, takes_a_blank_line_for_a_request)
{
	read_text("\n\nsecret=a\n\n");
	cr_assert_eq(batch->count, 3);
	cr_expect_eq(batch->items[0].code, AKV_OK);
	cr_expect_eq(batch->items[0].request.line_count, 0);
	expect_secret(2, "a");
}

Test(git_credential_batch, goes_on_behind_a_request_that_is_refused)
{
	read_text(
		"connection=\nsecret=x\n\nsecret=a\n\nno sign\n\nsecret=b\n\n");
	cr_assert_eq(batch->count, 4);
	expect_refused(0, "EmptyValue");
	expect_secret(1, "a");
	expect_refused(2, "NoEqualsSign");
	expect_secret(3, "b");
	cr_expect(batch->at_end);
}

Test(git_credential_batch, reads_nothing_behind_a_line_that_cannot_be_read)
{
	read_text("secret=a\n\nsecret=b\rc\n\nsecret=d\n\n");
	cr_assert_eq(batch->count, 2);
	expect_secret(0, "a");
	expect_refused(1, "CarriageReturnInLine");
	cr_expect(batch->at_end);
}

Test(git_credential_batch, reads_nothing_behind_two_kinds_of_mistakes)
{
	read_text("no sign\nsecret=b\rc\n\nsecret=d\n\n");
	cr_assert_eq(batch->count, 1);
	expect_refused(0, "NoEqualsSign");
	cr_expect(batch->at_end);
}

Test(git_credential_batch, holds_no_more_than_it_may)
{
	static char many[AKV_CREDENTIAL_BATCH_MAX * 2 * 16];
	size_t len = 0;

	for (int i = 0; i < AKV_CREDENTIAL_BATCH_MAX + 1; i++) {
		memcpy(many + len, "secret=a\n\n", 10);
		len += 10;
	}
	read_text(many);
	cr_expect_eq(batch->count, AKV_CREDENTIAL_BATCH_MAX);
	cr_expect_not(batch->at_end);
	akv_git_credential_batch_clear(batch);
	akv_git_credential_batch_read(reader, batch);
	cr_expect_eq(batch->count, 1);
	cr_expect(batch->at_end);
}

Test(git_credential_batch, waits_for_no_request_that_is_not_there_whole,
     .timeout = 10)
{
	static const char first[] = "secret=a\n\nsecret=b\n";
	int fds[2];

	cr_assert_eq(pipe(fds), 0);
	cr_assert_eq(akv_line_reader_new(fds[0], &reader, NULL), AKV_OK);
	cr_assert_eq(write(fds[1], first, strlen(first)),
		     (ssize_t)strlen(first));
	akv_git_credential_batch_read(reader, batch);
	cr_assert_eq(batch->count, 1);
	cr_expect_not(batch->at_end);
	expect_secret(0, "a");

	akv_git_credential_batch_clear(batch);
	cr_assert_eq(write(fds[1], "\n", 1), 1);
	akv_git_credential_batch_read(reader, batch);
	cr_assert_eq(batch->count, 1);
	expect_secret(0, "b");

	akv_git_credential_batch_clear(batch);
	cr_assert_eq(close(fds[1]), 0);
	akv_git_credential_batch_read(reader, batch);
	cr_expect_eq(batch->count, 0);
	cr_expect(batch->at_end);
	cr_assert_eq(close(fds[0]), 0);
}

/* -- answers -- */

static void expect_error(const char *reason, const char *text,
			 const char *lines)
{
	AKV_AUTO(secret) *got = NULL;
	struct akv_error why = { .code = AKV_ERR_OTHER };

	strcpy(why.reason, reason);
	strcpy(why.text, text);
	cr_assert_eq(akv_git_credential_batch_error(&why, &got, NULL), AKV_OK);
	cr_expect_str_eq(akv_secret_text(got), lines);
}

Test(git_credential_batch, says_why_in_two_lines)
{
	expect_error("SecretNotFound", "there is no secret x in vault contoso",
		     "error=SecretNotFound\n"
		     "message=there is no secret x in vault contoso\n");
}

Test(git_credential_batch, lets_no_line_break_and_no_control_travel)
{
	expect_error("A\nb", "one\r\npassword=x\x1b[2J",
		     "error=A\\nb\nmessage=one\\r\\npassword=x\\x1b[2J\n");
}

Test(git_credential_batch, ends_an_answer_by_a_blank_line)
{
	AKV_AUTO(secret) *lines = NULL;
	AKV_AUTO(secret) *whole = NULL;
	AKV_AUTO(secret) *nothing = NULL;

	cr_assert_eq(akv_secret_new_from("a=b\n", 4, &lines, NULL), AKV_OK);
	cr_assert_eq(akv_git_credential_batch_end(lines, &whole, NULL), AKV_OK);
	cr_expect_str_eq(akv_secret_text(whole), "a=b\n\n");
	cr_assert_eq(akv_git_credential_batch_end(NULL, &nothing, NULL),
		     AKV_OK);
	cr_expect_str_eq(akv_secret_text(nothing), "\n");
}
