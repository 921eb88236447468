/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/core/credential.h"
#include "tests/fakes/scratch.h"

TestSuite(credential, .init = scratch_make, .fini = scratch_remove);

static struct akv_credential from_environment(void)
{
	struct akv_credential found;
	struct akv_error err = { 0 };

	cr_assert_eq(akv_credential_from_environment(&found, &err), AKV_OK,
		     "%s", err.text);
	return found;
}

Test(credential, an_environment_without_one_gives_none)
{
	cr_expect_null(from_environment().way);
	setenv("AZURE_CLIENT_SECRET", "", 1);
	cr_expect_null(from_environment().way);
}

Test(credential, a_client_secret_is_in_its_variable)
{
	struct akv_credential found;

	setenv("AZURE_CLIENT_SECRET", "hunter2", 1);
	found = from_environment();
	cr_assert_not_null(found.way);
	cr_expect_eq(found.place, AKV_CREDENTIAL_IN_VARIABLE);
	cr_expect_str_eq(found.name, "AZURE_CLIENT_SECRET");
	cr_expect_str_eq(found.set_by, "AZURE_CLIENT_SECRET");
}

Test(credential, other_variables_hold_paths)
{
	struct akv_credential found;

	setenv("AZURE_CLIENT_CERTIFICATE_PATH", "/c.pem", 1);
	found = from_environment();
	cr_expect_eq(found.place, AKV_CREDENTIAL_IN_FILE);
	cr_expect_str_eq(found.name, "/c.pem");

	unsetenv("AZURE_CLIENT_CERTIFICATE_PATH");
	setenv("AZURE_FEDERATED_TOKEN_FILE", "/var/run/token", 1);
	found = from_environment();
	cr_expect_str_eq(found.name, "/var/run/token");
}

Test(credential, two_variables_are_a_riddle)
{
	struct akv_credential found;
	struct akv_error err = { 0 };

	setenv("AZURE_CLIENT_SECRET", "hunter2", 1);
	setenv("AZURE_FEDERATED_TOKEN_FILE", "/t", 1);
	cr_expect_eq(akv_credential_from_environment(&found, &err),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "AmbiguousCredential");
	cr_expect_str_eq(err.text, "AZURE_CLIENT_SECRET and "
				   "AZURE_FEDERATED_TOKEN_FILE are both set");
}

Test(credential, a_configuration_has_keys_for_each_way)
{
	char path[] = "/path";
	struct akv_principal_config config = { .tenant = path };
	struct akv_credential found;

	akv_credential_from_config(&config, &found);
	cr_expect_null(found.way);

	config.client_secret_file = path;
	akv_credential_from_config(&config, &found);
	cr_assert_not_null(found.way);
	cr_expect_eq(found.place, AKV_CREDENTIAL_IN_FILE);
	cr_expect_str_eq(found.name, "/path");

	config = (struct akv_principal_config){ .certificate = path };
	akv_credential_from_config(&config, &found);
	cr_expect(akv_credential_needs_ids(&found));
	config = (struct akv_principal_config){ .federated_token_file = path };
	akv_credential_from_config(&config, &found);
	cr_expect_str_eq(found.set_by, "federated-token-file");
	config =
		(struct akv_principal_config){ .federated_token_source = path };
	akv_credential_from_config(&config, &found);
	cr_expect_str_eq(found.set_by, "federated-token-source");
	config = (struct akv_principal_config){ .managed_identity = path };
	akv_credential_from_config(&config, &found);
	cr_expect_str_eq(found.set_by, "managed-identity");
	cr_expect_not(akv_credential_needs_ids(&found));
}

Test(credential, a_path_that_is_too_long_names_no_other_file)
{
	static char path[5000];
	struct akv_principal_config config = { .client_secret_file = path };
	struct akv_credential found;

	memset(path, 'x', sizeof(path) - 1);
	path[0] = '/';
	akv_credential_from_config(&config, &found);
	cr_expect_str_eq(found.name, "");

	setenv("CREDENTIALS_DIRECTORY", path, 1);
	akv_credential_from_systemd(&found);
	cr_expect_null(found.way);
}

Test(credential, systemd_s_is_a_file_of_a_well_known_name)
{
	struct akv_credential found;

	akv_credential_from_systemd(&found);
	cr_expect_null(found.way);

	setenv("CREDENTIALS_DIRECTORY", scratch_path("."), 1);
	akv_credential_from_systemd(&found);
	cr_expect_null(found.way);

	scratch_text("akv.client-secret", "hunter2\n");
	akv_credential_from_systemd(&found);
	cr_assert_not_null(found.way);
	cr_expect_eq(found.place, AKV_CREDENTIAL_IN_SYSTEMD);
	cr_expect_str_eq(found.name, scratch_path("./akv.client-secret"));
	cr_expect_str_eq(found.set_by, "CREDENTIALS_DIRECTORY");
}

Test(credential, lists_the_ways_that_it_can_go)
{
	char buf[256];
	struct akv_text text;

	akv_text_init(&text, buf, sizeof(buf));
	akv_credential_variables(&text);
	cr_expect_str_eq(buf, "one of AZURE_CLIENT_SECRET, "
			      "AZURE_CLIENT_CERTIFICATE_PATH, "
			      "AZURE_FEDERATED_TOKEN_FILE");
	akv_text_init(&text, buf, sizeof(buf));
	akv_credential_keys(&text);
	cr_expect_str_eq(buf, "one of client-secret-file, certificate, "
			      "federated-token-file, federated-token-source, "
			      "managed-identity");
}
