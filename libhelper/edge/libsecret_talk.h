/* SPDX-License-Identifier: MIT */
#ifndef AKV_EDGE_LIBSECRET_TALK_H
#define AKV_EDGE_LIBSECRET_TALK_H

#include <glib.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/secret.h"
#include "libhelper/edge/libsecret_item.h"
#include "libhelper/edge/token_backend.h"

/*
 * Private to libsecret_ask.h: what is said to the Secret Service, without
 * a bound in time.  A talk may outlive its caller's patience, so it borrows
 * nothing.
 */

enum akv_libsecret_talk_about {
	AKV_LIBSECRET_TALK_NOTHING, /* libsecret is loaded, and that is all */
	AKV_LIBSECRET_TALK_LOOK_UP,
	AKV_LIBSECRET_TALK_STORE,
	AKV_LIBSECRET_TALK_CLEAR,
	AKV_LIBSECRET_TALK_CLEAR_ALL,
};

enum { AKV_LIBSECRET_TALK_TEXT_SIZE = 256 };

struct akv_libsecret_talk {
	enum akv_libsecret_talk_about about;
	const SecretSchema *schema;	/* of the item */
	const char *const *collections; /* to keep it in */
	GHashTable *attributes;		/* of the item; owned */
	char *label;		  /* for people who look into the service */
	struct akv_secret *value; /* to be filled, or to be kept; owned */
	/* what came of it */
	enum akv_token_backend_answer answer;
	struct akv_token_backend_count count; /* CLEAR_ALL */
	char why[AKV_LIBSECRET_TALK_TEXT_SIZE];
};

/*
 * akv_libsecret_talk_new(about, item): a talk about ${item}, which is copied.
 * NULL when there is no memory.
 */
struct akv_libsecret_talk *
akv_libsecret_talk_new(enum akv_libsecret_talk_about about,
		       const struct akv_libsecret_item *item);

/* akv_libsecret_talk_free(talk): NULL does nothing. */
void akv_libsecret_talk_free(struct akv_libsecret_talk *talk);
AKV_DEFINE_FREEP(libsecret_talk)

/*
 * akv_libsecret_talk_hold(talk): load libsecret, say it, and leave in ${talk}
 * what came of it.  One thread at a time.
 */
void akv_libsecret_talk_hold(struct akv_libsecret_talk *talk);

#endif
