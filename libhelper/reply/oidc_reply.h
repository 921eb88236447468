/* SPDX-License-Identifier: MIT */
#ifndef AKV_REPLY_OIDC_REPLY_H
#define AKV_REPLY_OIDC_REPLY_H

#include "libhelper/azure/oidc_url.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"
#include "libhelper/edge/http.h"

/*
 * What a build service answers when a job asks for its OpenID Connect token.
 * GitHub Actions: {"value": "..."}; Azure Pipelines: {"oidcToken": "..."}.
 * Both explain a refusal in a member "message".
 */

/*
 * akv_oidc_reply_service_name(service): "GitHub Actions", "Azure Pipelines".
 */
const char *akv_oidc_reply_service_name(enum akv_oidc_service service);

/*
 * akv_oidc_reply_parse(reply, service, out, err): the token in ${reply} of
 * ${service}, the caller's.  AKV_ERR_SIGN_IN when the service refuses
 * (FederatedTokenRefused), a sign-in page in the place of Azure Pipelines'
 * answer included; AKV_ERR_PEER (NotAToken) when a 200 is not JSON or has no
 * token in the form of a JWS; everything else as akv_status_error() says.
 */
enum akv_code akv_oidc_reply_parse(const struct akv_http_reply *reply,
				   enum akv_oidc_service service,
				   struct akv_secret **out,
				   struct akv_error *err) AKV_CHECKED;

#endif
