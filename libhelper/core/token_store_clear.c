/* SPDX-License-Identifier: MIT */
#include "libhelper/core/back_off.h"
#include "libhelper/core/remembered_store.h"
#include "libhelper/core/store_order.h"

#include "libhelper/core/token_store.h"

/* A person waits for this one, and wants to know. */
enum { BUDGET_MS = 5000 };

static enum akv_code clear(const struct akv_token_backend *backend,
			   size_t *count, struct akv_error *err)
{
	struct akv_token_backend_count tokens = { 0 };
	enum akv_token_backend_answer answer =
		backend->forget_all(BUDGET_MS, &tokens);

	*count += tokens.gone;
	if (answer == AKV_TOKEN_BACKEND_SILENT)
		return akv_fail(err, AKV_ERR_STORE, "TokensLeft",
				"%s does not answer: it may still hold tokens",
				backend->name);
	if (tokens.left == 0)
		return AKV_OK;
	akv_fail(err, AKV_ERR_STORE, "TokensLeft",
		 "%s did not remove %zu of our tokens", backend->name,
		 tokens.left);
	akv_error_hint(err, "unlock its collection, then try again");
	return AKV_ERR_STORE;
}

enum akv_code akv_token_store_clear_all(size_t *count, struct akv_error *err)
{
	enum akv_code code = AKV_OK;

	*count = 0;
	for (size_t i = 0; akv_store_order_all[i] != NULL; i++) {
		/* the first failure is told, the others are tried anyway */
		struct akv_error *told = code == AKV_OK ? err : NULL;
		enum akv_code this_code =
			clear(akv_store_order_all[i], count, told);

		if (code == AKV_OK)
			code = this_code;
	}
	if (!akv_remembered_store_forget() && code == AKV_OK)
		code = akv_fail(err, AKV_ERR_STORE, "StateNotRemoved",
				"the remembered token store cannot be removed");
	if (!akv_back_off_forget_all() && code == AKV_OK)
		code = akv_fail(err, AKV_ERR_STORE, "StateNotRemoved",
				"a remembered refusal cannot be removed");
	return code;
}
