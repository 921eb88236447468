/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "protocol/curl_config.h"
#include "tests/protocol/entries.h"

Test(curl_config, is_a_line)
{
	entries_expect(akv_curl_config_format, entries_sample(), "hunter2",
		       "user = \"bob:hunter2\"\n");
}

Test(curl_config, needs_no_host)
{
	const struct akv_entry entry = { .username = "bob" };

	entries_expect(akv_curl_config_format, entry, "x",
		       "user = \"bob:x\"\n");
}

Test(curl_config, escapes_what_curl_unescapes)
{
	entries_expect(akv_curl_config_format, entries_sample(),
		       "a\"b\\c\td\ne\rf\vg:h#i'j",
		       "user = \"bob:a\\\"b\\\\c\\td\\ne\\rf\\vg:h#i'j\"\n");
}

Test(curl_config, has_an_empty_password)
{
	entries_expect(akv_curl_config_format, entries_sample(), "",
		       "user = \"bob:\"\n");
}

Test(curl_config, refuses_a_nul)
{
	entries_refuse(akv_curl_config_format, entries_sample(), "nul\0byte", 8,
		       "DoesNotFit");
}

Test(curl_config, refuses_a_user_name_with_a_colon)
{
	struct akv_entry entry = entries_sample();

	entry.username = "urn:bob";
	entries_refuse(akv_curl_config_format, entry, "x", 1, "DoesNotFit");
}

Test(curl_config, needs_a_user)
{
	struct akv_entry entry = entries_sample();

	entry.username = NULL;
	entries_refuse(akv_curl_config_format, entry, "x", 1, "NoUsername");
}
