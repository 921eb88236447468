/* SPDX-License-Identifier: MIT */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/base/clock.h"
#include "libhelper/base/trace.h"
#include "libhelper/core/remembered_store.h"
#include "libhelper/core/store_call.h"
#include "libhelper/core/store_order.h"
#include "libhelper/core/token_record.h"

#include "libhelper/core/token_store.h"

/* For silence in one run, and how much of it the first look may take. */
enum { PATIENCE_MS = 2000, FIRST_LOOK_MS = 1000 };

struct akv_token_store {
	enum akv_token_store_kind kind;
	pthread_mutex_t mutex; /* guards what follows, and the backends */
	int64_t patience_ms[AKV_STORE_ORDER_MAX];
	bool has_looked;
	bool is_shared;
	const struct akv_token_backend *used; /* NULL: none */
};

/* What is looked for, in the words of the backends. */
struct wanted {
	char digest[AKV_TOKEN_KEY_SIZE];
	struct akv_token_item item;
};

static bool want(const struct akv_token_key *key, struct wanted *wanted)
{
	if (akv_token_key_digest(key, wanted->digest, NULL) != AKV_OK)
		return false;
	wanted->item = (struct akv_token_item){
		.key = wanted->digest,
		.authority_host = key->authority_host,
		.tenant = key->tenant,
		.client_id = key->client_id,
		.audience = key->audience,
		.fingerprint = key->fingerprint,
	};
	return true;
}

/* What is asked first, if anything is. */
static void prepare_first(enum akv_token_store_kind kind)
{
	struct akv_store_order order;

	akv_store_order_init(&order, kind);
	if (order.count > 0)
		akv_store_order_all[order.which[0]]->prepare();
}

enum akv_code akv_token_store_open(enum akv_token_store_kind kind,
				   struct akv_token_store **out,
				   struct akv_error *err)
{
	struct akv_token_store *store = calloc(1, sizeof(*store));

	if (store == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory",
				"no memory for the token store");
	store->kind = kind;
	store->is_shared = kind != AKV_TOKEN_STORE_NONE;
	for (size_t i = 0; i < AKV_STORE_ORDER_MAX; i++)
		store->patience_ms[i] = PATIENCE_MS;
	(void)pthread_mutex_init(&store->mutex, NULL);
	prepare_first(kind);
	*out = store;
	return AKV_OK;
}

void akv_token_store_free(struct akv_token_store *store)
{
	if (store == NULL)
		return;
	(void)pthread_mutex_destroy(&store->mutex);
	free(store);
}

const char *akv_token_store_name(struct akv_token_store *store)
{
	const struct akv_token_backend *used;

	(void)pthread_mutex_lock(&store->mutex);
	used = store->used;
	(void)pthread_mutex_unlock(&store->mutex);
	return used != NULL ? used->name : "none";
}

bool akv_token_store_is_shared(struct akv_token_store *store)
{
	bool is_shared;

	(void)pthread_mutex_lock(&store->mutex);
	is_shared = store->is_shared;
	(void)pthread_mutex_unlock(&store->mutex);
	return is_shared;
}

/* -- with the mutex held -- */

/* ${call->budget_ms} is 0 when that backend is not to be asked any more. */
static struct akv_store_call make_call(const struct akv_token_store *store,
				       const struct wanted *wanted,
				       size_t which)
{
	return (struct akv_store_call){
		.backend = akv_store_order_all[which],
		.item = &wanted->item,
		.budget_ms = store->patience_ms[which],
	};
}

/* Silence before the lock costs the time it took; later silence, all. */
static int64_t left_after(const struct akv_store_call *call,
			  int64_t patience_ms, int64_t took_ms)
{
	if (!call->needs_turn || took_ms >= patience_ms)
		return 0;
	return patience_ms - took_ms;
}

/*
 * The first look is without the single flight's lock: under contention it is
 * better skipped than made out of turn: what it missed is looked for again.
 */
static enum akv_token_backend_answer look_into(struct akv_token_store *store,
					       const struct wanted *wanted,
					       size_t which,
					       struct akv_secret *record)
{
	struct akv_store_call call = make_call(store, wanted, which);
	int64_t started_ms = akv_clock_monotonic_ms();
	enum akv_token_backend_answer answer;

	if (call.budget_ms == 0)
		return AKV_TOKEN_BACKEND_UNUSABLE;
	if (!store->has_looked) {
		call.budget_ms = FIRST_LOOK_MS;
		call.needs_turn = true;
	}
	answer = akv_store_call_load(&call, record);
	if (answer == AKV_TOKEN_BACKEND_SILENT)
		store->patience_ms[which] =
			left_after(&call, store->patience_ms[which],
				   akv_clock_monotonic_ms() - started_ms);
	return answer;
}

