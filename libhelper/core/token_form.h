/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_TOKEN_FORM_H
#define AKV_CORE_TOKEN_FORM_H

#include "libhelper/azure/url.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/clock.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"
#include "libhelper/core/principal.h"

/*
 * What is posted to the token endpoint: the client credentials grant
 * (RFC 6749, 4.4.2) with a client secret (2.3.1) or a client assertion
 * (RFC 7523, 2.2), as application/x-www-form-urlencoded.
 */
struct akv_token_form {
	const struct akv_principal *principal;
	const struct akv_token_url *url; /* where it will be posted */
	const char *audience;		 /* https://vault.azure.net */
	struct akv_deadline deadline;	 /* for fetching an assertion */
	const char *claims;		 /* JSON that the service wants, or
					  * NULL (OpenID Connect Core, 5.5) */
};

/*
 * akv_token_form_new(what, out, err): the form, the caller's.  One form is
 * posted once: an assertion has an id that must not come twice.  Fails as
 * akv_client_certificate_assert() and akv_federated_token_get() do.
 */
enum akv_code akv_token_form_new(const struct akv_token_form *what,
				 struct akv_secret **out, struct akv_error *err)
	AKV_CHECKED;

#endif
