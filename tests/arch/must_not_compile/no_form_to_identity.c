/* SPDX-License-Identifier: MIT */
/* The address of a managed identity is no address for a form. */
/* expect: incompatible.pointer */
#include "libhelper/edge/http.h"

enum akv_code post(struct akv_http *http, const struct akv_token_url *token_url,
		   const struct akv_identity_url *identity_url,
		   const struct akv_secret *form, struct akv_http_reply *reply);

enum akv_code post(struct akv_http *http, const struct akv_token_url *token_url,
		   const struct akv_identity_url *identity_url,
		   const struct akv_secret *form, struct akv_http_reply *reply)
{
#ifdef VIOLATION
	(void)token_url;
	return akv_http_sign_in(http, identity_url, form, reply, NULL);
#else
	(void)identity_url;
	return akv_http_sign_in(http, token_url, form, reply, NULL);
#endif
}
