/* SPDX-License-Identifier: MIT */
/* A secret is no text: formatting one does not compile. */
/* expect: -W(error=)?format */
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"

enum akv_code tell(struct akv_error *err, const struct akv_secret *secret);

enum akv_code tell(struct akv_error *err, const struct akv_secret *secret)
{
#ifdef VIOLATION
	return akv_fail(err, AKV_ERR_OTHER, "Leak", "%s", secret);
#else
	(void)secret;
	return akv_fail(err, AKV_ERR_OTHER, "Leak", "%s", "public");
#endif
}
