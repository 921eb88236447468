/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_CHECK_RECORD_H
#define AKV_CORE_CHECK_RECORD_H

#include <stddef.h>
#include <stdint.h>

#include "libhelper/azure/url.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"
#include "libhelper/core/check.h"
#include "libhelper/reply/secret_reply.h"

/*
 * What is remembered between two checks: names, states and times, and no
 * secret.  The file is ours, but a disk that was full, an older version of
 * this program or a curious user may have left anything in it.
 */

enum {
	AKV_CHECK_RECORD_CONNECTION_SIZE = 256,
	AKV_CHECK_RECORDS_MAX = 4096,
	AKV_CHECK_RECORDS_BYTES_MAX = 8 * 1024 * 1024,
};

/* Who is told of changes, each on his own. */
enum akv_check_channel {
	AKV_CHECK_JOURNAL,
	AKV_CHECK_COMMAND, /* of the user's */
	AKV_CHECK_CHANNELS,
};

/* Which secret of which connection; another vault, secret or version is
 * another story. */
struct akv_check_key {
	char connection[AKV_CHECK_RECORD_CONNECTION_SIZE];
	char vault[AKV_URL_HOST_SIZE];	       /* host; "": on this machine */
	char secret[AKV_SECRET_NAME_SIZE];     /* "" there */
	char version[AKV_SECRET_VERSION_SIZE]; /* pinned; "": the newest */
};

struct akv_check_record {
	struct akv_check_key key;
	enum akv_check_state state; /* as it was seen last */
	int64_t since;		    /* Unix seconds: it has been that */
	int64_t checked_at;	    /* 0: never yet */
	/* what is believed: a state that may pass is not at once */
	enum akv_check_state settled;
	int64_t passing_runs; /* in a row, that found one that may pass */
	/* what each was told last */
	enum akv_check_state told[AKV_CHECK_CHANNELS];
};

/*
 * akv_check_record_write(records, count, out, err): ${records} as a file,
 * JSON, in ${out}, the caller's.
 */
enum akv_code akv_check_record_write(const struct akv_check_record *records,
				     size_t count, struct akv_secret **out,
				     struct akv_error *err) AKV_CHECKED;

/*
 * akv_check_record_parse(text, out, count, err): the records in ${text}, at
 * most AKV_CHECK_RECORDS_MAX, in ${out}, the caller's to free(3).  One that
 * makes no sense is left out, and so is all of a file that is none of ours:
 * what is forgotten is only told again.  AKV_ERR_OTHER without memory.
 */
enum akv_code akv_check_record_parse(const struct akv_secret *text,
				     struct akv_check_record **out,
				     size_t *count, struct akv_error *err)
	AKV_CHECKED;

#endif
