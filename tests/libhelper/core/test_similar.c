/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/core/similar.h"

static const char *nearest(const char *word)
{
	static const char *const words[] = { "secret",	     "secret-version",
					     "more-secrets", "username",
					     "vault",	     "url" };
	struct akv_similar similar;

	akv_similar_init(&similar, word);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		akv_similar_consider(&similar, words[i]);
	return similar.best;
}

Test(similar, finds_the_word_with_a_letter_left_out_added_or_changed)
{
	cr_expect_str_eq(nearest("secrt"), "secret");
	cr_expect_str_eq(nearest("seccret"), "secret");
	cr_expect_str_eq(nearest("sekret"), "secret");
	cr_expect_str_eq(nearest("secret_version"), "secret-version");
	cr_expect_str_eq(nearest("user-name"), "username");
}

Test(similar, two_neighbours_swapped_are_one_mistake)
{
	/* two changes would be too many in a word of three */
	cr_expect_str_eq(nearest("ulr"), "url");
	cr_expect_str_eq(nearest("vualt"), "vault");
}

Test(similar, ignores_case)
{
	cr_expect_str_eq(nearest("Vault"), "vault");
	cr_expect_str_eq(nearest("URL"), "url");
}

Test(similar, finds_nothing_in_a_word_that_is_too_far)
{
	cr_expect_null(nearest("password"));
	cr_expect_null(nearest("xyz"));
	cr_expect_null(nearest("u"));
	cr_expect_null(nearest(""));
}

Test(similar, keeps_the_first_of_two_that_are_as_near)
{
	struct akv_similar similar;

	akv_similar_init(&similar, "test3");
	akv_similar_consider(&similar, "test1");
	akv_similar_consider(&similar, "test2");
	cr_expect_str_eq(similar.best, "test1");
}

Test(similar, does_not_compare_words_that_are_too_long)
{
	char word[200];
	struct akv_similar similar;

	memset(word, 'a', sizeof(word));
	word[sizeof(word) - 1] = '\0';
	akv_similar_init(&similar, word);
	akv_similar_consider(&similar, word);
	cr_expect_null(similar.best);

	word[64] = '\0';
	akv_similar_init(&similar, word);
	akv_similar_consider(&similar, word);
	cr_expect_str_eq(similar.best, word);
}
