/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "cmd/picker.h"
#include "tests/fakes/fake_terminal.h"

static const char *const fruit[] = { "apple", "Pear", "pineapple" };
static const struct akv_picker picker = {
	.question = "Which?",
	.items = fruit,
	.count = 3,
};

static struct akv_error err;

static void says(const char *one, const char *two)
{
	fake_terminal = (struct fake_terminal){ .answers = { one, two } };
}

static void chooses(size_t wanted)
{
	size_t chosen = 99;

	cr_expect_eq(akv_picker_choose(&picker, &chosen, &err), AKV_OK);
	cr_expect_eq(chosen, wanted);
}

Test(picker, numbers_what_there_is)
{
	says("2", NULL);
	chooses(1);
	cr_expect_str_eq(fake_terminal.screen,
			 "Which?\n"
			 "    1  apple\n"
			 "    2  Pear\n"
			 "    3  pineapple\n"
			 "Number, or a part of the name: ");
}

Test(picker, narrows_by_a_part_and_keeps_the_numbers)
{
	says("PPLE", "3");
	chooses(2);
	cr_expect_str_eq(fake_terminal.screen,
			 "Which?\n"
			 "    1  apple\n"
			 "    3  pineapple\n"
			 "Number, or a part of the name: ");
}

Test(picker, takes_a_whole_name)
{
	says("apple", NULL);
	chooses(0);
	says("kiwi", "Pear");
	chooses(1);
	cr_expect_not_null(
		strstr(fake_terminal.screen, "nothing has that in its name"));
}

Test(picker, takes_a_whole_name_without_what_tells_it_apart)
{
	const char *items[] = { "contoso-policy  (a, westeurope)",
				"contoso  (a, westeurope)", "twin  (1)",
				"twin  (2)" };
	const struct akv_picker vaults = { "Which?", items, 4 };
	size_t chosen;

	says("contoso", NULL);
	cr_expect_eq(akv_picker_choose(&vaults, &chosen, &err), AKV_OK);
	cr_expect_eq(chosen, 1);
	says("contoso-", "contoso-policy");
	cr_expect_eq(akv_picker_choose(&vaults, &chosen, &err), AKV_OK);
	cr_expect_eq(chosen, 0);
	says("twin", "4");
	cr_expect_eq(akv_picker_choose(&vaults, &chosen, &err), AKV_OK);
	cr_expect_eq(chosen, 3);
}

Test(picker, shows_all_again_for_an_empty_line)
{
	fake_terminal =
		(struct fake_terminal){ .answers = { "pear", "", "1" } };
	chooses(0);
	cr_expect_not_null(strstr(fake_terminal.screen, "pineapple"));
}

Test(picker, takes_no_number_outside)
{
	fake_terminal = (struct fake_terminal){
		.answers = { "0", "4", "-1", "99999999999999999999", "1" }
	};
	chooses(0);
}

Test(picker, ends_with_the_input)
{
	size_t chosen = 99;

	says("kiwi", NULL);
	cr_expect_eq(akv_picker_choose(&picker, &chosen, &err), AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "NothingEntered");
	cr_expect_eq(chosen, 99);
}

Test(picker, has_to_have_something)
{
	const struct akv_picker none = { .question = "Which?" };
	size_t chosen;

	cr_expect_eq(akv_picker_choose(&none, &chosen, &err), AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "NothingToChoose");
	cr_expect_eq(fake_terminal.count, 0);
}

Test(picker, shows_no_more_than_fits)
{
	static char names[500][16];
	const char *items[500];
	const struct akv_picker many = { "Which?", items, 500 };
	size_t chosen;

	for (size_t i = 0; i < 500; i++) {
		(void)snprintf(names[i], sizeof(names[i]), "vault-%zu", i);
		items[i] = names[i];
	}
	says("vault-499", NULL);
	cr_expect_eq(akv_picker_choose(&many, &chosen, &err), AKV_OK);
	cr_expect_eq(chosen, 499);
	cr_expect_not_null(strstr(fake_terminal.screen, "and 480 more"));
	cr_expect_null(strstr(fake_terminal.screen, "vault-20\n"));
}

Test(picker, does_not_let_peers_draw)
{
	static char longest[100000];
	const char *items[] = { "\033[2Jevil\r\n", longest };
	const struct akv_picker evil = { "Which?", items, 2 };
	size_t chosen;

	memset(longest, '\033', sizeof(longest) - 1);
	says("1", NULL);
	cr_expect_eq(akv_picker_choose(&evil, &chosen, &err), AKV_OK);
	cr_expect_null(strchr(fake_terminal.screen, '\033'));
	cr_expect_not_null(strstr(fake_terminal.screen, "\\x1b[2Jevil\\r\\n"));
	cr_expect_not_null(strstr(fake_terminal.screen, "Number, or"));
}
