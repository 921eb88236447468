/* SPDX-License-Identifier: MIT */
#ifndef AKV_PROTOCOL_ENTRY_H
#define AKV_PROTOCOL_ENTRY_H

#include <stddef.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"

enum { AKV_ENTRY_HOST_SIZE = 256 };

/* A secret and where it is used, for a format that wants more than bytes. */
struct akv_entry {
	const struct akv_secret *value; /* never NULL; borrowed */
	const char *username;		/* NULL: unknown; borrowed */
	char host[AKV_ENTRY_HOST_SIZE]; /* "": unknown; no port, no brackets */
	int port;			/* 0: unknown */
	const char *path;		/* no slash in front; NULL: none */
};

/*
 * akv_entry_set_host(entry, host, port, err): ${host} as a url has it, with
 * brackets around IPv6 and :port or without; ${port} is the protocol's own
 * where none is written, 0 if it has none.  AKV_ERR_UNUSABLE (DoesNotFit) for
 * one that is too long.
 */
enum akv_code akv_entry_set_host(struct akv_entry *entry, const char *host,
				 int port, struct akv_error *err) AKV_CHECKED;

/*
 * akv_entry_need_host(entry, format, err), ..._need_username(): AKV_ERR_USAGE
 * (NoHost, NoUsername) when ${entry} has none and ${format}, "a netrc file",
 * wants one.
 */
enum akv_code akv_entry_need_host(const struct akv_entry *entry,
				  const char *format, struct akv_error *err)
	AKV_CHECKED;
enum akv_code akv_entry_need_username(const struct akv_entry *entry,
				      const char *format, struct akv_error *err)
	AKV_CHECKED;

/* Something to be written where a reader has rules for it. */
struct akv_field {
	const char *name; /* "password", for messages */
	const char *bytes;
	size_t len;
};

/* How a reader wants fields. */
struct akv_field_rule {
	const char *format; /* "a netrc file", for messages */
	/*
	 * How the byte ${c} is written: NULL as it is, "" if the reader could
	 * not read it back.
	 */
	const char *(*spell)(unsigned char c);
};

/* akv_entry_password(entry), ..._text(name, text): a field; borrows. */
struct akv_field akv_entry_password(const struct akv_entry *entry);
struct akv_field akv_entry_text(const char *name, const char *text);

/*
 * akv_entry_append(out, rule, field, err): append ${field} as ${rule} has it.
 * AKV_ERR_UNUSABLE (DoesNotFit), which tells the kind of byte and no more, for
 * one that the reader could not read back.
 */
enum akv_code akv_entry_append(struct akv_secret *out,
			       const struct akv_field_rule *rule,
			       const struct akv_field *field,
			       struct akv_error *err) AKV_CHECKED;

/*
 * akv_entry_new_output(entry, out, err): an empty secret with room for all
 * that a format makes of ${entry}, the caller's.
 */
enum akv_code akv_entry_new_output(const struct akv_entry *entry,
				   struct akv_secret **out,
				   struct akv_error *err) AKV_CHECKED;

#endif
