/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "tests/protocol/input.h"

#include "protocol/line_reader.h"

static void expect_text(struct akv_line_reader *reader, const char *bytes,
			size_t number)
{
	struct akv_line line;
	struct akv_error err = { .code = AKV_OK };

	cr_assert_eq(akv_line_reader_next(reader, &line, &err), AKV_OK, "%s",
		     err.text);
	cr_assert_eq(line.kind, AKV_LINE_TEXT);
	cr_assert_eq(line.len, strlen(bytes));
	cr_assert_arr_eq(line.bytes, bytes, strlen(bytes));
	cr_assert_eq(line.number, number);
}

static void expect_kind(struct akv_line_reader *reader, enum akv_line_kind kind)
{
	struct akv_line line;

	cr_assert_eq(akv_line_reader_next(reader, &line, NULL), AKV_OK);
	cr_assert_eq(line.kind, kind);
	cr_assert_eq(line.len, 0);
}

static void expect_failure(struct akv_line_reader *reader, enum akv_code code,
			   const char *reason, const char *text)
{
	struct akv_line line = { .number = 4711 };
	struct akv_error err;

	cr_assert_eq(akv_line_reader_next(reader, &line, &err), code);
	cr_assert_eq(err.code, code);
	cr_assert_str_eq(err.reason, reason);
	cr_assert_str_eq(err.text, text);
	cr_assert_eq(line.number, 4711, "out is written on success only");
}

Test(line_reader, gives_one_line_after_the_other)
{
	AKV_AUTO(line_reader) *reader = reader_of_text("a=1\nb\n\nc=\n");

	expect_text(reader, "a=1", 1);
	expect_text(reader, "b", 2);
	expect_kind(reader, AKV_LINE_BLANK);
	expect_text(reader, "c=", 4);
	expect_kind(reader, AKV_LINE_END);
}

Test(line_reader, says_end_for_an_empty_input_again_and_again)
{
	AKV_AUTO(line_reader) *reader = reader_of_text("");

	expect_kind(reader, AKV_LINE_END);
	expect_kind(reader, AKV_LINE_END);
	expect_kind(reader, AKV_LINE_END);
}

Test(line_reader, accepts_a_last_line_without_its_lf)
{
	AKV_AUTO(line_reader) *reader = reader_of_text("a=1\nlast=2");

	expect_text(reader, "a=1", 1);
	expect_text(reader, "last=2", 2);
	expect_kind(reader, AKV_LINE_END);
	expect_kind(reader, AKV_LINE_END);
}

Test(line_reader, tells_a_blank_line_from_the_end)
{
	AKV_AUTO(line_reader) *reader = reader_of_text("\n");

	expect_kind(reader, AKV_LINE_BLANK);
	expect_kind(reader, AKV_LINE_END);
}

Test(line_reader, numbers_blank_lines_too)
{
	AKV_AUTO(line_reader) *reader = reader_of_text("\n\nx\n");

	expect_kind(reader, AKV_LINE_BLANK);
	expect_kind(reader, AKV_LINE_BLANK);
	expect_text(reader, "x", 3);
}

Test(line_reader, keeps_every_byte_but_lf)
{
	char bytes[256];
	size_t len = 0;
	AKV_AUTO(line_reader) *reader = NULL;
	struct akv_line line;

	for (int c = 1; c < 256; c++)
		if (c != '\n' && c != '\r')
			bytes[len++] = (char)c;
	reader = reader_of(bytes, len);

	cr_assert_eq(akv_line_reader_next(reader, &line, NULL), AKV_OK);
	cr_assert_eq(line.len, 253);
	cr_assert_arr_eq(line.bytes, bytes, 253);
}

Test(line_reader, joins_what_arrives_in_pieces)
{
	static const char text[] = "protocol=https\nhost=example.com\n\nnext=1";

	for (size_t piece = 1; piece < sizeof(text); piece++) {
		int fd = input_in_pieces(text, strlen(text), piece);
		AKV_AUTO(line_reader) *reader = NULL;

		cr_assert_eq(akv_line_reader_new(fd, &reader, NULL), AKV_OK);
		expect_text(reader, "protocol=https", 1);
		expect_text(reader, "host=example.com", 2);
		expect_kind(reader, AKV_LINE_BLANK);
		expect_text(reader, "next=1", 4);
		expect_kind(reader, AKV_LINE_END);
		cr_assert_eq(close(fd), 0);
	}
}

Test(line_reader, does_not_wait_for_more_than_a_line)
{
	AKV_AUTO(line_reader) *reader = NULL;
	int fds[2];

	cr_assert_eq(pipe(fds), 0);
	cr_assert_eq(write(fds[1], "a=1\n\n", 5), 5);
	cr_assert_eq(akv_line_reader_new(fds[0], &reader, NULL), AKV_OK);

	/* the writer still has it open: reading on would wait for ever */
	expect_text(reader, "a=1", 1);
	expect_kind(reader, AKV_LINE_BLANK);
}

