/* SPDX-License-Identifier: MIT */
#ifndef AKV_EDGE_HTTP_REPLY_H
#define AKV_EDGE_HTTP_REPLY_H

#include <stddef.h>

#include "libhelper/edge/http.h"

/*
 * akv_http_reply_add_header(reply, line, len): take what interests us out of
 * one header line of a reply (RFC 9112, with its line end).  A status line
 * starts the reply anew (an interim 1xx came before the final one).  Lines we
 * do not know or that are longer than their field are ignored.
 */
void akv_http_reply_add_header(struct akv_http_reply *reply, const char *line,
			       size_t len);

#endif
