/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/edge/json.h"

/* Nothing of a value is left behind in memory that json-c gave back. */

static struct akv_error err;

/* A sanitizer brings a heap of its own, which is no good to watch. */
#if defined(__SANITIZE_ADDRESS__) || !defined(__GLIBC__)
#define CAN_WATCH 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define CAN_WATCH 0
#endif
#endif
#ifndef CAN_WATCH
#define CAN_WATCH 1
#endif

enum { CANARY_LEN = 12 };
static char canary[CANARY_LEN + 1];
/* volatile: the compiler knows that the heap does not look at them */
static volatile bool watching;
static volatile int left_behind;

#if CAN_WATCH
/* The heap's own functions, under glibc's other names for them; ours take
 * their place for json-c too.  Parameters as in glibc's headers. */
extern void __libc_free(void *__ptr);
extern void *__libc_realloc(void *__ptr, size_t __size);

static bool holds_canary(void *memory)
{
	return watching && memory != NULL &&
	       memmem(memory, malloc_usable_size(memory), canary, CANARY_LEN) !=
		       NULL;
}

__attribute__((visibility("default"))) void free(void *__ptr)
{
	if (holds_canary(__ptr))
		left_behind++;
	__libc_free(__ptr);
}

__attribute__((visibility("default"))) void *realloc(void *__ptr, size_t __size)
{
	bool held = holds_canary(__ptr);
	void *grown = __libc_realloc(__ptr, __size);

	if (held && grown != __ptr)
		left_behind++;
	return grown;
}
#endif

/* {"x":"short","value":"CANARY\\nCANARY\\n... ${tail} */
static struct akv_secret *document_of(size_t count, const char *tail)
{
	struct akv_secret *text = NULL;
	enum akv_code code;

	cr_assert_eq(akv_secret_new(AKV_SECRET_REPLY_MAX, &text, NULL), AKV_OK);
	code = akv_secret_append_text(text, "{\"x\":\"short\",\"value\":\"",
				      NULL);
	/* the escapes make json-c put the value together piece by piece */
	for (size_t i = 0; i < count && code == AKV_OK; i++) {
		code = akv_secret_append_text(text, canary, NULL);
		if (code == AKV_OK)
			code = akv_secret_append_text(text, "\\n", NULL);
	}
	if (code == AKV_OK)
		code = akv_secret_append_text(text, tail, NULL);
	cr_assert_eq(code, AKV_OK);
	return text;
}

static void watch(size_t count, const char *tail, enum akv_code expected)
{
	AKV_AUTO(secret) *text = NULL;
	struct akv_json *document = NULL;

	/* computed, so that the program's own text does not hold it */
	for (int i = 0; i < CANARY_LEN; i++)
		canary[i] = (char)('A' + (i * 7 + 3) % 26);
	text = document_of(count, tail);
	watching = true;
	cr_expect_eq(akv_json_parse(text, &document, &err), expected);
	akv_json_free(document);
	watching = false;
	cr_expect_eq(left_behind, 0);
}

Test(json_wiping, sees_a_value_that_is_left_behind, .disabled = !CAN_WATCH)
{
	char *memory = strdup("a");

	watch(1, "\"}", AKV_OK);
	memory = realloc(memory, 64);
	memcpy(memory, canary, CANARY_LEN);
	/* or the compiler leaves out what it thinks nobody will read */
	__asm__ volatile("" : : "r"(memory) : "memory");
	watching = true;
	free(memory);
	watching = false;
	cr_expect_eq(left_behind, 1);
}

Test(json_wiping, wipes_a_short_value, .disabled = !CAN_WATCH)
{
	watch(1, "\"}", AKV_OK);
}

Test(json_wiping, wipes_a_long_value_at_the_end, .disabled = !CAN_WATCH)
{
	watch(2000, "\"}", AKV_OK);
}

Test(json_wiping, wipes_what_is_nested, .disabled = !CAN_WATCH)
{
	watch(10, "\",\"y\":[{\"z\":[\"DKRYFMTAHOVC\"]}]}", AKV_OK);
}

Test(json_wiping, wipes_what_stands_in_front_of_a_fault, .disabled = !CAN_WATCH)
{
	watch(10, "\"", AKV_ERR_PEER);
	watch(10, "\"}}", AKV_ERR_PEER);
	watch(10, "\",\"y\":tru}", AKV_ERR_PEER);
	watch(10, "\",\"value\":\"other\"}", AKV_ERR_PEER);
	watch(10, "\\ud800\"}", AKV_ERR_PEER);
	watch(10, "\xff\"}", AKV_ERR_PEER);
}

Test(json_wiping, wipes_a_member_that_is_replaced, .disabled = !CAN_WATCH)
{
	struct akv_json *object;

	watch(1, "\"}", AKV_OK);
	watching = true;
	object = akv_json_new_object();
	akv_json_set_text(object, "a", canary);
	akv_json_set_text(object, "a", "other");
	akv_json_free(object);
	watching = false;
	cr_expect_eq(left_behind, 0);
}
