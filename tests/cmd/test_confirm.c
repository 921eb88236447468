/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "cmd/confirm.h"
#include "tests/fakes/fake_terminal.h"

static struct akv_error err;

static enum akv_code answer(const char *text)
{
	fake_terminal = (struct fake_terminal){ .answers = { text } };
	return akv_confirm("Delete", "a\033[2Jb", &err);
}

Test(confirm, takes_yes)
{
	cr_expect_eq(answer("yes"), AKV_OK);
	cr_expect_eq(answer("YES"), AKV_OK);
	cr_expect_str_eq(fake_terminal.screen,
			 "Delete a\\x1b[2Jb? Type yes to do it: ");
}

Test(confirm, takes_nothing_else)
{
	static const char *const others[] = { "", "y", "no", "yes!", " yes" };

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		cr_expect_eq(answer(others[i]), AKV_ERR_USAGE);
		cr_expect_str_eq(err.reason, "NotConfirmed");
	}
	cr_expect_eq(answer(NULL), AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "NothingEntered");
}
