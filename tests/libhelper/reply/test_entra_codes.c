/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/reply/entra_codes.h"

static const struct {
	int64_t number;
	enum akv_code code;
} known[] = {
	{ 7000215, AKV_ERR_SIGN_IN },	{ 7000222, AKV_ERR_SIGN_IN },
	{ 70002, AKV_ERR_SIGN_IN },	{ 7000218, AKV_ERR_SIGN_IN },
	{ 7000216, AKV_ERR_SIGN_IN },	{ 700016, AKV_ERR_SIGN_IN },
	{ 700011, AKV_ERR_SIGN_IN },	{ 7000229, AKV_ERR_SIGN_IN },
	{ 7000112, AKV_ERR_SIGN_IN },	{ 70001, AKV_ERR_SIGN_IN },
	{ 1000031, AKV_ERR_SIGN_IN },	{ 90002, AKV_ERR_SIGN_IN },
	{ 900023, AKV_ERR_SIGN_IN },	{ 90019, AKV_ERR_SIGN_IN },
	{ 9001023, AKV_ERR_SIGN_IN },	{ 90013, AKV_ERR_OTHER },
	{ 90014, AKV_ERR_OTHER },	{ 900144, AKV_ERR_OTHER },
	{ 9002313, AKV_ERR_OTHER },	{ 90004, AKV_ERR_OTHER },
	{ 900561, AKV_ERR_OTHER },	{ 700027, AKV_ERR_SIGN_IN },
	{ 700024, AKV_ERR_SIGN_IN },	{ 50012, AKV_ERR_SIGN_IN },
	{ 50013, AKV_ERR_SIGN_IN },	{ 50027, AKV_ERR_SIGN_IN },
	{ 50048, AKV_ERR_SIGN_IN },	{ 700030, AKV_ERR_SIGN_IN },
	{ 700025, AKV_ERR_SIGN_IN },	{ 70021, AKV_ERR_SIGN_IN },
	{ 700211, AKV_ERR_SIGN_IN },	{ 700212, AKV_ERR_SIGN_IN },
	{ 700213, AKV_ERR_SIGN_IN },	{ 7002137, AKV_ERR_SIGN_IN },
	{ 7002138, AKV_ERR_SIGN_IN },	{ 700229, AKV_ERR_SIGN_IN },
	{ 500011, AKV_ERR_SIGN_IN },	{ 50001, AKV_ERR_SIGN_IN },
	{ 650057, AKV_ERR_SIGN_IN },	{ 70011, AKV_ERR_OTHER },
	{ 28002, AKV_ERR_OTHER },	{ 1002012, AKV_ERR_OTHER },
	{ 700022, AKV_ERR_OTHER },	{ 700023, AKV_ERR_OTHER },
	{ 901002, AKV_ERR_OTHER },	{ 53003, AKV_ERR_SIGN_IN },
	{ 530032, AKV_ERR_SIGN_IN },	{ 530035, AKV_ERR_SIGN_IN },
	{ 500021, AKV_ERR_SIGN_IN },	{ 500022, AKV_ERR_SIGN_IN },
	{ 500212, AKV_ERR_SIGN_IN },	{ 500213, AKV_ERR_SIGN_IN },
	{ 90038, AKV_ERR_SIGN_IN },	{ 900382, AKV_ERR_SIGN_IN },
	{ 900432, AKV_ERR_SIGN_IN },	{ 50049, AKV_ERR_SIGN_IN },
	{ 50196, AKV_ERR_THROTTLED },	{ 90055, AKV_ERR_THROTTLED },
	{ 100007, AKV_ERR_SIGN_IN },	{ 90006, AKV_ERR_UNREACHABLE },
	{ 90012, AKV_ERR_UNREACHABLE }, { 90024, AKV_ERR_UNREACHABLE },
	{ 90033, AKV_ERR_UNREACHABLE }, { 90090, AKV_ERR_UNREACHABLE },
	{ 50033, AKV_ERR_UNREACHABLE }, { 50087, AKV_ERR_UNREACHABLE },
};

enum { KNOWN_COUNT = sizeof(known) / sizeof(*known) };

Test(entra_codes, knows_every_code_that_a_service_principal_can_meet)
{
	for (size_t i = 0; i < KNOWN_COUNT; i++) {
		const struct akv_entra_code *row =
			akv_entra_codes_find(known[i].number);

		cr_assert_not_null(row, "%lld", (long long)known[i].number);
		cr_expect_eq(row->number, known[i].number);
		cr_expect_eq(row->code, known[i].code, "%lld",
			     (long long)known[i].number);
	}
}

Test(entra_codes, knows_no_other)
{
	cr_expect_null(akv_entra_codes_find(0));
	cr_expect_null(akv_entra_codes_find(1));
	cr_expect_null(akv_entra_codes_find(-7000215));
}

/* Braces only around the four words that entra_error.c fills in. */
static bool has_good_placeholders(const char *text)
{
	static const char *const words[] = { "{client}", "{tenant}",
					     "{credential}", "{authority}" };

	while ((text = strchr(text, '{')) != NULL) {
		bool good = false;

		for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
			good |= strncmp(text, words[i], strlen(words[i])) == 0;
		if (!good)
			return false;
		text++;
	}
	return true;
}

/* A sentence of ours: short, one line, no full stop, no percent. */
static void expect_style(const char *text)
{
	size_t len = strlen(text);

	cr_expect(has_good_placeholders(text), "%s", text);
	cr_expect(len > 0 && len < 120, "%s", text);
	cr_expect_null(strpbrk(text, "\n%!"), "%s", text);
	cr_expect_neq(text[len - 1], '.', "%s", text);
}

Test(entra_codes, speaks_as_we_do)
{
	for (size_t i = 0; i < KNOWN_COUNT; i++) {
		const struct akv_entra_code *row =
			akv_entra_codes_find(known[i].number);

		cr_assert_not_null(row);
		expect_style(row->text);
		cr_expect(has_good_placeholders(row->hint), "%s", row->hint);
		cr_expect_neq(row->hint[0], '\0');
		cr_expect_neq(row->hint[strlen(row->hint) - 1], '\n');
		cr_expect_lt(strlen(row->hint), 300);
	}
}
