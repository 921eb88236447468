/* SPDX-License-Identifier: MIT */
#include "libhelper/reply/identity_reply.h"
#include "tests/fuzz/fuzz_reply.h"

/*
 * What a source of managed identities, or somebody in its place, says: a token
 * that can be sent in a header and lasts a day at most, or a failure in words
 * that are safe to print.  The status says whom we asked, and for which
 * identity: every third the same.
 */

enum { NOW = 1700000000, DAY = 24 * 60 * 60 };

static const char client_id[] = "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff";

static const struct akv_identity_request requests[] = {
	{ .source = AKV_MANAGED_IDENTITY_IMDS },
	{ .source = AKV_MANAGED_IDENTITY_AZURE_ARC, .client_id = client_id },
	{ .source = AKV_MANAGED_IDENTITY_APP_SERVICE, .client_id = client_id },
};

static void check_token(const struct akv_token *token)
{
	const char *text = akv_secret_text(token->value);

	fuzz_check(token->expires_at > NOW);
	fuzz_check(token->expires_at <= NOW + DAY);
	fuzz_check(akv_secret_len(token->value) > 0);
	fuzz_check(strlen(text) == akv_secret_len(token->value));
	for (; *text != '\0'; text++)
		fuzz_check(*text > 0x20 && *text < 0x7f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct akv_identity_request *request;
	struct akv_token token = { 0 };
	struct akv_http_reply reply;
	struct akv_error err;
	enum akv_code code;

	if (!fuzz_reply_make(data, size, &reply))
		return 0;
	request = &requests[reply.status % 3];
	fuzz_check_error(akv_identity_error(&reply, request, &err), &err);
	code = akv_identity_reply_parse(&reply, request, NOW, &token, &err);
	if (code == AKV_OK) {
		check_token(&token);
	} else {
		fuzz_check_error(code, &err);
		fuzz_check(token.value == NULL);
	}
	akv_token_clear(&token);
	akv_secret_free(reply.body);
	return 0;
}
