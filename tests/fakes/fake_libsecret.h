/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_FAKES_FAKE_LIBSECRET_H
#define AKV_TESTS_FAKES_FAKE_LIBSECRET_H

#include <stdbool.h>
#include <stddef.h>

/*
 * akv_libsecret_library_load(), with a libsecret that talks to nobody: it
 * keeps one value, and writes down what it was told.
 */
struct fake_libsecret {
	/* -- what to play -- */
	bool is_missing;
	const char *refusal;	      /* of every call; NULL: none */
	const char *refuses_to_store; /* in this collection; "*": all */
	size_t found;	       /* by a search before anything is cleared */
	size_t left;	       /* by a search after that */
	void (*on_call)(void); /* before each answer; NULL: nothing */

	/* -- what was told -- */
	char value[256]; /* "" for none */
	char schema[64];
	char label[128];
	char collection[64];
	char attributes[512]; /* "name=value ", in the schema's order */
	size_t calls;
	size_t live; /* values and items that nobody released yet */
	bool has_cleared;
};

extern struct fake_libsecret fake_libsecret;

#endif
