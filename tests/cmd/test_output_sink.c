/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/output_sink.h"

static struct akv_output_sink sink;
static struct akv_error err;
static int file;

static void set_up(void)
{
	char path[] = "/tmp/akv-test-sink-XXXXXX";

	file = mkstemp(path);
	cr_assert_geq(file, 0);
	cr_assert_eq(unlink(path), 0);
	cr_assert_eq(akv_output_sink_init(&sink, file, &err), AKV_OK);
}

static void tear_down(void)
{
	akv_output_sink_clear(&sink);
	(void)close(file);
}

TestSuite(output_sink, .init = set_up, .fini = tear_down);

static off_t size_of_file(void)
{
	return lseek(file, 0, SEEK_END);
}

static void expect_cell(const char *json, const char *text, size_t width)
{
	AKV_AUTO(secret) *document = NULL;
	AKV_AUTO(json) *list = NULL;

	akv_secret_truncate(sink.buffer, 0);
	cr_assert_eq(akv_secret_new_from(json, strlen(json), &document, NULL),
		     AKV_OK);
	cr_assert_eq(akv_json_parse(document, &list, NULL), AKV_OK);
	cr_expect_eq(akv_output_sink_cell(&sink, akv_json_element(list, 0)),
		     width, "%s", json);
	cr_expect_eq(akv_output_sink_cell(NULL, akv_json_element(list, 0)),
		     width);
	cr_expect_str_eq(akv_secret_text(sink.buffer), text);
}

Test(output_sink, writes_at_the_end)
{
	akv_output_sink_text(&sink, "ab");
	akv_output_sink_fill(&sink, '-', 3);
	cr_expect_eq(size_of_file(), 0);
	cr_assert_eq(akv_output_sink_finish(&sink), AKV_OK);
	cr_expect_eq(size_of_file(), 5);
}

Test(output_sink, writes_when_it_is_full)
{
	static char piece[100000];

	for (int i = 0; i < 10; i++)
		akv_output_sink_bytes(&sink, piece, sizeof(piece));
	cr_expect_gt(size_of_file(), 0);
	cr_assert_eq(akv_output_sink_finish(&sink), AKV_OK);
	cr_expect_eq(size_of_file(), 10 * (off_t)sizeof(piece));
}

Test(output_sink, takes_what_is_larger_than_itself)
{
	static char piece[1000000];

	akv_output_sink_bytes(&sink, piece, sizeof(piece));
	cr_assert_eq(akv_output_sink_finish(&sink), AKV_OK);
	cr_expect_eq(size_of_file(), (off_t)sizeof(piece));
}

Test(output_sink, reports_the_first_failure)
{
	int full = open("/dev/full", O_WRONLY | O_CLOEXEC);

	cr_assert_geq(full, 0);
	sink.fd = full;
	akv_output_sink_text(&sink, "a");
	cr_expect_eq(akv_output_sink_finish(&sink), AKV_ERR_OTHER);
	cr_expect_str_eq(err.reason, "WriteFailed");
	akv_output_sink_text(&sink, "b");
	cr_expect_eq(akv_output_sink_finish(&sink), AKV_ERR_OTHER);
	(void)close(full);
}

Test(output_sink, puts_a_value_whole_in_front_of_the_end)
{
	static char value[AKV_SECRET_VALUE_MAX];
	AKV_AUTO(json) *string = NULL;

	memset(value, 1, sizeof(value));
	string = akv_json_new_text(value, sizeof(value));
	akv_output_sink_json(&sink, string);
	cr_expect_eq(size_of_file(), 0);
	cr_assert_eq(akv_output_sink_finish(&sink), AKV_OK);
	cr_expect_eq(size_of_file(), 6 * (off_t)sizeof(value) + 2);
}

Test(output_sink, writes_cells)
{
	expect_cell("[\"plain\"]", "plain", 5);
	expect_cell("[true]", "True", 4);
	expect_cell("[false]", "False", 5);
	expect_cell("[-12]", "-12", 3);
	expect_cell("[[1,2,3]]", "3", 1);
	expect_cell("[{\"a\":1}]", "", 0);
	expect_cell("[null]", "", 0);
}

Test(output_sink, escapes_what_acts_on_a_terminal)
{
	expect_cell("[\"a\\tb\\nc\"]", "a\\tb\\nc", 7);
	expect_cell("[\"\\u001b[31m\"]", "\\x1b[31m", 8);
	expect_cell("[\"\\u009b\"]", "\\xc2\\x9b", 8);
}

Test(output_sink, counts_characters_not_bytes)
{
	expect_cell("[\"g\\u00fcn\\ud83d\\udd11\"]",
		    "g\xc3\xbcn\xf0\x9f\x94\x91", 4);
}
