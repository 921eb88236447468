/* SPDX-License-Identifier: MIT */
#ifndef AKV_REPLY_VAULT_REFUSAL_H
#define AKV_REPLY_VAULT_REFUSAL_H

#include <stdbool.h>

#include "libhelper/base/error.h"
#include "libhelper/edge/http.h"
#include "libhelper/reply/vault_error.h"
#include "libhelper/reply/vault_message.h"

/*
 * A vault's reply that is not a 200, taken apart.  Private to vault_error.c
 * and vault_forbidden.c.
 */
struct akv_vault_refusal {
	const struct akv_http_reply *reply;
	const struct akv_vault_request *request;
	char peer[64];			  /* "vault contoso" */
	char code[AKV_ERROR_REASON_MAX];  /* error.code, or "" */
	char inner[AKV_ERROR_REASON_MAX]; /* error.innererror.code, or "" */
	struct akv_vault_message message;
	bool from_key_vault;
};

/* akv_vault_refusal_read(reply, request, out): both are borrowed. */
void akv_vault_refusal_read(const struct akv_http_reply *reply,
			    const struct akv_vault_request *request,
			    struct akv_vault_refusal *out);

/* akv_vault_refusal_reason(refusal): the innermost of its codes, or "". */
const char *akv_vault_refusal_reason(const struct akv_vault_refusal *refusal);

/* akv_vault_refusal_caller(refusal): the application that Key Vault saw, else
 * the one that we think we are. */
const char *akv_vault_refusal_caller(const struct akv_vault_refusal *refusal);

/* akv_vault_refusal_hint_message(refusal, err): what Key Vault says, where we
 * know no better. */
void akv_vault_refusal_hint_message(const struct akv_vault_refusal *refusal,
				    struct akv_error *err);

/* What was asked for, for a sentence. */
struct akv_vault_subject {
	char text[320]; /* "version V of secret S in vault N" */
};

/* akv_vault_refusal_object(request): without version and vault. */
struct akv_vault_subject
akv_vault_refusal_object(const struct akv_vault_request *request);

/* akv_vault_refusal_subject(request) */
struct akv_vault_subject
akv_vault_refusal_subject(const struct akv_vault_request *request);

/* What a question takes, in the words of access policies and of the az
 * commands that change them. */
struct akv_vault_permission {
	const char *verb;   /* get, list */
	const char *things; /* secrets, keys, certificates */
	const char *option; /* --secret-permissions */
	const char *role;   /* the smallest built-in one */
};

/* akv_vault_refusal_permission(request) */
struct akv_vault_permission
akv_vault_refusal_permission(const struct akv_vault_request *request);

#endif
