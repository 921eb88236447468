/* SPDX-License-Identifier: MIT */
#include <signal.h>
#include <string.h>

#include "tests/harness/suite.h"

/* Descriptors that are closed, broken or full, and signals. */
E2E_SUITE(descriptors);

#define REQUEST "connection=nightly-export\n\n"

static const struct outcome *read_with(int stdin_fd, int stdout_fd,
				       int stderr_fd)
{
	return program_run(&(struct program){
		.arguments = WORDS("read", "nightly-export"),
		.stdin_fd = stdin_fd,
		.stdout_fd = stdout_fd,
		.stderr_fd = stderr_fd,
	});
}

static const struct outcome *run_to(int stdout_fd, const char *const *arguments,
				    const char *input)
{
	return program_run(&(struct program){
		.arguments = arguments,
		.input = input,
		.stdout_fd = stdout_fd,
	});
}

/* Nobody can be answered; it is told on stderr, and by the status. */
static void expect_write_failure(const struct outcome *got)
{
	expect_failure(got, 1, "WriteFailed");
}

Test(descriptors, a_reader_that_is_gone_is_a_failure)
{
	expect_write_failure(
		run_to(PROGRAM_HUNG_UP, WORDS("read", "nightly-export"), NULL));
	expect_write_failure(run_to(PROGRAM_HUNG_UP, WORDS("get"), REQUEST));
	expect_write_failure(
		run_to(PROGRAM_HUNG_UP, WORDS("connection", "list"), NULL));
	expect_write_failure(run_to(PROGRAM_HUNG_UP, WORDS("--help"), NULL));
	expect_write_failure(run_to(PROGRAM_HUNG_UP, WORDS("capability"), ""));
}

Test(descriptors, a_full_device_is_a_failure)
{
	expect_write_failure(
		run_to(PROGRAM_FULL, WORDS("read", "nightly-export"), NULL));
	expect_write_failure(
		run_to(PROGRAM_FULL,
		       WORDS("read", "nightly-export", "--newline"), NULL));
	expect_write_failure(run_to(PROGRAM_FULL, WORDS("get"), REQUEST));
	expect_write_failure(
		run_to(PROGRAM_FULL, WORDS("connection", "list"), NULL));
	expect_write_failure(run_to(PROGRAM_FULL, WORDS("--version"), NULL));
	expect_write_failure(run_to(PROGRAM_FULL, WORDS("get", "-h"), NULL));
	expect_write_failure(run_to(PROGRAM_FULL, WORDS("capability"), ""));
	expect_write_failure(
		run_to(PROGRAM_FULL, WORDS("cache", "show"), NULL));
}

Test(descriptors, a_closed_stdout_is_a_failure)
{
	expect_write_failure(
		run_to(PROGRAM_CLOSED, WORDS("read", "nightly-export"), NULL));
	expect_write_failure(run_to(PROGRAM_CLOSED, WORDS("get"), REQUEST));
	expect_write_failure(run_to(PROGRAM_CLOSED, WORDS("--help"), NULL));
}

Test(descriptors, nothing_to_say_needs_no_stdout)
{
	expect_silence(run_to(PROGRAM_CLOSED, WORDS("store"), REQUEST));
	expect_silence(run_to(PROGRAM_CLOSED, WORDS("get"),
			      "protocol=https\nhost=example.com\n\n"));
}

Test(descriptors, a_closed_stdin_is_not_an_empty_request)
{
	const struct outcome *got = program_run(&(struct program){
		.arguments = WORDS("get"), .stdin_fd = PROGRAM_CLOSED });

	expect_failure(got, 1, "ReadFailed");
	expect_untouched();
}

Test(descriptors, reading_a_connection_needs_no_stdin)
{
	expect_answer(
		read_with(PROGRAM_CLOSED, PROGRAM_DEFAULT, PROGRAM_DEFAULT),
		CLOUD_PASSWORD);
	expect_answer(
		read_with(PROGRAM_HUNG_UP, PROGRAM_DEFAULT, PROGRAM_DEFAULT),
		CLOUD_PASSWORD);
}

Test(descriptors, a_stderr_that_takes_nothing_changes_nothing_else)
{
	static const int ways[] = { PROGRAM_CLOSED, PROGRAM_FULL,
				    PROGRAM_HUNG_UP };

	config_connect("not-yet-valid");
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		expect_answer(
			program_run(&(struct program){
				.arguments = WORDS("read", "not-yet-valid"),
				.stderr_fd = ways[i] }),
			"early-value");
		cr_assert_eq(program_run(&(struct program){
						 .arguments = WORDS("read",
								    "unknown"),
						 .stderr_fd = ways[i] })
				     ->status,
			     3);
	}
}

Test(descriptors, with_none_at_all_it_fails_and_writes_nowhere)
{
	const struct outcome *got =
		read_with(PROGRAM_CLOSED, PROGRAM_CLOSED, PROGRAM_CLOSED);

	cr_assert_eq(got->status, 1, "%s", outcome_words(got));
}

/* -- signals, while a vault does not answer -- */

static const struct outcome *interrupt(const char *const *arguments,
				       const char *input, int number)
{
	struct running *running = program_start(
		&(struct program){ .arguments = arguments, .input = input });

	cloud_wait_for("vault_requests", 1);
	program_signal(running, number);
	return program_end(running);
}

static void expect_death(const struct outcome *got, int number)
{
	cr_assert_eq(got->status, 128 + number, "%s", outcome_words(got));
	cr_assert_eq(got->out_len, 0, "%s", outcome_words(got));
	cr_assert_eq(got->err_len, 0, "%s", outcome_words(got));
	/* nothing is left behind, neither a file nor a lock */
	cr_assert_str_eq(
		program_run(&(struct program){
				    .path = "/usr/bin/find",
				    .arguments = WORDS("home", "tmp", "run",
						       "-type", "f") })
			->out,
		"");
	cloud_clear_faults();
	expect_answer(akv("read", "nightly-export"), CLOUD_PASSWORD);
}

Test(descriptors, an_interrupt_ends_it_without_a_word)
{
	cloud_fault("{'match': {'host': '*.vault.azure.net'},"
		    " 'do': {'hang': 'request'}}");
	expect_death(interrupt(WORDS("read", "nightly-export"), NULL, SIGINT),
		     SIGINT);
}

Test(descriptors, a_termination_ends_it_without_a_word)
{
	cloud_fault("{'match': {'host': '*.vault.azure.net'},"
		    " 'do': {'hang': 'body'}}");
	expect_death(interrupt(WORDS("get"), REQUEST, SIGTERM), SIGTERM);
}

Test(descriptors, a_hangup_ends_it_without_a_word)
{
	cloud_fault("{'match': {'host': '*.vault.azure.net'},"
		    " 'do': {'drip_ms': 1000}}");
	expect_death(interrupt(WORDS("read", "nightly-export"), NULL, SIGHUP),
		     SIGHUP);
}
