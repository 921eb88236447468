/* SPDX-License-Identifier: MIT */
#ifndef AKV_EDGE_LIBSECRET_LASTING_H
#define AKV_EDGE_LIBSECRET_LASTING_H

#include <stddef.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"
#include "libhelper/edge/libsecret_item.h"

/*
 * Private to the files that use libsecret: what a person gave us to keep, in
 * the default collection, which lasts.  Nothing can take its place, so each
 * function says why it failed, with AKV_ERR_STORE: NoSecretService (no session
 * bus), SecretServiceRefused (nobody on it, locked, no default collection, no
 * libsecret), SecretServiceSilent.
 *
 * None opens a dialogue, and none waits longer than five seconds: longer than
 * for a token, which can be had elsewhere.
 */

enum { AKV_LIBSECRET_LASTING_INSTEAD = 2 };

/* What it is, and how to speak of it.  All of it is static or borrowed. */
struct akv_libsecret_lasting {
	struct akv_libsecret_item item;
	size_t max;	     /* bytes */
	const char *what;    /* "the client secret" */
	const char *missing; /* the reason of an error: "NoStoredSecret" */
	const char *nothing; /* what the Secret Service has not */
	const char *remedy;  /* for that */
	/* what to do where there is no Secret Service; NULL: no more */
	const char *instead[AKV_LIBSECRET_LASTING_INSTEAD];
};

/*
 * akv_libsecret_lasting_load(lasting, out, err): it, in ${out}, the caller's.
 * AKV_ERR_STORE (${lasting->missing}) also when there is none.
 */
enum akv_code
akv_libsecret_lasting_load(const struct akv_libsecret_lasting *lasting,
			   struct akv_secret **out, struct akv_error *err)
	AKV_CHECKED;

/* akv_libsecret_lasting_keep(lasting, secret, err): in the place of the one
 * that is there. */
enum akv_code
akv_libsecret_lasting_keep(const struct akv_libsecret_lasting *lasting,
			   const struct akv_secret *secret,
			   struct akv_error *err) AKV_CHECKED;

/* akv_libsecret_lasting_forget(lasting, err): AKV_OK when there is none. */
enum akv_code
akv_libsecret_lasting_forget(const struct akv_libsecret_lasting *lasting,
			     struct akv_error *err) AKV_CHECKED;

#endif
