/* SPDX-License-Identifier: MIT */
#ifndef AKV_PROTOCOL_SSH_KEY_H
#define AKV_PROTOCOL_SSH_KEY_H

#include <stdbool.h>
#include <stddef.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"

/*
 * Private keys as OpenSSH reads them: its own format, PKCS#8 and the older
 * PEM, encrypted or not.  What portals, shells and pipelines do to the line
 * breaks of a key on its way into a vault is mended, and nothing else is.
 */

/* What was mended. */
struct akv_ssh_key_repairs {
	bool final_newline; /* there was none */
	bool crlf;	    /* lines ended in CR LF */
	bool escapes;	    /* a backslash and an n stood for a newline */
	bool spaces;	    /* a space did */
};

/*
 * akv_ssh_key_format(value, out, repairs, err): the key in ${value}, in ${out},
 * the caller's; byte for byte where nothing is to be mended.  AKV_ERR_UNUSABLE
 * (NotAnSshKey), with what it looks like as a hint, for anything else.
 */
enum akv_code akv_ssh_key_format(const struct akv_secret *value,
				 struct akv_secret **out,
				 struct akv_ssh_key_repairs *repairs,
				 struct akv_error *err) AKV_CHECKED;

enum { AKV_SSH_KEY_REPAIRS_SIZE = 128 };

/*
 * akv_ssh_key_repairs_text(repairs, text): what was mended, for people, in
 * ${text}, which has AKV_SSH_KEY_REPAIRS_SIZE bytes; "" for nothing.
 */
void akv_ssh_key_repairs_text(const struct akv_ssh_key_repairs *repairs,
			      char *text);

#endif
