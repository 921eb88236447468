/* SPDX-License-Identifier: MIT */
/* A form, the one body that we can send, is for a sign-in service alone. */
/* expect: incompatible.pointer */
#include "libhelper/edge/http.h"

enum akv_code ask(struct akv_http *http,
		  const struct akv_resource_manager_url *manager_url,
		  const struct akv_token_url *token_url,
		  const struct akv_secret *form, struct akv_http_reply *reply);

enum akv_code ask(struct akv_http *http,
		  const struct akv_resource_manager_url *manager_url,
		  const struct akv_token_url *token_url,
		  const struct akv_secret *form, struct akv_http_reply *reply)
{
#ifdef VIOLATION
	(void)token_url;
	return akv_http_sign_in(http, manager_url, form, reply, NULL);
#else
	(void)manager_url;
	return akv_http_sign_in(http, token_url, form, reply, NULL);
#endif
}
