/* SPDX-License-Identifier: MIT */
/* A POST without a body is for a build service alone. */
/* expect: incompatible.pointer */
#include "libhelper/edge/http.h"

enum akv_code ask(struct akv_http *http,
		  const struct akv_resource_manager_url *manager_url,
		  const struct akv_oidc_url *oidc_url,
		  const struct akv_secret *bearer,
		  struct akv_http_reply *reply);

enum akv_code ask(struct akv_http *http,
		  const struct akv_resource_manager_url *manager_url,
		  const struct akv_oidc_url *oidc_url,
		  const struct akv_secret *bearer, struct akv_http_reply *reply)
{
#ifdef VIOLATION
	(void)oidc_url;
	return akv_http_oidc(http, manager_url, bearer, reply, NULL);
#else
	(void)manager_url;
	return akv_http_oidc(http, oidc_url, bearer, reply, NULL);
#endif
}
