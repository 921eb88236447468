/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "protocol/netrc.h"
#include "tests/protocol/entries.h"

static void expect(const char *value, const char *written)
{
	char line[512];

	(void)snprintf(line, sizeof(line),
		       "machine example.com login bob password %s\n", written);
	entries_expect(akv_netrc_format, entries_sample(), value, line);
}

static void refuse(const char *bytes, size_t len)
{
	entries_refuse(akv_netrc_format, entries_sample(), bytes, len,
		       "DoesNotFit");
}

Test(netrc, is_a_line)
{
	expect("hunter2", "hunter2");
	expect("p\xc3\xa4ss:w'rd#$%", "p\xc3\xa4ss:w'rd#$%");
}

Test(netrc, quotes_what_would_be_two_words_or_another)
{
	expect("two words", "\"two words\"");
	expect(" ", "\" \"");
	expect("say \"x\"", "\"say \\\"x\\\"\"");
	expect("\"", "\"\\\"\"");
	expect("C:\\n", "\"C:\\\\n\"");
	expect("#1", "\"#1\"");
}

Test(netrc, quotes_a_user_name_too)
{
	struct akv_entry entry = entries_sample();

	entry.username = "EXAMPLE\\bob smith";
	entries_expect(akv_netrc_format, entry, "x",
		       "machine example.com login \"EXAMPLE\\\\bob smith\" "
		       "password x\n");
}

Test(netrc, leaves_the_port_out)
{
	struct akv_entry entry = { .username = "bob" };

	cr_assert_eq(akv_entry_set_host(&entry, "[::1]:8443", 443, NULL),
		     AKV_OK);
	entries_expect(akv_netrc_format, entry, "x",
		       "machine ::1 login bob password x\n");
}

Test(netrc, refuses_what_curl_and_python_do_not_both_read)
{
	refuse("", 0);
	refuse("one\ntwo", 7);
	refuse("one\rtwo", 7);
	refuse("tab\tulator", 10);
	refuse("nul\0byte", 8);
	refuse("es\x1b[1m", 6);
	refuse("rub\x7fout", 7);
}

Test(netrc, refuses_a_line_that_curl_would_cut)
{
	char password[4100];
	const size_t room =
		4094 - strlen("machine example.com login bob password ");

	memset(password, 'p', sizeof(password));
	refuse(password, room + 1);
	password[room] = '\0';
	{
		char line[4200];

		(void)snprintf(line, sizeof(line),
			       "machine example.com login bob password %s\n",
			       password);
		entries_expect(akv_netrc_format, entries_sample(), password,
			       line);
	}
}

Test(netrc, needs_a_host_and_a_user)
{
	struct akv_entry entry = entries_sample();

	entry.username = NULL;
	entries_refuse(akv_netrc_format, entry, "x", 1, "NoUsername");
	entry = entries_sample();
	entry.host[0] = '\0';
	entries_refuse(akv_netrc_format, entry, "x", 1, "NoHost");
}
