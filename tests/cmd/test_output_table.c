/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "printed.h"

static const struct akv_output_style plain;
static const struct akv_output_style azs = { .sorts = true,
					     .hides_ids = true,
					     .pads = true };

Test(output_table, has_columns)
{
	printed_expect(akv_output_table, &plain,
		       "[{\"name\":\"nightly\",\"used\":true},"
		       "{\"name\":\"b\",\"used\":false}]",
		       "Name     Used\n"
		       "-------  -----\n"
		       "nightly  True\n"
		       "b        False\n");
}

Test(output_table, is_for_scalars)
{
	printed_expect(akv_output_table, &plain,
		       "{\"a\":1,\"b\":[1],\"c\":{},\"d\":null}", "A\n-\n1\n");
	printed_expect(akv_output_table, &plain, "[]", "");
	printed_expect(akv_output_table, &plain, "{\"a\":null}", "");
}

Test(output_table, has_the_columns_of_all_rows)
{
	printed_expect(akv_output_table, &plain,
		       "[{\"a\":\"x\"},{\"b\":\"y\",\"a\":null}]",
		       "A  B\n"
		       "-  -\n"
		       "x\n"
		       "   y\n");
}

Test(output_table, names_what_has_no_name)
{
	printed_expect(akv_output_table, &plain, "[[1,\"b\"],[22]]",
		       "Column1  Column2\n"
		       "-------  -------\n"
		       "1        b\n"
		       "22\n");
	printed_expect(akv_output_table, &plain, "[\"x\"]",
		       "Result\n------\nx\n");
}

Test(output_table, of_the_azure_cli_has_no_id)
{
	printed_expect(akv_output_table, &azs,
		       "{\"name\":\"n\",\"id\":\"i\",\"etag\":\"e\",\"kid\":"
		       "\"k\",\"type\":\"t\"}",
		       "Kid    Name\n"
		       "-----  ------\n"
		       "k      n\n");
}

Test(output_table, lets_nothing_out_of_its_cell)
{
	printed_expect(akv_output_table, &plain,
		       "[{\"a\":\"x\\ny\",\"b\":\"\\u00e9\"}]",
		       "A     B\n"
		       "----  -\n"
		       "x\\ny  \xc3\xa9\n");
}
