/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_CONTRACT_PASSWORD_SERVER_H
#define AKV_TESTS_CONTRACT_PASSWORD_SERVER_H

/* password_server.py: what it is told is what a program has read from us. */

/* password_server_start(kind): "http", "postgres", "smtp" or "imap"; there is
 * none yet. */
void password_server_start(const char *kind);

/* password_server_end(): with the test, if it was started. */
void password_server_end(void);

/* password_server_port(): on 127.0.0.1. */
long password_server_port(void);

/* password_server_expect(user, password): the next log-in was with these. */
void password_server_expect(const char *user, const char *password);

/* password_server_expect_none(): nobody has logged in since. */
void password_server_expect_none(void);

#endif
