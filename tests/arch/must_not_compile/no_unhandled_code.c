/* SPDX-License-Identifier: MIT */
/* A new enum akv_code has to visit every place that maps them. */
/* expect: -W(error=)?switch */
#include "libhelper/base/error.h"

int map(enum akv_code code);

int map(enum akv_code code)
{
	switch (code) {
	case AKV_OK:
		return 0;
#ifndef VIOLATION
	default:
		break;
#endif
	}
	return 1;
}
