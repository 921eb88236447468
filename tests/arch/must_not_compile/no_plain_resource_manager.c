/* SPDX-License-Identifier: MIT */
/* What is asked without TLS is this machine's own. */
/* expect: incompatible.pointer */
#include "libhelper/edge/http.h"

enum akv_code ask(struct akv_http *http,
		  const struct akv_resource_manager_url *manager_url,
		  const struct akv_identity_url *identity_url,
		  const struct akv_http_identity_proof *proof,
		  struct akv_http_reply *reply);

enum akv_code ask(struct akv_http *http,
		  const struct akv_resource_manager_url *manager_url,
		  const struct akv_identity_url *identity_url,
		  const struct akv_http_identity_proof *proof,
		  struct akv_http_reply *reply)
{
#ifdef VIOLATION
	(void)identity_url;
	return akv_http_identity(http, manager_url, proof, reply, NULL);
#else
	(void)manager_url;
	return akv_http_identity(http, identity_url, proof, reply, NULL);
#endif
}
