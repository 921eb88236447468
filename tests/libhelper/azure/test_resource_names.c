/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/azure/resource_names.h"

static struct akv_error err;

static void take_group(const char *name)
{
	cr_expect_eq(akv_resource_names_check_group(name, &err), AKV_OK,
		     "%s: %s", name, err.text);
}

static void refuse_group(const char *name, const char *words)
{
	cr_expect_eq(akv_resource_names_check_group(name, &err), AKV_ERR_USAGE,
		     "%s", name);
	cr_expect_str_eq(err.reason, "InvalidResourceGroup");
	cr_expect_str_eq(err.text, words);
	cr_expect_not_null(strstr(err.hint, "1 to 90 letters"));
}

Test(resource_names, takes_what_resource_manager_takes_for_a_group)
{
	take_group("e");
	take_group("exports");
	take_group("rg-Exports_2.(prod)");
	take_group(".begins-with-a-period");
	take_group("ausf\xc3\xbchrungen-\xe5\xaf\x86\xe7\xa0\x81");
}

Test(resource_names, refuses_other_groups)
{
	static const char what[] =
		"the resource group's name has a character that no name has";

	refuse_group("", "the resource group's name is empty");
	refuse_group("exports.", "the resource group's name ends with a "
				 "period");
	refuse_group("exports/providers", what);
	refuse_group("..%2f", what);
	refuse_group("a b", what);
	refuse_group("a?b", what);
	refuse_group("a#b", what);
	refuse_group("a\\b", what);
	refuse_group("a\nb", what);
	refuse_group("a\x7f", what);
	refuse_group("a\xc3", what);
	refuse_group("a\xc2\x85", what);
}

Test(resource_names, counts_characters_and_not_bytes)
{
	char name[400] = "";

	for (size_t i = 0; i < 90; i++)
		strcat(name, "\xf0\x9d\x92\x9c");
	take_group(name);
	strcat(name, "x");
	refuse_group(name, "the resource group's name is too long");
}

Test(resource_names, a_subscription_is_a_guid)
{
	cr_expect_eq(akv_resource_names_check_subscription(
			     "00000000-0000-0000-0000-000000000000", NULL),
		     AKV_OK);
	cr_expect_eq(akv_resource_names_check_subscription("Production", &err),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "InvalidSubscription");
	cr_expect_null(strstr(err.text, "Production"));
	cr_expect_not_null(strstr(err.hint, "az account list"));
}

Test(resource_names, takes_both_forms_of_a_location)
{
	cr_expect_eq(akv_resource_names_check_location("westeurope", NULL),
		     AKV_OK);
	cr_expect_eq(akv_resource_names_check_location("West US 2", NULL),
		     AKV_OK);
}

Test(resource_names, refuses_other_locations)
{
	static const char *const others[] = {
		"",
		" westeurope",
		"westeurope ",
		"west  europe",
		"west-europe",
		"west/europe",
		"west\neurope",
		"axveryxlongxnamexthatxnoxregionxofxanyxcloudxhasxorxwillxhavexever",
	};

	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		cr_expect_eq(akv_resource_names_check_location(others[i], &err),
			     AKV_ERR_USAGE, "%s", others[i]);
		cr_expect_str_eq(err.reason, "InvalidLocation");
	}
}

Test(resource_names, compares_locations_by_their_letters)
{
	cr_expect(
		akv_resource_names_same_location("West Europe", "westeurope"));
	cr_expect(akv_resource_names_same_location("westus2", "West US 2"));
	cr_expect(akv_resource_names_same_location("", ""));
	cr_expect_not(akv_resource_names_same_location("westus", "westus2"));
	cr_expect_not(akv_resource_names_same_location("westus2", "westus"));
	cr_expect_not(
		akv_resource_names_same_location("northeurope", "westeurope"));
}

Test(resource_names, writes_a_region_as_the_azure_cli_does)
{
	char region[AKV_RESOURCE_LOCATION_SIZE];
	char longest[200];

	akv_resource_names_region("West US 2", region);
	cr_expect_str_eq(region, "westus2");
	akv_resource_names_region("", region);
	cr_expect_str_eq(region, "");
	memset(longest, 'A', sizeof(longest));
	longest[sizeof(longest) - 1] = '\0';
	akv_resource_names_region(longest, region);
	cr_expect_eq(strlen(region), sizeof(region) - 1);
}
