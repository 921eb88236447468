/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_SECRET_ENCODING_H
#define AKV_CMD_SECRET_ENCODING_H

#include <stdbool.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"

/*
 * How a file became a secret's value (az keyvault secret set --encoding), and
 * how it becomes a file again.
 */
enum akv_secret_encoding {
	AKV_SECRET_ENCODING_TEXT, /* utf-8, ascii, utf-16le, utf-16be */
	AKV_SECRET_ENCODING_BASE64,
	AKV_SECRET_ENCODING_HEX,
};

/* akv_secret_encoding_find(name, out): false for another name. */
bool akv_secret_encoding_find(const char *name, enum akv_secret_encoding *out);

/*
 * akv_secret_encoding_decode(encoding, value, out, err): the bytes that
 * ${value} stands for, the caller's; a text is its own, in UTF-8, as the Azure
 * CLI writes it whatever its encoding was.  White space in base 64 is skipped.
 * AKV_ERR_UNUSABLE (NotBase64, NotHex) for anything else.
 */
enum akv_code akv_secret_encoding_decode(enum akv_secret_encoding encoding,
					 const struct akv_secret *value,
					 struct akv_secret **out,
					 struct akv_error *err) AKV_CHECKED;

#endif
