/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "libhelper/azure/identity_url.h"

#define VAULT "https://vault.azure.net"
#define CLIENT_ID "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff"

static struct akv_identity_url *url;
static struct akv_error err;

static void tear_down(void)
{
	akv_identity_url_free(url);
}

TestSuite(identity_url, .fini = tear_down);

static void expect(const struct akv_identity_query *query, const char *text,
		   const char *host)
{
	akv_identity_url_free(url);
	url = NULL;
	cr_assert_eq(akv_identity_url_new(query, &url, &err), AKV_OK, "%s",
		     err.text);
	cr_expect_str_eq(akv_identity_url_text(url), text);
	cr_expect_str_eq(akv_identity_url_host(url), host);
}

static void expect_refused(const struct akv_identity_query *query,
			   const char *reason, const char *text)
{
	cr_expect_eq(akv_identity_url_new(query, &url, &err), AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, reason);
	cr_expect_str_eq(err.text, text);
	cr_expect_null(url);
}

Test(identity_url, asks_the_metadata_service)
{
	struct akv_identity_query query = {
		.source = AKV_MANAGED_IDENTITY_IMDS,
		.resource = VAULT,
	};

	expect(&query,
	       "http://169.254.169.254/metadata/identity/oauth2/token"
	       "?api-version=2018-02-01"
	       "&resource=https%3A%2F%2Fvault.azure.net",
	       "169.254.169.254");
	query.client_id = CLIENT_ID;
	expect(&query,
	       "http://169.254.169.254/metadata/identity/oauth2/token"
	       "?api-version=2018-02-01"
	       "&resource=https%3A%2F%2Fvault.azure.net"
	       "&client_id=0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff",
	       "169.254.169.254");
}

Test(identity_url, asks_the_metadata_service_elsewhere)
{
	struct akv_identity_query query = {
		.source = AKV_MANAGED_IDENTITY_IMDS,
		.endpoint = "http://127.0.0.1:8080/",
		.resource = VAULT,
	};
	static const char text[] =
		"http://127.0.0.1:8080/metadata/identity/oauth2/token"
		"?api-version=2018-02-01"
		"&resource=https%3A%2F%2Fvault.azure.net";

	expect(&query, text, "127.0.0.1:8080");
	query.endpoint = "http://127.0.0.1:8080";
	expect(&query, text, "127.0.0.1:8080");
}

Test(identity_url, asks_app_service_where_it_says)
{
	const struct akv_identity_query query = {
		.source = AKV_MANAGED_IDENTITY_APP_SERVICE,
		.endpoint = "http://127.0.0.1:41741/MSI/token/",
		.resource = "https://vault.azure.cn",
		.client_id = CLIENT_ID,
	};

	expect(&query,
	       "http://127.0.0.1:41741/MSI/token/?api-version=2019-08-01"
	       "&resource=https%3A%2F%2Fvault.azure.cn"
	       "&client_id=0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff",
	       "127.0.0.1:41741");
}

Test(identity_url, asks_the_arc_agent)
{
	struct akv_identity_query query = {
		.source = AKV_MANAGED_IDENTITY_AZURE_ARC,
		.resource = VAULT,
	};

	expect(&query,
	       "http://localhost:40342/metadata/identity/oauth2/token"
	       "?api-version=2020-06-01"
	       "&resource=https%3A%2F%2Fvault.azure.net",
	       "localhost:40342");
	query.endpoint = "http://[::1]:1/token";
	expect(&query,
	       "http://[::1]:1/token?api-version=2020-06-01"
	       "&resource=https%3A%2F%2Fvault.azure.net",
	       "[::1]:1");
}

Test(identity_url, escapes_what_could_be_another_parameter)
{
	const struct akv_identity_query query = {
		.source = AKV_MANAGED_IDENTITY_AZURE_ARC,
		.resource = "a&b=c#d e+%\xc3\xa9~",
	};

	expect(&query,
	       "http://localhost:40342/metadata/identity/oauth2/token"
	       "?api-version=2020-06-01"
	       "&resource=a%26b%3Dc%23d%20e%2B%25%C3%A9~",
	       "localhost:40342");
}

Test(identity_url, knows_no_place_where_every_app_service_listens)
{
	const struct akv_identity_query query = {
		.source = AKV_MANAGED_IDENTITY_APP_SERVICE,
		.resource = VAULT,
	};

	expect_refused(&query, "InvalidIdentityEndpoint",
		       "the managed identity's endpoint is not set");
}

Test(identity_url, refuses_a_path_where_a_host_is_wanted)
{
	const struct akv_identity_query query = {
		.source = AKV_MANAGED_IDENTITY_IMDS,
		.endpoint = "http://127.0.0.1/metadata",
		.resource = VAULT,
	};

	expect_refused(&query, "InvalidIdentityEndpoint",
		       "the managed identity's endpoint has a path, where it "
		       "should be a host alone");
}

Test(identity_url, never_leaves_the_machine)
{
	struct akv_identity_query query = {
		.endpoint = "http://evil.example.com/token",
		.resource = VAULT,
	};
	static const enum akv_managed_identity_source sources[] = {
		AKV_MANAGED_IDENTITY_IMDS,
		AKV_MANAGED_IDENTITY_APP_SERVICE,
		AKV_MANAGED_IDENTITY_AZURE_ARC,
	};

	for (size_t i = 0; i < sizeof(sources) / sizeof(*sources); i++) {
		query.source = sources[i];
		expect_refused(&query, "InvalidIdentityEndpoint",
			       "the managed identity's endpoint is not on this "
			       "machine");
	}
}

Test(identity_url, refuses_a_client_id_that_is_none)
{
	static const char *const ids[] = { "", "my-identity",
					   CLIENT_ID "&resource=x",
					   "/subscriptions/0" };
	struct akv_identity_query query = {
		.source = AKV_MANAGED_IDENTITY_IMDS,
		.resource = VAULT,
	};

	for (size_t i = 0; i < sizeof(ids) / sizeof(*ids); i++) {
		query.client_id = ids[i];
		expect_refused(&query, "InvalidClientId",
			       "the client id of a managed identity is a GUID");
	}
	cr_expect_str_eq(err.hint, "find it with: az identity list --query "
				   "\"[].{name:name, clientId:clientId}\"\n");
}

Test(identity_url, bounds_the_address)
{
	char resource[1100];
	const struct akv_identity_query query = {
		.source = AKV_MANAGED_IDENTITY_IMDS,
		.resource = resource,
	};

	(void)snprintf(resource, sizeof(resource), "%01024d", 1);
	expect_refused(&query, "InvalidIdentityEndpoint",
		       "the managed identity's address is too long");
}

Test(identity_url, frees_nothing)
{
	akv_identity_url_free(NULL);
}
