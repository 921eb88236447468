/* SPDX-License-Identifier: MIT */
/* A vault is not asked as Resource Manager is. */
/* expect: incompatible.pointer */
#include "libhelper/edge/http.h"

enum akv_code ask(struct akv_http *http, const struct akv_vault_url *vault_url,
		  const struct akv_resource_manager_url *manager_url,
		  struct akv_bearer *bearer, struct akv_http_reply *reply);

enum akv_code ask(struct akv_http *http, const struct akv_vault_url *vault_url,
		  const struct akv_resource_manager_url *manager_url,
		  struct akv_bearer *bearer, struct akv_http_reply *reply)
{
#ifdef VIOLATION
	(void)manager_url;
	return akv_http_get_resource_manager(http, vault_url, bearer, reply,
					     NULL);
#else
	(void)vault_url;
	return akv_http_get_resource_manager(http, manager_url, bearer, reply,
					     NULL);
#endif
}
