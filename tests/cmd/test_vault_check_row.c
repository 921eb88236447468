/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "cmd/vault_check_row.h"

static struct akv_vault_check_row row;
static struct akv_error err;

static void remedy_of(const char *hint)
{
	(void)!akv_fail(&err, AKV_ERR_DENIED, "Why", "what");
	strcpy(err.hint, hint);
	akv_vault_check_row_error(&row, AKV_VAULT_CHECK_FAILURE, &err);
}

Test(vault_check_row, takes_all_from_an_error)
{
	remedy_of("do something\naz keyvault update\nwait\n");
	cr_expect_eq(row.state, AKV_VAULT_CHECK_FAILURE);
	cr_expect_eq(row.code, AKV_ERR_DENIED);
	cr_expect_str_eq(row.reason, "Why");
	cr_expect_str_eq(row.seen, "what");
	cr_expect_str_eq(row.remedy, "az keyvault update");
}

Test(vault_check_row, takes_the_first_hint_where_none_is_a_command)
{
	remedy_of("check this\ncheck that\n");
	cr_expect_str_eq(row.remedy, "check this");
	remedy_of("");
	cr_expect_str_eq(row.remedy, "");
	remedy_of("az without an end");
	cr_expect_str_eq(row.remedy, "az without an end");
}

Test(vault_check_row, has_a_code_only_where_it_is_a_failure)
{
	(void)!akv_fail(&err, AKV_ERR_DENIED, "Why", "what");
	akv_vault_check_row_error(&row, AKV_VAULT_CHECK_WARNING, &err);
	cr_expect_eq(row.code, AKV_OK);
	akv_vault_check_row_failure(&row, AKV_ERR_USAGE, "Other");
	cr_expect_eq(row.code, AKV_ERR_USAGE);
	cr_expect_str_eq(row.reason, "Other");
}

Test(vault_check_row, shows_no_half_of_a_command)
{
	char word[AKV_ERROR_HINT_MAX];

	memset(word, 'a', sizeof(word) - 1);
	word[sizeof(word) - 1] = '\0';
	akv_vault_check_row_remedy(&row, "az %s", word);
	cr_expect_str_eq(row.remedy, "");
}

Test(vault_check_row, has_a_word_for_each_state)
{
	cr_expect_str_eq(akv_vault_check_row_word(AKV_VAULT_CHECK_OK), "ok");
	cr_expect_str_eq(akv_vault_check_row_word(AKV_VAULT_CHECK_WARNING),
			 "warning");
	cr_expect_str_eq(akv_vault_check_row_word(AKV_VAULT_CHECK_FAILURE),
			 "failure");
	cr_expect_str_eq(akv_vault_check_row_word(AKV_VAULT_CHECK_NOT_VISIBLE),
			 "not visible");
}
