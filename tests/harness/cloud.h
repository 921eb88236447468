/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_HARNESS_CLOUD_H
#define AKV_TESTS_HARNESS_CLOUD_H

#include <stddef.h>

#include "libhelper/base/attr.h"

/*
 * The local cloud (tests/cloud), one a process.  JSON is written with single
 * quotes in the arguments called ${json}: they become double ones.
 */

/* What its seed has; tests/cloud/README.md lists all of it. */
#define CLOUD_TENANT "72f988bf-86f1-41af-91ab-2d7cd011db47"
#define CLOUD_OTHER_TENANT "f8cdef31-a31e-4b4a-93e4-5f571e91255a"
#define CLOUD_CLIENT "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff"
#define CLOUD_OBJECT "3f2b1c9e-7a64-4d0b-9e1f-0c5a8b7d6e42"
#define CLOUD_CLIENT_SECRET "cloud-secret~1.value_-+/="
#define CLOUD_EXPIRED_CLIENT_SECRET "expired-secret~0.value"
#define CLOUD_VAULT_HOST "contoso.vault.azure.net"
#define CLOUD_LOGIN_HOST "login.microsoftonline.com"
/* the secret sftp-password of vault contoso */
#define CLOUD_PASSWORD "correct horse battery staple"
#define CLOUD_PASSWORD_VERSION "4387e9f3d6e14c459867679a90fd0f79"
/* managed identities; both may read in CLOUD_VAULT_HOST */
#define CLOUD_SYSTEM_CLIENT "c1d2e3f4-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
#define CLOUD_SYSTEM_OBJECT "9e8d7c6b-5a49-4382-9170-6f5e4d3c2b1a"
#define CLOUD_USER_CLIENT "d4e5f6a7-b8c9-4d0e-9f1a-2b3c4d5e6f70"
#define CLOUD_USER_OBJECT "1a2b3c4d-5e6f-4708-91a2-b3c4d5e6f708"
#define CLOUD_USER_RESOURCE \
	"/subscriptions/00000000-0000-0000-0000-000000000000/resourcegroups/" \
	"exports/providers/Microsoft.ManagedIdentity/" \
	"userAssignedIdentities/nightly"
/* what App Service puts into IDENTITY_HEADER */
#define CLOUD_IDENTITY_HEADER "7d9c5a1e4f3b48d2a6c0e8b1f2d3a4c5"
/* where Azure Arc says that its keys are; they are in cloud_arc_keys() */
#define CLOUD_ARC_KEYS "/var/opt/azcmagent/tokens"
/* ACTIONS_ID_TOKEN_REQUEST_URL and ACTIONS_ID_TOKEN_REQUEST_TOKEN */
#define CLOUD_GITHUB_HOST "pipelines.actions.githubusercontent.com"
#define CLOUD_GITHUB_URL \
	"https://" CLOUD_GITHUB_HOST "/Qz7vK3bR9wTnX5mYcL2pJ8dFgH4sA6uE/" \
	"00000000-0000-0000-0000-000000000000/_apis/distributedtask/hubs/" \
	"Actions/plans/8f7a2c14-90de-4b3c-a6f5-1e2d3c4b5a69/jobs/" \
	"6b1f0e9d-8c7b-4a69-b5f4-e3d2c1b0a9f8/idtoken?api-version=2.0"
#define CLOUD_GITHUB_TOKEN "github-request-token~1.value_-"
/* SYSTEM_OIDCREQUESTURI, SYSTEM_ACCESSTOKEN, and a service connection */
#define CLOUD_PIPELINES_HOST "dev.azure.com"
#define CLOUD_PIPELINES_URL \
	"https://" CLOUD_PIPELINES_HOST \
	"/contoso/590cfd2a-581c-4dcb-a12e-6568ce786175/_apis/" \
	"distributedtask/hubs/build/plans/" \
	"2e011469-bc90-4dc7-9242-012be179cb56/jobs/" \
	"5ee5fa9b-185c-52bc-0624-8e87d1d5c9f8/oidctoken"
