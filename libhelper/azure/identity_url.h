/* SPDX-License-Identifier: MIT */
#ifndef AKV_AZURE_IDENTITY_URL_H
#define AKV_AZURE_IDENTITY_URL_H

#include <stddef.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/*
 * The address of a service that gives tokens of a managed identity to what
 * runs on its machine: a type of its own, as those of url.h are.  It is the
 * only address that is asked without TLS, so it never leads off the machine
 * and its host: localhost, 127.0.0.0/8, ::1 and 169.254.0.0/16 (RFC 3927,
 * which no router passes on).
 */
struct akv_identity_url;

/* Who gives the tokens. */
enum akv_managed_identity_source {
	/* the Instance Metadata Service: virtual machines, scale sets, AKS,
	 * Container Instances */
	AKV_MANAGED_IDENTITY_IMDS,
	/* App Service, Functions, Container Apps */
	AKV_MANAGED_IDENTITY_APP_SERVICE,
	/* the agent of Azure Arc, on machines elsewhere */
	AKV_MANAGED_IDENTITY_AZURE_ARC,
};

/* Whom is asked for what; all texts are borrowed. */
struct akv_identity_query {
	enum akv_managed_identity_source source;
	/* Where it listens, as the environment says; NULL: where it always
	 * does, except for App Service, which has no such place.  IMDS: its
	 * scheme and host; the others: the whole address. */
	const char *endpoint;
	const char *resource;  /* whom the token is for, no /.default */
	const char *client_id; /* NULL: the system-assigned identity */
};

/*
 * akv_identity_url_new(query, out, err): the address with which ${query} is
 * asked.  AKV_ERR_USAGE (InvalidIdentityEndpoint), naming what is wrong, for
 * an endpoint that is not http://, leads elsewhere than to this machine and
 * its host, or has a user, a query, a fragment, an escape or a .. in its path;
 * AKV_ERR_USAGE (InvalidClientId) for a client id that is no GUID.  ${out} is
 * the caller's.
 */
enum akv_code akv_identity_url_new(const struct akv_identity_query *query,
				   struct akv_identity_url **out,
				   struct akv_error *err) AKV_CHECKED;

/* akv_identity_url_text(url): the whole address; borrowed. */
const char *akv_identity_url_text(const struct akv_identity_url *url);

/* akv_identity_url_host(url): its host and, where it has one, its port, for
 * messages; borrowed. */
const char *akv_identity_url_host(const struct akv_identity_url *url);

/* akv_identity_url_free(url): NULL does nothing. */
void akv_identity_url_free(struct akv_identity_url *url);
AKV_DEFINE_FREEP(identity_url)

#endif
