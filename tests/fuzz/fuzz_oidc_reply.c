/* SPDX-License-Identifier: MIT */
#include "libhelper/reply/jws.h"
#include "libhelper/reply/oidc_reply.h"
#include "tests/fuzz/fuzz_reply.h"

/* What is taken for a token is one word of a known form. */

static void check(const struct akv_http_reply *reply,
		  enum akv_oidc_service service)
{
	AKV_AUTO(secret) *token = NULL;
	struct akv_error err;
	enum akv_code code = akv_oidc_reply_parse(reply, service, &token, &err);

	if (code != AKV_OK) {
		fuzz_check_error(code, &err);
		fuzz_check(token == NULL);
		return;
	}
	fuzz_check(reply->status == 200);
	fuzz_check(strlen(akv_secret_text(token)) == akv_secret_len(token));
	fuzz_check(strpbrk(akv_secret_text(token), " \t\r\n\"&=%+/") == NULL);
	fuzz_check(akv_jws_shape(akv_secret_text(token),
				 akv_secret_len(token)) == AKV_JWS_COMPACT);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct akv_http_reply reply;

	if (!fuzz_reply_make(data, size, &reply))
		return 0;
	check(&reply, AKV_OIDC_GITHUB_ACTIONS);
	check(&reply, AKV_OIDC_AZURE_PIPELINES);
	akv_secret_free(reply.body);
	return 0;
}
