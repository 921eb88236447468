/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_FAKES_FAKE_CONNECTION_PASSWORD_STORE_H
#define AKV_TESTS_FAKES_FAKE_CONNECTION_PASSWORD_STORE_H

#include <stdbool.h>
#include <stddef.h>

/* connection_password_store.h, with one place, in memory. */
struct fake_connection_password_store {
	bool refuses;	      /* every call */
	char connection[256]; /* of the last call */
	char value[256];      /* "" for none */
	size_t calls;
};

extern struct fake_connection_password_store fake_connection_password_store;

#endif
