/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "tests/protocol/input.h"
#include "tests/protocol/request.h"

#include "protocol/git_credential.h"

/* What requests mean; test_git_credential_refusals.c has those that are
 * refused. */

/* -- attributes -- */

Test(git_credential, reads_what_git_sends)
{
	EXPECT_REQUEST("protocol=https\nhost=example.com:8443\n"
		       "path=org/repo.git\nusername=bob\n\n",
		       .protocol = "https", .host = "example.com:8443",
		       .path = "org/repo.git", .username = "bob");
}

Test(git_credential, reads_our_own_attributes)
{
	EXPECT_REQUEST("connection=nightly-export\nsecret=sftp-key\n"
		       "vault=contoso\nversion=4387e9f3d6e14c459867679a90fd0f79"
		       "\nencoding=base64\n\n",
		       .connection = "nightly-export", .secret = "sftp-key",
		       .vault = "contoso",
		       .version = "4387e9f3d6e14c459867679a90fd0f79",
		       .encoding = AKV_CREDENTIAL_BASE64);
}

Test(git_credential, splits_at_the_first_equals_sign)
{
	EXPECT_REQUEST("path=a=b==\n", .path = "a=b==");
}

Test(git_credential, keeps_the_last_of_repeated_values)
{
	EXPECT_REQUEST("host=one\nhost=two\nconnection=a\nhost=three\n"
		       "connection=b\n",
		       .host = "three", .connection = "b");
}

Test(git_credential, tells_empty_from_absent)
{
	EXPECT_REQUEST("protocol=cert\nhost=\npath=\nusername=\n",
		       .protocol = "cert", .host = "", .path = "",
		       .username = "");
}

Test(git_credential, tells_keys_by_their_case)
{
	EXPECT_REQUEST("HOST=a\nHost=b\nConnection=c\nhost=d\n", .host = "d");
}

Test(git_credential, knows_keys_by_all_their_bytes)
{
	EXPECT_REQUEST("hos=a\nhosts=b\nhost =c\n host=d\nhost[]=e\n",
		       .host = NULL);
}

Test(git_credential, ignores_what_it_does_not_know)
{
	EXPECT_REQUEST("shoe_size=43\nwwwauth[]=Basic realm=\"x\"\n"
		       "wwwauth[]=\nstate[]=foreign:1\nquit=1\nephemeral=1\n"
		       "oauth_refresh_token=r\npassword_expiry_utc=1\n"
		       "authtype=Bearer\ncredential=c\ncontinue=1\n"
		       "content_type=text/plain\nhost=a\n",
		       .host = "a");
}

Test(git_credential, ignores_control_characters_in_what_it_ignores)
{
	EXPECT_REQUEST("wwwauth[]=Basic\trealm=\x1b[31m\nhost=a\n",
		       .host = "a");
}

Test(git_credential, keeps_no_password)
{
	EXPECT_REQUEST("protocol=https\nhost=a\nusername=u\n"
		       "password=hunter2\n",
		       .protocol = "https", .host = "a", .username = "u");
}

Test(git_credential, takes_bytes_as_they_are)
{
	EXPECT_REQUEST("username= \xc3\xa9\xff%41\"'\\ \n",
		       .username = " \xc3\xa9\xff%41\"'\\ ");
}

Test(git_credential, reads_the_longest_value)
{
	char *text = long_line("path=", 65534);
	struct akv_credential_request request = request_of(text);

	cr_assert_eq(strlen(request.path), 65529);
	akv_credential_request_clear(&request);
	free(text);
}

Test(git_credential, clears_a_request_twice)
{
	struct akv_credential_request request =
		request_of("host=a\nusername=b\nencoding=base64\n");

	akv_credential_request_clear(&request);
	cr_assert_null(request.host);
	cr_assert_null(request.username);
	cr_assert_eq(request.encoding, AKV_CREDENTIAL_PLAIN);
	akv_credential_request_clear(&request);
}

/* -- where a request ends -- */

Test(git_credential, accepts_an_empty_request)
{
	struct akv_credential_request request = request_of("");

	cr_assert_eq(request.line_count, 0);
	cr_assert(request.at_end);
	akv_credential_request_clear(&request);
}

Test(git_credential, tells_a_blank_line_from_the_end_of_the_input)
{
	struct akv_credential_request request = request_of("\n");

	cr_assert_eq(request.line_count, 0);
	cr_assert_not(request.at_end);
	akv_credential_request_clear(&request);
}

Test(git_credential, ends_at_the_end_of_the_input)
{
	struct akv_credential_request request = request_of("host=a\npath=b");

	cr_assert_str_eq(request.path, "b");
	cr_assert_eq(request.line_count, 2);
	cr_assert(request.at_end);
	akv_credential_request_clear(&request);
}

