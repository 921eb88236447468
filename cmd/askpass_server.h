/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_ASKPASS_SERVER_H
#define AKV_CMD_ASKPASS_SERVER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "cmd/askpass_offer.h"
#include "libhelper/core/askpass_guard.h"

/* What akv exec answers while ssh(1) runs. */

/* The letter in front of an answer. */
enum {
	AKV_ASKPASS_ANSWERED = '+',
	AKV_ASKPASS_REFUSED = '-',
	/* and ssh(1) is to end: it would send an empty password */
	AKV_ASKPASS_REFUSED_FOR_GOOD = '!',
};

struct akv_askpass_server {
	const struct akv_askpass_offer *offers; /* with lines that answer */
	size_t offer_count;
	/* what was started is ssh(1), or starts it for its destination */
	bool is_ssh;
	bool starts_ssh;
	struct akv_askpass_guard guard;
};

/*
 * akv_askpass_server_serve(listener, child, context): for akv_child_duty;
 * ${context} is a struct akv_askpass_server.  Says on stderr why a question is
 * refused.
 */
void akv_askpass_server_serve(int listener, pid_t child, void *context);

/*
 * akv_askpass_server_subject(prompt, text, connection, out, size): what is
 * asked for by ${text}, as the guard counts it, in ${out}: a password is the
 * same in all its questions, a passphrase is not; "" for what may be asked
 * for again.
 */
void akv_askpass_server_subject(const struct akv_askpass_prompt *prompt,
				const char *text, const char *connection,
				char *out, size_t size);

/* akv_askpass_server_refuse_again(err): the failure for a second question. */
enum akv_code akv_askpass_server_refuse_again(struct akv_error *err);

#endif
