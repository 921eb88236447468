/* SPDX-License-Identifier: MIT */
#ifndef AKV_REPLY_VAULT_OBJECT_H
#define AKV_REPLY_VAULT_OBJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/edge/http.h"
#include "libhelper/edge/json.h"

/* What all of a vault's replies have in common, whatever they are about. */

enum {
	AKV_SECRET_NAME_SIZE = 128,
	AKV_SECRET_VERSION_SIZE = 65,
};

/* The name and the version that an id holds; ${version} may be "". */
struct akv_vault_object_id {
	char name[AKV_SECRET_NAME_SIZE];
	char version[AKV_SECRET_VERSION_SIZE];
};

/*
 * akv_vault_object_open(reply, out, err): the document in the body of a 200.
 * AKV_ERR_PEER (NotASecret) when it is not JSON, because it is somebody
 * else's page.  The caller's to free.
 */
enum akv_code akv_vault_object_open(const struct akv_http_reply *reply,
				    struct akv_json **out,
				    struct akv_error *err) AKV_CHECKED;

/* akv_vault_object_refuse(reply, what, err): AKV_ERR_PEER (NotASecret): the
 * vault answered with ${what}. */
enum akv_code akv_vault_object_refuse(const struct akv_http_reply *reply,
				      const char *what, struct akv_error *err);

/*
 * akv_vault_object_read_id(json, member, collection, out): the parts of
 * https://HOST/${collection}/NAME[/VERSION], which ${json} has in ${member}.
 * The host is not compared with anything: TLS has said whose reply this is.
 * False when it is none, or one of its parts breaks its rule.
 */
bool akv_vault_object_read_id(const struct akv_json *json, const char *member,
			      const char *collection,
			      struct akv_vault_object_id *out);

/*
 * akv_vault_object_read_time(json, member, out): a time in Unix seconds, 1 for
 * what is earlier, since 0 stands for none; untouched when it is absent.
 * False when it is there and is not a time.
 */
bool akv_vault_object_read_time(const struct akv_json *json, const char *member,
				int64_t *out);

#endif
