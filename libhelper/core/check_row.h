/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_CHECK_ROW_H
#define AKV_CORE_CHECK_ROW_H

#include <stdint.h>

#include "libhelper/base/error.h"
#include "libhelper/base/text.h"
#include "libhelper/core/check.h"
#include "libhelper/core/check_record.h"
#include "libhelper/core/config.h"
#include "libhelper/edge/json.h"
#include "libhelper/reply/access_token.h"
#include "libhelper/reply/secret_reply.h"

/* What a check has found out about one secret of one connection: names, dates
 * and reasons.  Its value is wiped before this is filled in. */
struct akv_check_row {
	const struct akv_connection_config *connection; /* borrowed */
	const char *secret; /* borrowed; NULL: kept on this machine */
	const char *pinned; /* version, borrowed; NULL: the newest */
	enum akv_check_state state;
	struct akv_error err; /* of reading it; its code is AKV_OK if it was */
	int64_t expires_at;   /* Unix seconds, like all of these; 0: never */
	int64_t not_before;
	int64_t deleted_at;
	int64_t recoverable_until;
	int64_t since; /* it has been in this state; 0: not remembered */
	char version[AKV_SECRET_VERSION_SIZE];	      /* that was read */
	char newest_version[AKV_SECRET_VERSION_SIZE]; /* "": not asked for */
	char object_id[AKV_ACCESS_TOKEN_ID_SIZE]; /* whose right is missing */
};

/* akv_check_row_code(row): what it comes to, for the exit status. */
enum akv_code akv_check_row_code(const struct akv_check_row *row);

/* akv_check_row_key(row): which record is its. */
struct akv_check_key akv_check_row_key(const struct akv_check_row *row);

/* akv_check_row_sentence(row, text): what was found, for people: what
 * ${row->err} says, or what the dates say. */
void akv_check_row_sentence(const struct akv_check_row *row,
			    struct akv_text *text);

/* akv_check_row_recovery(row, text): the command that brings a deleted secret
 * back; nothing for any other state. */
void akv_check_row_recovery(const struct akv_check_row *row,
			    struct akv_text *text);

/* akv_check_row_story(row, text): the sentence, and that command behind it. */
void akv_check_row_story(const struct akv_check_row *row,
			 struct akv_text *text);

/* akv_check_row_describe(row): all of it as an object; what is not known is
 * null.  The caller's. */
struct akv_json *akv_check_row_describe(const struct akv_check_row *row);

#endif
