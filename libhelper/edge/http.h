/* SPDX-License-Identifier: MIT */
#ifndef AKV_EDGE_HTTP_H
#define AKV_EDGE_HTTP_H

#include <stdbool.h>
#include <stdint.h>

#include "libhelper/azure/identity_url.h"
#include "libhelper/azure/oidc_url.h"
#include "libhelper/azure/resource_manager_url.h"
#include "libhelper/azure/url.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/bearer.h"
#include "libhelper/base/clock.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"

/*
 * All that this program can say on a network: a GET to a vault, a POST of a
 * form to the sign-in service, a GET to Azure Resource Manager, a request
 * without a body to the build service whose job we are, and a GET to this
 * machine's own source of managed identities.  There is no method argument, no
 * header list, and no body for a vault or for Resource Manager: writing to them
 * has no spelling here.
 *
 * TLS 1.2 or newer and certificates always checked, except for the last, which
 * never leaves the machine and its host; no redirects, no cookies, no netrc.
 * Proxies (HTTPS_PROXY, NO_PROXY) and private authorities (SSL_CERT_FILE,
 * SSL_CERT_DIR) come from the environment, as for curl(1).
 */

/* One connection's worth of state; one thread at a time.  Opaque. */
struct akv_http;

/* What came back.  init with akv_http_reply_init(), then _clear(). */
struct akv_http_reply {
	int status;		 /* HTTP status; 0 before a reply */
	struct akv_secret *body; /* owned; never NULL after a success */
	char content_type[96];	 /* "" when absent */
	char challenge[8192];	 /* WWW-Authenticate, lines joined by ", " */
	char request_id[64];	 /* x-ms-request-id */
	char network_info[160];	 /* x-ms-keyvault-network-info */
	char region[64];	 /* x-ms-keyvault-region */
	bool has_role_header;	 /* any x-ms-keyvault-rbac-* header */
	bool from_key_vault;	 /* any x-ms-keyvault-* header was there */
	int64_t retry_after_ms;	 /* -1 when the peer did not say */
	int64_t date_s;		 /* its clock (Date), Unix seconds; -1 */
};

/*
 * akv_http_prepare(): what is slow to start, begins to start in the
 * background.  For callers that will need the network but have something else
 * to do first.
 */
void akv_http_prepare(void);

/*
 * akv_http_new(deadline, out, err): a client that gives up at ${deadline},
 * whatever it is doing.  Loads libcurl the first time.  The caller's to
 * akv_http_free().
 */
enum akv_code akv_http_new(struct akv_deadline deadline, struct akv_http **out,
			   struct akv_error *err) AKV_CHECKED;

/* akv_http_set_deadline(http, deadline): from here on that one counts. */
void akv_http_set_deadline(struct akv_http *http, struct akv_deadline deadline);

/* akv_http_free(http): close its connection; NULL does nothing. */
void akv_http_free(struct akv_http *http);
AKV_DEFINE_FREEP(http)

/* akv_http_reply_init(reply): an empty reply. */
void akv_http_reply_init(struct akv_http_reply *reply);

/* akv_http_reply_clear(reply): release what it holds; then as after init. */
void akv_http_reply_clear(struct akv_http_reply *reply);

/* What a vault may answer to a page of a list: 25 secrets, each with 15 tags of
 * 512 characters and as long names, are longer than any secret. */
enum { AKV_HTTP_LIST_REPLY_MAX = 1024 * 1024 };

/*
 * akv_http_get(http, url, bearer, reply, err): GET ${url} with the token of
 * ${bearer}.  The connection is opened and TLS agreed on first; only then is
 * the token waited for, so finding it costs no time of its own.  Any status
 * is a success here.  Fails with what ${bearer} failed with, even while it is
 * still connecting; or as akv_http_failure() says: AKV_ERR_UNREACHABLE or
 * AKV_ERR_PEER.
 */
enum akv_code akv_http_get(struct akv_http *http,
			   const struct akv_vault_url *url,
			   struct akv_bearer *bearer,
			   struct akv_http_reply *reply, struct akv_error *err)
	AKV_CHECKED;

/* What Resource Manager may answer: a page of vaults, each with up to 1024
 * access policies, is far longer than any secret. */
enum { AKV_HTTP_RESOURCE_MANAGER_REPLY_MAX = 4 * 1024 * 1024 };

/*
 * akv_http_get_resource_manager(http, url, bearer, reply, err): the same from
 * Azure Resource Manager.
 */
enum akv_code akv_http_get_resource_manager(
	struct akv_http *http, const struct akv_resource_manager_url *url,
	struct akv_bearer *bearer, struct akv_http_reply *reply,
	struct akv_error *err) AKV_CHECKED;

/*
 * akv_http_sign_in(http, url, form, reply, err): POST ${form}
 * (application/x-www-form-urlencoded, already encoded) to ${url}.  Fails as
 * akv_http_get() does.
 */
enum akv_code akv_http_sign_in(struct akv_http *http,
			       const struct akv_token_url *url,
			       const struct akv_secret *form,
			       struct akv_http_reply *reply,
			       struct akv_error *err) AKV_CHECKED;

/*
 * How a source of managed identities knows that a process of its own machine
 * asks, and not a browser or a forwarder that was talked into it.
 */
enum akv_http_identity_kind {
	AKV_HTTP_IDENTITY_METADATA, /* Metadata: true */
	AKV_HTTP_IDENTITY_HEADER,   /* X-IDENTITY-HEADER: ${secret} */
	/* Metadata: true, and Authorization: Basic ${secret} */
	AKV_HTTP_IDENTITY_BASIC,
};

struct akv_http_identity_proof {
	enum akv_http_identity_kind kind;
	/* borrowed; visible ASCII alone; NULL for METADATA */
	const struct akv_secret *secret;
};

/*
 * akv_http_identity(http, url, proof, reply, err): GET ${url} with ${proof}.
 * The one exchange by plain http, and the one that no proxy variable applies
 * to; a second is enough to connect.  Fails as akv_http_get() does.
 */
enum akv_code akv_http_identity(struct akv_http *http,
				const struct akv_identity_url *url,
				const struct akv_http_identity_proof *proof,
				struct akv_http_reply *reply,
				struct akv_error *err) AKV_CHECKED;

/*
 * akv_http_oidc(http, url, bearer, reply, err): ask the build service at
 * ${url} for the job's OpenID Connect token, showing ${bearer}, as the
 * service wants it: by GET, or by POST without a body.  Fails as
 * akv_http_get() does.
 */
enum akv_code akv_http_oidc(struct akv_http *http,
			    const struct akv_oidc_url *url,
			    const struct akv_secret *bearer,
			    struct akv_http_reply *reply, struct akv_error *err)
	AKV_CHECKED;

#endif
