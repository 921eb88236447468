/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_RESIDUE_LOOK_H
#define AKV_TESTS_RESIDUE_LOOK_H

#include "tests/harness/suite.h"

/* Runs the probe (probe.c), and says what it is to find. */

#define LOOK_URL "sftp://export@canary.example.com"
#define LOOK_QUESTION "export@canary.example.com's password: "
#define LOOK_NO_TOKEN "token-start 0\ntoken-middle 0\ntoken-end 0\n"

enum { LOOK_SIZE = 24 }; /* so many bytes are looked for at a time */

/* look_make_canary(len): a value that nobody has seen before, of ${len}
 * hexadecimal digits. */
char *look_make_canary(size_t len);

/*
 * look_for_value(value, url): ${value}, in the vault as the secret of the
 * connection canary with this ${url}, is what is looked for from now on, and
 * the cloud's client secret.  Gives ${value} back.  look_for(len): a new one.
 */
const char *look_for_value(const char *value, const char *url);
const char *look_for(size_t len);

/* look_for_bytes(name, bytes): for LOOK_SIZE of them, too; their line is
 * "${name} COUNT", behind those that were there before. */
void look_for_bytes(const char *name, const char *bytes);

/* look_run(program): the probe, where it has no path; look_at(arguments). */
const struct outcome *look_run(struct program program);
const struct outcome *look_at(const char *const *arguments);

/*
 * look_text(when, count, token): the lines of one look: each part of the value
 * ${count} times, no client secret, and ${token}: LOOK_NO_TOKEN, "" where
 * there was none, or these and others.
 */
const char *look_text(const char *when, int count, const char *token);

/* look_expect(got, looks): status 0, and these looks. */
void look_expect(const struct outcome *got, const char *looks);

/* look_expect_nothing(got): one look, at the end, and nothing is there. */
void look_expect_nothing(const struct outcome *got);

/* look_expect_clean(got, out): the same, and ${out} on stdout. */
void look_expect_clean(const struct outcome *got, const char *out);

#endif
