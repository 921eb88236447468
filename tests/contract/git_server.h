/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_CONTRACT_GIT_SERVER_H
#define AKV_TESTS_CONTRACT_GIT_SERVER_H

/*
 * A server of git repositories over HTTPS with Basic authentication
 * (git_server.py), one a process.  It has one repository, repo.git, with one
 * commit of the file README ("hello\n").
 */

/*
 * git_server_start(user, password): let only this user in.  git trusts its
 * certificate and reaches it without the cloud's proxy.  It dies with us.
 */
void git_server_start(const char *user, const char *password);

/* git_server_end(): it must have ended well and said nothing. */
void git_server_end(void);

/* git_server_host(): "localhost:PORT". */
const char *git_server_host(void);

/* git_server_log(): a line for each request: status, method, path. */
const char *git_server_log(void);

#endif