Test(line_reader, takes_a_line_of_65535_bytes_with_its_lf)
{
	char *text = long_line("key=", 65534);
	AKV_AUTO(line_reader) *reader = reader_of_text(text);

	text[65534] = '\0';
	expect_text(reader, text, 1);
	expect_kind(reader, AKV_LINE_END);
	free(text);
}

Test(line_reader, takes_the_longest_line_without_its_lf)
{
	char *text = long_line("key=", 65534);
	AKV_AUTO(line_reader) *reader = reader_of(text, 65534);

	text[65534] = '\0';
	expect_text(reader, text, 1);
	expect_kind(reader, AKV_LINE_END);
	free(text);
}

Test(line_reader, refuses_the_65536th_byte_of_a_line)
{
	char *text = long_line("key=", 65535);
	AKV_AUTO(line_reader) *reader = reader_of_text(text);

	expect_failure(reader, AKV_ERR_USAGE, "LineTooLong",
		       "line 1 is longer than 65535 bytes");
	free(text);
}

Test(line_reader, counts_an_lf_that_is_missing)
{
	char *text = long_line("key=", 65535);
	AKV_AUTO(line_reader) *reader = reader_of(text, 65535);

	expect_failure(reader, AKV_ERR_USAGE, "LineTooLong",
		       "line 1 is longer than 65535 bytes");
	free(text);
}

/* git 71201ab0e5: the tail of a long line must not pass for a line. */
Test(line_reader, never_goes_on_in_the_middle_of_a_line)
{
	char *text = long_line("wwwauth[]=", 65536 + 30);
	AKV_AUTO(line_reader) *reader = NULL;

	overwrite(text + 65535, "host=victim.example.com\n");
	reader = reader_of_text(text);
	for (int i = 0; i < 3; i++)
		expect_failure(reader, AKV_ERR_USAGE, "LineTooLong",
			       "line 1 is longer than 65535 bytes");
	free(text);
}

/* Where the buffer ends falls into another place of the second line. */
static void read_longest_lines_behind(size_t first_len)
{
	char *first = long_line("", first_len);
	char *longest = long_line("key=", 65534);
	char *text = NULL;
	AKV_AUTO(line_reader) *reader = NULL;

	cr_assert_gt(asprintf(&text, "%s%s%s", first, longest, longest), 0);
	reader = reader_of_text(text);
	first[first_len] = '\0';
	longest[65534] = '\0';
	expect_text(reader, first, 1);
	expect_text(reader, longest, 2);
	expect_text(reader, longest, 3);
	expect_kind(reader, AKV_LINE_END);
	free(text);
	free(longest);
	free(first);
}

Test(line_reader, takes_the_longest_lines_wherever_they_begin)
{
	static const size_t lens[] = { 1, 2, 4095, 4096, 65533, 65534 };

	for (size_t i = 0; i < sizeof(lens) / sizeof(lens[0]); i++)
		read_longest_lines_behind(lens[i]);
}

Test(line_reader, reads_many_buffers_full_of_short_lines)
{
	enum { LINES = 40000 };
	char *text = malloc(LINES * 8 + 1);
	AKV_AUTO(line_reader) *reader = NULL;

	cr_assert_not_null(text);
	for (size_t i = 0; i < LINES; i++)
		snprintf(text + i * 8, 9, "k=%05zu\n", i);
	reader = reader_of_text(text);
	for (size_t i = 0; i < LINES; i++) {
		text[i * 8 + 7] = '\0';
		expect_text(reader, text + i * 8, i + 1);
	}
	expect_kind(reader, AKV_LINE_END);
	free(text);
}

Test(line_reader, refuses_a_carriage_return)
{
	AKV_AUTO(line_reader) *reader = reader_of_text("a=1\nb=22\r\n\r\n");

	expect_text(reader, "a=1", 1);
	expect_failure(reader, AKV_ERR_USAGE, "CarriageReturnInLine",
		       "line 2 (5 bytes) holds a carriage return");
	expect_failure(reader, AKV_ERR_USAGE, "CarriageReturnInLine",
		       "line 2 (5 bytes) holds a carriage return");
}

Test(line_reader, refuses_a_carriage_return_inside_a_line)
{
	AKV_AUTO(line_reader) *reader =
		reader_of_text("path=x\rhost=victim.example.com\n");

	expect_failure(reader, AKV_ERR_USAGE, "CarriageReturnInLine",
		       "line 1 (30 bytes) holds a carriage return");
}

Test(line_reader, refuses_a_line_of_one_carriage_return)
{
	AKV_AUTO(line_reader) *reader = reader_of_text("a=1\n\r\n");

	expect_text(reader, "a=1", 1);
	expect_failure(reader, AKV_ERR_USAGE, "CarriageReturnInLine",
		       "line 2 (1 bytes) holds a carriage return");
}

