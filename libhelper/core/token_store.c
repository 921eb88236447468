/* SPDX-License-Identifier: MIT */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/base/clock.h"
#include "libhelper/base/trace.h"
#include "libhelper/core/remembered_store.h"
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

static int64_t budget_for_look(const struct akv_token_store *store,
			       size_t which)
{
	int64_t budget_ms = store->patience_ms[which];

	if (!store->has_looked && budget_ms > FIRST_LOOK_MS)
		budget_ms = FIRST_LOOK_MS;
	return budget_ms;
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
		int64_t budget_ms = budget_for_look(store, which);

		if (budget_ms == 0)
			continue;
		answer = akv_store_order_all[which]->load(&wanted->item,
							  budget_ms, record);
		if (answer == AKV_TOKEN_BACKEND_DONE ||
		    answer == AKV_TOKEN_BACKEND_ABSENT)
			store->used = akv_store_order_all[which];
		if (answer == AKV_TOKEN_BACKEND_SILENT) {
			store->patience_ms[which] -= budget_ms;
			may_still_answer |= store->patience_ms[which] > 0;
		}
	}
	store->has_looked = true;
	store->is_shared = store->used != NULL || may_still_answer;
	return answer == AKV_TOKEN_BACKEND_DONE;
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
		(void)store->used->forget(&wanted->item, PATIENCE_MS);
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
		int64_t budget_ms = store->patience_ms[which];
		enum akv_token_backend_answer answer;

		if (budget_ms == 0)
			continue;
		answer = akv_store_order_all[which]->keep(&wanted->item, record,
							  life_s, budget_ms);
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
	if (store->used != NULL)
		(void)store->used->forget(&wanted.item, PATIENCE_MS);
	(void)pthread_mutex_unlock(&store->mutex);
}