#define CLOUD_PIPELINES_TOKEN "pipelines-access-token~1.value_-"
#define CLOUD_SERVICE_CONNECTION "7c3e1f52-9a4b-4d86-8e0f-b2c5d7a96130"
/* of what cloud_put_secret() and its like put there */
#define CLOUD_PUT_VERSION "feedfacefeedfacefeedfacefeedface"

/*
 * cloud_start(): start it in the sandbox and point every later run at it.
 * It dies with us, however we die.
 */
void cloud_start(void);

/*
 * cloud_end(): end it; NULL when all was well or it is not running, else the
 * complaint: anything but GET reached a vault, or it broke.
 */
const char *cloud_end(void);

/* cloud_proxy(), cloud_authority(): URL of the proxy, path of the CA file. */
const char *cloud_proxy(void);
const char *cloud_authority(void);

/*
 * cloud_imds(): the base URL of the virtual machine's metadata service.
 * cloud_app_service(), cloud_azure_arc(): what IDENTITY_ENDPOINT would be,
 * path and all.  All are plain HTTP; no environment variable names them yet.
 */
const char *cloud_imds(void);
const char *cloud_app_service(void);
const char *cloud_azure_arc(void);

/* cloud_arc_keys(): the directory in the sandbox that has Arc's key files. */
const char *cloud_arc_keys(void);

/*
 * cloud_federated_token(json, ...): a token from outside of Entra with the
 * members of ${json}: issuer, subject, audience, lifetime_s, starts_in_s,
 * trusted, claims; of "{}" a cluster's, good for an hour.
 */
const char *cloud_federated_token(const char *json, ...) AKV_PRINTF(1, 2);

/*
 * cloud_tell(method, path, json, ...): a call of the control port that must
 * be answered by 200; the answer's body.
 */
const char *cloud_tell(const char *method, const char *path, const char *json,
		       ...) AKV_PRINTF(3, 4);

/* cloud_fault(json, ...): one more plan of faults. */
void cloud_fault(const char *json, ...) AKV_PRINTF(1, 2);

/* cloud_clear_faults(): no plan is left. */
void cloud_clear_faults(void);

/*
 * cloud_put_secret(vault, name, value): make a secret, or replace what the
 * last call put there; its value becomes a canary.  cloud_put_bytes(): a value
 * with any bytes (UTF-8).
 */
void cloud_put_secret(const char *vault, const char *name, const char *value);
void cloud_put_bytes(const char *vault, const char *name, const char *value,
		     size_t len);

/*
 * cloud_put_secret_json(vault, name, json, ...): the same with the members of
 * ${json}: value, version (or CLOUD_PUT_VERSION), attributes, tags,
 * contentType, deleted.
 */
void cloud_put_secret_json(const char *vault, const char *name,
			   const char *json, ...) AKV_PRINTF(3, 4);

/*
 * cloud_count(name): token_requests, vault_requests, identity_requests,
 * requests, tls_failures: how many there were so far.
 */
long cloud_count(const char *name);

/* cloud_wait_for(name, count): until cloud_count() has got there. */
void cloud_wait_for(const char *name, long count);

/* cloud_connects(): how many CONNECT requests the proxy got, to any host. */
long cloud_connects(void);

/* cloud_connects_to(host): how many of them for this host. */
long cloud_connects_to(const char *host);

/*
 * cloud_journal_count(field, value): how many requests had ${value} in
 * ${field} of the journal: "host", "method", "path", "query", "status".
 */
long cloud_journal_count(const char *field, const char *value);

/* cloud_journal_text(n, field): of the n-th request (from 0), as text;
 * "header:NAME" for a header; "" when it has none. */
const char *cloud_journal_text(size_t n, const char *field);

/* cloud_connect_headers(): of all CONNECT requests, as JSON text. */
const char *cloud_connect_headers(void);

#endif
