/* SPDX-License-Identifier: MIT */
#include "libhelper/base/trace.h"
#include "libhelper/core/arc_key_file.h"
#include "libhelper/core/retry.h"

#include "libhelper/core/identity_exchange.h"

/* One question of an exchange, and what its repetitions share. */
struct question {
	const struct akv_identity_url *url;
	struct akv_http *http;
	struct akv_retry retry;
};

static enum akv_code ask(struct question *question,
			 const struct akv_http_identity_proof *proof,
			 struct akv_http_reply *reply, struct akv_error *err)
{
	for (;;) {
		struct akv_error why = { 0 };
		enum akv_code code = akv_http_identity(
			question->http, question->url, proof, reply, &why);

		if (akv_retry_is_transient(&question->retry, code, &why,
					   reply) &&
		    akv_retry_wait(&question->retry, reply))
			continue;
		if (code != AKV_OK && err != NULL)
			*err = why;
		return code;
	}
}

static enum akv_code ask_with_key(struct question *question,
				  const char *directory,
				  struct akv_http_reply *reply,
				  struct akv_error *err)
{
	AKV_AUTO(secret) *key = NULL;
	struct akv_http_identity_proof proof = {
		.kind = AKV_HTTP_IDENTITY_BASIC,
	};
	enum akv_code code;

	akv_trace("the agent wants to be shown a key of its own");
	code = akv_arc_key_file_read(reply->challenge, directory, &key, err);
	if (code != AKV_OK)
		return code;
	proof.secret = key;
	return ask(question, &proof, reply, err);
}

enum akv_code
akv_identity_exchange(const struct akv_identity_exchange *exchange,
		      struct akv_http_reply *reply, struct akv_error *err)
{
	AKV_AUTO(http) *http = NULL;
	struct akv_http_identity_proof proof = {
		.kind = exchange->header == NULL ? AKV_HTTP_IDENTITY_METADATA :
						   AKV_HTTP_IDENTITY_HEADER,
		.secret = exchange->header,
	};
	struct question question = {
		.url = exchange->url,
		.retry = { .policy = exchange->source ==
						     AKV_MANAGED_IDENTITY_IMDS ?
					     AKV_RETRY_IMDS :
					     AKV_RETRY_IDENTITY,
			   .deadline = exchange->deadline },
	};
	enum akv_code code = akv_http_new(exchange->deadline, &http, err);

	if (code != AKV_OK)
		return code;
	question.http = http;
	code = ask(&question, &proof, reply, err);
	if (code != AKV_OK || reply->status != 401 ||
	    exchange->source != AKV_MANAGED_IDENTITY_AZURE_ARC)
		return code;
	return ask_with_key(&question, exchange->key_directory, reply, err);
}
