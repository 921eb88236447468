/* SPDX-License-Identifier: MIT */
/* A POST without a body is one too, and a vault's url no address for it. */
/* expect: incompatible.pointer */
#include "libhelper/edge/http.h"

enum akv_code ask(struct akv_http *http, const struct akv_oidc_url *oidc_url,
		  const struct akv_vault_url *vault_url,
		  const struct akv_secret *bearer,
		  struct akv_http_reply *reply);

enum akv_code ask(struct akv_http *http, const struct akv_oidc_url *oidc_url,
		  const struct akv_vault_url *vault_url,
		  const struct akv_secret *bearer, struct akv_http_reply *reply)
{
#ifdef VIOLATION
	(void)oidc_url;
	return akv_http_oidc(http, vault_url, bearer, reply, NULL);
#else
	(void)vault_url;
	return akv_http_oidc(http, oidc_url, bearer, reply, NULL);
#endif
}
