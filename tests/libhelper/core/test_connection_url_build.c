/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "libhelper/core/connection_url_build.h"

static struct akv_error err;

static enum akv_code build(const char *type, const char *host, const char *port,
			   const char *path, char **out)
{
	struct akv_connection_url_parts parts = { .host = host,
						  .port = port,
						  .path = path };

	cr_assert_eq(akv_connection_type_find(type, &parts.type, NULL), AKV_OK);
	return akv_connection_url_build(&parts, out, &err);
}

static void builds(const char *type, const char *host, const char *port,
		   const char *path, const char *wanted)
{
	char *url = NULL;

	cr_assert_eq(build(type, host, port, path, &url), AKV_OK, "%s",
		     err.text);
	cr_expect_str_eq(url, wanted);
	free(url);
}

static void refuses(const char *type, const char *host, const char *port,
		    const char *path)
{
	char *url = NULL;

	cr_expect_eq(build(type, host, port, path, &url), AKV_ERR_USAGE, "%s",
		     url != NULL ? url : "");
	cr_expect_str_eq(err.reason, "InvalidUrl");
	free(url);
}

Test(connection_url_build, has_what_its_type_has)
{
	builds("sftp", "h", NULL, NULL, "sftp://h");
	builds("git", "h", NULL, "team/repo", "https://h/team/repo");
	builds("smtp", "h", NULL, NULL, "smtp://h:587");
	builds("smtp", "h", "25", NULL, "smtp://h");
}

Test(connection_url_build, leaves_the_scheme_s_own_port_out)
{
	builds("sftp", "h", "22", NULL, "sftp://h");
	builds("sftp", "h", "2222", "", "sftp://h:2222");
}

Test(connection_url_build, puts_addresses_of_ipv6_in_brackets)
{
	builds("sftp", "2001:db8::1", NULL, NULL, "sftp://[2001:db8::1]");
	builds("sftp", "[2001:db8::1]", "23", NULL, "sftp://[2001:db8::1]:23");
}

Test(connection_url_build, encodes_what_means_something_else)
{
	builds("sftp", "h", NULL, "/in/a b?#%", "sftp://h/in/a%20b%3F%23%25");
}

Test(connection_url_build, refuses_what_is_no_host_or_port)
{
	refuses("sftp", "", NULL, NULL);
	refuses("sftp", "user@h", NULL, NULL);
	refuses("sftp", "h:22", NULL, NULL);
	refuses("sftp", "h/path", NULL, NULL);
	refuses("sftp", "[nonsense]", NULL, NULL);
	refuses("sftp", "h", "0", NULL);
	refuses("sftp", "h", "65536", NULL);
	refuses("sftp", "h", "ssh", NULL);
	refuses("sftp", "h", NULL, "a/../b");
	refuses("generic", "h", NULL, NULL);
}
