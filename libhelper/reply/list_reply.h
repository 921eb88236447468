/* SPDX-License-Identifier: MIT */
#ifndef AKV_REPLY_LIST_REPLY_H
#define AKV_REPLY_LIST_REPLY_H

#include <stdbool.h>
#include <stdint.h>

#include "libhelper/azure/url_list.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/edge/http.h"
#include "libhelper/edge/json.h"
#include "libhelper/reply/vault_object.h"

/*
 * One thing in a vault, as lists show it: all but its value.  Pointers are
 * borrowed for the time of the visit.
 */
struct akv_list_item {
	char name[AKV_SECRET_NAME_SIZE];
	char version[AKV_SECRET_VERSION_SIZE]; /* "" where there is none */
	const char *id;	    /* as the vault wrote it; never NULL */
	bool is_enabled;    /* also when the vault does not say */
	bool is_managed;    /* belongs to a certificate */
	int64_t expires_at; /* attributes.exp, Unix seconds; 0: never */
	int64_t not_before; /* attributes.nbf; 0: always valid */
	int64_t created_at; /* 0: not said, as all that follow */
	int64_t updated_at;
	int64_t deleted_at; /* deletedDate */
	int64_t purged_at;  /* scheduledPurgeDate */
	int64_t recoverable_days;
	/* what others wrote, as it came: escape it on its way to a terminal */
	const char *content_type;   /* NULL: none, as both that follow */
	const char *recovery_level; /* Recoverable+Purgeable, ... */
	const char *recovery_id;    /* of a deleted one */
	/* all of it, with the tags and what this struct does not know */
	const struct akv_json *json;
};

/* Called for each item, in the vault's order; false: no more, please. */
typedef bool akv_list_visit(const struct akv_list_item *item, void *context);

/* Where a page goes. */
struct akv_list_visitor {
	akv_list_visit *visit;
	void *context;
};

/* How a page ended. */
struct akv_list_end {
	bool was_stopped; /* by the visitor */
	/* where the list goes on, as the vault wrote it; "": this was all */
	char next_link[AKV_URL_LIST_LINK_SIZE];
};

/*
 * akv_list_reply_parse(reply, kind, visitor, out, err): visit what is on the
 * page in a 200 of the list ${kind}.  A page may be empty and not the last.
 * AKV_ERR_PEER when it is no list of Key Vault's (NotASecret): not JSON, no
 * array, an item without an id of that kind or with a strange time, a link that
 * is no text or too long.  Then nothing has been visited.
 */
enum akv_code akv_list_reply_parse(const struct akv_http_reply *reply,
				   enum akv_url_list_kind kind,
				   const struct akv_list_visitor *visitor,
				   struct akv_list_end *out,
				   struct akv_error *err) AKV_CHECKED;

/*
 * akv_list_reply_parse_deleted(reply, visitor, err): visit the one that a 200
 * of Get Deleted Secret is about.  Fails as above.
 */
enum akv_code
akv_list_reply_parse_deleted(const struct akv_http_reply *reply,
			     const struct akv_list_visitor *visitor,
			     struct akv_error *err) AKV_CHECKED;

#endif
