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
 * cloud_count(name): token_requests, vault_requests, requests, tls_failures:
 * how many there were so far.
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
