/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "tests/harness/suite.h"

E2E_SUITE(get);

#define UNICODE \
	"p\xc3\xa4ssw\xc3\xb6rd \xe5\xaf\x86\xe7\xa0\x81 \xf0\x9f\x94\x91 " \
	"\xe2\x80\xa8 \xef\xbb\xbf"

Test(get, answers_for_a_connection)
{
	expect_answer(akv_get("connection=nightly-export\n\n"),
		      "username=export\n"
		      "password=" CLOUD_PASSWORD "\n"
		      "vault=contoso\n"
		      "secret=sftp-password\n"
		      "version=" CLOUD_PASSWORD_VERSION "\n"
		      "content_type=text/plain\n");
}

Test(get, takes_a_request_that_ends_without_a_blank_line)
{
	expect_words(akv_get("connection=nightly-export\n"),
		     "password=" CLOUD_PASSWORD "\n");
	expect_words(akv_get("connection=nightly-export"),
		     "password=" CLOUD_PASSWORD "\n");
}

Test(get, leaves_alone_what_follows_the_request)
{
	expect_words(akv_get("connection=nightly-export\n\n"
			     "connection=other\nrubbish\n"),
		     "password=" CLOUD_PASSWORD "\n");
}

Test(get, answers_for_another_secret_that_the_connection_names)
{
	cloud_put_secret("contoso", "unicode", UNICODE);
	expect_answer(akv_get("connection=nightly-export\nsecret=unicode\n"
			      "encoding=base64\n\n"),
		      "username=export\n"
		      "encoding=base64\n"
		      "password=cMOkc3N3w7ZyZCDlr4bnoIEg8J+UkSDigKg"
		      "g77u/\n"
		      "vault=contoso\n"
		      "secret=unicode\n"
		      "version=" CLOUD_PUT_VERSION "\n");
}

Test(get, refuses_a_secret_that_the_connection_does_not_name)
{
	const struct outcome *got = akv_get("connection=nightly-export\n"
					    "secret=empty\n\n");

	expect_failure(got, 2, "SecretNotInConnection");
	expect_hint(got, "more-secrets");
	expect_untouched();
}

Test(get, answers_for_a_secret_of_the_default_vault)
{
	expect_answer(akv_get("secret=sftp-password\n\n"),
		      "username=export\n"
		      "password=" CLOUD_PASSWORD "\n"
		      "vault=contoso\n"
		      "secret=sftp-password\n"
		      "version=" CLOUD_PASSWORD_VERSION "\n"
		      "content_type=text/plain\n");
}

Test(get, answers_for_a_secret_of_a_named_vault)
{
	config_add("\n[vault contoso-policy]\n");
	cloud_put_secret("contoso-policy", "sftp-password", "policy horse");
	expect_answer(akv_get("secret=sftp-password\nvault=contoso-policy\n\n"),
		      "password=policy horse\n"
		      "vault=contoso-policy\n"
		      "secret=sftp-password\n"
		      "version=" CLOUD_PUT_VERSION "\n");
}

Test(get, answers_for_one_version_of_a_secret)
{
	expect_answer(akv_get("secret=versions\n"
			      "version=00000000000000000000000000000002\n\n"),
		      "password=value-2\n"
		      "vault=contoso\n"
		      "secret=versions\n"
		      "version=00000000000000000000000000000002\n");
	expect_answer(akv_get("secret=versions\n\n"),
		      "password=value-3\n"
		      "vault=contoso\n"
		      "secret=versions\n"
		      "version=00000000000000000000000000000003\n");
}

Test(get, answers_for_the_version_that_the_connection_pins)
{
	config_add("\n[connection pinned]\n"
		   "secret = versions\n"
		   "secret-version = 00000000000000000000000000000001\n");
	expect_words(akv_get("connection=pinned\n\n"), "password=value-1\n");
}

Test(get, tells_when_the_password_expires)
{
	const struct outcome *got;

	cloud_put_secret_json("contoso", "until",
			      "{'value': 'until-then',"
			      " 'attributes': {'exp': 4102444800}}");
	got = akv_get("secret=until\n\n");
	expect_answer(got,
		      "password=until-then\n"
		      "password_expiry_utc=4102444800\n"
		      "vault=contoso\nsecret=until\nversion=" CLOUD_PUT_VERSION
		      "\n");
}

Test(get, prefers_the_requests_user_name)
{
	expect_words(akv_get("connection=nightly-export\nusername=me\n\n"),
		     "username=me\n");
}

Test(get, prefers_the_connections_user_name_to_its_urls)
{
	config_add("\n[connection named]\n"
		   "url = sftp://url@named.example.com\n"
		   "username = configured\n"
		   "secret = sftp-password\n");
	expect_words(akv_get("connection=named\n\n"), "username=configured\n");
}

Test(get, prefers_the_urls_user_name_to_the_secrets_tag)
{
	config_add("\n[connection url]\n"
		   "url = sftp://from-url@url.example.com\n"
		   "secret = sftp-password\n");
	expect_words(akv_get("connection=url\n\n"), "username=from-url\n");
}

Test(get, takes_the_secrets_tag_for_want_of_another_user_name)
{
	config_connect("sftp-password");
	expect_words(akv_get("connection=sftp-password\n\n"),
		     "username=export\n");
}

Test(get, answers_without_a_user_name_where_there_is_none)
{
	config_connect("spaces");
	cloud_put_secret("contoso", "spaces", "  kept \t");
	expect_answer(akv_get("connection=spaces\n\n"),
		      "password=  kept \t\n"
		      "vault=contoso\nsecret=spaces\nversion=" CLOUD_PUT_VERSION
		      "\n");
}

Test(get, gives_an_empty_password)
{
	config_connect("empty");
	expect_words(akv_get("connection=empty\n\n"), "password=\n");
}

Test(get, puts_any_bytes_into_base64)
{
	expect_words(akv_get("secret=multi-line\nencoding=base64\n\n"),
		     "encoding=base64\n"
		     "password=LS0tLS1CRUdJTi0tLS0tCmZpcnN0DQpzZWNvbmQKLS0tLS1F"
		     "TkQtLS0tLQo=\n");
	expect_words(akv_get("secret=nul\nencoding=base64\n\n"),
		     "password=YmVmb3JlAGFmdGVy\n");
	expect_words(akv_get("secret=empty\nencoding=base64\n\n"),
		     "encoding=base64\npassword=\n");
}

Test(get, gives_the_longest_value_in_one_line)
{
	expect_words(akv_get("secret=long\n\n"),
		     sandbox_text("password=%s\n",
				  sandbox_repeat("0123456789abcdef", 1600)));
	expect_words(akv_get("secret=long\nencoding=base64\n\n"),
		     "password=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0");
}

Test(get, takes_attributes_that_it_does_not_know)
{
	expect_words(akv_get("capability[]=authtype\ncapability[]=state\n"
			     "connection=nightly-export\n"
			     "wwwauth[]=Basic realm=\"x\"\nstate[]=x:y\n"
			     "colour=green\npassword=ignored-one\n\n"),
		     "password=" CLOUD_PASSWORD "\n");
}

Test(get, uses_the_last_of_two_values)
{
	expect_words(akv_get("connection=unknown\n"
			     "connection=nightly-export\n\n"),
		     "password=" CLOUD_PASSWORD "\n");
}

Test(get, finds_a_secret_whatever_the_case_of_its_name)
{
	expect_words(akv_get("secret=SFTP-Password\nvault=CONTOSO\n\n"),
		     "password=" CLOUD_PASSWORD "\nvault=contoso\n"
		     "secret=sftp-password\n");
}
