/* SPDX-License-Identifier: MIT */
/* A vault's GET takes no address of Resource Manager. */
/* expect: incompatible.pointer */
#include "libhelper/edge/http.h"

enum akv_code ask(struct akv_http *http,
		  const struct akv_resource_manager_url *manager_url,
		  const struct akv_vault_url *vault_url,
		  struct akv_bearer *bearer, struct akv_http_reply *reply);

enum akv_code ask(struct akv_http *http,
		  const struct akv_resource_manager_url *manager_url,
		  const struct akv_vault_url *vault_url,
		  struct akv_bearer *bearer, struct akv_http_reply *reply)
{
#ifdef VIOLATION
	(void)vault_url;
	return akv_http_get(http, manager_url, bearer, reply, NULL);
#else
	(void)manager_url;
	return akv_http_get(http, vault_url, bearer, reply, NULL);
#endif
}
