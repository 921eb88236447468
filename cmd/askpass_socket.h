/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_ASKPASS_SOCKET_H
#define AKV_CMD_ASKPASS_SOCKET_H

#include <stddef.h>
#include <sys/types.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"

/*
 * How akv-askpass asks the akv exec that started it all: ssh(1) closes what it
 * inherits, so there is a socket (unix(7), abstract), whose name cannot be
 * guessed, is known to the program that was started, and is gone with us.
 * Processes of other users are not talked to.  One question and one answer a
 * connection.
 */

enum {
	AKV_ASKPASS_SOCKET_NAME_SIZE = 64,
	AKV_ASKPASS_SOCKET_QUESTION_MAX = 4096,
	AKV_ASKPASS_SOCKET_ANSWER_MAX = 1024,
};

/*
 * akv_askpass_socket_listen(name, out, err): a listening socket, closed by
 * execve(2), in ${out}, and its name in ${name}, of
 * AKV_ASKPASS_SOCKET_NAME_SIZE bytes.
 */
enum akv_code akv_askpass_socket_listen(char *name, int *out,
					struct akv_error *err) AKV_CHECKED;

/*
 * akv_askpass_socket_accept(listener, question, size, peer): the next question,
 * as text, in ${question} of ${size} bytes, and the process that asks in
 * ${peer}; a descriptor to answer to, the caller's.  -1 where there is
 * nobody, or somebody whom we do not talk to.  Waits for two seconds at most.
 */
int akv_askpass_socket_accept(int listener, char *question, size_t size,
			      pid_t *peer);

/* akv_askpass_socket_answer(fd, verdict, line): a letter, and the line that
 * answers, or NULL. */
void akv_askpass_socket_answer(int fd, char verdict,
			       const struct akv_secret *line);

/*
 * akv_askpass_socket_ask(name, question, verdict, out, err): the other side.
 * ${out} is the caller's, and empty where there was no line.  AKV_ERR_OTHER
 * (AskpassGone) when nobody answers there, AKV_ERR_PEER when it is not us.
 */
enum akv_code akv_askpass_socket_ask(const char *name, const char *question,
				     char *verdict, struct akv_secret **out,
				     struct akv_error *err) AKV_CHECKED;

#endif
