/* SPDX-License-Identifier: MIT */
#ifndef AKV_EDGE_LIBCURL_LIBRARY_H
#define AKV_EDGE_LIBCURL_LIBRARY_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/*
 * libcurl, loaded on first use.  Linking it would load 33 shared objects, 6 ms
 * of a start, also for the commands that never use the network (git calls
 * "store" after every "get").  libcurl_library.c defines libcurl's functions,
 * as far as we call them, under their own names, and passes each call on: so
 * the code in front of it is ordinary libcurl code, with the type checks of
 * <curl/curl.h>, and a test links a fake in its place.
 */

/*
 * akv_libcurl_load(err): load and initialise libcurl, once; its memory, and
 * OpenSSL's, is wiped from then on when it is given back.  No other libcurl
 * function may be called before this succeeded.  AKV_ERR_OTHER
 * (LibraryMissing) when it cannot be loaded.
 */
enum akv_code akv_libcurl_load(struct akv_error *err) AKV_CHECKED;

/*
 * akv_libcurl_preload(): begin to load it in the background and return at
 * once; akv_libcurl_load() waits for it.
 */
void akv_libcurl_preload(void);

#endif
