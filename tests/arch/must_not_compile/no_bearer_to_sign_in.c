/* SPDX-License-Identifier: MIT */
/* A token is for a vault, and a sign-in url is none. */
/* expect: incompatible.pointer */
#include "libhelper/edge/http.h"

enum akv_code get(struct akv_http *http, const struct akv_token_url *token_url,
		  const struct akv_vault_url *vault_url,
		  struct akv_bearer *bearer, struct akv_http_reply *reply);

enum akv_code get(struct akv_http *http, const struct akv_token_url *token_url,
		  const struct akv_vault_url *vault_url,
		  struct akv_bearer *bearer, struct akv_http_reply *reply)
{
#ifdef VIOLATION
	(void)vault_url;
	return akv_http_get(http, token_url, bearer, reply, NULL);
#else
	(void)token_url;
	return akv_http_get(http, vault_url, bearer, reply, NULL);
#endif
}
