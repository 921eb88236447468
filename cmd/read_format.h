/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_READ_FORMAT_H
#define AKV_CMD_READ_FORMAT_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"
#include "libhelper/core/lookup.h"
#include "libhelper/reply/secret_reply.h"

/* In which form akv read hands a secret over. */
enum akv_read_format {
	AKV_READ_RAW, /* its bytes */
	AKV_READ_BASE64,
	AKV_READ_JSON,
	AKV_READ_ENV,
	AKV_READ_NETRC,
	AKV_READ_CURL,
	AKV_READ_PGPASS,
	AKV_READ_SSH_KEY,
	AKV_READ_PEM,  /* private key and certificates */
	AKV_READ_KEY,  /* private key */
	AKV_READ_CERT, /* certificates */
};

/* akv_read_format_parse(word, out, err): AKV_ERR_USAGE (BadOption) for a word
 * that names none. */
enum akv_code akv_read_format_parse(const char *word, enum akv_read_format *out,
				    struct akv_error *err) AKV_CHECKED;

/* What there is to be written; borrowed. */
struct akv_read_result {
	const struct akv_target *target;
	const struct akv_secret_bundle *bundle;
	const char *variable; /* for AKV_READ_ENV; NULL: those of akv(1) */
};

/*
 * akv_read_format_apply(format, result, out, err): ${result} in ${format}, in
 * ${out}, the caller's.  Says on stderr what was mended.  AKV_ERR_UNUSABLE for
 * a value that the reader of the format could not read back, AKV_ERR_USAGE
 * where the connection does not say what the format needs.
 */
enum akv_code akv_read_format_apply(enum akv_read_format format,
				    const struct akv_read_result *result,
				    struct akv_secret **out,
				    struct akv_error *err) AKV_CHECKED;

#endif
