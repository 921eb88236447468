/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/core/config.h"

#include "libhelper/core/config_edit.h"

static const struct akv_config_edit_place tenant = {
	.kind = AKV_CONFIG_PRINCIPAL,
	.name = "",
	.key = AKV_PRINCIPAL_TENANT,
};
static const struct akv_config_edit_place location = {
	.kind = AKV_CONFIG_ENVIRONMENT,
	.name = "",
	.key = AKV_ENVIRONMENT_LOCATION,
};

static struct akv_config_edit *edit_of(const char *text)
{
	AKV_AUTO(secret) *bytes = NULL;
	struct akv_config_edit *edit = NULL;
	struct akv_error err = { 0 };

	cr_assert_eq(akv_secret_new_from(text, strlen(text), &bytes, NULL),
		     AKV_OK);
	cr_assert_eq(akv_config_edit_new(bytes, "/one", &edit, &err), AKV_OK,
		     "%s", err.text);
	return edit;
}

static void expect(const struct akv_config_edit *edit, const char *text)
{
	cr_expect_str_eq(akv_secret_text(akv_config_edit_text(edit)), text);
}

static void sets(const char *before, const struct akv_config_edit_place *place,
		 const char *value, const char *after)
{
	AKV_AUTO(config_edit) *edit = edit_of(before);
	struct akv_error err = { 0 };

	cr_expect_eq(akv_config_edit_set(edit, place, value, &err), AKV_OK,
		     "%s", err.text);
	cr_expect(akv_config_edit_has(edit, place));
	expect(edit, after);
}

static void removes(const char *before,
		    const struct akv_config_edit_place *place,
		    const char *after)
{
	AKV_AUTO(config_edit) *edit = edit_of(before);
	struct akv_error err = { 0 };

	cr_expect_eq(akv_config_edit_remove(edit, place, &err), AKV_OK, "%s",
		     err.text);
	cr_expect_not(akv_config_edit_has(edit, place));
	expect(edit, after);
}

static void removes_group(const char *before,
			  const struct akv_config_edit_place *place,
			  const char *after)
{
	AKV_AUTO(config_edit) *edit = edit_of(before);
	struct akv_error err = { 0 };

	cr_expect_eq(akv_config_edit_remove_group(edit, place, &err), AKV_OK,
		     "%s", err.text);
	cr_expect_not(akv_config_edit_has_group(edit, place));
	expect(edit, after);
}

/* -- setting a key -- */

Test(config_edit, makes_the_group_in_an_empty_file)
{
	sets("", &tenant, "contoso.com", "[principal]\ntenant = contoso.com\n");
}

Test(config_edit, makes_the_group_at_the_end)
{
	sets("[cache]\ntoken-store = none\n", &tenant, "a.com",
	     "[cache]\ntoken-store = none\n\n[principal]\ntenant = a.com\n");
}

Test(config_edit, puts_one_blank_line_in_front_of_a_group)
{
	sets("[cache]\n\n", &tenant, "a.com",
	     "[cache]\n\n[principal]\ntenant = a.com\n");
	sets("; mine", &tenant, "a.com",
	     "; mine\n\n[principal]\ntenant = a.com\n");
}

Test(config_edit, adds_a_key_behind_the_last_of_its_group)
{
	sets("[principal]\n  authority-host = login.microsoftonline.com ; here\n"
	     "\n# about the next\n[cache]\n",
	     &tenant, "a.com",
	     "[principal]\n  authority-host = login.microsoftonline.com ; here\n"
	     "tenant = a.com\n\n# about the next\n[cache]\n");
	sets("[principal]\n[cache]\n", &tenant, "a.com",
	     "[principal]\ntenant = a.com\n[cache]\n");
}

Test(config_edit, ends_a_last_line_that_has_no_end)
{
	sets("[environment]\n[principal]", &tenant, "a.com",
	     "[environment]\n[principal]\ntenant = a.com\n");
}

