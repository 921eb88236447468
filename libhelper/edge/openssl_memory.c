/* SPDX-License-Identifier: MIT */
#include <openssl/crypto.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/wiping_heap.h"

#include "libhelper/edge/openssl_memory.h"

/* OpenSSL tells who asks; nobody here wants to know. */

static void *allocate(size_t size, AKV_UNUSED const char *file,
		      AKV_UNUSED int line)
{
	return akv_wiping_heap_malloc(size);
}

static void *resize(void *old, size_t size, AKV_UNUSED const char *file,
		    AKV_UNUSED int line)
{
	return akv_wiping_heap_realloc(old, size);
}

static void release(void *old, AKV_UNUSED const char *file, AKV_UNUSED int line)
{
	akv_wiping_heap_free(old);
}

void akv_openssl_memory_wipe(void)
{
	(void)CRYPTO_set_mem_functions(allocate, resize, release);
}
