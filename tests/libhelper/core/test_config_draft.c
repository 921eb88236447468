/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/core/config_draft.h"

static enum akv_code add(struct akv_config_draft *draft, const char *text,
			 const char *path, struct akv_error *err)
{
	AKV_AUTO(secret) *bytes = NULL;

	cr_assert_eq(akv_secret_new_from(text, strlen(text), &bytes, NULL),
		     AKV_OK);
	return akv_config_draft_add(draft, bytes, path, err);
}

static struct akv_config_draft *draft_of(const char *one, const char *two)
{
	struct akv_config_draft *draft = NULL;
	struct akv_error err = { 0 };

	cr_assert_eq(akv_config_draft_new(&draft, &err), AKV_OK);
	cr_assert_eq(add(draft, one, "/one", &err), AKV_OK, "%s", err.text);
	if (two != NULL)
		cr_assert_eq(add(draft, two, "/two", &err), AKV_OK, "%s",
			     err.text);
	return draft;
}

static void refuses(const char *text, const char *reason, const char *wanted)
{
	AKV_AUTO(config_draft) *draft = NULL;
	struct akv_error err = { 0 };

	cr_assert_eq(akv_config_draft_new(&draft, &err), AKV_OK);
	cr_expect_eq(add(draft, text, "/one", &err), AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, reason);
	cr_expect_str_eq(err.text, wanted);
}

Test(config_draft, keeps_sections_in_their_order)
{
	AKV_AUTO(config_draft) *draft =
		draft_of("[connection b]\nsecret=s\n[vault xyz]\n"
			 "[connection a]\n",
			 "[connection c]\n[connection a]\n");

	cr_assert_eq(draft->section_count, 4);
	cr_expect_str_eq(draft->sections[0].title, "connection b");
	cr_expect_str_eq(draft->sections[0].name, "b");
	cr_expect_eq(draft->sections[0].kind, AKV_CONFIG_CONNECTION);
	cr_expect_str_eq(draft->sections[1].title, "vault xyz");
	cr_expect_str_eq(draft->sections[2].title, "connection a");
	cr_expect_str_eq(draft->sections[3].title, "connection c");
}

Test(config_draft, finds_a_section_by_kind_and_name)
{
	AKV_AUTO(config_draft) *draft = draft_of(
		"[connection abc]\n[vault abc]\n[environment]\n", NULL);

	cr_expect_eq(akv_config_draft_find(draft, AKV_CONFIG_CONNECTION, "abc"),
		     &draft->sections[0]);
	cr_expect_eq(akv_config_draft_find(draft, AKV_CONFIG_VAULT, "ABC"),
		     &draft->sections[1]);
	cr_expect_eq(akv_config_draft_find(draft, AKV_CONFIG_ENVIRONMENT, ""),
		     &draft->sections[2]);
	cr_expect_null(
		akv_config_draft_find(draft, AKV_CONFIG_CONNECTION, "Abc"));
	cr_expect_null(akv_config_draft_find(draft, AKV_CONFIG_CACHE, ""));
}

Test(config_draft, a_later_file_wins_key_by_key)
{
	AKV_AUTO(config_draft) *draft =
		draft_of("[vault contoso]\nresource-group=a\nlocation=b\n",
			 "\n[vault Contoso]\n\nlocation=c\n");
	const struct akv_config_section *vault;

	cr_assert_eq(draft->section_count, 1);
	vault = &draft->sections[0];
	cr_expect_str_eq(akv_config_draft_text(vault, AKV_VAULT_RESOURCE_GROUP),
			 "a");
	cr_expect_str_eq(akv_config_draft_text(vault, AKV_VAULT_LOCATION), "c");
	cr_expect_null(akv_config_draft_text(vault, AKV_VAULT_URI));
	cr_expect_null(akv_config_draft_text(NULL, AKV_VAULT_URI));
	cr_expect_eq(vault->values[AKV_VAULT_RESOURCE_GROUP].place.file, 0);
	cr_expect_eq(vault->values[AKV_VAULT_RESOURCE_GROUP].place.line, 2);
	cr_expect_eq(vault->values[AKV_VAULT_LOCATION].place.file, 1);
	cr_expect_eq(vault->values[AKV_VAULT_LOCATION].place.line, 4);
	cr_expect_eq(vault->place.file, 1);
	cr_expect_eq(vault->place.line, 2);
	cr_expect_str_eq(vault->title, "vault Contoso");
	cr_expect_str_eq(vault->name, "Contoso");
}

Test(config_draft, the_same_vault_in_other_letters_is_there_twice)
{
	refuses("[vault contoso]\n[vault Contoso]\n", "DuplicateGroup",
		"/one:2: [vault Contoso]: the group is there twice, first in "
		"line 1");
	refuses("[connection x]\n[connection  x]\n", "DuplicateGroup",
		"/one:2: [connection  x]: the group is there twice, first in "
		"line 1");
}

