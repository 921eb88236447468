/* SPDX-License-Identifier: MIT */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/core/token_share.h"

enum {
	SLOTS = 4, /* a vault's, Resource Manager's, and some to spare */
	AUDIENCE_SIZE = 128,
};

struct akv_token_slot {
	pthread_mutex_t mutex; /* of all that follows but the audience */
	char audience[AUDIENCE_SIZE];
	struct akv_token token; /* its value is NULL: there is none */
	char *claims;		/* that it was asked with; NULL: none */
	bool is_replacement;
	struct akv_error why; /* its code is AKV_OK: nothing failed */
	struct akv_deadline until;
};

struct akv_token_share {
	pthread_mutex_t mutex; /* of the audiences */
	struct akv_token_slot slots[SLOTS];
};

enum akv_code akv_token_share_new(struct akv_token_share **out,
				  struct akv_error *err)
{
	struct akv_token_share *share = calloc(1, sizeof(*share));

	if (share == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "no memory");
	/* these calls fail only for invalid arguments */
	(void)pthread_mutex_init(&share->mutex, NULL);
	for (size_t i = 0; i < SLOTS; i++)
		(void)pthread_mutex_init(&share->slots[i].mutex, NULL);
	*out = share;
	return AKV_OK;
}

void akv_token_share_free(struct akv_token_share *share)
{
	if (share == NULL)
		return;
	for (size_t i = 0; i < SLOTS; i++) {
		akv_token_clear(&share->slots[i].token);
		free(share->slots[i].claims);
		(void)pthread_mutex_destroy(&share->slots[i].mutex);
	}
	(void)pthread_mutex_destroy(&share->mutex);
	free(share);
}

/* The slot of ${audience}, or the first free one, which is then its. */
static struct akv_token_slot *find(struct akv_token_share *share,
				   const char *audience)
{
	for (size_t i = 0; i < SLOTS; i++) {
		struct akv_token_slot *slot = &share->slots[i];

		if (slot->audience[0] == '\0')
			memcpy(slot->audience, audience, strlen(audience) + 1);
		if (strcmp(slot->audience, audience) == 0)
			return slot;
	}
	return NULL;
}

struct akv_token_slot *akv_token_share_enter(struct akv_token_share *share,
					     const char *audience)
{
	struct akv_token_slot *slot;

	if (share == NULL || strlen(audience) >= AUDIENCE_SIZE)
		return NULL;
	(void)pthread_mutex_lock(&share->mutex);
	slot = find(share, audience);
	(void)pthread_mutex_unlock(&share->mutex);
	/* Whoever is inside has a deadline, and it is ours too. */
	if (slot != NULL)
		(void)pthread_mutex_lock(&slot->mutex);
	return slot;
}

void akv_token_slot_free(struct akv_token_slot *slot)
{
	if (slot != NULL)
		(void)pthread_mutex_unlock(&slot->mutex);
}

static bool copy(const struct akv_token *token, struct akv_token *out)
{
	struct akv_token fresh = *token;

	if (akv_secret_new_from(akv_secret_text(token->value),
				akv_secret_len(token->value), &fresh.value,
				NULL) != AKV_OK)
		return false;
	*out = fresh;
	return true;
}

static bool holds(const struct akv_token_slot *slot)
{
	return akv_clock_left_ms(slot->until) > 0;
}

/* Whether the token may be given to who was refused with ${refused}. */
static bool is_wanted(const struct akv_token_slot *slot,
		      const struct akv_secret *refused)
{
	if (slot->token.value == NULL ||
	    slot->token.expires_at <= akv_clock_unix_s())
		return false;
	return refused == NULL ||
	       !akv_secret_equal(slot->token.value, refused) ||
	       (slot->is_replacement && holds(slot));
}

bool akv_token_share_has_answer(struct akv_token_slot *slot,
				const struct akv_secret *refused,
				struct akv_token *out, struct akv_error *err)
{
	if (slot == NULL)
		return false;
	if (slot->why.code != AKV_OK && holds(slot)) {
		*err = slot->why;
		return true;
	}
	if (!is_wanted(slot, refused) || !copy(&slot->token, out))
		return false;
	*err = (struct akv_error){ .code = AKV_OK };
	return true;
}

bool akv_token_share_has_claims(const struct akv_token_slot *slot,
				const char *claims)
{
	return claims == NULL || (slot != NULL && slot->claims != NULL &&
				  strcmp(slot->claims, claims) == 0);
}

void akv_token_share_settle(struct akv_token_slot *slot,
			    const struct akv_token_outcome *outcome)
{
	if (slot == NULL)
		return;
	akv_token_clear(&slot->token);
	slot->why = (struct akv_error){ .code = AKV_OK };
	free(slot->claims);
	/* without memory they are nobody's, who then asks again */
	slot->claims = outcome->claims != NULL ? strdup(outcome->claims) : NULL;
	slot->is_replacement = outcome->is_replacement;
	slot->until = outcome->until;
	if (outcome->token == NULL)
		slot->why = *outcome->why;
	else if (!copy(outcome->token, &slot->token))
		slot->token = (struct akv_token){ .value = NULL };
}
