/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "protocol/git_url.h"

static void expect_part(struct akv_git_url_part part, const char *bytes)
{
	if (bytes == NULL) {
		cr_assert_null(part.bytes);
		return;
	}
	cr_assert_not_null(part.bytes, "expected \"%s\"", bytes);
	cr_assert_eq(part.len, strlen(bytes), "expected \"%s\", got \"%.*s\"",
		     bytes, (int)part.len, part.bytes);
	cr_assert_arr_eq(part.bytes, bytes, part.len);
}

/* ${expected}: protocol, username, host, path. */
static void expect_parts(const char *text, const char *const expected[4])
{
	struct akv_error err = { .code = AKV_OK };
	struct akv_git_url url;

	cr_assert_eq(akv_git_url_split(text, strlen(text), &url, &err), AKV_OK,
		     "%s: %s", text, err.text);
	expect_part(url.protocol, expected[0]);
	expect_part(url.username, expected[1]);
	expect_part(url.host, expected[2]);
	expect_part(url.path, expected[3]);
}

#define PARTS(...) ((const char *const[4]){ __VA_ARGS__ })

static void expect_refusal(const char *text, const char *message)
{
	struct akv_git_url url;
	struct akv_error err;

	cr_assert_eq(akv_git_url_split(text, strlen(text), &url, &err),
		     AKV_ERR_USAGE, "%s", text);
	cr_assert_str_eq(err.reason, "BadUrl");
	cr_assert_str_eq(err.text, message);
}

Test(git_url, takes_a_whole_url_apart)
{
	expect_parts(
		"sftp://export@sftp.example.com:2222/in/box",
		PARTS("sftp", "export", "sftp.example.com:2222", "in/box"));
}

Test(git_url, leaves_missing_parts_out)
{
	expect_parts("https://example.com",
		     PARTS("https", NULL, "example.com", NULL));
	expect_parts("https://example.com/",
		     PARTS("https", NULL, "example.com", NULL));
}

Test(git_url, drops_the_password)
{
	expect_parts("https://bob:hunter2@example.com/x",
		     PARTS("https", "bob", "example.com", "x"));
	expect_parts("https://bob:a:b:c@example.com/x",
		     PARTS("https", "bob", "example.com", "x"));
}

Test(git_url, tells_an_empty_user_from_none)
{
	expect_parts("https://@example.com",
		     PARTS("https", "", "example.com", NULL));
	expect_parts("https://:hunter2@example.com",
		     PARTS("https", "", "example.com", NULL));
}

Test(git_url, knows_a_host_without_a_byte)
{
	expect_parts("cert:///etc/ssl/client.pem",
		     PARTS("cert", NULL, "", "etc/ssl/client.pem"));
	expect_parts("https://", PARTS("https", NULL, "", NULL));
}

Test(git_url, trims_slashes_from_both_ends_of_the_path)
{
	expect_parts("https://example.com//a/b//",
		     PARTS("https", NULL, "example.com", "a/b"));
	expect_parts("https://example.com///",
		     PARTS("https", NULL, "example.com", NULL));
}

Test(git_url, takes_query_and_fragment_for_the_path)
{
	expect_parts("https://example.com?a=b",
		     PARTS("https", NULL, "example.com", "?a=b"));
	expect_parts("https://example.com#f",
		     PARTS("https", NULL, "example.com", "#f"));
	expect_parts("https://example.com/x?y#z",
		     PARTS("https", NULL, "example.com", "x?y#z"));
}

Test(git_url, does_not_look_for_the_user_behind_the_host)
{
	expect_parts("https://example.com/a@b",
		     PARTS("https", NULL, "example.com", "a@b"));
	expect_parts("https://example.com?u:p@b",
		     PARTS("https", NULL, "example.com", "?u:p@b"));
	expect_parts("https://evil.example#@example.com/",
		     PARTS("https", NULL, "evil.example", "#@example.com"));
}

Test(git_url, knows_ipv6_hosts)
{
	expect_parts("https://[2001:db8::1]/x",
		     PARTS("https", NULL, "[2001:db8::1]", "x"));
	expect_parts("https://u@[2001:db8::1]:8443",
		     PARTS("https", "u", "[2001:db8::1]:8443", NULL));
}

Test(git_url, leaves_escapes_and_backslashes_alone)
{
	expect_parts("https://a%40b@ex%61mple.com\\x/%2e",
		     PARTS("https", "a%40b", "ex%61mple.com\\x", "%2e"));
}

Test(git_url, accepts_every_character_of_a_scheme)
{
	expect_parts("svn+SSH-2.0://host",
		     PARTS("svn+SSH-2.0", NULL, "host", NULL));
}

Test(git_url, refuses_what_has_no_scheme)
{
	static const char *const without[] = {
		"",
		"example.com",
		"example.com/x",
		"//host",
		"://host",
		"https:/host",
		"https:",
		"https",
		"git@example.com:x.git",
		"ht tp://host",
		"ht%74p://host",
		"https//host",
	};

	for (size_t i = 0; i < sizeof(without) / sizeof(without[0]); i++)
		expect_refusal(without[i],
			       "the url has no scheme (like https://)");
}

Test(git_url, refuses_two_at_signs_before_the_path)
{
	expect_refusal("https://bob:p@ss@example.com/x",
		       "the url has more than one @ before its path");
	expect_refusal("https://a@b@example.com",
		       "the url has more than one @ before its path");
	expect_refusal("https://@@",
		       "the url has more than one @ before its path");
}

/* https://bob:pa/ss@host: what is before the slash is no port. */
Test(git_url, refuses_a_port_that_is_no_number)
{
	expect_refusal("https://bob:pa/ss@example.com",
		       "the port in the url is not a number");
	expect_refusal("https://[::1]:x",
		       "the port in the url is not a number");
	expect_refusal("ssh://git@example.com:org/repo.git",
		       "the port in the url is not a number");
	expect_refusal("https://bob:[pa]/ss@example.com",
		       "the port in the url is not a number");
}

Test(git_url, accepts_an_empty_port)
{
	expect_parts("https://example.com:/x",
		     PARTS("https", NULL, "example.com:", "x"));
}

Test(git_url, does_not_read_behind_its_input)
{
	static const char text[] = "https://u:p@host:1/path";

	/* each beginning in its own allocation, for the address sanitizer */
	for (size_t len = 0; len < sizeof(text); len++) {
		char *copy = malloc(len > 0 ? len : 1);
		struct akv_git_url url;

		cr_assert_not_null(copy);
		memcpy(copy, text, len);
		if (akv_git_url_split(copy, len, &url, NULL) == AKV_OK)
			cr_assert_geq(len, strlen("https://"));
		free(copy);
	}
}
