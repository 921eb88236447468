/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_CONTRACT_SSH_SERVER_H
#define AKV_TESTS_CONTRACT_SSH_SERVER_H

/*
 * The real sshd(8) on loopback, one a process, with one user: export, whose
 * password is CLOUD_PASSWORD and whose home is served/ in the sandbox.
 */

/* ssh_server_start(): it dies with us.  The test is skipped where there is no
 * sshd, or where the system gives out no namespaces. */
void ssh_server_start(void);

/* ssh_server_end(): it must have ended well and said nothing. */
void ssh_server_end(void);

/* ssh_server_port(): as text. */
const char *ssh_server_port(void);

/*
 * ssh_server_config(fmt): an ssh_config(5) in the sandbox that knows the
 * server's key and port, and tries no key of the person's who runs this; its
 * path.  ${more} is put in front of that.
 */
const char *ssh_server_config(const char *more);

/* ssh_server_count(words): how often its log has them. */
int ssh_server_count(const char *words);

/* ssh_server_wait_for(words): until it has them. */
void ssh_server_wait_for(const char *words);

#endif
