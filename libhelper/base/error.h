/* SPDX-License-Identifier: MIT */
#ifndef AKV_BASE_ERROR_H
#define AKV_BASE_ERROR_H

#include "libhelper/base/attr.h"

/*
 * One error type for everything.  It lives on the caller's stack: failing
 * never allocates, so it also works when memory is what has run out.
 *
 * A function that can fail returns an enum akv_code and takes a struct
 * akv_error * last, which may be NULL where nobody will read the words.
 * The words are set once, where the failure is detected, for the person at
 * the terminal.  They never hold a secret, nor input that could be one:
 * lengths and names, not values.
 */

/* What can be done about it, not where it happened; one exit status each. */
enum akv_code {
	AKV_OK = 0,
	AKV_ERR_OTHER,	     /* none of the others */
	AKV_ERR_USAGE,	     /* mend the command line or the configuration */
	AKV_ERR_NOT_FOUND,   /* no such connection, secret, version, vault */
	AKV_ERR_SIGN_IN,     /* Entra refused, or there is no principal */
	AKV_ERR_DENIED,	     /* signed in; ask for a role or a policy entry */
	AKV_ERR_FIREWALL,    /* the vault's network rules keep us out */
	AKV_ERR_UNREACHABLE, /* name, connection, TLS, timeout, server error */
	AKV_ERR_THROTTLED,   /* wait, then try again */
	AKV_ERR_PEER,	     /* a peer broke its protocol */
	AKV_ERR_STORE,	     /* keyring, configuration file or state failed */
	AKV_ERR_UNUSABLE,    /* disabled, or does not fit the front end */
};

enum {
	AKV_ERROR_REASON_MAX = 48,
	AKV_ERROR_TEXT_MAX = 640,
	AKV_ERROR_HINT_MAX = 1024,
};

struct akv_error {
	enum akv_code code;
	/* A stable word for machines: the peer's own code where it has one
	 * (SecretNotFound, AADSTS7000215), else ours (Timeout). */
	char reason[AKV_ERROR_REASON_MAX];
	/* One line: what happened. */
	char text[AKV_ERROR_TEXT_MAX];
	/* Lines ended by LF, each something to do about it; may be empty. */
	char hint[AKV_ERROR_HINT_MAX];
};

/*
 * akv_fail(err, code, reason, fmt, ...): fill ${err}, if it is not NULL, with
 * ${code}, ${reason} and the formatted sentence (no full stop, no prefix, no
 * line break), drop hints that it held, and return ${code}.  Control
 * characters and invalid UTF-8 that came with an argument are escaped
 * (\x1b), and what does not fit is cut: a peer cannot draw on the terminal.
 */
enum akv_code akv_fail(struct akv_error *err, enum akv_code code,
		       const char *reason, const char *fmt, ...)
	AKV_PRINTF(4, 5);

/*
 * akv_fail_errno(err, code, reason, fmt, ...): akv_fail() with ": " and the
 * text of the current errno behind the sentence.
 */
enum akv_code akv_fail_errno(struct akv_error *err, enum akv_code code,
			     const char *reason, const char *fmt, ...)
	AKV_PRINTF(4, 5);

/*
 * akv_error_hint(err, fmt, ...): add one line to the hints of ${err} (nothing
 * if it is NULL).  Escaped and bounded like the text.
 */
void akv_error_hint(struct akv_error *err, const char *fmt, ...)
	AKV_PRINTF(2, 3);

/*
 * akv_error_prefix(err, fmt, ...): put the formatted words and ": " before the
 * text of ${err}: for a caller that knows more than the one that failed.
 */
void akv_error_prefix(struct akv_error *err, const char *fmt, ...)
	AKV_PRINTF(2, 3);

#endif
