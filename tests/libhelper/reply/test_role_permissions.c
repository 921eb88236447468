/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "libhelper/reply/role_permissions.h"
#include "tests/fakes/fake_json.h"

#define SECRETS "Microsoft.KeyVault/vaults/secrets/"

static struct akv_role_rights rights;

TestSuite(role_permissions, .fini = fake_json_clear);

static bool add(const char *entry)
{
	return akv_role_permissions_add(fake_json_set(entry), &rights);
}

static bool has(enum akv_role_right right)
{
	return akv_role_permissions_has(&rights, right);
}

static const char *excess(void)
{
	static char buf[4096];
	struct akv_text text;

	akv_text_init(&text, buf, sizeof(buf));
	(void)akv_role_permissions_excess(&rights, &text);
	cr_assert_not(text.cut);
	return buf;
}

Test(role_permissions, matches_with_stars)
{
	static const struct {
		const char *pattern;
		const char *operation;
		bool matches;
	} rows[] = {
		{ "a/b/read", "a/b/read", true },
		{ "A/B/Read", "a/b/rEAD", true },
		{ "a/b/read", "a/b/reads", false },
		{ "a/b/reads", "a/b/read", false },
		{ "", "a", false },
		{ "", "", true },
		{ "*", "", true },
		{ "*", "a/b/c", true },
		{ "**", "a/b/c", true },
		{ "*/read", "a/b/read", true },
		{ "*/read", "read", false },
		{ "*/read", "a/read/action", false },
		{ "a/*", "a/b/c", true },
		{ "a/*", "a/", true },
		{ "a/*", "b/a/", false },
		{ "a/*/c", "a/b/b/c", true },
		{ "a/*/c", "a/c", false },
		{ "a*b*c", "aXbYbZc", true },
		{ "a*b*c", "aXbYbZ", false },
		{ "*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaa", false },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		cr_expect_eq(akv_role_permissions_match(rows[i].pattern,
							rows[i].operation),
			     rows[i].matches, "%s %s", rows[i].pattern,
			     rows[i].operation);
}

Test(role_permissions, of_a_reader_of_secrets)
{
	cr_assert(akv_role_permissions_add_all(
		akv_json_member(fake_json_set_file("resource_manager/"
						   "permissions_reader.json"),
				"value"),
		&rights));
	cr_expect(has(AKV_ROLE_GET_SECRET));
	cr_expect(has(AKV_ROLE_LIST_SECRETS));
	cr_expect_not(has(AKV_ROLE_READ_KEYS));
	cr_expect(has(AKV_ROLE_READ_VAULT));
	cr_expect_str_eq(excess(), "");
}

Test(role_permissions, take_away_within_their_own_entry_alone)
{
	cr_assert(add("{'dataActions':['" SECRETS "*'],"
		      "'notDataActions':['" SECRETS "getSecret/action']}"));
	cr_expect_not(has(AKV_ROLE_GET_SECRET));
	cr_expect(has(AKV_ROLE_LIST_SECRETS));
	cr_assert(add("{'dataActions':['" SECRETS "getSecret/action']}"));
	cr_expect(has(AKV_ROLE_GET_SECRET));
}

Test(role_permissions, keep_both_planes_apart)
{
	/* Owner: everything, and no secret */
	cr_assert(add("{'actions':['*']}"));
	cr_expect_not(has(AKV_ROLE_GET_SECRET));
	cr_expect(has(AKV_ROLE_READ_VAULT));
	cr_expect_not_null(strstr(excess(), "Microsoft.Authorization/"
					    "roleAssignments/write"));
	cr_expect_null(strstr(excess(), SECRETS "setSecret/action"));
	rights = (struct akv_role_rights){ 0 };
	cr_assert(add("{'dataActions':['*']}"));
	cr_expect_not(has(AKV_ROLE_READ_VAULT));
	cr_expect_not_null(strstr(excess(), SECRETS "setSecret/action"));
	cr_expect_null(strstr(excess(), "roleAssignments"));
}

/* One for each of those that the documentation of the roles names. */
Test(role_permissions, tell_what_could_change_something)
{
	static const struct {
		const char *kind;
		const char *operation;
	} rows[] = {
		{ "dataActions", SECRETS "setSecret/action" },
		{ "dataActions", SECRETS "delete" },
		{ "dataActions", SECRETS "purge/action" },
		{ "dataActions", SECRETS "update/action" },
		{ "dataActions", SECRETS "backup/action" },
		{ "dataActions", SECRETS "restore/action" },
		{ "dataActions", SECRETS "recover/action" },
		{ "actions", "Microsoft.KeyVault/vaults/write" },
		{ "actions", "Microsoft.KeyVault/vaults/accessPolicies/write" },
		{ "actions", "Microsoft.Authorization/roleAssignments/write" },
	};
	char entry[256];

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		rights = (struct akv_role_rights){ 0 };
		(void)snprintf(entry, sizeof(entry), "{'%s':['%s']}",
			       rows[i].kind, rows[i].operation);
		cr_assert(add(entry));
		cr_expect_str_eq(excess(), rows[i].operation);
	}
}

