/* SPDX-License-Identifier: MIT */
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/base/wiping_heap.h"

void *akv_wiping_heap_malloc(size_t size)
{
	return malloc(size);
}

void *akv_wiping_heap_calloc(size_t count, size_t size)
{
	return calloc(count, size);
}

void *akv_wiping_heap_realloc(void *old, size_t size)
{
	size_t old_size = old == NULL ? 0 : malloc_usable_size(old);
	void *fresh;

	/* realloc(3) may move the bytes and leave the old ones behind, so
	 * it is used only where it cannot */
	if (size != 0 && size <= old_size)
		return old;
	fresh = malloc(size);
	if (fresh == NULL)
		return NULL;
	if (old != NULL)
		memcpy(fresh, old, old_size < size ? old_size : size);
	akv_wiping_heap_free(old);
	return fresh;
}

char *akv_wiping_heap_strdup(const char *text)
{
	return strdup(text);
}

void akv_wiping_heap_free(void *old)
{
	if (old == NULL)
		return;
	explicit_bzero(old, malloc_usable_size(old));
	free(old);
}
