/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "libhelper/reply/date_time.h"

enum { INSTANT = 1795468020 }; /* date -u -d 2026-11-23T21:07:00Z +%s */

static void expect(const char *text, int64_t expected)
{
	int64_t unix_s = -1;

	cr_expect(akv_date_time_parse(text, &unix_s), "%s", text);
	cr_expect_eq(unix_s, expected, "%s: %lld", text, (long long)unix_s);
}

Test(date_time, reads_every_form_that_azure_writes)
{
	expect("2026-11-23T21:07:00Z", INSTANT);
	expect("2026-11-23T21:07:00", INSTANT);
	expect("2026-11-23 21:07:00", INSTANT);
	expect("2026-11-23 21:07:00Z", INSTANT);
	expect("11/23/2026 21:07:00", INSTANT);
	expect("11/23/2026 21:07:00 +00:00", INSTANT);
	expect("1970-01-01T00:00:00Z", 0);
}

Test(date_time, counts_whole_seconds)
{
	expect("2026-11-23T21:07:00.5Z", INSTANT);
	expect("2026-11-23T21:07:00.1234567+00:00", INSTANT);
}

Test(date_time, minds_the_zone)
{
	expect("2026-11-23T22:07:00+01:00", INSTANT);
	expect("2026-11-23T15:37:00-05:30", INSTANT);
	expect("11/23/2026 22:07:00 +01:00", INSTANT);
	expect("11/23/2026 13:07:00 -08:00", INSTANT);
}

Test(date_time, reads_nothing_else)
{
	static const char *const texts[] = {
		"",
		"soon",
		"1795468020",
		"-1",
		"2026-11-23",
		"2026-11-23T21:07",
		"2026-13-23T21:07:00Z",
		"2026-11-23T25:07:00Z",
		" 2026-11-23T21:07:00Z",
		"+2026-11-23T21:07:00Z",
		"2026-11-23T21:07:00Zulu",
		"2026-11-23T21:07:00.Z",
		"2026-11-23T21:07:00+1:00",
		"2026-11-23T21:07:00+0100",
		"2026-11-23T21:07:00+01:00 ",
		"2026-11-23T21:07:00+24:00",
		"2026-11-23T21:07:00+01:60",
		"2026-11-23T21:07:00*01:00",
		"2026-11-23T21:07:00  Z",
		"23/11/2026 21:07:00",
		"11/23/2026 9:07:00 PM +00:00",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		int64_t unix_s = -1;

		cr_expect_not(akv_date_time_parse(texts[i], &unix_s), "%s",
			      texts[i]);
		cr_expect_eq(unix_s, -1);
	}
}
