/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_FAKES_FAKE_VAULT_H
#define AKV_TESTS_FAKES_FAKE_VAULT_H

#include <stdbool.h>

#include "libhelper/core/token.h"
#include "libhelper/edge/http.h"

/*
 * A vault, and Azure Resource Manager, in place of libhelper/edge/http_*.c, and
 * a source of tokens in place of libhelper/core/token.c, which write down what
 * happens.  The first token is "first", the one in its place "second".
 */
enum { FAKE_VAULT_MAX = 16, FAKE_VAULT_URL_SIZE = 512 };

struct fake_vault_answer {
	enum akv_code code; /* not AKV_OK: no reply, for ${body} as reason */
	int status;
	const char *body;
	const char *challenge;
	bool is_proxy; /* an HTML page of somebody in between */
};

struct fake_vault {
	/* -- what to answer, one after the other -- */
	struct fake_vault_answer answers[FAKE_VAULT_MAX];
	int will_answer;
	enum akv_code sign_in_code;
	enum akv_code replace_code; /* of the tokens behind the first */
	const char *token;	    /* in place of "first"; NULL: that */

	/* -- what happened -- */
	int requests;
	char urls[FAKE_VAULT_MAX][FAKE_VAULT_URL_SIZE];
	char tokens[FAKE_VAULT_MAX][32];
	char audience[64];	      /* of the last token */
	int clients;		      /* akv_http_new() */
	struct akv_deadline deadline; /* akv_http_set_deadline() */
	int signed_in, replaced;
	int demanded; /* with claims: the token is "third" */
	char claims[64];
};

extern struct fake_vault fake_vault;

/* fake_vault_will_answer(status, body, challenge): the next answer. */
void fake_vault_will_answer(int status, const char *body,
			    const char *challenge);

/* fake_vault_will_fail(code, reason): the next request gets no reply. */
void fake_vault_will_fail(enum akv_code code, const char *reason);

/* fake_vault_source(): the principal of FAKE_VAULT_TENANT, until 31 s of the
 * fake clock; borrowed. */
const struct akv_token_source *fake_vault_source(void);

#define FAKE_VAULT_TENANT "72f988bf-86f1-41af-91ab-2d7cd011db47"
#define FAKE_VAULT_CLIENT_ID "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff"
#define FAKE_VAULT_HOST "contoso.vault.azure.net"

#define FAKE_VAULT_CHALLENGE(tenant, resource) \
	"Bearer authorization=\"https://login.microsoftonline.com/" tenant \
	"\", resource=\"" resource "\""
#define FAKE_VAULT_ERROR(code, text) \
	"{\"error\":{\"code\":\"" code "\",\"message\":\"" text "\"}}"

#endif
