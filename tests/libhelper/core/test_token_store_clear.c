/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "libhelper/core/remembered_store.h"
#include "libhelper/core/token_store.h"
#include "tests/fakes/fake_token_backends.h"
#include "tests/fakes/scratch.h"

static struct akv_error err;
static size_t count;

static void set_up(void)
{
	scratch_make();
	(void)unsetenv("STATE_DIRECTORY");
	(void)setenv("XDG_STATE_HOME", scratch_path("state"), 1);
	fake_token_backends_reset();
	fake_libsecret_backend.count.gone = 2;
	fake_keyring_backend.count.gone = 3;
	akv_remembered_store_set("keyring");
}

TestSuite(token_store_clear, .init = set_up, .fini = scratch_remove);

static bool is_remembered(void)
{
	char word[AKV_REMEMBERED_STORE_SIZE];

	return akv_remembered_store_get(word);
}

Test(token_store_clear, empties_every_store)
{
	cr_assert_eq(akv_token_store_clear_all(&count, &err), AKV_OK);
	cr_expect_eq(count, 5);
	cr_expect_not(is_remembered());
}

Test(token_store_clear, needs_no_store_that_is_not_there)
{
	fake_libsecret_backend.answers.forget = AKV_TOKEN_BACKEND_UNUSABLE;
	cr_assert_eq(akv_token_store_clear_all(&count, &err), AKV_OK);
	cr_expect_eq(count, 3);
}

Test(token_store_clear, tells_what_is_left)
{
	fake_libsecret_backend.count.left = 1;
	cr_assert_eq(akv_token_store_clear_all(&count, &err), AKV_ERR_STORE);
	cr_expect_str_eq(err.reason, "TokensLeft");
	cr_expect_str_eq(err.text, "libsecret did not remove 1 of our tokens");
	/* the others are emptied anyway */
	cr_expect_eq(count, 5);
	cr_expect_not(is_remembered());
}

Test(token_store_clear, tells_who_did_not_answer)
{
	fake_libsecret_backend.answers.forget = AKV_TOKEN_BACKEND_SILENT;
	cr_assert_eq(akv_token_store_clear_all(&count, &err), AKV_ERR_STORE);
	cr_expect_str_eq(err.reason, "TokensLeft");
	cr_expect_str_eq(err.text, "libsecret does not answer: it may still "
				   "hold tokens");
	cr_expect_eq(count, 3);
}
