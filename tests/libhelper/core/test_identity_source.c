/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "libhelper/core/identity_source.h"

static void forget_all(void)
{
	static const char *const names[] = {
		"IDENTITY_ENDPOINT",
		"IDENTITY_HEADER",
		"IDENTITY_SERVER_THUMBPRINT",
		"IMDS_ENDPOINT",
		"MSI_ENDPOINT",
		"MSI_SECRET",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		(void)unsetenv(names[i]);
}

TestSuite(identity_source, .init = forget_all);

static void expect_source(const char *word)
{
	const char *found = NULL;
	const char *why = NULL;

	cr_assert_eq(akv_identity_source_find(&found, &why, NULL), AKV_OK);
	cr_expect_str_eq(found, word);
	cr_expect_neq(why[0], '\0');
}

static void expect_none(const char *place)
{
	struct akv_error err = { 0 };
	const char *found = NULL;
	const char *why = NULL;

	cr_expect_eq(akv_identity_source_find(&found, &why, &err),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "UnsupportedIdentity");
	cr_expect_not_null(strstr(err.text, place), "%s", err.text);
	cr_expect_null(found);
}

Test(identity_source, is_a_virtual_machine_where_nothing_else_is_said)
{
	if (access("/opt/azcmagent/bin/himds", F_OK) != 0)
		expect_source("imds");
	/* an empty variable is none, and one alone says nothing */
	setenv("IDENTITY_ENDPOINT", "", 1);
	setenv("IDENTITY_HEADER", "h", 1);
	if (access("/opt/azcmagent/bin/himds", F_OK) != 0)
		expect_source("imds");
}

Test(identity_source, is_app_service_by_its_variables)
{
	setenv("IDENTITY_ENDPOINT", "http://127.0.0.1/", 1);
	setenv("IDENTITY_HEADER", "h", 1);
	expect_source("app-service");
	setenv("IMDS_ENDPOINT", "http://127.0.0.1/", 1);
	expect_source("app-service");
}

Test(identity_source, is_arc_by_its_variables)
{
	setenv("IDENTITY_ENDPOINT", "http://127.0.0.1/", 1);
	setenv("IMDS_ENDPOINT", "http://127.0.0.1/", 1);
	expect_source("azure-arc");
}

Test(identity_source, says_where_it_cannot_be_used)
{
	setenv("MSI_ENDPOINT", "http://127.0.0.1/", 1);
	expect_none("Cloud Shell");
	setenv("MSI_SECRET", "s", 1);
	expect_none("Azure Machine Learning");
	setenv("IDENTITY_ENDPOINT", "http://127.0.0.1/", 1);
	setenv("IDENTITY_HEADER", "h", 1);
	setenv("IDENTITY_SERVER_THUMBPRINT", "t", 1);
	expect_none("Service Fabric");
}
