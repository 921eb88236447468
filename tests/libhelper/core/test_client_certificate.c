/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "libhelper/core/client_certificate.h"
#include "tests/fakes/certificate_fixture.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/made_certificate.h"
#include "tests/fakes/scratch.h"

#define PASSPHRASE "hunter2!"
#define VARIABLE "AZURE_CLIENT_CERTIFICATE_PASSWORD"

static char path[4096];
static char word[4096];
static char client_id[] = "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff";
static struct akv_principal_config config;
static struct akv_credential credential;
static struct akv_principal principal;
static struct akv_error err;

static void write_file(const char *passphrase)
{
	made_file_clear(&fixture.file);
	made_pem_certificate(&fixture.file, fixture.leaf);
	made_pem_key(&fixture.file, fixture.key, MADE_PKCS8, passphrase);
	scratch_write("p.pem", fixture.file.bytes, fixture.file.len, 0600);
}

/* [principal]'s certificate, in force. */
static void set_up(void)
{
	scratch_make();
	fixture_set_up();
	fake_clock.unix_s = FIXTURE_NOW;
	snprintf(path, sizeof(path), "%s", scratch_path("p.pem"));
	write_file(NULL);
	config = (struct akv_principal_config){ .certificate = path };
	credential = (struct akv_credential){
		.place = AKV_CREDENTIAL_IN_FILE,
		.set_by = "certificate",
	};
	snprintf(credential.name, sizeof(credential.name), "%s", path);
	principal = (struct akv_principal){ .client_id = client_id,
					    .source = credential.name };
}

static void forget(void)
{
	akv_client_certificate_free(principal.certificate);
	principal.certificate = NULL;
}

static void tear_down(void)
{
	forget();
	fixture_tear_down();
	scratch_remove();
}

TestSuite(client_certificate, .init = set_up, .fini = tear_down);

static void loads(void)
{
	forget();
	cr_assert_eq(akv_client_certificate_load(&credential, &config,
						 &principal, &err),
		     AKV_OK, "%s", err.text);
	cr_expect_eq(principal.kind, AKV_CREDENTIAL_CERTIFICATE);
}

static void opens(void)
{
	AKV_AUTO(certificate) *certificate = NULL;

	loads();
	cr_assert_eq(
		akv_client_certificate_open(&principal, &certificate, &err),
		AKV_OK, "%s", err.text);
	cr_expect_str_eq(akv_certificate_subject(certificate), "CN=akv");
}

/* It can be read, but not used. */
static void opens_not(const char *reason, const char *words)
{
	struct akv_certificate *certificate = NULL;

	loads();
	cr_expect_neq(
		akv_client_certificate_open(&principal, &certificate, &err),
		AKV_OK);
	cr_expect_str_eq(err.reason, reason);
	cr_expect_not_null(strstr(err.text, words), "%s", err.text);
	cr_expect_eq(strncmp(err.text, path, strlen(path)), 0, "%s", err.text);
	cr_expect_null(strstr(err.text, "hunter"));
}

static void fails(const char *reason, const char *words)
{
	forget();
	cr_expect_eq(akv_client_certificate_load(&credential, &config,
						 &principal, &err),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, reason);
	cr_expect_not_null(strstr(err.text, words), "%s", err.text);
	cr_expect_null(principal.certificate);
}

Test(client_certificate, is_read_and_opened)
{
	opens();
}

Test(client_certificate, has_a_fingerprint_of_its_file)
{
	char before[sizeof(principal.fingerprint)];

	loads();
	cr_expect_eq(strlen(principal.fingerprint), 64);
	snprintf(before, sizeof(before), "%s", principal.fingerprint);
	made_file_add_text(&fixture.file, "\n");
	scratch_write("p.pem", fixture.file.bytes, fixture.file.len, 0600);
	loads();
	cr_expect_str_neq(principal.fingerprint, before);
}

Test(client_certificate, of_somewhere_else_is_not_found)
{
	snprintf(credential.name, sizeof(credential.name), "%s",
		 scratch_path("missing.pem"));
	fails("FileNotFound", "missing.pem: there is no such file with a "
			      "certificate");
	cr_expect_not_null(strstr(err.hint, "certificate is the path of"));
}

Test(client_certificate, is_nobody_elses)
{
	cr_assert_eq(chmod(path, 0640), 0);
	fails("FileNotPrivate", "others may read it");
}

Test(client_certificate, takes_the_configured_passphrase)
{
	char *file = word;

	write_file(PASSPHRASE);
	opens_not("PassphraseNeeded", "there is no passphrase for it");
	cr_expect_not_null(strstr(err.hint, "certificate-password-file"));
	cr_expect_not_null(strstr(err.hint, VARIABLE));
	snprintf(word, sizeof(word), "%s",
		 scratch_text("passphrase", PASSPHRASE "\n"));
	config.certificate_password_file = file;
	opens();
	scratch_text("passphrase", "hunter3!\n");
	opens_not("PassphraseWrong", "does not open");
	cr_expect_not_null(strstr(err.hint, "certificate-password-file"));
	scratch_text("passphrase", "");
	fails("InvalidPassphrase", "the passphrase is empty");
}

