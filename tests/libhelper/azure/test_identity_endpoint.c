/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "libhelper/azure/identity_endpoint.h"

static struct akv_identity_endpoint endpoint;
static struct akv_error err;

static void expect(const char *text, const char *host, const char *path)
{
	cr_assert_eq(akv_identity_endpoint_parse(text, &endpoint, &err), AKV_OK,
		     "%s: %s", text, err.text);
	cr_expect_str_eq(endpoint.host, host);
	cr_expect_str_eq(endpoint.path, path);
}

static void expect_refused(const char *text, const char *what)
{
	char sentence[256];

	(void)snprintf(sentence, sizeof(sentence),
		       "the managed identity's endpoint %s", what);
	err = (struct akv_error){ 0 };
	cr_expect_eq(akv_identity_endpoint_parse(text, &endpoint, &err),
		     AKV_ERR_USAGE, "%s", text);
	cr_expect_str_eq(err.reason, "InvalidIdentityEndpoint");
	cr_expect_str_eq(err.text, sentence, "%s: %s", text, err.text);
	/* nothing of it is echoed */
	cr_expect_null(strstr(err.hint, "evil"));
}

Test(identity_endpoint, takes_what_leads_to_this_machine_or_its_host)
{
	expect("http://localhost:40342/metadata/identity/oauth2/token",
	       "localhost:40342", "/metadata/identity/oauth2/token");
	expect("http://LocalHost/msi/token", "localhost", "/msi/token");
	expect("HTTP://127.0.0.1:41741/MSI/token/", "127.0.0.1:41741",
	       "/MSI/token/");
	expect("http://127.255.255.255:1", "127.255.255.255:1", "");
	expect("http://[::1]:65535/", "[::1]:65535", "/");
	expect("http://[::1]", "[::1]", "");
	expect("http://169.254.169.254", "169.254.169.254", "");
	expect("http://169.254.255.255:65535/a-b_c.d~e",
	       "169.254.255.255:65535", "/a-b_c.d~e");
}

Test(identity_endpoint, leads_nowhere_else)
{
	static const char *const texts[] = {
		"http://10.0.0.1/msi/token",
		"http://evil.example.com",
		"http://localhost.evil.example.com",
		"http://127.0.0.1.evil.example.com/",
		"http://localhost.",
		"http://126.255.255.255",
		"http://128.0.0.1",
		"http://169.253.0.1",
		"http://169.255.0.1",
		"http://168.254.1.1",
		"http://127.1",
		"http://0x7f.0.0.1",
		"http://0177.0.0.1",
		"http://127.0.0.01",
		"http://2130706433",
		"http://0.0.0.0",
		"http://[::]",
		"http://[fe80::1]",
		"http://[::1%25lo]",
		"http://[::ffff:127.0.0.1]",
		"http://[::1]evil",
		"http://[::1",
		"http://::1",
		"http://",
		"http:///msi/token",
		"http:// localhost",
		"http://local\\host",
		"http://evil\\localhost",
		"http://localhost\n",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		expect_refused(texts[i], "is not on this machine");
	cr_expect_str_eq(err.hint,
			 "it is asked without TLS, so its host has to be "
			 "localhost, 127.0.0.0/8, [::1] or 169.254.0.0/16\n");
}

Test(identity_endpoint, speaks_plain_http)
{
	static const char *const texts[] = { "",
					     "https://localhost/msi/token",
					     "ftp://localhost",
					     "localhost",
					     "http:/localhost",
					     "file:///etc/passwd",
					     " http://localhost" };

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		expect_refused(texts[i], "does not begin with http://");
}

Test(identity_endpoint, refuses_a_user_part)
{
	expect_refused("http://user@localhost", "has a user part");
	expect_refused("http://localhost@evil.example.com", "has a user part");
	expect_refused("http://localhost:80@evil.example.com/",
		       "has a user part");
}

Test(identity_endpoint, refuses_a_bad_port)
{
	static const char *const texts[] = {
		"http://localhost:",	   "http://localhost:0",
		"http://localhost:65536",  "http://localhost:+80",
		"http://localhost:80:80",  "http://localhost:8x",
		"http://[::1]:000000080/", "http://127.0.0.1:-1/",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		expect_refused(texts[i], "has a bad port");
}

Test(identity_endpoint, refuses_what_would_change_the_request)
{
	static const char *const texts[] = {
		"http://localhost/token?resource=evil",
		"http://localhost?evil",
		"http://localhost/#evil",
		"http://localhost/%2e%2e",
		"http://localhost/a b",
		"http://localhost/a\r\nX: y",
		"http://localhost/a\\b",
		"http://localhost/\xc3\xa9",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		expect_refused(texts[i], "has more in its path than letters, "
					 "digits and /-._~");
	expect_refused("http://localhost/a/../b", "has .. in its path");
}

Test(identity_endpoint, bounds_the_path)
{
	char text[512];

	(void)snprintf(text, sizeof(text), "http://localhost/%0*d",
		       AKV_IDENTITY_ENDPOINT_PATH_SIZE - 2, 1);
	cr_expect_eq(akv_identity_endpoint_parse(text, &endpoint, NULL),
		     AKV_OK);
	(void)snprintf(text, sizeof(text), "http://localhost/%0*d",
		       AKV_IDENTITY_ENDPOINT_PATH_SIZE - 1, 1);
	expect_refused(text, "is too long");
}
