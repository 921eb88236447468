/* SPDX-License-Identifier: MIT */
#ifndef AKV_REPLY_ENTRA_CODES_H
#define AKV_REPLY_ENTRA_CODES_H

#include <stdint.h>

#include "libhelper/base/error.h"

/*
 * Entra ID's own error numbers (AADSTSnnnnnn, "Microsoft Entra authentication
 * and authorization error codes") that a service principal can meet, in our
 * words.  Microsoft says that numbers may change: one that is not here, or
 * means something new, costs a worse sentence and nothing else.  Private to
 * entra_error.c, which fills in {client}, {tenant}, {credential} and
 * {authority}.
 */
struct akv_entra_code {
	int64_t number;
	enum akv_code code;
	const char *text;
	const char *hint; /* lines with LF between; "" if there is no remedy */
};

/* akv_entra_codes_find(number): its row, or NULL. */
const struct akv_entra_code *akv_entra_codes_find(int64_t number);

#endif