Test(client_certificate, takes_the_variables_passphrase_first)
{
	snprintf(word, sizeof(word), "%s",
		 scratch_text("passphrase", "hunter3!\n"));
	config.certificate_password_file = word;
	write_file(PASSPHRASE);
	setenv(VARIABLE, PASSPHRASE, 1);
	opens();
	cr_expect_null(getenv(VARIABLE));
}

/* What was configured beside another certificate opens none of a variable. */
Test(client_certificate, of_a_variable_leaves_the_configuration_aside)
{
	char other[] = "/etc/akv/other.pem";

	snprintf(word, sizeof(word), "%s",
		 scratch_text("passphrase", PASSPHRASE "\n"));
	config.certificate = other;
	config.certificate_password_file = word;
	write_file(PASSPHRASE);
	opens_not("PassphraseNeeded", "there is no passphrase for it");
}

Test(client_certificate, takes_systemds_passphrase)
{
	write_file(PASSPHRASE);
	scratch_write("akv.client-certificate-password", PASSPHRASE "\n", 9,
		      0440);
	setenv("CREDENTIALS_DIRECTORY", scratch_path("."), 1);
	opens();
}

/* The group's right to read is an access control list's. */
Test(client_certificate, may_be_systemds_itself)
{
	cr_assert_eq(chmod(path, 0440), 0);
	credential.place = AKV_CREDENTIAL_IN_SYSTEMD;
	opens();
}

Test(client_certificate, has_to_be_in_force)
{
	fake_clock.unix_s = FIXTURE_NOW + 2 * FIXTURE_HOUR;
	opens_not("CertificateExpired", "expired");
	fake_clock.unix_s = FIXTURE_NOW - 2 * FIXTURE_HOUR;
	opens_not("CertificateNotYetValid", "not valid before");
}

static size_t assertion_len(void)
{
	AKV_AUTO(secret) *assertion = NULL;

	loads();
	cr_assert_eq(akv_client_certificate_assert(&principal, "https://a/",
						   &assertion, &err),
		     AKV_OK, "%s", err.text);
	cr_expect_eq(strncmp(akv_secret_text(assertion), "eyJ", 3), 0);
	return akv_secret_len(assertion);
}

Test(client_certificate, sends_its_chain_when_told_to)
{
	size_t short_len = assertion_len();

	config.send_certificate_chain = true;
	cr_expect_gt(assertion_len(), short_len + 800);
	setenv("AZURE_CLIENT_SEND_CERTIFICATE_CHAIN", "0", 1);
	cr_expect_eq(assertion_len(), short_len);
	config.send_certificate_chain = false;
	setenv("AZURE_CLIENT_SEND_CERTIFICATE_CHAIN", "true", 1);
	cr_expect_gt(assertion_len(), short_len + 800);
	setenv("AZURE_CLIENT_SEND_CERTIFICATE_CHAIN", "maybe", 1);
	fails("InvalidValue", "AZURE_CLIENT_SEND_CERTIFICATE_CHAIN: neither");
}

Test(client_certificate, signs_as_configured)
{
	char rs256[] = "RS256";
	AKV_AUTO(secret) *assertion = NULL;

	config.certificate_algorithm = rs256;
	loads();
	cr_assert_eq(akv_client_certificate_assert(&principal, "https://a/",
						   &assertion, &err),
		     AKV_OK);
	/* {"alg":"RS256" */
	cr_expect_eq(
		strncmp(akv_secret_text(assertion), "eyJhbGciOiJSUzI1NiI", 19),
		0);
}

Test(client_certificate, is_named_when_entra_does_not_know_it)
{
	struct akv_principal other = { 0 };

	loads();
	akv_fail(&err, AKV_ERR_SIGN_IN, "AADSTS7000112", "disabled");
	akv_client_certificate_hint(&principal, &err);
	cr_expect_str_eq(err.hint, "");
	akv_fail(&err, AKV_ERR_SIGN_IN, "AADSTS700027", "not known");
	akv_client_certificate_hint(&other, &err);
	cr_expect_str_eq(err.hint, "");
	akv_client_certificate_hint(&principal, &err);
	cr_expect_eq(strncmp(err.hint,
			     "the one that was sent: CN=akv, thumbprint ", 42),
		     0, "%s", err.hint);
	cr_expect_eq(strlen(err.hint), 42 + 40 + 1, "%s", err.hint);
}