Test(config_edit, replaces_a_value_where_it_stands)
{
	sets("# first\n[principal]\n; ours\ntenant = old.com\n\n[cache]\n",
	     &tenant, "new.com",
	     "# first\n[principal]\n; ours\ntenant = new.com\n\n[cache]\n");
}

Test(config_edit, keeps_the_comment_behind_a_value)
{
	sets("[principal]\ntenant = old.com\t ; the old one\n", &tenant,
	     "new.com", "[principal]\ntenant = new.com\t ; the old one\n");
	sets("[principal]\ntenant = old.com #= no value\n", &tenant, "new.com",
	     "[principal]\ntenant = new.com #= no value\n");
}

Test(config_edit, keeps_the_white_space_of_the_line)
{
	sets("[principal]\n\ttenant=old.com  \n", &tenant, "new.com",
	     "[principal]\n\ttenant=new.com  \n");
	sets("[principal]\ntenant \t=   old.com\n", &tenant, "new.com",
	     "[principal]\ntenant \t=   new.com\n");
}

Test(config_edit, keeps_line_ends)
{
	sets("[principal]\r\ntenant = old.com\r\n[cache]\r\n", &tenant,
	     "new.com", "[principal]\r\ntenant = new.com\r\n[cache]\r\n");
	sets("[cache]\r\n", &tenant, "a.com",
	     "[cache]\r\n\r\n[principal]\r\ntenant = a.com\r\n");
}

Test(config_edit, keeps_a_byte_order_mark)
{
	sets("\xef\xbb\xbf[principal]\ntenant = old.com\n", &tenant, "new.com",
	     "\xef\xbb\xbf[principal]\ntenant = new.com\n");
}

Test(config_edit, finds_a_group_however_it_is_written)
{
	static const struct akv_config_edit_place vault = {
		.kind = AKV_CONFIG_VAULT,
		.name = "contoso",
		.key = AKV_VAULT_LOCATION,
	};

	sets("[ vault  CONTOSO ] ; ours\n", &vault, "westeurope",
	     "[ vault  CONTOSO ] ; ours\nlocation = westeurope\n");
}

Test(config_edit, escapes_what_would_not_be_read_back)
{
	sets("", &location, "a\\b", "[environment]\nlocation = a\\\\b\n");
	sets("", &location, " a  b ", "[environment]\nlocation = \\sa  b\\s\n");
	sets("", &location, "a ;b #c",
	     "[environment]\nlocation = a\\s;b\\s#c\n");
	sets("", &location, "a;b#c", "[environment]\nlocation = a;b#c\n");
	sets("", &location, ";a", "[environment]\nlocation =;a\n");
	sets("[environment]\nlocation = old # why\n", &location, "#a",
	     "[environment]\nlocation =#a # why\n");
}

Test(config_edit, fills_an_empty_value)
{
	static const struct akv_config_edit_place username = {
		.kind = AKV_CONFIG_CONNECTION,
		.name = "a",
		.key = AKV_CONNECTION_USERNAME,
	};

	sets("[connection a]\nusername =\n", &username, "me",
	     "[connection a]\nusername = me\n");
	sets("[connection a]\nusername = ; nobody\n", &username, "me",
	     "[connection a]\nusername = me ; nobody\n");
	sets("[connection a]\nusername = me ; nobody\n", &username, "",
	     "[connection a]\nusername = ; nobody\n");
}

Test(config_edit, makes_a_group_with_a_name)
{
	static const struct akv_config_edit_place secret = {
		.kind = AKV_CONFIG_CONNECTION,
		.name = "nightly export",
		.key = AKV_CONNECTION_SECRET,
	};

	sets("", &secret, "s", "[connection nightly export]\nsecret = s\n");
}

/* -- taking away -- */

