/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/reply/access_policy.h"
#include "tests/fakes/fake_json.h"

#define WHO "3f2b1c9e-7a64-4d0b-9e1f-0c5a8b7d6e42"
#define OTHER "11111111-1111-1111-1111-111111111111"

static struct akv_access_rights rights;

TestSuite(access_policy, .fini = fake_json_clear);

static bool read_policies(const char *text)
{
	return akv_access_policy_read(fake_json_set(text), WHO, &rights);
}

Test(access_policy, counts_where_it_names_us)
{
	cr_assert(read_policies(
		"[{'objectId':'" OTHER "','permissions':{'secrets':['set']}},"
		"{'objectId':'3F2B1C9E-7A64-4D0B-9E1F-"
		"0C5A8B7D6E42','permissions':"
		"{'secrets':['Get','LIST'],'keys':['list']}}]"));
	cr_expect(rights.is_named);
	cr_expect_eq(rights.secrets, AKV_POLICY_GET | AKV_POLICY_LIST);
	cr_expect_eq(rights.keys, AKV_POLICY_LIST);
	cr_expect_eq(rights.certificates, 0);
}

Test(access_policy, adds_up)
{
	cr_assert(read_policies(
		"[{'objectId':'" WHO "','permissions':{'secrets':['get']}},"
		"{'objectId':'" WHO "','permissions':{'secrets':['list']}}]"));
	cr_expect_eq(rights.secrets, AKV_POLICY_GET | AKV_POLICY_LIST);
}

Test(access_policy, names_nobody)
{
	cr_assert(read_policies("[]"));
	cr_expect_not(rights.is_named);
	cr_assert(read_policies("[{},null,{'objectId':7},"
				"{'objectId':'" OTHER "'}]"));
	cr_expect_not(rights.is_named);
	cr_assert(read_policies("[{'objectId':'" WHO "'}]"));
	cr_expect(rights.is_named);
	cr_expect_eq(rights.secrets, 0);
}

Test(access_policy, on_behalf_of_somebody_is_none_of_ours)
{
	cr_assert(read_policies("[{'objectId':'" WHO "','applicationId':'" OTHER
				"','permissions':{'secrets':['get']}}]"));
	cr_expect(rights.is_named_on_behalf);
	cr_expect_not(rights.is_named);
	cr_expect_eq(rights.secrets, 0);
}

Test(access_policy, of_all_allows_everything)
{
	cr_assert(read_policies("[{'objectId':'" WHO
				"','permissions':{'secrets':['all']}}]"));
	cr_expect(akv_access_policy_allows(rights.secrets, AKV_POLICY_GET));
	cr_expect(akv_access_policy_allows(rights.secrets, AKV_POLICY_PURGE));
	cr_expect_not(akv_access_policy_allows(rights.keys, AKV_POLICY_GET));
}

Test(access_policy, in_an_unknown_form_is_not_read)
{
	rights = (struct akv_access_rights){ .secrets = 7 };
	cr_expect_not(read_policies("{}"));
	cr_expect_not(akv_access_policy_read(NULL, WHO, &rights));
	cr_expect_eq(rights.secrets, 7);
}

Test(access_policy, has_a_bound)
{
	char *text = malloc(2 * AKV_ACCESS_POLICIES_MAX + 16);
	char *at = stpcpy(text, "[1");

	for (size_t i = 1; i < AKV_ACCESS_POLICIES_MAX; i++)
		at = stpcpy(at, ",1");
	strcpy(at, "]");
	cr_expect(read_policies(text));
	strcpy(at, ",1]");
	cr_expect_not(read_policies(text));
	free(text);
}

static const char *excess_of(const char *verbs)
{
	static char buf[256];
	struct akv_text text;
	char policies[512];

	(void)snprintf(policies, sizeof(policies),
		       "[{'objectId':'" WHO "','permissions':{'secrets':%s}}]",
		       verbs);
	cr_assert(read_policies(policies));
	akv_text_init(&text, buf, sizeof(buf));
	akv_access_policy_excess(rights.secrets, "secrets", &text);
	cr_expect_not(text.cut);
	return buf;
}

Test(access_policy, tells_what_is_more_than_reading_needs)
{
	cr_expect_str_eq(excess_of("['get','list']"), "");
	cr_expect_str_eq(excess_of("['Set','get','DELETE']"),
			 "secrets set, secrets delete");
	cr_expect_str_eq(excess_of("['all']"), "secrets all");
	cr_expect_str_eq(excess_of("['ALL','purge']"),
			 "secrets purge, secrets all");
	cr_expect_str_eq(excess_of("['conjure']"), "secrets (others)");
	cr_expect_str_eq(excess_of("[7]"), "secrets (others)");
	cr_expect_str_eq(excess_of("['getissuers','getrotationpolicy']"), "");
}
