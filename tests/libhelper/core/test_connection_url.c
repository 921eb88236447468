/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/core/connection_url.h"

static const char *or_none(const char *text)
{
	return text != NULL ? text : "(none)";
}

/* What is wanted; NULL for a part that has to be absent. */
struct parts {
	const char *protocol;
	const char *host;
	const char *path;
	const char *username;
};

static void expect(const char *text, const struct parts *wanted)
{
	struct akv_connection_url url = { 0 };
	struct akv_error err = { 0 };
	enum akv_code code = akv_connection_url_parse(text, &url, &err);

	cr_assert_eq(code, AKV_OK, "%s: %s", text, err.text);
	cr_expect_str_eq(or_none(url.protocol), or_none(wanted->protocol));
	cr_expect_str_eq(or_none(url.host), or_none(wanted->host));
	cr_expect_str_eq(or_none(url.path), or_none(wanted->path));
	cr_expect_str_eq(or_none(url.username), or_none(wanted->username));
	akv_connection_url_clear(&url);
	cr_expect_null(url.protocol);
}

#define EXPECT(text, ...) expect((text), &(const struct parts){ __VA_ARGS__ })

static void refuses(const char *text, const char *wanted)
{
	struct akv_connection_url url = { .host = NULL };
	struct akv_error err = { 0 };

	cr_expect_eq(akv_connection_url_parse(text, &url, &err), AKV_ERR_USAGE,
		     "%s", text);
	cr_expect_str_eq(err.reason, "InvalidUrl");
	cr_expect_str_eq(err.text, wanted);
	cr_expect_null(url.host);
	cr_expect_null(strstr(err.text, "hunter2"));
	cr_expect_null(strstr(err.hint, "hunter2"));
}

#define NO_SCHEME "no scheme with :// in front"
#define BAD_HOST "the host is neither a name nor an address"
#define BAD_PORT "the port is not a number up to 65535"
#define BAD_ESCAPE "a % that is not followed by two hexadecimal digits, or %00"
#define BAD_CHARACTER "a space, a backslash or a control character"

Test(connection_url, has_a_scheme_and_a_host)
{
	EXPECT("https://example.com", .protocol = "https",
	       .host = "example.com");
	EXPECT("git+ssh://host-1.example_x", .protocol = "git+ssh",
	       .host = "host-1.example_x");
	EXPECT("x-1.y://h", .protocol = "x-1.y", .host = "h");
}

Test(connection_url, has_a_user_a_port_and_a_path_where_it_says_so)
{
	EXPECT("sftp://export@sftp.example.com:2222/in/daily/",
	       .protocol = "sftp", .host = "sftp.example.com:2222",
	       .path = "in/daily", .username = "export");
}

Test(connection_url, turns_scheme_and_host_into_small_letters)
{
	EXPECT("HTTPS://Me@Example.COM/Path", .protocol = "https",
	       .host = "example.com", .path = "Path", .username = "Me");
}

Test(connection_url, leaves_the_protocol_s_own_port_out)
{
	EXPECT("https://h:443", .protocol = "https", .host = "h");
	EXPECT("http://h:80/", .protocol = "http", .host = "h");
	EXPECT("sftp://h:22", .protocol = "sftp", .host = "h");
	EXPECT("SFTP://h:0022", .protocol = "sftp", .host = "h");
	EXPECT("https://h:80", .protocol = "https", .host = "h:80");
	EXPECT("https://h:", .protocol = "https", .host = "h");
	EXPECT("thing://h:443", .protocol = "thing", .host = "h:443");
}

