/* SPDX-License-Identifier: MIT */
/* A form with a client secret is for a sign-in service, not a build service. */
/* expect: incompatible.pointer */
#include "libhelper/edge/http.h"

enum akv_code post(struct akv_http *http, const struct akv_token_url *token_url,
		   const struct akv_oidc_url *oidc_url,
		   const struct akv_secret *form, struct akv_http_reply *reply);

enum akv_code post(struct akv_http *http, const struct akv_token_url *token_url,
		   const struct akv_oidc_url *oidc_url,
		   const struct akv_secret *form, struct akv_http_reply *reply)
{
#ifdef VIOLATION
	(void)token_url;
	return akv_http_sign_in(http, oidc_url, form, reply, NULL);
#else
	(void)oidc_url;
	return akv_http_sign_in(http, token_url, form, reply, NULL);
#endif
}