Test(role_permissions, of_the_vault_alone_can_be_told_apart)
{
	cr_assert(add("{'actions':['Microsoft.KeyVault/vaults/write'],"
		      "'dataActions':['" SECRETS "*']}"));
	rights = akv_role_permissions_of_control(&rights);
	cr_expect_not(has(AKV_ROLE_GET_SECRET));
	cr_expect_str_eq(excess(), "Microsoft.KeyVault/vaults/write");
}

Test(role_permissions, count_what_is_too_much)
{
	char buf[8];
	struct akv_text text;

	cr_assert(
		add("{'dataActions':['" SECRETS "set*','" SECRETS "delete']}"));
	akv_text_init(&text, buf, sizeof(buf));
	cr_expect_eq(akv_role_permissions_excess(&rights, &text), 2);
	cr_expect(text.cut);
}

Test(role_permissions, of_another_form_are_refused)
{
	static const char *const others[] = {
		"[]",
		"{'actions':'*'}",
		"{'actions':[7]}",
		"{'notActions':{}}",
		"{'dataActions':[null]}",
		"{'notDataActions':[[]]}",
	};

	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		cr_expect_not(add(others[i]), "%s", others[i]);
	cr_expect_not(akv_role_permissions_add(NULL, &rights));
	cr_expect_not(akv_role_permissions_add_all(NULL, &rights));
	cr_expect_not(akv_role_permissions_add_all(
		fake_json_set("[{'actions':['*']},7]"), &rights));
	cr_expect_eq(rights.operations, 0);
}

/* {'actions':['aaa...']}, ${len} letters. */
static bool add_pattern_of(size_t len)
{
	static char text[AKV_ROLE_PATTERN_SIZE + 64];
	char *at = stpcpy(text, "{'actions':['");

	memset(at, 'a', len);
	strcpy(at + len, "']}");
	return add(text);
}

/* ${count} times ${one} between ${begin} and ${end}. */
static const struct akv_json *repeat(const char *begin, const char *one,
				     size_t count, const char *end)
{
	static char text[65536];
	char *at = stpcpy(text, begin);

	for (size_t i = 0; i < count; i++)
		at = stpcpy(stpcpy(at, i == 0 ? "" : ","), one);
	strcpy(at, end);
	return fake_json_set(text);
}

Test(role_permissions, have_bounds)
{
	cr_expect(add_pattern_of(AKV_ROLE_PATTERN_SIZE - 1));
	cr_expect_not(add_pattern_of(AKV_ROLE_PATTERN_SIZE));
	cr_expect(akv_role_permissions_add(
		repeat("{'actions':[", "'a'", AKV_ROLE_PATTERNS_MAX, "]}"),
		&rights));
	cr_expect_not(akv_role_permissions_add(
		repeat("{'actions':[", "'a'", AKV_ROLE_PATTERNS_MAX + 1, "]}"),
		&rights));
	cr_expect(akv_role_permissions_add_all(
		repeat("[", "{}", AKV_ROLE_ENTRIES_MAX, "]"), &rights));
	cr_expect_not(akv_role_permissions_add_all(
		repeat("[", "{}", AKV_ROLE_ENTRIES_MAX + 1, "]"), &rights));
}
