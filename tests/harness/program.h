/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_HARNESS_PROGRAM_H
#define AKV_TESTS_HARNESS_PROGRAM_H

#include <stdbool.h>
#include <stdint.h>
#include <stddef.h>
#include <sys/types.h>

/*
 * Runs a program in an environment made from nothing: PATH, HOME,
 * XDG_RUNTIME_DIR and AKV_CONFIG in the sandbox, the cloud's HTTPS_PROXY and
 * SSL_CERT_FILE, and what the sanitizers need.  It has a session keyring of
 * its own, default signal handling, no descriptors but 0 to 2, and dies with
 * the test.  After every run stderr (stdout too, where it failed) is searched
 * for canaries (canary.h), control characters and the reports of sanitizers;
 * finding one fails the test.
 */

/* What a standard descriptor may be, besides a number above 2. */
enum {
	PROGRAM_DEFAULT = 0, /* stdin: ${input} or /dev/null; else captured */
	PROGRAM_CLOSED = -1,
	PROGRAM_HUNG_UP = -2,  /* a pipe whose other end is closed */
	PROGRAM_FULL = -3,     /* /dev/full */
	PROGRAM_TERMINAL = -4, /* a terminal with nobody at it */
};

struct program {
	const char *path;		/* NULL: akv */
	const char *const *arguments;	/* behind argv[0], NULL at the end */
	const char *const *environment; /* "NAME=value" sets, "NAME" removes;
					 * NULL at the end; may be NULL */
	const char *directory;		/* to start in; NULL: the sandbox */
	const char *input;		/* for stdin, a pipe; NULL: none */
	size_t input_len;		/* 0: strlen(input) */
	int stdin_fd;			/* of the enum above */
	int stdout_fd;
	int stderr_fd;
	/* it answers several requests: where one failed, stdout may have what
	 * others asked for */
	bool answers_many;
	/* a controlling terminal, which /dev/tty leads to, with a typist
	 * (tests/fakes/typist.h) at program_terminal() */
	bool has_terminal;
	/* how long it may take before it is killed; 0: a minute */
	int64_t limit_ms;
};

/* Words, for ${arguments} and ${environment}. */
#define WORDS(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* How it went. */
struct outcome {
	const char *title; /* the command line, for people */
	int status;	   /* exit status; 128 + n when signal n ended it */
	const char *out;   /* all bytes of stdout, with a NUL behind them */
	size_t out_len;
	const char *err; /* of stderr */
	size_t err_len;
	int64_t took_ms;
};

/* outcome_words(outcome): all of it, for people. */
const char *outcome_words(const struct outcome *outcome);

/* A program under way.  Opaque. */
struct running;

/* program_run(program): start it, wait for its end. */
const struct outcome *program_run(const struct program *program);

/* program_start(program): start it. */
struct running *program_start(const struct program *program);

/* program_end(running): wait for its end, once. */
const struct outcome *program_end(struct running *running);

/* program_signal(running, number): kill(2). */
void program_signal(struct running *running, int number);

/* program_terminal(running): our side of its terminal, until it has ended. */
int program_terminal(const struct running *running);

/* program_pid(running): of the process. */
pid_t program_pid(const struct running *running);

/*
 * program_setenv(name, value): in the environment of every run from now on;
 * a NULL ${value} removes.  What struct program says wins.
 */
void program_setenv(const char *name, const char *value);

/* -- akv itself -- */

/* akv_path(): the binary under test ($AKV_TEST_PROGRAM, or the build's). */
const char *akv_path(void);

/* harness_python(): the interpreter that has what the cloud needs. */
const char *harness_python(void);

/* harness_source(name): the path of a file of this tree. */
const char *harness_source(const char *name);

/* akv_called(name): the binary under another name, "git-credential-akv". */
const char *akv_called(const char *name);

/* akv("read", "nightly-export"): run it with these words, stdin /dev/null. */
#define akv(...) akv_run(WORDS(__VA_ARGS__))
const struct outcome *akv_run(const char *const *arguments);

/*
 * akv_get(request): run akv get and give it the lines of ${request} on stdin;
 * akv_get_with(request, environment, more): with variables, and with words
 * behind get; each may be NULL.
 */
const struct outcome *akv_get(const char *request);
const struct outcome *akv_get_with(const char *request,
				   const char *const *environment,
				   const char *const *more);

/* akv_with(environment, arguments): run it with variables. */
const struct outcome *akv_with(const char *const *environment,
			       const char *const *arguments);

#endif
