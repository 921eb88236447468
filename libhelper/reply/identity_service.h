/* SPDX-License-Identifier: MIT */
#ifndef AKV_REPLY_IDENTITY_SERVICE_H
#define AKV_REPLY_IDENTITY_SERVICE_H

#include "libhelper/azure/identity_url.h"

/*
 * What people have to hear about each source of managed identities.  Private
 * to the replies; every text is a constant.
 */
struct akv_identity_service {
	const char *name;     /* begins a sentence */
	const char *variable; /* what says where it listens */
	const char *where;    /* where there is one */
	const char *machine;  /* what it gives identities to */
	/* hints: how to give it an identity, the system's and a user's */
	const char *assign_system;
	const char *assign_user;
	const char *refused; /* hint for a proof that it did not take */
};

/* akv_identity_service_of(source): its row. */
const struct akv_identity_service *
akv_identity_service_of(enum akv_managed_identity_source source);

#endif