Test(config_draft, names_the_place_of_what_it_does_not_know)
{
	refuses("[vault contoso]\nlocaton=x\n", "UnknownKey",
		"/one:2: [vault contoso] locaton: unknown key");
	refuses("\n[volt contoso]\n", "UnknownGroup",
		"/one:2: [volt contoso]: unknown group");
	refuses("[vault contoso]\ndefault = maybe\n", "InvalidValue",
		"/one:2: [vault contoso] default: neither true nor false");
	refuses("[vault contoso]\nlocation =\n", "InvalidValue",
		"/one:2: [vault contoso] location: the value is missing");
	refuses("[connection x]\nsecrt = hunter2\n", "UnknownKey",
		"/one:2: [connection x] secrt: unknown key");
	refuses("[vault c]\n", "InvalidVaultName",
		"/one:1: [vault c]: the vault name is too short");
}

Test(config_draft, gives_values_away)
{
	AKV_AUTO(config_draft) *draft =
		draft_of("[vault contoso]\nlocation=c\n", NULL);
	char *text =
		akv_config_draft_take(&draft->sections[0], AKV_VAULT_LOCATION);

	cr_expect_str_eq(text, "c");
	cr_expect_null(
		akv_config_draft_text(&draft->sections[0], AKV_VAULT_LOCATION));
	cr_expect_null(
		akv_config_draft_take(&draft->sections[0], AKV_VAULT_LOCATION));
	free(text);
}

Test(config_draft, true_is_what_is_set_to_true)
{
	AKV_AUTO(config_draft) *draft =
		draft_of("[vault abc]\ndefault=yes\n[vault bcd]\ndefault=no\n"
			 "[vault cde]\n",
			 NULL);

	cr_expect(akv_config_draft_is_true(&draft->sections[0],
					   AKV_VAULT_DEFAULT));
	cr_expect_not(akv_config_draft_is_true(&draft->sections[1],
					       AKV_VAULT_DEFAULT));
	cr_expect_not(akv_config_draft_is_true(&draft->sections[2],
					       AKV_VAULT_DEFAULT));
	cr_expect_not(akv_config_draft_is_true(NULL, AKV_VAULT_DEFAULT));
}

Test(config_draft, locates_a_key_or_the_group)
{
	AKV_AUTO(config_draft) *draft =
		draft_of("[vault contoso]\nlocation=a\n", NULL);
	const struct akv_config_section *vault = &draft->sections[0];
	struct akv_error err = { .text = "x" };

	akv_config_draft_locate(draft, vault, AKV_VAULT_LOCATION, &err);
	cr_expect_str_eq(err.text, "/one:2: [vault contoso] location: x");
	err = (struct akv_error){ .text = "x" };
	akv_config_draft_locate(draft, vault, AKV_VAULT_URI, &err);
	cr_expect_str_eq(err.text, "/one:1: [vault contoso] uri: x");
	err = (struct akv_error){ .text = "x" };
	akv_config_draft_locate(draft, vault, AKV_CONFIG_KEYS_MAX, &err);
	cr_expect_str_eq(err.text, "/one:1: [vault contoso]: x");
	akv_config_draft_locate(draft, vault, AKV_VAULT_URI, NULL);
}

Test(config_draft, has_room_for_two_files)
{
	AKV_AUTO(config_draft) *draft = draft_of("", "");
	struct akv_error err = { 0 };

	cr_expect_eq(draft->file_count, 2);
	cr_expect_eq(add(draft, "", "/three", &err), AKV_ERR_OTHER);
	cr_expect_eq(draft->file_count, 2);
}

Test(config_draft, grows)
{
	AKV_AUTO(config_draft) *draft = NULL;
	AKV_AUTO(secret) *text = NULL;

	cr_assert_eq(akv_secret_new(65536, &text, NULL), AKV_OK);
	for (int i = 0; i < 1000; i++) {
		char group[64];

		snprintf(group, sizeof(group), "[connection c%d]\ntype=t\n", i);
		cr_assert_eq(akv_secret_append_text(text, group, NULL), AKV_OK);
	}
	cr_assert_eq(akv_config_draft_new(&draft, NULL), AKV_OK);
	cr_assert_eq(akv_config_draft_add(draft, text, "/one", NULL), AKV_OK);
	cr_expect_eq(draft->section_count, 1000);
	cr_expect_str_eq(draft->sections[999].name, "c999");
	cr_expect_str_eq(akv_config_draft_text(&draft->sections[999],
					       AKV_CONNECTION_TYPE),
			 "t");
}

Test(config_draft, freeing_none_does_nothing)
{
	akv_config_draft_free(NULL);
}