Test(git_credential, ends_at_the_first_blank_line)
{
	struct akv_credential_request request =
		request_of("host=a\n\nhost=victim.example.com\nnonsense\n");

	cr_assert_str_eq(request.host, "a");
	cr_assert_eq(request.line_count, 1);
	cr_assert_not(request.at_end);
	akv_credential_request_clear(&request);
}

Test(git_credential, reads_one_request_after_the_other)
{
	AKV_AUTO(line_reader) *reader =
		reader_of_text("connection=a\n\nconnection=b\nversion=1\n\n\n"
			       "connection=c");
	static const char *const names[] = { "a", "b", NULL, "c" };
	static const size_t lines[] = { 1, 2, 0, 1 };
	struct akv_credential_request request;

	for (size_t i = 0; i < 4; i++) {
		cr_assert_eq(akv_git_credential_read(reader, &request, NULL),
			     AKV_OK);
		expect_value(request.connection, names[i]);
		cr_assert_eq(request.line_count, lines[i]);
		cr_assert_eq(request.at_end, i == 3);
		akv_credential_request_clear(&request);
	}
}

Test(git_credential, keeps_nothing_of_the_request_before)
{
	AKV_AUTO(line_reader) *reader = reader_of_text(
		"username=u\nencoding=base64\ncapability[]=state\n\nhost=b\n");
	struct akv_credential_request request;

	cr_assert_eq(akv_git_credential_read(reader, &request, NULL), AKV_OK);
	akv_credential_request_clear(&request);
	cr_assert_eq(akv_git_credential_read(reader, &request, NULL), AKV_OK);
	cr_assert_str_eq(request.host, "b");
	cr_assert_null(request.username);
	cr_assert_eq(request.encoding, AKV_CREDENTIAL_PLAIN);
	cr_assert_eq(request.capabilities, 0);
	akv_credential_request_clear(&request);
}

Test(git_credential, skips_one_request)
{
	AKV_AUTO(line_reader) *reader =
		reader_of_text("password=p\nno equals sign\n\nhost=b\n");
	struct akv_credential_request request;

	akv_git_credential_skip(reader);
	cr_assert_eq(akv_git_credential_read(reader, &request, NULL), AKV_OK);
	cr_assert_str_eq(request.host, "b");
	akv_credential_request_clear(&request);
	akv_git_credential_skip(reader);
}

Test(git_credential, skips_to_the_end_or_the_first_bad_line)
{
	AKV_AUTO(line_reader) *reader = reader_of_text("a=1\nb=2\r\nc=3\n\n");
	struct akv_line line;

	akv_git_credential_skip(reader);
	cr_assert_eq(akv_line_reader_next(reader, &line, NULL), AKV_ERR_USAGE);
}

/* -- capability[] -- */

Test(git_credential, remembers_capabilities)
{
	EXPECT_REQUEST("capability[]=authtype\n",
		       .capabilities = AKV_CREDENTIAL_AUTHTYPE);
	EXPECT_REQUEST("capability[]=state\ncapability[]=teleport\n"
		       "capability[]=authtype\n",
		       .capabilities =
			       AKV_CREDENTIAL_AUTHTYPE | AKV_CREDENTIAL_STATE);
}

Test(git_credential, forgets_capabilities_at_an_empty_one)
{
	EXPECT_REQUEST("capability[]=authtype\ncapability[]=\n"
		       "capability[]=state\n",
		       .capabilities = AKV_CREDENTIAL_STATE);
}

/* -- url -- */

Test(git_credential, reads_a_url)
{
	EXPECT_REQUEST("url=sftp://export@sftp.example.com:2222/in/box\n",
		       .protocol = "sftp", .username = "export",
		       .host = "sftp.example.com:2222", .path = "in/box");
}

Test(git_credential, decodes_the_parts_of_a_url)
{
	EXPECT_REQUEST("url=https://b%6fb%40x:p%40ss@ex%61mple.com/a%20b%2Fc\n",
		       .protocol = "https", .username = "bob@x",
		       .host = "example.com", .path = "a b/c");
}

Test(git_credential, forgets_what_came_before_a_url)
{
	EXPECT_REQUEST("connection=a\nusername=bob\npath=x\nencoding=base64\n"
		       "capability[]=state\nsecret=s\nvault=v\nversion=1\n"
		       "url=https://example.com\n",
		       .protocol = "https", .host = "example.com");
}

Test(git_credential, takes_what_comes_behind_a_url)
{
	EXPECT_REQUEST("url=https://bob@example.com/x\nusername=eve\n"
		       "encoding=base64\n",
		       .protocol = "https", .host = "example.com", .path = "x",
		       .username = "eve", .encoding = AKV_CREDENTIAL_BASE64);
}

Test(git_credential, knows_an_empty_host_in_a_url)
{
	EXPECT_REQUEST("url=cert:///etc/ssl/client.pem\n", .protocol = "cert",
		       .host = "", .path = "etc/ssl/client.pem");
}
