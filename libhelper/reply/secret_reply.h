/* SPDX-License-Identifier: MIT */
#ifndef AKV_REPLY_SECRET_REPLY_H
#define AKV_REPLY_SECRET_REPLY_H

#include <stdbool.h>
#include <stdint.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"
#include "libhelper/edge/http.h"
#include "libhelper/edge/json.h"
#include "libhelper/reply/vault_object.h"

enum {
	AKV_SECRET_CONTENT_TYPE_SIZE = 1021, /* 255 characters of UTF-8 */
	AKV_SECRET_USERNAME_SIZE = 2049,     /* 512 of them */
};

/* A SecretBundle (Key Vault REST, Get Secret), as far as we use it. */
struct akv_secret_bundle {
	struct akv_secret *value; /* owned; never NULL after a parse */
	char name[AKV_SECRET_NAME_SIZE];
	char version[AKV_SECRET_VERSION_SIZE];
	char content_type[AKV_SECRET_CONTENT_TYPE_SIZE];
	char username[AKV_SECRET_USERNAME_SIZE]; /* tag "username", or "" */
	int64_t expires_at;    /* attributes.exp, Unix seconds; 0: never */
	int64_t not_before;    /* attributes.nbf; 0: always valid */
	struct akv_json *json; /* owned: all of it, for who shows it; or NULL */
};

/* akv_secret_bundle_clear(bundle): wipe and release. */
void akv_secret_bundle_clear(struct akv_secret_bundle *bundle);

/*
 * akv_secret_reply_parse(reply, out, err): the bundle in a 200 of Get Secret.
 * AKV_ERR_PEER when the reply is not Key Vault's (a captive portal's page,
 * not JSON, no string "value", an id that is not a secret's): such a 200 is
 * not a secret.  An empty value is one.  ${out} is the caller's to clear.
 */
enum akv_code akv_secret_reply_parse(const struct akv_http_reply *reply,
				     struct akv_secret_bundle *out,
				     struct akv_error *err) AKV_CHECKED;

/* A DeletedSecretBundle, as far as we use it. */
struct akv_deleted_secret {
	int64_t deleted_at; /* deletedDate; 0 when absent */
	int64_t purged_at;  /* scheduledPurgeDate; 0 when absent */
};

/*
 * akv_secret_reply_parse_deleted(reply, out, err): what a 200 of Get Deleted
 * Secret says.  AKV_ERR_PEER as above.
 */
enum akv_code akv_secret_reply_parse_deleted(const struct akv_http_reply *reply,
					     struct akv_deleted_secret *out,
					     struct akv_error *err) AKV_CHECKED;

#endif