Test(connection_url, knows_the_ports_of_protocols_in_any_case)
{
	cr_expect_eq(akv_connection_url_port("https"), 443);
	cr_expect_eq(akv_connection_url_port("HTTP"), 80);
	cr_expect_eq(akv_connection_url_port("sftp"), 22);
	cr_expect_eq(akv_connection_url_port("ssh"), 22);
	cr_expect_eq(akv_connection_url_port("ftp"), 21);
	cr_expect_eq(akv_connection_url_port("ftps"), 990);
	cr_expect_eq(akv_connection_url_port("smtp"), 25);
	cr_expect_eq(akv_connection_url_port("smtps"), 465);
	cr_expect_eq(akv_connection_url_port("imap"), 143);
	cr_expect_eq(akv_connection_url_port("imaps"), 993);
	cr_expect_eq(akv_connection_url_port("cert"), 0);
	cr_expect_eq(akv_connection_url_port(""), 0);
}

Test(connection_url, ipv6_stands_in_brackets)
{
	EXPECT("sftp://[2001:DB8::1]", .protocol = "sftp",
	       .host = "[2001:db8::1]");
	EXPECT("sftp://u@[::1]:2222/p", .protocol = "sftp",
	       .host = "[::1]:2222", .path = "p", .username = "u");
	EXPECT("sftp://[::1]:22", .protocol = "sftp", .host = "[::1]");
	refuses("sftp://2001:db8::1/", BAD_PORT);
	refuses("sftp://::1/", BAD_PORT);
	refuses("sftp://[::1/", BAD_PORT);
	refuses("sftp://[]/", BAD_HOST);
	refuses("sftp://[::zz]/", BAD_HOST);
	refuses("sftp://[::1]x/", BAD_HOST);
	refuses("sftp://x[::1]/", BAD_HOST);
	refuses("sftp://[127.0.0.1]/", BAD_HOST);
	refuses("sftp://[fe80::1%25eth0]/", BAD_HOST);
}

Test(connection_url, decodes_every_part)
{
	EXPECT("sftp://a%40b@ex%61mple.com/x%20y/%C3%A4", .protocol = "sftp",
	       .host = "example.com", .path = "x y/\xc3\xa4",
	       .username = "a@b");
	EXPECT("https://h/a%2Fb%2F", .protocol = "https", .host = "h",
	       .path = "a/b");
}

Test(connection_url, takes_letters_beyond_ascii)
{
	EXPECT("https://m\xc3\xbcnchen.example/", .protocol = "https",
	       .host = "m\xc3\xbcnchen.example");
}

Test(connection_url, a_path_of_slashes_is_none)
{
	EXPECT("https://h/", .protocol = "https", .host = "h");
	EXPECT("https://h///", .protocol = "https", .host = "h");
	EXPECT("https://h//a//b//", .protocol = "https", .host = "h",
	       .path = "a//b");
}

Test(connection_url, only_a_certificate_has_no_host)
{
	EXPECT("cert:///home/me/client.pem", .protocol = "cert", .host = "",
	       .path = "home/me/client.pem");
	refuses("https:///path", "the host is missing");
	refuses("file:///path", "the host is missing");
	refuses("https://", "the host is missing");
	refuses("https://:443/", "the host is missing");
	refuses("https://u@/", "the host is missing");
	refuses("cert://:1/x", "a port without a host");
}

Test(connection_url, refuses_what_has_no_scheme)
{
	refuses("", NO_SCHEME);
	refuses("example.com", NO_SCHEME);
	refuses("export@sftp.example.com:/in", NO_SCHEME);
	refuses("sftp.example.com:in", NO_SCHEME);
	refuses("://h", NO_SCHEME);
	refuses("1http://h", NO_SCHEME);
	refuses("-x://h", NO_SCHEME);
	refuses("ht!tp://h", NO_SCHEME);
	refuses("https:/h", NO_SCHEME);
	refuses("https:h", NO_SCHEME);
}

Test(connection_url, says_how_a_place_of_scp_is_written)
{
	struct akv_connection_url url;
	struct akv_error err = { 0 };

	cr_expect_eq(akv_connection_url_parse("me@host:dir", &url, &err),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.hint,
			 "user@host:path is written sftp://user@host/path\n");
}

