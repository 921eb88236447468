/* SPDX-License-Identifier: MIT */
/* A vault's url is no address for a form. */
/* expect: incompatible.pointer */
#include "libhelper/edge/http.h"

enum akv_code post(struct akv_http *http, const struct akv_token_url *token_url,
		   const struct akv_vault_url *vault_url,
		   const struct akv_secret *form, struct akv_http_reply *reply);

enum akv_code post(struct akv_http *http, const struct akv_token_url *token_url,
		   const struct akv_vault_url *vault_url,
		   const struct akv_secret *form, struct akv_http_reply *reply)
{
#ifdef VIOLATION
	(void)token_url;
	return akv_http_sign_in(http, vault_url, form, reply, NULL);
#else
	(void)vault_url;
	return akv_http_sign_in(http, token_url, form, reply, NULL);
#endif
}
