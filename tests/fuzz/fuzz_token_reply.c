/* SPDX-License-Identifier: MIT */
#include "libhelper/reply/token_reply.h"
#include "tests/fuzz/fuzz_reply.h"

/* What is taken for a token can be sent in a header, and lasts a day at
 * most. */

enum { NOW = 1700000000, DAY = 24 * 60 * 60 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct akv_entra_request request = {
		.authority_host = "login.microsoftonline.com",
		.tenant = "72f988bf-86f1-41af-91ab-2d7cd011db47",
		.client_id = "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff",
		.credential = "client secret",
	};
	struct akv_token token = { 0 };
	struct akv_http_reply reply;
	struct akv_error err;
	enum akv_code code;

	if (!fuzz_reply_make(data, size, &reply))
		return 0;
	code = akv_token_reply_parse(&reply, &request, NOW, &token, &err);
	if (code == AKV_OK) {
		const char *text = akv_secret_text(token.value);

		fuzz_check(token.expires_at > NOW);
		fuzz_check(token.expires_at <= NOW + DAY);
		fuzz_check(akv_secret_len(token.value) > 0);
		fuzz_check(strlen(text) == akv_secret_len(token.value));
		for (; *text != '\0'; text++)
			fuzz_check(*text > 0x20 && *text < 0x7f);
	} else {
		fuzz_check_error(code, &err);
		fuzz_check(token.value == NULL);
	}
	akv_token_clear(&token);
	akv_secret_free(reply.body);
	return 0;
}
