/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <sys/random.h>

#include "libhelper/base/random.h"

void akv_random_fill(void *bytes, size_t len)
{
	if (getrandom(bytes, len, GRND_NONBLOCK) < 0)
		memset(bytes, 0, len);
}
