/* SPDX-License-Identifier: MIT */
#include "libhelper/reply/entra_error.h"
#include "tests/fuzz/fuzz_reply.h"

/* Whatever Entra, or somebody in its place, says: it becomes a failure in
 * words that are safe to print. */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct akv_entra_request request = {
		.authority_host = "login.microsoftonline.com",
		.tenant = "72f988bf-86f1-41af-91ab-2d7cd011db47",
		.client_id = "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff",
		.credential = "client secret",
	};
	struct akv_http_reply reply;
	struct akv_error err;

	if (!fuzz_reply_make(data, size, &reply))
		return 0;
	fuzz_check_error(akv_entra_error(&reply, &request, &err), &err);
	akv_secret_free(reply.body);
	return 0;
}