Test(line_reader, refuses_a_nul)
{
	AKV_AUTO(line_reader) *reader = reader_of("host=a\0b\n", 9);

	expect_failure(reader, AKV_ERR_USAGE, "NulInLine",
		       "line 1 (8 bytes) holds a NUL byte");
}

Test(line_reader, refuses_a_nul_in_a_last_line_without_lf)
{
	AKV_AUTO(line_reader) *reader = reader_of("a=1\n\0", 5);

	expect_text(reader, "a=1", 1);
	expect_failure(reader, AKV_ERR_USAGE, "NulInLine",
		       "line 2 (1 bytes) holds a NUL byte");
}

Test(line_reader, tells_when_reading_fails)
{
	AKV_AUTO(line_reader) *reader = NULL;
	int fd = open("/dev/null", O_WRONLY | O_CLOEXEC);

	cr_assert_geq(fd, 0);
	cr_assert_eq(akv_line_reader_new(fd, &reader, NULL), AKV_OK);
	expect_failure(reader, AKV_ERR_OTHER, "ReadFailed",
		       "cannot read the request: Bad file descriptor");
}

Test(line_reader, tells_when_the_input_is_a_directory)
{
	AKV_AUTO(line_reader) *reader = NULL;
	int fd = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	cr_assert_geq(fd, 0);
	cr_assert_eq(akv_line_reader_new(fd, &reader, NULL), AKV_OK);
	expect_failure(reader, AKV_ERR_OTHER, "ReadFailed",
		       "cannot read the request: Is a directory");
}

static int late_writer;

static void write_late(int signal_number)
{
	(void)signal_number;
	if (write(late_writer, "a=1\n", 4) != 4)
		abort();
}

Test(line_reader, goes_on_after_a_signal)
{
	const struct sigaction on_alarm = { .sa_handler = write_late };
	const struct itimerval soon = { .it_value = { .tv_usec = 20000 } };
	AKV_AUTO(line_reader) *reader = NULL;
	int fds[2];

	cr_assert_eq(pipe(fds), 0);
	late_writer = fds[1];
	cr_assert_eq(sigaction(SIGALRM, &on_alarm, NULL), 0);
	cr_assert_eq(setitimer(ITIMER_REAL, &soon, NULL), 0);
	cr_assert_eq(akv_line_reader_new(fds[0], &reader, NULL), AKV_OK);
	expect_text(reader, "a=1", 1);
}

Test(line_reader, needs_nobody_who_reads_its_errors)
{
	AKV_AUTO(line_reader) *reader = reader_of_text("a\r\n");
	struct akv_line line;

	cr_assert_eq(akv_line_reader_next(reader, &line, NULL), AKV_ERR_USAGE);
	cr_assert_eq(akv_line_reader_next(reader, &line, NULL), AKV_ERR_USAGE);
}

Test(line_reader, frees_nothing_without_complaint)
{
	akv_line_reader_free(NULL);
}

Test(line_reader, knows_whether_a_block_is_there_without_waiting, .timeout = 10)
{
	AKV_AUTO(line_reader) *reader = NULL;
	int fds[2];

	cr_assert_eq(pipe(fds), 0);
	cr_assert_eq(akv_line_reader_new(fds[0], &reader, NULL), AKV_OK);
	cr_expect_not(akv_line_reader_has_block(reader));
	cr_assert_eq(write(fds[1], "a=1\n", 4), 4);
	cr_expect_not(akv_line_reader_has_block(reader));
	cr_assert_eq(write(fds[1], "\nb=2\n", 5), 5);
	cr_expect(akv_line_reader_has_block(reader));
	expect_text(reader, "a=1", 1);
	cr_expect(akv_line_reader_has_block(reader), "only its blank line");
	expect_kind(reader, AKV_LINE_BLANK);
	cr_expect_not(akv_line_reader_has_block(reader));
	cr_assert_eq(close(fds[1]), 0);
	cr_expect(akv_line_reader_has_block(reader), "up to the end");
	expect_text(reader, "b=2", 3);
	expect_kind(reader, AKV_LINE_END);
	cr_assert_eq(close(fds[0]), 0);
}

Test(line_reader, waits_for_nothing_that_cannot_be_read)
{
	AKV_AUTO(line_reader) *reader = reader_of_text("a\rb\n\n");

	cr_expect(akv_line_reader_has_block(reader));
	cr_expect_not(akv_line_reader_has_failed(reader));
	expect_failure(reader, AKV_ERR_USAGE, "CarriageReturnInLine",
		       "line 1 (3 bytes) holds a carriage return");
	cr_expect(akv_line_reader_has_failed(reader));
	cr_expect(akv_line_reader_has_block(reader));
}
