/* SPDX-License-Identifier: MIT */
#ifndef AKV_BASE_BEARER_H
#define AKV_BASE_BEARER_H

#include <stdbool.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/clock.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"

/*
 * A bearer token (RFC 6750) that one thread is still finding while another
 * already opens the connection it will be sent on.  The finder delivers it,
 * or the reason why there is none; the sender waits at the moment when it has
 * nothing else left to do.  Delivered once; many threads may wait.
 */
struct akv_bearer;

/* akv_bearer_new(out, err): nothing delivered yet; the caller's to free. */
enum akv_code akv_bearer_new(struct akv_bearer **out, struct akv_error *err)
	AKV_CHECKED;

/* akv_bearer_free(bearer): NULL does nothing.  Nobody may be waiting. */
void akv_bearer_free(struct akv_bearer *bearer);
AKV_DEFINE_FREEP(bearer)

/* akv_bearer_deliver(bearer, token): here it is; ${token} is now ours. */
void akv_bearer_deliver(struct akv_bearer *bearer, struct akv_secret *token);

/* akv_bearer_fail(bearer, why): there will be none; ${why} is copied. */
void akv_bearer_fail(struct akv_bearer *bearer, const struct akv_error *why);

/* akv_bearer_has_failed(bearer): whether it is known that none will come. */
bool akv_bearer_has_failed(struct akv_bearer *bearer);

/*
 * akv_bearer_wait(bearer, deadline, out, err): wait for it until ${deadline}.
 * ${out} is borrowed, valid until ${bearer} is freed.  Fails with what
 * akv_bearer_fail() was told, or with AKV_ERR_UNREACHABLE (Timeout).
 */
enum akv_code akv_bearer_wait(struct akv_bearer *bearer,
			      struct akv_deadline deadline,
			      const struct akv_secret **out,
			      struct akv_error *err) AKV_CHECKED;

#endif