Test(config_edit, removes_a_key_and_nothing_else)
{
	removes("[principal]\n# who\ntenant = a.com ; us\n\n[cache]\n", &tenant,
		"[principal]\n# who\n\n[cache]\n");
	removes("[principal]\ntenant = a.com", &tenant, "[principal]\n");
}

Test(config_edit, leaves_alone_what_is_not_set)
{
	removes("[principal]\n", &tenant, "[principal]\n");
	removes("; tenant = a.com\n", &tenant, "; tenant = a.com\n");
	removes_group("# [principal]\n", &tenant, "# [principal]\n");
}

Test(config_edit, removes_a_group_up_to_its_last_key)
{
	removes_group(
		"[cache]\n\n[principal] ; us\n# who\ntenant = a.com\n\n\t\n"
		"# about the next\n[environment]\n",
		&tenant, "[cache]\n\n# about the next\n[environment]\n");
	removes_group("[principal]\n\n", &tenant, "");
}

Test(config_edit, adds_a_group_once)
{
	AKV_AUTO(config_edit) *edit = edit_of("# mine\n");

	cr_expect_not(akv_config_edit_has_group(edit, &tenant));
	cr_expect_eq(akv_config_edit_add_group(edit, &tenant, NULL), AKV_OK);
	expect(edit, "# mine\n\n[principal]\n");
	cr_expect_eq(akv_config_edit_add_group(edit, &tenant, NULL), AKV_OK);
	expect(edit, "# mine\n\n[principal]\n");
}

/* -- refusing -- */

static void refuses(const struct akv_config_edit_place *place,
		    const char *value, const char *reason)
{
	AKV_AUTO(config_edit) *edit = edit_of("[cache]\n");
	struct akv_error err = { 0 };

	cr_expect_eq(akv_config_edit_set(edit, place, value, &err),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, reason);
	expect(edit, "[cache]\n");
}

Test(config_edit, refuses_a_value_that_the_schema_refuses)
{
	refuses(&tenant, "a/b", "InvalidTenant");
	refuses(&location, "", "InvalidValue");
	refuses(&location, "a\nclient-id = b", "InvalidValue");
}

Test(config_edit, refuses_what_would_be_read_as_something_else)
{
	struct akv_config_edit_place place = {
		.kind = AKV_CONFIG_CONNECTION,
		.name = "a]b",
		.key = AKV_CONNECTION_SECRET,
	};

	refuses(&place, "s", "CannotBeWritten");
	place.name = "a ";
	refuses(&place, "s", "CannotBeWritten");
	place.name = "";
	refuses(&place, "s", "InvalidName");
	refuses(&location, "caf\xe9", "CannotBeWritten");
}

Test(config_edit, refuses_to_outgrow_a_file)
{
	char *text = malloc(AKV_CONFIG_MAX + 1);

	cr_assert_not_null(text);
	memset(text, '#', AKV_CONFIG_MAX - 1);
	text[AKV_CONFIG_MAX - 1] = '\n';
	text[AKV_CONFIG_MAX] = '\0';
	{
		AKV_AUTO(config_edit) *edit = edit_of(text);
		struct akv_error err = { 0 };

		cr_expect_eq(akv_config_edit_set(edit, &tenant, "a.com", &err),
			     AKV_ERR_USAGE);
		cr_expect_str_eq(err.reason, "FileTooLarge");
		expect(edit, text);
	}
	free(text);
}

Test(config_edit, refuses_a_text_that_is_no_configuration)
{
	AKV_AUTO(secret) *bytes = NULL;
	struct akv_config_edit *edit = NULL;
	struct akv_error err = { 0 };

	cr_assert_eq(akv_secret_new_from("[cash]\n", 7, &bytes, NULL), AKV_OK);
	cr_expect_eq(akv_config_edit_new(bytes, "/one", &edit, &err),
		     AKV_ERR_USAGE);
	cr_expect_null(edit);
	cr_expect_str_eq(err.text, "/one:1: [cash]: unknown group");
}
