/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_GET_ANSWER_H
#define AKV_CMD_GET_ANSWER_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/core/lookup.h"
#include "libhelper/reply/secret_reply.h"
#include "protocol/git_credential.h"

/* What single requests of the line protocol and those of a batch share. */

/* akv_get_answer_request(from): what lookup.h wants to know; borrowed. */
struct akv_request
akv_get_answer_request(const struct akv_credential_request *from);

/* What an answer is made of; borrowed. */
struct akv_get_answer {
	const struct akv_credential_request *request;
	const struct akv_target *target;
	const struct akv_secret_bundle *bundle;
};

/*
 * akv_get_answer_format(answer, out, err): the lines of it, in ${out}, the
 * caller's.  Fails as akv_git_credential_answer_format() does.
 */
enum akv_code akv_get_answer_format(const struct akv_get_answer *answer,
				    struct akv_secret **out,
				    struct akv_error *err) AKV_CHECKED;

#endif
