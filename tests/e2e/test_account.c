/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <time.h>

#include "tests/e2e/login.h"
#include "tests/fakes/made_certificate.h"

/* akv account show: who we are. */
E2E_SUITE(account);

Test(account, says_who_we_are)
{
	const struct outcome *got = akv("account", "show");

	login_expect_account(got, "client secret",
			     sandbox_path("client-secret"));
	cr_expect_not_null(strstr(got->out, "  \"tokenStore\": \"none\"\n}\n"));
	cr_expect_eq(got->err_len, 0);
}

Test(account, names_the_variable)
{
	login_expect_account(
		akv_with(WORDS("AZURE_TENANT_ID=" CLOUD_TENANT,
			       "AZURE_CLIENT_ID=" CLOUD_CLIENT,
			       "AZURE_CLIENT_SECRET=" CLOUD_CLIENT_SECRET),
			 WORDS("account", "show")),
		"client secret", "AZURE_CLIENT_SECRET");
}

Test(account, is_a_table_on_request)
{
	expect_words(akv("account", "show", "-o", "table"), "ObjectId");
	expect_words(akv("account", "show", "-o", "tsv"),
		     CLOUD_TENANT "\t" CLOUD_CLIENT "\t" CLOUD_OBJECT "\t");
}

Test(account, says_what_it_knows_when_nobody_answers)
{
	const struct outcome *got;

	program_setenv("HTTPS_PROXY", "http://127.0.0.1:9");
	got = akv("account", "show");
	expect_words(got, "\"clientId\": \"" CLOUD_CLIENT "\"");
	expect_words(got, "\"objectId\": null");
	cr_expect_not_null(strstr(got->err, "(ConnectFailed)\n"));
}

Test(account, says_what_it_knows_when_entra_refuses)
{
	const struct outcome *got;

	(void)sandbox_write("client-secret", 0600, "not-the-secret");
	got = akv("account", "show");
	expect_words(got, "\"objectId\": null");
	cr_expect_not_null(strstr(got->err, "(AADSTS7000215)\n"));
	expect_hint(got, "not its Secret ID");
	got = akv("account", "show");
	expect_hint(got, "to ask at once: akv cache clear");
	cr_expect_str_eq(akv("account", "show", "--only-show-errors")->err, "");
}

Test(account, needs_a_principal)
{
	config_set(CONFIG_VAULT);
	expect_failure(akv("account", "show"), 4, "NoPrincipal");
	expect_untouched();
}

/* A certificate that ends so many seconds from now; nobody registered it. */
static const struct outcome *show_certificate(int64_t left_s)
{
	EVP_PKEY *key = made_rsa_key(2048);
	X509 *leaf = made_certificate(&(struct made_certificate){
		.name = "akv",
		.key = key,
		.not_before = time(NULL) - 3600,
		.not_after = time(NULL) + left_s,
	});
	struct made_file file = { 0 };

	made_pem_certificate(&file, leaf);
	made_pem_key(&file, key, MADE_PKCS8, NULL);
	made_file_write(&file, sandbox_path("principal"));
	made_file_clear(&file);
	X509_free(leaf);
	EVP_PKEY_free(key);
	config_set(CONFIG_PRINCIPAL "certificate = %s\n",
		   sandbox_path("principal"));
	program_setenv("AKV_TOKEN_STORE", "none");
	return akv("account", "show");
}

Test(account, says_when_a_certificate_ends)
{
	const struct outcome *got = show_certificate(INT64_C(86400) * 300);

	expect_words(got, "\"credential\": \"certificate\"");
	expect_words(got, "\"credentialExpires\": \"20");
	cr_expect_null(strstr(got->err, "ends on"));
}

Test(account, warns_of_a_certificate_that_ends_soon)
{
	const struct outcome *got = show_certificate(86400 * 29 + 60);

	cr_expect_not_null(strstr(got->err, ", in 29 days\n"), "%s", got->err);
}

Test(account, says_when_a_certificate_has_ended)
{
	const struct outcome *got = show_certificate(-60);

	expect_words(got, "\"credentialExpires\": null");
	cr_expect_not_null(strstr(got->err, "(CertificateExpired)"), "%s",
			   got->err);
}
