/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_FAKES_FAKE_CLIENT_SECRET_STORE_H
#define AKV_TESTS_FAKES_FAKE_CLIENT_SECRET_STORE_H

#include <stdbool.h>

/* client_secret_store.h, with one place, in memory. */
struct fake_client_secret_store {
	bool refuses;	 /* every call */
	char owner[256]; /* "host tenant client" of the last call */
	char value[256]; /* "" for none */
};

extern struct fake_client_secret_store fake_client_secret_store;

#endif
