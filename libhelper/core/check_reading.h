/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_CHECK_READING_H
#define AKV_CORE_CHECK_READING_H

#include <stddef.h>
#include <stdint.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/core/vault.h"
#include "libhelper/core/vault_clients.h"
#include "libhelper/reply/secret_reply.h"

/*
 * Trying to read many secrets, side by side, to see whether it can be done.
 * Key Vault has no other way to tell that needs no more rights than a
 * connection has.  Each value is wiped as soon as its dates are known.
 */

struct akv_check_reading {
	struct akv_secret_id id; /* borrowed */
	struct akv_error err;	 /* its code is AKV_OK when it was read */
	int64_t expires_at;	 /* Unix seconds, like the others; 0: never */
	int64_t not_before;
	int64_t deleted_at; /* 0: not deleted, or not known */
	int64_t recoverable_until;
	char version[AKV_SECRET_VERSION_SIZE]; /* that was read */
};

struct akv_check_readings {
	struct akv_check_reading *list;
	size_t count;
	size_t room;
};

/*
 * akv_check_reading_add(readings, id, out, err): there is to be a reading of
 * ${id}; its index in ${out}.  What is there already is not read twice.
 * AKV_ERR_OTHER without memory.
 */
enum akv_code akv_check_reading_add(struct akv_check_readings *readings,
				    const struct akv_secret_id *id, size_t *out,
				    struct akv_error *err) AKV_CHECKED;

/* akv_check_reading_run(readings, clients): do all of them. */
void akv_check_reading_run(struct akv_check_readings *readings,
			   struct akv_vault_clients *clients);

/* akv_check_reading_fail(readings, why): none of them can be done. */
void akv_check_reading_fail(struct akv_check_readings *readings,
			    const struct akv_error *why);

/* akv_check_reading_clear(readings): release; all-zero ones are fine. */
void akv_check_reading_clear(struct akv_check_readings *readings);

#endif
