/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "tests/harness/suite.h"

/* Signing in as the machine: Azure's endpoints for that, past every proxy. */
E2E_SUITE(managed_identity);

#define READ WORDS("read", "nightly-export")

static void configure(const char *principal)
{
	config_set("[principal]\n%s" CONFIG_VAULT
		   "[connection nightly-export]\nsecret = sftp-password\n"
		   "[cache]\ntoken-store = none\n",
		   principal);
}

/* What the environment of such a machine says; lists end with their block. */
#define IMDS \
	WORDS(sandbox_text("AZURE_POD_IDENTITY_AUTHORITY_HOST=%s", \
			   cloud_imds()))
#define APP_SERVICE \
	WORDS(sandbox_text("IDENTITY_ENDPOINT=%s", cloud_app_service()), \
	      "IDENTITY_HEADER=" CLOUD_IDENTITY_HEADER)

Test(managed_identity, of_a_virtual_machine_signs_in)
{
	configure("managed-identity = imds\n");
	expect_answer(akv_with(IMDS, READ), CLOUD_PASSWORD);
	cr_assert_eq(cloud_count("identity_requests"), 1);
	cr_assert_eq(cloud_connects_to(CLOUD_LOGIN_HOST), 0);
}

Test(managed_identity, may_be_one_of_several)
{
	configure("managed-identity = imds\n"
		  "client-id = " CLOUD_USER_CLIENT "\n");
	expect_answer(akv_with(IMDS, READ), CLOUD_PASSWORD);
	configure("managed-identity = imds\n"
		  "client-id = 11111111-2222-3333-4444-555555555555\n");
	expect_failure(akv_with(IMDS, READ), 4, "IdentityNotFound");
}

Test(managed_identity, of_an_app_signs_in)
{
	configure("managed-identity = app-service\n");
	expect_answer(akv_with(APP_SERVICE, READ), CLOUD_PASSWORD);
	cr_assert_eq(cloud_count("identity_requests"), 1);
}

Test(managed_identity, of_an_app_needs_its_variables)
{
	const struct outcome *got;

	configure("managed-identity = app-service\n");
	got = akv_run(READ);
	expect_failure(got, 2, "IncompleteIdentity");
	expect_untouched();
}

/* -- the service's bad days -- */

Test(managed_identity, is_asked_again_while_the_service_is_updated)
{
	configure("managed-identity = imds\n");
	cloud_fault("{'match': {'host': 'imds', 'nth': [1]},"
		    " 'do': {'status': 404, 'body': ''}}");
	expect_answer(akv_with(IMDS, READ), CLOUD_PASSWORD);
	cr_assert_eq(cloud_count("identity_requests"), 2);
}

Test(managed_identity, page_is_no_token)
{
	configure("managed-identity = imds\n");
	cloud_fault("{'match': {'host': 'imds'}, 'do': {'status': 200,"
		    " 'body': '<html>welcome</html>',"
		    " 'content_type': 'text/html'}}");
	expect_failure(akv_with(IMDS, READ), 9, "NotAToken");
}

/* -- never but when it is configured, and never elsewhere -- */

Test(managed_identity, is_not_tried_out)
{
	config_default();
	expect_answer(akv_with(IMDS, READ), CLOUD_PASSWORD);
	cr_assert_eq(cloud_count("identity_requests"), 0);
}

Test(managed_identity, is_never_looked_for_on_another_machine)
{
	configure("managed-identity = imds\n");
	expect_failure(akv_with(WORDS("AZURE_POD_IDENTITY_AUTHORITY_HOST="
				      "http://10.1.2.3"),
				READ),
		       2, "InvalidIdentityEndpoint");
	expect_untouched();
}

/* A file outside of the agent's folder is neither read nor sent. */
Test(managed_identity, of_arc_reads_no_other_file)
{
	configure("managed-identity = azure-arc\n");
	cloud_fault("{'match': {'host': 'azure-arc', 'nth': [1]}, 'do':"
		    " {'status': 401, 'headers': {'WWW-Authenticate':"
		    " 'Basic realm=/etc/shadow.key'}, 'body': ''}}");
	expect_failure(akv_with(WORDS(sandbox_text("IDENTITY_ENDPOINT=%s",
						   cloud_azure_arc())),
				READ),
		       9, "BadKeyFile");
	cr_assert_eq(cloud_count("identity_requests"), 1);
}

/*
 * The keys' folder belongs to the agent alone, so the program gets a view of
 * the files in which the cloud's folder is there.
 */
#define WITH_KEYS \
	"mount -t tmpfs none /var/opt && mkdir -p " CLOUD_ARC_KEYS \
	" && mount --bind \"$1\" " CLOUD_ARC_KEYS " && shift && exec \"$@\""

static const struct outcome *akv_on_arc(const char *keys)
{
	const char *const environment[] = {
		sandbox_text("IDENTITY_ENDPOINT=%s", cloud_azure_arc()), NULL
	};
	const struct program program = {
		.path = "/usr/bin/unshare",
		.arguments = WORDS("-rm", "sh", "-c", WITH_KEYS, "sh", keys,
				   akv_path(), "read", "nightly-export"),
		.environment = environment,
	};

	return program_run(&program);
}

static void need_a_view_of_files(void)
{
	const struct program program = {
		.path = "/usr/bin/unshare",
		.arguments = WORDS("-rm", "mount", "-t", "tmpfs", "none",
				   "/var/opt"),
	};

	if (program_run(&program)->status != 0)
		cr_skip_test("this machine gives out no mount namespaces");
}

Test(managed_identity, of_arc_signs_in_with_the_agents_key)
{
	need_a_view_of_files();
	configure("managed-identity = azure-arc\n");
	expect_answer(akv_on_arc(cloud_arc_keys()), CLOUD_PASSWORD);
	/* the challenge, and its answer */
	cr_assert_eq(cloud_count("identity_requests"), 2);
	cr_assert_eq(cloud_connects_to(CLOUD_LOGIN_HOST), 0);
}

Test(managed_identity, of_arc_needs_the_agents_key)
{
	const struct outcome *got;

	need_a_view_of_files();
	configure("managed-identity = azure-arc\n");
	got = akv_on_arc(sandbox_path("home"));
	expect_failure(got, 9, "BadKeyFile");
	cr_assert_eq(cloud_count("identity_requests"), 1);
}