/* The first backend that answers decides, whether it has the token or not. */
static bool look(struct akv_token_store *store, const struct wanted *wanted,
		 struct akv_secret *record)
{
	enum akv_token_backend_answer answer = AKV_TOKEN_BACKEND_UNUSABLE;
	struct akv_store_order order;
	bool may_still_answer = false;

	store->used = NULL;
	akv_store_order_init(&order, store->kind);
	for (size_t i = 0; i < order.count && store->used == NULL; i++) {
		size_t which = order.which[i];

		answer = look_into(store, wanted, which, record);
		if (answer == AKV_TOKEN_BACKEND_DONE ||
		    answer == AKV_TOKEN_BACKEND_ABSENT)
			store->used = akv_store_order_all[which];
		if (answer == AKV_TOKEN_BACKEND_SILENT &&
		    store->patience_ms[which] > 0)
			may_still_answer = true;
	}
	store->has_looked = true;
	store->is_shared = store->used != NULL || may_still_answer;
	return answer == AKV_TOKEN_BACKEND_DONE;
}

static void forget(struct akv_token_store *store, const struct wanted *wanted)
{
	for (size_t which = 0; akv_store_order_all[which] != NULL; which++) {
		struct akv_store_call call = make_call(store, wanted, which);

		if (call.backend == store->used && call.budget_ms > 0)
			(void)akv_store_call_forget(&call);
	}
}

static bool get(struct akv_token_store *store, const struct wanted *wanted,
		struct akv_secret *record, struct akv_token *out)
{
	enum akv_token_record_verdict verdict;

	if (!look(store, wanted, record))
		return false;
	verdict = akv_token_record_parse(record, wanted->digest,
					 akv_clock_unix_s(), out);
	/* Keeping another replaces it, except when it lies where nothing of
	 * ours is ever put, and would be found again and again. */
	if (verdict == AKV_TOKEN_RECORD_GARBAGE) {
		akv_trace("%s: garbage in the place of a token",
			  store->used->name);
		forget(store, wanted);
	}
	return verdict == AKV_TOKEN_RECORD_GOOD;
}

static void remember(const struct akv_token_store *store)
{
	char word[AKV_REMEMBERED_STORE_SIZE];

	if (store->kind != AKV_TOKEN_STORE_AUTO)
		return;
	if (!akv_remembered_store_get(word) ||
	    strcmp(word, store->used->name) != 0)
		akv_remembered_store_set(store->used->name);
}

static void put(struct akv_token_store *store, const struct wanted *wanted,
		const struct akv_secret *record, int64_t life_s)
{
	struct akv_store_order order;

	akv_store_order_init(&order, store->kind);
	for (size_t i = 0; i < order.count; i++) {
		size_t which = order.which[i];
		struct akv_store_call call = make_call(store, wanted, which);
		enum akv_token_backend_answer answer;

		if (call.budget_ms == 0)
			continue;
		answer = akv_store_call_keep(&call, record, life_s);
		if (answer == AKV_TOKEN_BACKEND_SILENT)
			store->patience_ms[which] = 0;
		if (answer != AKV_TOKEN_BACKEND_DONE)
			continue;
		store->used = akv_store_order_all[which];
		remember(store);
		return;
	}
}

/* -- for everybody -- */

bool akv_token_store_get(struct akv_token_store *store,
			 const struct akv_token_key *key, struct akv_token *out)
{
	AKV_AUTO(secret) *record = NULL;
	struct wanted wanted;
	bool found;

	if (!want(key, &wanted) ||
	    akv_secret_new(AKV_TOKEN_RECORD_MAX, &record, NULL) != AKV_OK)
		return false;
	(void)pthread_mutex_lock(&store->mutex);
	found = get(store, &wanted, record, out);
	(void)pthread_mutex_unlock(&store->mutex);
	return found;
}

void akv_token_store_put(struct akv_token_store *store,
			 const struct akv_token_key *key,
			 const struct akv_token *token)
{
	AKV_AUTO(secret) *record = NULL;
	int64_t life_s = token->expires_at - akv_clock_unix_s();
	struct wanted wanted;

	if (life_s < AKV_TOKEN_RECORD_MARGIN_S || !want(key, &wanted) ||
	    akv_token_record_new(wanted.digest, token, &record, NULL) != AKV_OK)
		return;
	(void)pthread_mutex_lock(&store->mutex);
	put(store, &wanted, record, life_s);
	(void)pthread_mutex_unlock(&store->mutex);
}

void akv_token_store_drop(struct akv_token_store *store,
			  const struct akv_token_key *key)
{
	struct wanted wanted;

	if (!want(key, &wanted))
		return;
	(void)pthread_mutex_lock(&store->mutex);
	forget(store, &wanted);
	(void)pthread_mutex_unlock(&store->mutex);
}
