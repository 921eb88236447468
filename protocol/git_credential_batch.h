/* SPDX-License-Identifier: MIT */
#ifndef AKV_PROTOCOL_GIT_CREDENTIAL_BATCH_H
#define AKV_PROTOCOL_GIT_CREDENTIAL_BATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "protocol/git_credential.h"
#include "protocol/line_reader.h"

/*
 * Many requests of the line protocol, one after the other on one input
 * (PROTOCOL.md, section 7), read in rounds: what is there already is answered
 * together, and nobody waits for a caller that waits for us.
 */

/* One request, or why it is none. */
struct akv_credential_batch_item {
	struct akv_credential_request request;
	enum akv_code code;
	struct akv_error error; /* when ${code} is not AKV_OK */
};

/* As many as are held at a time, which bounds memory. */
enum { AKV_CREDENTIAL_BATCH_MAX = 64 };

/* A round.  Too large for a stack. */
struct akv_credential_batch {
	struct akv_credential_batch_item items[AKV_CREDENTIAL_BATCH_MAX];
	size_t count;
	bool at_end; /* no round follows */
};

/*
 * akv_git_credential_batch_read(reader, out): wait for a request, then take
 * those that are there whole, without waiting for more.  One that breaks a
 * rule is an item, too; reading goes on behind its blank line, unless
 * ${reader} has failed: then it was the last.  ${out} is all-zero, or cleared;
 * the caller's to clear.
 */
void akv_git_credential_batch_read(struct akv_line_reader *reader,
				   struct akv_credential_batch *out);

/* akv_git_credential_batch_clear(batch): release what it holds. */
void akv_git_credential_batch_clear(struct akv_credential_batch *batch);

/* akv_git_credential_batch_end(lines, out, err): ${lines} (NULL: none) as an
 * answer in a batch, with the blank line that ends it; ${out} is the caller's.
 */
enum akv_code akv_git_credential_batch_end(const struct akv_secret *lines,
					   struct akv_secret **out,
					   struct akv_error *err) AKV_CHECKED;

/*
 * akv_git_credential_batch_error(why, out, err): the answer to a request that
 * failed: error=${why->reason} and message=${why->text}, one line each
 * whatever they hold; without the blank line.
 */
enum akv_code akv_git_credential_batch_error(const struct akv_error *why,
					     struct akv_secret **out,
					     struct akv_error *err) AKV_CHECKED;

#endif
