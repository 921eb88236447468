/* SPDX-License-Identifier: MIT */
#ifndef AKV_AZURE_RESOURCE_MANAGER_URL_H
#define AKV_AZURE_RESOURCE_MANAGER_URL_H

#include <stddef.h>

#include "libhelper/azure/cloud.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/*
 * What is asked of Azure Resource Manager: which subscriptions, resource
 * groups and vaults there are, how a vault is set up, and who may do what with
 * it.  A type of its own beside those of url.h: neither a vault's request nor
 * a sign-in form can be sent there, and nothing but a GET takes it.
 *
 * Each kind of request has one constructor, which checks every part.  All fail
 * with AKV_ERR_USAGE when a part breaks its rule (resource_names.h, names.h);
 * ${out} is the caller's to free.
 */
struct akv_resource_manager_url;

enum {
	/* bytes of an address; a link to a next page is the longest */
	AKV_RESOURCE_MANAGER_URL_SIZE = 8192,
	AKV_RESOURCE_MANAGER_HOST_SIZE = 64,
};

/* Which vault, as Resource Manager knows it.  Borrowed. */
struct akv_resource_manager_vault {
	const struct akv_cloud *cloud;
	const char *subscription;   /* GUID */
	const char *resource_group; /* by akv_resource_names_check_group() */
	const char *name;	    /* by akv_names_check_vault() */
};

/* akv_resource_manager_url_subscriptions(cloud, out, err): those that the
 * caller may see. */
enum akv_code
akv_resource_manager_url_subscriptions(const struct akv_cloud *cloud,
				       struct akv_resource_manager_url **out,
				       struct akv_error *err) AKV_CHECKED;

/* akv_resource_manager_url_groups(cloud, subscription, out, err): the resource
 * groups of a subscription. */
enum akv_code
akv_resource_manager_url_groups(const struct akv_cloud *cloud,
				const char *subscription,
				struct akv_resource_manager_url **out,
				struct akv_error *err) AKV_CHECKED;

/* akv_resource_manager_url_vaults(cloud, subscription, resource_group, out,
 * err): the vaults of a subscription or, where ${resource_group} is not NULL,
 * of that group. */
enum akv_code akv_resource_manager_url_vaults(
	const struct akv_cloud *cloud, const char *subscription,
	const char *resource_group, struct akv_resource_manager_url **out,
	struct akv_error *err) AKV_CHECKED;

/* akv_resource_manager_url_deleted_vaults(cloud, subscription, out, err): the
 * soft-deleted vaults of a subscription. */
enum akv_code
akv_resource_manager_url_deleted_vaults(const struct akv_cloud *cloud,
					const char *subscription,
					struct akv_resource_manager_url **out,
					struct akv_error *err) AKV_CHECKED;

/* akv_resource_manager_url_vault(vault, out, err): one vault. */
enum akv_code
akv_resource_manager_url_vault(const struct akv_resource_manager_vault *vault,
			       struct akv_resource_manager_url **out,
			       struct akv_error *err) AKV_CHECKED;

/* akv_resource_manager_url_permissions(vault, out, err): what the caller's
 * roles let it do with the vault. */
enum akv_code akv_resource_manager_url_permissions(
	const struct akv_resource_manager_vault *vault,
	struct akv_resource_manager_url **out, struct akv_error *err)
	AKV_CHECKED;

/*
 * akv_resource_manager_url_role_assignments(vault, object_id, out, err): the
 * role assignments that hold for the principal ${object_id}, a GUID, or for a
 * group that it is in, at the vault, above it and below it.
 */
enum akv_code akv_resource_manager_url_role_assignments(
	const struct akv_resource_manager_vault *vault, const char *object_id,
	struct akv_resource_manager_url **out, struct akv_error *err)
	AKV_CHECKED;

/*
 * akv_resource_manager_url_role_definition(cloud, id, out, err): what a role
 * allows.  ${id} is a role definition's resource id, as an assignment has it:
 * [/subscriptions/GUID]/providers/Microsoft.Authorization/roleDefinitions/GUID
 */
enum akv_code
akv_resource_manager_url_role_definition(const struct akv_cloud *cloud,
					 const char *id,
					 struct akv_resource_manager_url **out,
					 struct akv_error *err) AKV_CHECKED;

/*
 * akv_resource_manager_url_next(from, link, out, err): the next page of a list
 * whose page at ${from} had the nextLink ${link}.  The token goes where it
 * leads: AKV_ERR_PEER (BadNextLink) unless that is https, the same host, port
 * 443 or none, a path below /subscriptions without a way up, and nothing in
 * it that two parsers could read differently.
 */
enum akv_code
akv_resource_manager_url_next(const struct akv_resource_manager_url *from,
			      const char *link,
			      struct akv_resource_manager_url **out,
			      struct akv_error *err) AKV_CHECKED;

/* akv_resource_manager_url_text(url), _host(url): the whole address, its host;
 * borrowed. */
const char *
akv_resource_manager_url_text(const struct akv_resource_manager_url *url);
const char *
akv_resource_manager_url_host(const struct akv_resource_manager_url *url);

/* akv_resource_manager_url_free(url): NULL does nothing. */
void akv_resource_manager_url_free(struct akv_resource_manager_url *url);
AKV_DEFINE_FREEP(resource_manager_url)

#endif