Test(connection_url, refuses_a_password_without_showing_it)
{
	refuses("sftp://user:hunter2@h/", "a password in the url");
	refuses("sftp://:hunter2@h/", "a password in the url");
	refuses("sftp://user:@h/", "a password in the url");
	refuses("sftp://user:hunter2@x@h/", "a password in the url");
	refuses("sftp://user@hunter2@h/", "a second @ before the path");
	/* a slash in the password ends the authority before the @ */
	refuses("sftp://user:hunter2/x@h/", BAD_PORT);
	/* encoded, it is part of the name: some names have a colon */
	EXPECT("sftp://a%3Ab@h", .protocol = "sftp", .host = "h",
	       .username = "a:b");
}

Test(connection_url, refuses_an_empty_user)
{
	refuses("sftp://@h/", "no user name before the @");
}

Test(connection_url, refuses_a_query_and_a_fragment)
{
	refuses("https://h/p?q=1", "a query or a fragment");
	refuses("https://h?q", "a query or a fragment");
	refuses("https://h/p#f", "a query or a fragment");
	EXPECT("https://h/p%3Fq", .protocol = "https", .host = "h",
	       .path = "p?q");
}

Test(connection_url, refuses_a_port_that_is_none)
{
	refuses("https://h:x/", BAD_PORT);
	refuses("https://h:0/", BAD_PORT);
	refuses("https://h:65536/", BAD_PORT);
	refuses("https://h:99999999999999999999/", BAD_PORT);
	refuses("https://h:-1/", BAD_PORT);
	refuses("https://h:1:2/", BAD_PORT);
	EXPECT("https://h:65535/", .protocol = "https", .host = "h:65535");
}

Test(connection_url, refuses_a_host_that_is_none)
{
	refuses("https://a!b/", BAD_HOST);
	refuses("https://a%2Fb/", BAD_HOST);
	refuses("https://a%40b/", BAD_HOST);
	refuses("https://a%3A1/", BAD_HOST);
	refuses("https://a*b/", BAD_HOST);
}

Test(connection_url, refuses_control_characters_encoded_or_not)
{
	refuses("https://h/a\nb", BAD_CHARACTER);
	refuses("https://h/a b", BAD_CHARACTER);
	refuses("https://h\\.example.com/", BAD_CHARACTER);
	refuses("https://h%0a/", "a control character");
	refuses("https://u%0Ahost=victim@h/", "a control character");
	refuses("https://h/a%0d%0ab", "a control character");
	refuses("https://h/a%1b", "a control character");
	refuses("https://h/a%7f", "a control character");
}

Test(connection_url, refuses_escapes_that_are_none)
{
	refuses("https://h/a%", BAD_ESCAPE);
	refuses("https://h/a%4", BAD_ESCAPE);
	refuses("https://h/a%zz", BAD_ESCAPE);
	refuses("https://h/a%00b", BAD_ESCAPE);
}

Test(connection_url, refuses_dots_in_a_path)
{
	refuses("https://h/a/../b", "a . or .. in the path");
	refuses("https://h/a/%2e%2E/b", "a . or .. in the path");
	refuses("https://h/./a", "a . or .. in the path");
	refuses("https://h/..", "a . or .. in the path");
	EXPECT("https://h/a/...", .protocol = "https", .host = "h",
	       .path = "a/...");
	EXPECT("https://h/.git/a..b", .protocol = "https", .host = "h",
	       .path = ".git/a..b");
}

Test(connection_url, sees_dots_as_whole_components)
{
	cr_expect(akv_connection_url_has_dots(".."));
	cr_expect(akv_connection_url_has_dots("/a/./b"));
	cr_expect(akv_connection_url_has_dots("a//.."));
	cr_expect_not(akv_connection_url_has_dots(""));
	cr_expect_not(akv_connection_url_has_dots("///"));
	cr_expect_not(akv_connection_url_has_dots("a.b/c../..d/..."));
}
