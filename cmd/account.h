/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_ACCOUNT_H
#define AKV_CMD_ACCOUNT_H

#include "cmd/options.h"
#include "cmd/session.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/reply/token_reply.h"

/*
 * akv_account_print(session, token, format, err): who we are, on stdout, as
 * akv login and akv account show say it, of a ${session} that is set up.
 * ${token} is NULL where there is none: then what it alone says is null.
 * Warns on stderr of a certificate that ends soon.  As akv_output_print().
 */
enum akv_code akv_account_print(const struct akv_session *session,
				const struct akv_token *token,
				enum akv_output_format format,
				struct akv_error *err) AKV_CHECKED;

#endif
