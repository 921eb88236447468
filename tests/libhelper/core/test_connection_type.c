/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/core/connection_type.h"
#include "libhelper/core/connection_url.h"

Test(connection_type, has_those_of_the_contract)
{
	static const char *const names[] = {
		"sftp",	    "ftps",  "https",  "git", "smtp",	"imap",
		"postgres", "mysql", "webdav", "s3",  "docker", "generic",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const struct akv_connection_type *type = NULL;

		cr_assert_eq(akv_connection_type_find(names[i], &type, NULL),
			     AKV_OK);
		cr_expect_str_eq(type->name, names[i]);
	}
}

Test(connection_type, is_complete_and_there_once)
{
	size_t count;
	const struct akv_connection_type *types =
		akv_connection_type_all(&count);

	for (size_t i = 0; i < count; i++) {
		cr_expect_neq(types[i].secret[0], '\0');
		cr_expect_eq(types[i].scheme == NULL, types[i].port == 0);
		for (size_t j = 0; j < i; j++)
			cr_expect_str_neq(types[i].name, types[j].name);
	}
}

/* So that a url needs no port, but where people use another one. */
Test(connection_type, listens_where_its_scheme_does)
{
	size_t count;
	const struct akv_connection_type *types =
		akv_connection_type_all(&count);

	for (size_t i = 0; i < count; i++)
		if (types[i].scheme != NULL &&
		    strcmp(types[i].name, "smtp") != 0)
			cr_expect_eq(akv_connection_url_port(types[i].scheme),
				     types[i].port, "%s", types[i].name);
}

Test(connection_type, is_found_by_the_scheme_of_a_url)
{
	cr_expect_str_eq(akv_connection_type_of_scheme("sftp")->name, "sftp");
	cr_expect_str_eq(akv_connection_type_of_scheme("https")->name, "https");
	cr_expect_null(akv_connection_type_of_scheme("gopher"));
}

Test(connection_type, that_is_unknown_is_told_with_the_known_ones)
{
	const struct akv_connection_type *type = NULL;
	struct akv_error err = { 0 };

	cr_expect_eq(akv_connection_type_find("stfp", &type, &err),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "UnknownType");
	cr_expect_not_null(strstr(err.hint, "did you mean sftp?"));
	cr_expect_eq(akv_connection_type_find("carrier-pigeon", &type, &err),
		     AKV_ERR_USAGE);
	cr_expect_not_null(strstr(err.hint, "types: sftp, "));
	cr_expect_not_null(strstr(err.hint, ", generic"));
	cr_expect_eq(akv_connection_type_find("SFTP", &type, &err),
		     AKV_ERR_USAGE);
	cr_expect_null(type);
}
