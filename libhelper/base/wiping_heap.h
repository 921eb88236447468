/* SPDX-License-Identifier: MIT */
#ifndef AKV_BASE_WIPING_HEAP_H
#define AKV_BASE_WIPING_HEAP_H

#include <stddef.h>

/*
 * malloc(3) and its family, except that memory is wiped before it is given
 * back: for libraries that let their allocator be replaced and that handle
 * tokens and values in buffers of their own.  It is neither locked nor kept
 * out of core files; it only leaves nothing behind.
 */
void *akv_wiping_heap_malloc(size_t size);
void *akv_wiping_heap_calloc(size_t count, size_t size);
void *akv_wiping_heap_realloc(void *old, size_t size);
char *akv_wiping_heap_strdup(const char *text);
void akv_wiping_heap_free(void *old);

#endif
