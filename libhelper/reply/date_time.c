/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <time.h>

#include "libhelper/reply/date_time.h"

enum { OFFSET_LEN = 6 }; /* +01:00 */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Two digits at ${text}, at most ${max}; -1 when they are none. */
static int two_digits(const char *text, int max)
{
	int number;

	if (!is_digit(text[0]) || !is_digit(text[1]))
		return -1;
	number = (text[0] - '0') * 10 + (text[1] - '0');
	return number <= max ? number : -1;
}

/* .5, .1234567: less than we count. */
static const char *skip_fraction(const char *text)
{
	if (text[0] != '.' || !is_digit(text[1]))
		return text;
	for (text++; is_digit(*text); text++)
		;
	return text;
}

/* How many seconds what is written was ahead of UTC; false for what is no
 * zone. */
static bool read_zone(const char *text, int *ahead_s)
{
	int hours;
	int minutes;

	*ahead_s = 0;
	if (*text == ' ')
		text++;
	if (*text == '\0' || strcmp(text, "Z") == 0)
		return true;
	if (strlen(text) != OFFSET_LEN || text[3] != ':' ||
	    (*text != '+' && *text != '-'))
		return false;
	hours = two_digits(text + 1, 23);
	minutes = two_digits(text + 4, 59);
	if (hours < 0 || minutes < 0)
		return false;
	*ahead_s = (hours * 60 + minutes) * 60;
	if (*text == '-')
		*ahead_s = -*ahead_s;
	return true;
}

bool akv_date_time_parse(const char *text, int64_t *out)
{
	static const char *const forms[] = {
		"%Y-%m-%dT%H:%M:%S",
		"%Y-%m-%d %H:%M:%S",
		"%m/%d/%Y %H:%M:%S",
	};

	/* strptime(3) would skip spaces and take signs */
	if (!is_digit(*text))
		return false;
	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		struct tm parts = { 0 };
		/* the locale is C: main() never sets another */
		const char *end = strptime(text, forms[i], &parts);
		int ahead_s;

		if (end == NULL || !read_zone(skip_fraction(end), &ahead_s))
			continue;
		*out = (int64_t)timegm(&parts) - ahead_s;
		return true;
	}
	return false;
}
