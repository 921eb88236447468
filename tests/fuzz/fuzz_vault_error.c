/* SPDX-License-Identifier: MIT */
#include "libhelper/reply/vault_error.h"
#include "tests/fuzz/fuzz_reply.h"

/* Whatever a vault, or somebody in its place, says: it becomes a failure in
 * words that are safe to print, and its commands are safe to copy. */

/* No byte with which a word in a command could become a command.  The rest of
 * a hint is ours, but for one that repeats what Key Vault says. */
static void check_commands(const char *hint)
{
	static const char ours[] = "$(az keyvault show --name contoso "
				   "--query id --output tsv)";

	while (*hint != '\0') {
		size_t len = strcspn(hint, "\n");

		if (strncmp(hint, "az ", 3) == 0) {
			const char *special = strpbrk(hint, "$`;|&<>\\");

			fuzz_check(special == NULL || special > hint + len ||
				   strncmp(special, ours, strlen(ours)) == 0);
		}
		hint += len + (hint[len] == '\n');
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct akv_vault_request request = {
		.vault = "contoso",
		.secret = "sftp-password",
		.version = "",
		.tenant = "72f988bf-86f1-41af-91ab-2d7cd011db47",
		.client_id = "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff",
	};
	struct akv_http_reply reply;
	struct akv_error err;

	if (!fuzz_reply_make(data, size, &reply))
		return 0;
	fuzz_check_error(akv_vault_error(&reply, &request, &err), &err);
	check_commands(err.hint);
	akv_secret_free(reply.body);
	return 0;
}
