/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <unistd.h>

#include "cmd/get_answer.h"
#include "cmd/session.h"
#include "protocol/git_credential_batch.h"

#include "cmd/get_batch.h"

/* Those requests of a round that a vault is asked for. */
struct errand {
	size_t count;
	struct akv_target targets[AKV_CREDENTIAL_BATCH_MAX];
	struct akv_session_result results[AKV_CREDENTIAL_BATCH_MAX];
};

/* Where an item's answer comes from. */
enum { NOTHING_OF_OURS = AKV_CREDENTIAL_BATCH_MAX };

struct batch {
	struct akv_session session;
	struct akv_line_reader *reader;
	struct akv_credential_batch round;
	struct errand errand;
	size_t errand_of[AKV_CREDENTIAL_BATCH_MAX];
	struct akv_error first_failure; /* its code is AKV_OK: none */
};

static void free_batch(struct batch **batch)
{
	if (*batch == NULL)
		return;
	akv_session_results_clear((*batch)->errand.results,
				  (*batch)->errand.count);
	akv_git_credential_batch_clear(&(*batch)->round);
	akv_line_reader_free((*batch)->reader);
	akv_session_close(&(*batch)->session);
	free(*batch);
}

/* -- one round -- */

/* Which secret the item ${i} means, if any. */
static void resolve(struct batch *batch, size_t i)
{
	struct akv_credential_batch_item *item = &batch->round.items[i];
	const struct akv_request asked = akv_get_answer_request(&item->request);
	struct akv_target target = { .connection = NULL };

	batch->errand_of[i] = NOTHING_OF_OURS;
	if (item->code != AKV_OK)
		return;
	item->code = akv_lookup_resolve(batch->session.config, &asked, &target,
					&item->error);
	if (item->code != AKV_OK || !akv_lookup_is_ours(&target))
		return;
	batch->errand_of[i] = batch->errand.count;
	batch->errand.targets[batch->errand.count++] = target;
}

/* The lines of the item ${i}: NULL, with AKV_OK, where nothing is ours. */
static enum akv_code format(const struct batch *batch, size_t i,
			    struct akv_secret **out, struct akv_error *err)
{
	const struct akv_credential_batch_item *item = &batch->round.items[i];
	const struct errand *errand = &batch->errand;
	size_t which = batch->errand_of[i];
	const struct akv_session_result *result;

	if (item->code != AKV_OK) {
		*err = item->error;
		return item->code;
	}
	if (which == NOTHING_OF_OURS)
		return AKV_OK;
	result = &errand->results[which];
	if (result->code != AKV_OK) {
		*err = result->error;
		return result->code;
	}
	return akv_get_answer_format(
		&(struct akv_get_answer){ .request = &item->request,
					  .target = &errand->targets[which],
					  .bundle = &result->bundle },
		out, err);
}

static enum akv_code answer(struct batch *batch, size_t i,
			    struct akv_error *err)
{
	AKV_AUTO(secret) *lines = NULL;
	AKV_AUTO(secret) *whole = NULL;
	struct akv_error why = { .code = AKV_OK };
	enum akv_code code = format(batch, i, &lines, &why);

	if (code != AKV_OK) {
		if (batch->first_failure.code == AKV_OK)
			batch->first_failure = why;
		code = akv_git_credential_batch_error(&why, &lines, err);
	}
	if (code == AKV_OK)
		code = akv_git_credential_batch_end(lines, &whole, err);
	if (code == AKV_OK)
		code = akv_secret_write(whole, STDOUT_FILENO, err);
	return code;
}

static enum akv_code answer_round(struct batch *batch, struct akv_error *err)
{
	struct errand *errand = &batch->errand;
	enum akv_code code = AKV_OK;

	errand->count = 0;
	for (size_t i = 0; i < batch->round.count; i++)
		resolve(batch, i);
	akv_session_fetch_all(&batch->session, errand->targets, errand->count,
			      errand->results);
	for (size_t i = 0; code == AKV_OK && i < batch->round.count; i++)
		code = answer(batch, i, err);
	akv_session_results_clear(errand->results, errand->count);
	return code;
}

/* -- all of them -- */

static enum akv_code answer_all(struct batch *batch, int64_t timeout_ms,
				struct akv_error *err)
{
	bool at_end = false;

	while (!at_end) {
		enum akv_code code;

		akv_git_credential_batch_read(batch->reader, &batch->round);
		at_end = batch->round.at_end;
		/* the time that the caller took does not count */
		akv_session_restart_clock(&batch->session, timeout_ms);
		code = answer_round(batch, err);
		if (code != AKV_OK)
			return code;
		akv_git_credential_batch_clear(&batch->round);
	}
	if (batch->first_failure.code != AKV_OK)
		*err = batch->first_failure;
	return batch->first_failure.code;
}

enum akv_code akv_get_batch(int64_t timeout_ms, struct akv_error *err)
{
	__attribute__((cleanup(free_batch))) struct batch *batch =
		calloc(1, sizeof(*batch));
	enum akv_code code;

	if (batch == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "no memory");
	code = akv_line_reader_new(STDIN_FILENO, &batch->reader, err);
	/* while we wait for the first request */
	akv_vault_prepare();
	if (code == AKV_OK)
		code = akv_session_open(timeout_ms, &batch->session, err);
	if (code != AKV_OK)
		return code;
	return answer_all(batch, timeout_ms, err);
}
