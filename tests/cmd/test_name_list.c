/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>

#include "cmd/name_list.h"

Test(name_list, keeps_copies_in_order)
{
	struct akv_name_list list = { 0 };
	char name[32];

	for (int i = 0; i < 1000; i++) {
		(void)snprintf(name, sizeof(name), "name-%d", i);
		cr_assert_eq(akv_name_list_add(&list, name, NULL), AKV_OK);
	}
	cr_expect_eq(list.count, 1000);
	cr_expect_str_eq(list.names[0], "name-0");
	cr_expect_str_eq(list.names[999], "name-999");
	akv_name_list_clear(&list);
	cr_expect_eq(list.count, 0);
}

Test(name_list, has_an_end)
{
	struct akv_name_list list = { 0 };
	struct akv_error err = { 0 };

	for (size_t i = 0; i < AKV_NAME_LIST_MAX; i++)
		cr_assert_eq(akv_name_list_add(&list, "", NULL), AKV_OK);
	cr_expect_eq(akv_name_list_add(&list, "", &err), AKV_ERR_PEER);
	cr_expect_str_eq(err.reason, "TooMany");
	akv_name_list_clear(&list);
}
