/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_CHECK_ROWS_H
#define AKV_CMD_CHECK_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "cmd/session.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/core/check_row.h"

/* The rows of akv check: one for each secret of each connection. */
struct akv_check_rows {
	struct akv_check_row *list;
	size_t count;
	int64_t now_s; /* when they were judged */
	bool is_all;   /* they are all that is configured */
};

/* Which connections, and what is soon. */
struct akv_check_wish {
	const char *const *names; /* of connections */
	size_t name_count;	  /* 0: all */
	int64_t expires_within_days;
};

/*
 * akv_check_rows_make(session, wish, out, err): read every secret, and judge.
 * A secret that cannot be read, and a principal that cannot sign in, are
 * findings and no failure.  AKV_ERR_NOT_FOUND for the name of a connection that
 * there is not.  The caller's to akv_check_rows_clear().
 */
enum akv_code akv_check_rows_make(struct akv_session *session,
				  const struct akv_check_wish *wish,
				  struct akv_check_rows *out,
				  struct akv_error *err) AKV_CHECKED;

/* akv_check_rows_clear(rows): release; all-zero ones are fine. */
void akv_check_rows_clear(struct akv_check_rows *rows);

/* akv_check_rows_worst(rows): the first one that none is worse than; NULL:
 * there are none. */
const struct akv_check_row *
akv_check_rows_worst(const struct akv_check_rows *rows);

#endif
