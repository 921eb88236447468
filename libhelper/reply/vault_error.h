/* SPDX-License-Identifier: MIT */
#ifndef AKV_REPLY_VAULT_ERROR_H
#define AKV_REPLY_VAULT_ERROR_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/edge/http.h"
#include "libhelper/reply/secret_reply.h"

/* What was asked for. */
enum akv_vault_question {
	AKV_VAULT_ASKS_SECRET,
	AKV_VAULT_ASKS_SECRETS,
	AKV_VAULT_ASKS_VERSIONS,
	AKV_VAULT_ASKS_DELETED_SECRETS,
	AKV_VAULT_ASKS_DELETED_SECRET,
	AKV_VAULT_ASKS_KEYS,
	AKV_VAULT_ASKS_KEY,
	AKV_VAULT_ASKS_CERTIFICATES,
	AKV_VAULT_ASKS_CERTIFICATE,
};

/* What we asked, for the sentences. */
struct akv_vault_request {
	enum akv_vault_question question;
	const char *vault;   /* name */
	const char *secret;  /* name, also a key's or a certificate's; NULL
				where lists are asked for but VERSIONS */
	const char *version; /* "" or NULL: the newest */
	const char *tenant;
	const char *client_id;
};

/*
 * akv_vault_error(reply, request, err): turn any reply of a vault that is not
 * a 200 into one sentence and hints with the remedy, and return its code.
 * Decides on the status, error.code and error.innererror.code, and on whether
 * the reply came from Key Vault at all (a proxy's 403 page did not); never on
 * the message, in which names are chosen by others.  One exception: all 401s
 * have the same code, so the number that their message begins with
 * (AKV10032:) is the reason.
 *
 * From the message it shows only fields that have the form they should
 * (client address, appid, oid, action, resource, DecisionReason), and, where
 * the code is one we do not know and the reply is no 401, which might quote
 * the token, its first line.  Hints have the commands that an administrator
 * needs (az role assignment create, az keyvault set-policy, az keyvault
 * network-rule add) and the request id.
 */
enum akv_code akv_vault_error(const struct akv_http_reply *reply,
			      const struct akv_vault_request *request,
			      struct akv_error *err) AKV_CHECKED;

/*
 * akv_vault_error_deleted(deleted, request, err): AKV_ERR_NOT_FOUND
 * (SecretDeleted) for a secret that was not found and is, by Get Deleted
 * Secret, among the deleted ones: since when, until when it can be recovered,
 * and the command that recovers it.
 */
enum akv_code akv_vault_error_deleted(const struct akv_deleted_secret *deleted,
				      const struct akv_vault_request *request,
				      struct akv_error *err) AKV_CHECKED;

#endif
