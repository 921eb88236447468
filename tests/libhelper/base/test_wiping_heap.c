/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <malloc.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/base/wiping_heap.h"

static const char canary[] = "canary";

/* What the memory looked like that was given back. */
static struct {
	size_t count;
	bool had_canary;
} freed;

/* The linker puts it in free(3)'s place (CMakeLists.txt). */
void __real_free(void *bytes);
void __wrap_free(void *bytes);

void __wrap_free(void *bytes)
{
	if (bytes != NULL) {
		freed.count++;
		if (memmem(bytes, malloc_usable_size(bytes), canary,
			   strlen(canary)) != NULL)
			freed.had_canary = true;
	}
	__real_free(bytes);
}

/* And this one in malloc(3)'s place. */
static bool is_out_of_memory;
void *__real_malloc(size_t size);
void *__wrap_malloc(size_t size);

void *__wrap_malloc(size_t size)
{
	return is_out_of_memory ? NULL : __real_malloc(size);
}

static char *canary_of(size_t size)
{
	char *bytes = akv_wiping_heap_malloc(size);

	cr_assert_not_null(bytes);
	memset(bytes, 'x', size);
	memcpy(bytes + size - strlen(canary), canary, strlen(canary));
	freed.count = 0;
	freed.had_canary = false;
	return bytes;
}

static void expect_wiped(void)
{
	cr_assert_eq(freed.count, 1);
	cr_assert_not(freed.had_canary, "the canary was still there");
}

/* The net of the other tests: would they see it? */
Test(wiping_heap, would_be_seen_if_it_did_not_wipe)
{
	free(canary_of(100));
	cr_assert_eq(freed.count, 1);
	cr_assert(freed.had_canary);
}

Test(wiping_heap, wipes_what_is_freed)
{
	static const size_t sizes[] = { 6, 24, 25, 100, 4096, 300000 };

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		akv_wiping_heap_free(canary_of(sizes[i]));
		expect_wiped();
	}
}

Test(wiping_heap, wipes_what_has_grown_elsewhere)
{
	char *bytes = canary_of(100);
	char *grown = akv_wiping_heap_realloc(bytes, 5000);

	cr_assert_not_null(grown);
	expect_wiped();
	cr_assert_arr_eq(grown + 94, "canary", 6);
	akv_wiping_heap_free(grown);
	cr_assert_eq(freed.count, 2);
	cr_assert_not(freed.had_canary);
}

Test(wiping_heap, keeps_the_bytes_of_what_grows_step_by_step)
{
	char *bytes = NULL;

	for (size_t size = 1; size < 3000; size++) {
		bytes = akv_wiping_heap_realloc(bytes, size);
		cr_assert_not_null(bytes);
		bytes[size - 1] = (char)('a' + size % 26);
		for (size_t i = 0; i < size; i += 97)
			cr_assert_eq(bytes[i], 'a' + (int)((i + 1) % 26));
	}
	akv_wiping_heap_free(bytes);
}

Test(wiping_heap, keeps_the_bytes_of_what_shrinks)
{
	char *bytes = akv_wiping_heap_strdup("abcdef");

	bytes = akv_wiping_heap_realloc(bytes, 3);
	cr_assert_not_null(bytes);
	cr_assert_arr_eq(bytes, "abc", 3);
	akv_wiping_heap_free(bytes);
}

Test(wiping_heap, gives_new_memory_for_none)
{
	char *bytes = akv_wiping_heap_realloc(NULL, 10);

	cr_assert_not_null(bytes);
	memset(bytes, 'x', 10);
	akv_wiping_heap_free(bytes);
}

Test(wiping_heap, wipes_what_shrinks_to_nothing)
{
	void *bytes = akv_wiping_heap_realloc(canary_of(100), 0);

	expect_wiped();
	akv_wiping_heap_free(bytes);
}

Test(wiping_heap, keeps_what_it_cannot_grow)
{
	char *bytes = canary_of(100);

	is_out_of_memory = true;
	cr_assert_null(akv_wiping_heap_malloc(1));
	cr_assert_null(akv_wiping_heap_realloc(bytes, 5000));
	is_out_of_memory = false;
	cr_assert_eq(freed.count, 0);
	cr_assert_arr_eq(bytes + 94, "canary", 6);
	akv_wiping_heap_free(bytes);
}

Test(wiping_heap, gives_zeros)
{
	static const char zeros[100];
	char *bytes = akv_wiping_heap_calloc(10, 10);

	cr_assert_not_null(bytes);
	cr_assert_arr_eq(bytes, zeros, 100);
	akv_wiping_heap_free(bytes);
}

Test(wiping_heap, copies_text)
{
	char *text = akv_wiping_heap_strdup("abc");

	cr_assert_str_eq(text, "abc");
	akv_wiping_heap_free(text);
	akv_wiping_heap_free(NULL);
}
