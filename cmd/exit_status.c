/* SPDX-License-Identifier: MIT */
#include "cmd/exit_status.h"

static int passed_on;

void akv_exit_status_pass_on(int status)
{
	passed_on = status;
}

int akv_exit_status(enum akv_code code)
{
	if (passed_on != 0)
		return passed_on;
	switch (code) {
	case AKV_OK:
		return 0;
	case AKV_ERR_OTHER:
		return 1;
	case AKV_ERR_USAGE:
		return 2;
	case AKV_ERR_NOT_FOUND:
		return 3;
	case AKV_ERR_SIGN_IN:
		return 4;
	case AKV_ERR_DENIED:
		return 5;
	case AKV_ERR_FIREWALL:
		return 6;
	case AKV_ERR_UNREACHABLE:
		return 7;
	case AKV_ERR_THROTTLED:
		return 8;
	case AKV_ERR_PEER:
		return 9;
	case AKV_ERR_STORE:
		return 10;
	case AKV_ERR_UNUSABLE:
		return 11;
	}
	return 1;
}
