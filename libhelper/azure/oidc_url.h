/* SPDX-License-Identifier: MIT */
#ifndef AKV_AZURE_OIDC_URL_H
#define AKV_AZURE_OIDC_URL_H

#include <stddef.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/*
 * Where a job of a build service asks for its OpenID Connect token, which
 * Entra takes in place of a secret (workload identity federation).  A type of
 * its own beside those of url.h: neither a vault's token nor a sign-in form
 * can be sent there.
 *
 * The service tells the job the address in a variable, so host and path are
 * not ours to choose; what is checked is that no two parsers could read it
 * differently (https, a domain name, port 443 or none, no user part, no
 * backslash, no fragment, at most 2 KiB) and that it is not a vault's or a
 * sign-in service's:
 *
 *   GitHub Actions   any other host: those of github.com vary
 *                    (*.actions.githubusercontent.com), and a GitHub
 *                    Enterprise Server has its owner's.  It is only read (GET).
 *   Azure Pipelines  dev.azure.com and what is below it, *.visualstudio.com:
 *                    only the cloud service issues such tokens.  It is posted
 *                    to, so it has to be a host that we know.
 *
 * Formats: actions/toolkit, packages/core/src/oidc-utils.ts; Azure DevOps REST
 * API 7.1, "Oidctoken - Create", as the Azure SDKs call it.
 */
struct akv_oidc_url;

enum akv_oidc_service {
	AKV_OIDC_GITHUB_ACTIONS,  /* GET */
	AKV_OIDC_AZURE_PIPELINES, /* POST without a body */
};

/*
 * akv_oidc_url_github_actions(request_url, audience, out, err): the value of
 * ACTIONS_ID_TOKEN_REQUEST_URL, ${request_url}, with ${audience} as the
 * parameter of that name.  AKV_ERR_USAGE (InvalidOidcUrl) when it breaks a
 * rule above; nothing of it is repeated but the host.  ${out} is the
 * caller's.
 */
enum akv_code akv_oidc_url_github_actions(const char *request_url,
					  const char *audience,
					  struct akv_oidc_url **out,
					  struct akv_error *err) AKV_CHECKED;

/*
 * akv_oidc_url_azure_pipelines(request_uri, service_connection_id, out, err):
 * the value of SYSTEM_OIDCREQUESTURI, ${request_uri}, for the service
 * connection with the GUID ${service_connection_id}.  AKV_ERR_USAGE
 * (InvalidOidcUrl, InvalidServiceConnection) as above.  ${out} is the
 * caller's.
 */
enum akv_code akv_oidc_url_azure_pipelines(const char *request_uri,
					   const char *service_connection_id,
					   struct akv_oidc_url **out,
					   struct akv_error *err) AKV_CHECKED;

/* akv_oidc_url_text(url), _host(url): the whole address, its host; borrowed. */
const char *akv_oidc_url_text(const struct akv_oidc_url *url);
const char *akv_oidc_url_host(const struct akv_oidc_url *url);

/* akv_oidc_url_service(url): whose it is, and so how it is asked. */
enum akv_oidc_service akv_oidc_url_service(const struct akv_oidc_url *url);

/* akv_oidc_url_free(url): NULL does nothing. */
void akv_oidc_url_free(struct akv_oidc_url *url);
AKV_DEFINE_FREEP(oidc_url)

#endif
