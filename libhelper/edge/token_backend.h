/* SPDX-License-Identifier: MIT */
#ifndef AKV_EDGE_TOKEN_BACKEND_H
#define AKV_EDGE_TOKEN_BACKEND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "libhelper/base/secret.h"

/*
 * What a place that keeps tokens can do.  The bytes kept are opaque here; the
 * token's expiry is inside them (attributes are not confidential, and
 * changing one makes a duplicate).  Everything but the bytes is public.
 */

/* Attributes of an item, each "" or a short public text in UTF-8. */
struct akv_token_item {
	const char *key; /* 64 hexadecimal digits: names the item alone */
	const char *authority_host;
	const char *tenant;
	const char *client_id;
	const char *audience;
	const char *fingerprint;
};

/* How a backend answered. */
enum akv_token_backend_answer {
	AKV_TOKEN_BACKEND_DONE,	    /* found, kept, forgotten */
	AKV_TOKEN_BACKEND_ABSENT,   /* it works, and has no such item */
	AKV_TOKEN_BACKEND_UNUSABLE, /* it is not here, or it refused */
	AKV_TOKEN_BACKEND_SILENT,   /* it did not answer within the budget */
};

/* What forgetting everything came to. */
struct akv_token_backend_count {
	size_t gone;
	size_t left; /* locked, or somebody else's by now */
};

/*
 * No function waits longer than ${budget_ms} or makes a prompt appear.  One
 * thread at a time.
 */
struct akv_token_backend {
	const char *name;
	/* a service that many callers at once make slow for each other */
	bool serves_one_at_a_time;
	/* Begin with what takes time and asks nobody; returns at once. */
	void (*prepare)(void);
	/* For people: tries whether it works here and now, and puts the reason
	 * into ${why} (${size} bytes) either way. */
	bool (*usable)(int64_t budget_ms, char *why, size_t size);
	/* Append the item's bytes to ${value}.  Also finds out on its way
	 * whether the backend can be used: do not ask usable() before. */
	enum akv_token_backend_answer (*load)(const struct akv_token_item *item,
					      int64_t budget_ms,
					      struct akv_secret *value);
	/* Keep ${value} in the item's place; for at most ${life_s} seconds
	 * where the backend can forget by itself. */
	enum akv_token_backend_answer (*keep)(const struct akv_token_item *item,
					      const struct akv_secret *value,
					      int64_t life_s,
					      int64_t budget_ms);
	/* Forget one item; DONE also when there was none. */
	enum akv_token_backend_answer (*forget)(
		const struct akv_token_item *item, int64_t budget_ms);
	/* Forget all items of ours; DONE also when some are left. */
	enum akv_token_backend_answer (*forget_all)(
		int64_t budget_ms, struct akv_token_backend_count *count);
};

/*
 * The Secret Service by libsecret, which is loaded on first use.  Looks only
 * where a session bus is (DBUS_SESSION_BUS_ADDRESS or $XDG_RUNTIME_DIR/bus).
 * A call that was SILENT may still be answered later: the next one first
 * waits for that, within its own budget.  libsecret_backend.c
 */
extern const struct akv_token_backend akv_libsecret_backend;

/*
 * The kernel's keyring, keyrings(7): keys of type "user" in the persistent
 * keyring of this user id (else its user keyring), each with the kernel's own
 * timeout.  Never waits.  kernel_keyring.c
 */
extern const struct akv_token_backend akv_kernel_keyring_backend;

#endif
