/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <sys/random.h>

#include "libhelper/base/random.h"

/* The linker puts it in getrandom(2)'s place (CMakeLists.txt). */
static bool has_no_entropy;
ssize_t __real_getrandom(void *bytes, size_t len, unsigned int flags);
ssize_t __wrap_getrandom(void *bytes, size_t len, unsigned int flags);

ssize_t __wrap_getrandom(void *bytes, size_t len, unsigned int flags)
{
	cr_assert_eq(flags, GRND_NONBLOCK, "it would wait");
	if (!has_no_entropy)
		return __real_getrandom(bytes, len, flags);
	errno = EAGAIN;
	return -1;
}

Test(random, fills_what_it_was_given)
{
	unsigned char seen[16] = { 0 };

	/* a byte stays zero each time once in 256 to the power of 100 */
	for (int i = 0; i < 100; i++) {
		unsigned char bytes[16] = { 0 };

		akv_random_fill(bytes, sizeof(bytes));
		for (size_t k = 0; k < sizeof(bytes); k++)
			seen[k] |= bytes[k];
	}
	cr_assert_null(memchr(seen, 0, sizeof(seen)));
}

Test(random, does_not_repeat_itself)
{
	unsigned char one[16];
	unsigned char two[16];

	akv_random_fill(one, sizeof(one));
	akv_random_fill(two, sizeof(two));
	cr_assert_neq(memcmp(one, two, sizeof(one)), 0);
}

Test(random, writes_no_further_than_it_was_told)
{
	char bytes[] = "abcdef";

	akv_random_fill(bytes, 0);
	cr_assert_str_eq(bytes, "abcdef");
	akv_random_fill(bytes + 1, 2);
	cr_assert_eq(bytes[0], 'a');
	cr_assert_str_eq(bytes + 3, "def");
}

Test(random, gives_zeros_where_there_is_no_entropy)
{
	char bytes[] = "abcdef";

	has_no_entropy = true;
	akv_random_fill(bytes + 1, 4);
	cr_assert_arr_eq(bytes, "a\0\0\0\0f", 7);
}
