/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "tests/fakes/config_text.h"

#define TENANT "72f988bf-86f1-41af-91ab-2d7cd011db47"
#define CLIENT "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff"

Test(config_build, nothing_configured_is_a_configuration)
{
	AKV_AUTO(config) *config = config_of("");

	cr_expect_null(config->location);
	cr_expect_str_eq(config->cloud->name, "AzureCloud");
	cr_expect_null(config->principal.tenant);
	cr_expect_null(config->principal.authority_host);
	cr_expect_eq(config->token_store, AKV_TOKEN_STORE_AUTO);
	cr_expect_eq(config->expires_within_days, 30);
	cr_expect_null(config->notify_command);
	cr_expect_eq(config->vault_count, 0);
	cr_expect_eq(config->connection_count, 0);
	cr_expect_str_eq(config->paths, "/one");
}

Test(config_build, says_what_is_soon_and_who_is_told)
{
	AKV_AUTO(config) *config =
		config_of("[check]\n"
			  "expires-within-days = 7\n"
			  "[notify]\n"
			  "command = /bin/mail -s 'a b' me\n");

	cr_expect_eq(config->expires_within_days, 7);
	cr_expect_str_eq(config->notify_command, "/bin/mail -s 'a b' me");
	(void)config_fails("[notify]\ncommand = mail\n", NULL, "InvalidValue",
			   "/one:2: [notify] command: the command does not "
			   "begin with an absolute path");
}

/* DESIGN.md 5, word for word. */
Test(config_build, reads_the_design_s_example)
{
	AKV_AUTO(config) *config = config_of(
		"[environment]\n"
		"location = westeurope\n"
		"cloud = AzureCloud                       ; AzureChinaCloud, "
		"AzureUSGovernment\n"
		"\n"
		"[principal]\n"
		"tenant = 72f988bf-86f1-41af-91ab-2d7cd011db47\n"
		"client-id = 0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff\n"
		"certificate = /etc/akv/principal.pem     ; or "
		"client-secret-file, federated-token-file, managed-identity\n"
		"\n"
		"[vault contoso]\n"
		"subscription = 00000000-0000-0000-0000-000000000000\n"
		"resource-group = exports\n"
		"location = westeurope\n"
		"default = true                           ; uri = https://... "
		"where the name alone does not give it\n"
		"\n"
		"[connection nightly-export]\n"
		"type = sftp\n"
		"url = sftp://export@sftp.example.com\n"
		"secret = sftp-password\n"
		"more-secrets = sftp-key;sftp-key-passphrase\n"
		"vault = contoso\n"
		"\n"
		"[cache]\n"
		"token-store = auto                       ; libsecret, "
		"keyring, none\n");

	cr_expect_str_eq(config->location, "westeurope");
	cr_expect_str_eq(config->principal.certificate,
			 "/etc/akv/principal.pem");
	cr_expect(config->vaults[0].is_default);
	cr_expect_str_eq(config->connections[0].more_secrets[1],
			 "sftp-key-passphrase");
}

Test(config_build, takes_every_key_of_the_principal)
{
	AKV_AUTO(config) *config = config_of(
		"[principal]\n"
		"tenant = " TENANT "\n"
		"client-id = " CLIENT "\n"
		"authority-host = https://LOGIN.microsoftonline.com/\n"
		"certificate = /c.pem\n"
		"certificate-password-file = /p\n"
		"certificate-algorithm = RS256\n"
		"send-certificate-chain = yes\n");
	const struct akv_principal_config *principal = &config->principal;

	cr_expect_str_eq(principal->tenant, TENANT);
	cr_expect_str_eq(principal->client_id, CLIENT);
	cr_expect_str_eq(principal->authority_host,
			 "login.microsoftonline.com");
	cr_expect_str_eq(principal->certificate, "/c.pem");
	cr_expect_str_eq(principal->certificate_password_file, "/p");
	cr_expect_str_eq(principal->certificate_algorithm, "RS256");
	cr_expect(principal->send_certificate_chain);
	cr_expect_null(principal->client_secret_file);
	cr_expect_null(principal->federated_token_file);
	cr_expect_null(principal->managed_identity);
}

Test(config_build, takes_the_token_store)
{
	AKV_AUTO(config) *config = config_of("[cache]\ntoken-store = none\n");

	cr_expect_eq(config->token_store, AKV_TOKEN_STORE_NONE);
}

Test(config_build, refuses_two_ways_to_sign_in)
{
	const char *hint = config_fails(
		"[principal]\ncertificate=/c\nclient-secret-file=/s\n", NULL,
		"AmbiguousCredential",
		"/one:2: [principal] certificate: client-secret-file is there "
		"too, in line 3");

	cr_expect_str_eq(hint, "keep one way to sign in\n");
	config_fails("[principal]\ncertificate=/c\n",
		     "[principal]\nmanaged-identity=imds\n"
		     "federated-token-file=/f\n",
		     "AmbiguousCredential",
		     "/two:2: [principal] managed-identity: "
		     "federated-token-file is there too, in line 3");
}

Test(config_build, a_way_to_sign_in_takes_the_place_of_an_earlier_file_s)
{
	AKV_AUTO(config) *config = NULL;
	AKV_AUTO(config) *other = NULL;

	cr_assert_eq(config_try("[principal]\ntenant=" TENANT
				"\ncertificate=/c\n",
				"[principal]\nclient-secret-file=/s\n", &config,
				NULL),
		     AKV_OK);
	cr_expect_null(config->principal.certificate);
	cr_expect_str_eq(config->principal.client_secret_file, "/s");
	cr_expect_str_eq(config->principal.tenant, TENANT);

	cr_assert_eq(config_try("[principal]\nclient-secret-file=/s\n",
				"[principal]\ncertificate=/c\n", &other, NULL),
		     AKV_OK);
	cr_expect_null(other->principal.client_secret_file);
	cr_expect_str_eq(other->principal.certificate, "/c");
}

Test(config_build, the_authority_s_cloud_is_the_cloud)
{
	AKV_AUTO(config) *config = config_of(
		"[principal]\nauthority-host = login.microsoftonline.us\n"
		"[vault contoso]\n");

	cr_expect_str_eq(config->cloud->name, "AzureUSGovernment");
	cr_expect_str_eq(config->vaults[0].host,
			 "contoso.vault.usgovcloudapi.net");
}

Test(config_build, refuses_an_authority_of_another_cloud)
{
	const char *hint = config_fails(
		"[environment]\ncloud = AzureCloud\n"
		"[principal]\nauthority-host = login.chinacloudapi.cn\n",
		NULL, "WrongCloud",
		"/one:4: [principal] authority-host: login.chinacloudapi.cn "
		"signs in to AzureChinaCloud, but the cloud is AzureCloud");

	cr_expect_str_eq(hint, "the cloud is set by cloud = AzureChinaCloud in "
			       "[environment]\n");
}

Test(config_build, names_all_files_that_were_read)
{
	AKV_AUTO(config) *config = NULL;

	cr_assert_eq(config_try("", "", &config, NULL), AKV_OK);
	cr_expect_str_eq(config->paths, "/one, /two");
}

Test(config_build, refuses_relative_paths)
{
	config_fails("[principal]\nclient-secret-file = secret\n", NULL,
		     "InvalidValue",
		     "/one:2: [principal] client-secret-file: not an absolute "
		     "path");
}
