/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_IDENTITY_EXCHANGE_H
#define AKV_CORE_IDENTITY_EXCHANGE_H

#include "libhelper/azure/identity_url.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/clock.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"
#include "libhelper/edge/http.h"

/* Whom to ask, and with what; all pointers are borrowed. */
struct akv_identity_exchange {
	enum akv_managed_identity_source source;
	const struct akv_identity_url *url;
	const struct akv_secret *header; /* App Service's; else NULL */
	const char *key_directory;	 /* where Azure Arc's keys are */
	struct akv_deadline deadline;
};

/*
 * akv_identity_exchange(exchange, reply, err): ask, as often as is worth it
 * (core/retry.h), until there is ${reply} of any status.  Azure Arc is asked
 * twice: its first answer names a key file, whose key goes with the second
 * question.  Fails as akv_http_identity() and akv_arc_key_file_read() do.
 */
enum akv_code
akv_identity_exchange(const struct akv_identity_exchange *exchange,
		      struct akv_http_reply *reply, struct akv_error *err)
	AKV_CHECKED;

#endif
