/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_VAULT_FIND_H
#define AKV_CMD_VAULT_FIND_H

#include <stdbool.h>

#include "cmd/session.h"
#include "libhelper/azure/url.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/core/resource_manager.h"

/* What is said of a vault that is to be linked; NULL where it was not. */
struct akv_vault_wanted {
	const char *subscription;
	const char *resource_group;
	const char *name; /* not NULL */
	const char *location;
};

/* What is known of it then, by Azure or by who said it. */
struct akv_vault_found {
	struct akv_vault_place place;		   /* parts may be "" */
	char location[AKV_RESOURCE_LOCATION_SIZE]; /* or "" */
	char host[AKV_URL_HOST_SIZE];
	char uri[AKV_URL_HOST_SIZE + 8]; /* "" where the name gives it */
	const char *permission_model;	 /* static, or NULL */
	bool is_seen; /* in Resource Manager; else it is what was said */
};

/*
 * akv_vault_find_client(session, timeout_ms, out, err): a client of Resource
 * Manager whose time begins now: a person may have thought meanwhile.
 */
enum akv_code akv_vault_find_client(struct akv_session *session,
				    int64_t timeout_ms,
				    struct akv_resource_manager_client **out,
				    struct akv_error *err) AKV_CHECKED;

/*
 * akv_vault_find_look(session, client, wanted, out, err): look the vault up in
 * Resource Manager and see that it may be linked; where the principal may not
 * look, ${wanted} is what is known.  AKV_ERR_NOT_FOUND
 * (VaultNotFound, VaultDeleted), AKV_ERR_SIGN_IN (WrongTenant),
 * AKV_ERR_USAGE (WrongLocation, AmbiguousVault).
 */
enum akv_code akv_vault_find_look(struct akv_session *session,
				  struct akv_resource_manager_client *client,
				  const struct akv_vault_wanted *wanted,
				  struct akv_vault_found *out,
				  struct akv_error *err) AKV_CHECKED;

/*
 * akv_vault_find_prove(session, found, err): ask the vault itself, for one
 * page of its list.  Being refused a right is a proof, too, that it is there,
 * is ours and lets us in; a note says so.  Fails as akv_vault_list().
 */
enum akv_code akv_vault_find_prove(struct akv_session *session,
				   const struct akv_vault_found *found,
				   struct akv_error *err) AKV_CHECKED;

#endif
