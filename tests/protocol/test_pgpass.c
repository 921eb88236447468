/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "protocol/pgpass.h"
#include "tests/protocol/entries.h"

static void refuse(const char *bytes, size_t len)
{
	entries_refuse(akv_pgpass_format, entries_sample(), bytes, len,
		       "DoesNotFit");
}

Test(pgpass, is_a_line)
{
	entries_expect(akv_pgpass_format, entries_sample(), "hunter2",
		       "example.com:5432:*:bob:hunter2\n");
}

Test(pgpass, names_port_and_database_where_they_are_known)
{
	struct akv_entry entry = entries_sample();

	entry.port = 5433;
	entry.path = "payroll";
	entries_expect(akv_pgpass_format, entry, "x",
		       "example.com:5433:payroll:bob:x\n");
}

Test(pgpass, escapes_colons_and_backslashes)
{
	struct akv_entry entry = entries_sample();

	entry.username = "a:b\\c";
	entries_expect(akv_pgpass_format, entry, "d:e\\f",
		       "example.com:5432:*:a\\:b\\\\c:d\\:e\\\\f\n");
}

Test(pgpass, escapes_the_colons_of_an_address)
{
	struct akv_entry entry = { .username = "bob", .host = "::1" };

	entries_expect(akv_pgpass_format, entry, "x", "\\:\\:1:5432:*:bob:x\n");
}

Test(pgpass, keeps_everything_else)
{
	entries_expect(akv_pgpass_format, entries_sample(), " #'\"\t\x01\xff ",
		       "example.com:5432:*:bob: #'\"\t\x01\xff \n");
}

Test(pgpass, refuses_what_no_line_holds)
{
	refuse("one\ntwo", 7);
	refuse("one\rtwo", 7);
	refuse("nul\0byte", 8);
	refuse("", 0);
}

Test(pgpass, is_no_wildcard_for_host_and_user)
{
	struct akv_entry entry = entries_sample();

	entry.username = NULL;
	entries_refuse(akv_pgpass_format, entry, "x", 1, "NoUsername");
	entry = entries_sample();
	entry.host[0] = '\0';
	entries_refuse(akv_pgpass_format, entry, "x", 1, "NoHost");
}
