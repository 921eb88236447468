/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "cmd/exit_status.h"

Test(exit_status, is_what_the_manual_promises)
{
	static const struct {
		enum akv_code code;
		int status;
	} promised[] = {
		{ AKV_OK, 0 },
		{ AKV_ERR_OTHER, 1 },
		{ AKV_ERR_USAGE, 2 },
		{ AKV_ERR_NOT_FOUND, 3 },
		{ AKV_ERR_SIGN_IN, 4 },
		{ AKV_ERR_DENIED, 5 },
		{ AKV_ERR_FIREWALL, 6 },
		{ AKV_ERR_UNREACHABLE, 7 },
		{ AKV_ERR_THROTTLED, 8 },
		{ AKV_ERR_PEER, 9 },
		{ AKV_ERR_STORE, 10 },
		{ AKV_ERR_UNUSABLE, 11 },
	};

	for (size_t i = 0; i < sizeof(promised) / sizeof(promised[0]); i++)
		cr_expect_eq(akv_exit_status(promised[i].code),
			     promised[i].status);
}
