/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "tests/fakes/made_certificate.h"
#include "tests/harness/suite.h"

/* Signing in with a certificate: files as people have them, and what can be
 * wrong with one before anything is sent. */
E2E_SUITE(certificate);

#define READ WORDS("read", "nightly-export")
#define PASSPHRASE "canary-of-a-passphrase"
#define CHAIN_VARIABLE "AZURE_CLIENT_SEND_CERTIFICATE_CHAIN"

static const int64_t day_s = 86400;

static X509 *issue(EVP_PKEY *key, int64_t from_s, int64_t to_s)
{
	return made_certificate(
		&(struct made_certificate){ .name = "akv",
					    .key = key,
					    .not_before = time(NULL) + from_s,
					    .not_after = time(NULL) + to_s });
}

/* What the application's registration has. */
static void upload(X509 *leaf)
{
	struct made_file pem = { 0 };
	char json[8192];
	size_t used;

	made_pem_certificate(&pem, leaf);
	used = (size_t)snprintf(json, sizeof(json), "{'certificates': ['");
	for (size_t i = 0; i < pem.len; i++)
		used += (size_t)snprintf(json + used, sizeof(json) - used,
					 pem.bytes[i] == '\n' ? "\\n" : "%c",
					 pem.bytes[i]);
	snprintf(json + used, sizeof(json) - used, "']}");
	cloud_tell("POST", "/apps/" CLOUD_CLIENT, "%s", json);
	made_file_clear(&pem);
}

static void configure(const char *more)
{
	config_set(CONFIG_PRINCIPAL "certificate = %s\n%s" CONFIG_VAULT
				    "[connection nightly-export]\n"
				    "secret = sftp-password\n"
				    "[cache]\ntoken-store = none\n",
		   sandbox_path("principal"), more);
}

static void save(struct made_file *file)
{
	made_file_write(file, sandbox_path("principal"));
	made_file_clear(file);
}

/* A registered certificate with its key, for each test. */
static EVP_PKEY *key;
static X509 *leaf;

static void make(int64_t from_s, int64_t to_s)
{
	key = made_rsa_key(2048);
	leaf = issue(key, from_s, to_s);
	upload(leaf);
	canary_add(PASSPHRASE, strlen(PASSPHRASE));
	configure("");
}

static void drop(void)
{
	X509_free(leaf);
	EVP_PKEY_free(key);
}

static void save_pem(const char *passphrase)
{
	struct made_file file = { 0 };

	made_pem_certificate(&file, leaf);
	made_pem_key(&file, key, MADE_PKCS8, passphrase);
	save(&file);
}

static void save_pfx(enum made_pkcs12_form form)
{
	struct made_file file = { 0 };

	made_pkcs12(&file, &(struct made_pkcs12){ .form = form,
						  .passphrase = PASSPHRASE,
						  .key = key,
						  .leaf = leaf });
	save(&file);
}

/* In the header of the assertion in the cloud's n-th request. */
static void expect_in_assertion(size_t n, const char *words)
{
	const char *text = cloud_journal_text(n, "assertion");

	cr_assert_not_null(strstr(text, words), "%s: %s", words, text);
}

/* The vault's connection may be open already; no word was said on it. */
static void expect_silent(void)
{
	cr_assert_eq(cloud_count("requests"), 0);
}

static const char *passphrase_file(const char *text)
{
	return sandbox_text("certificate-password-file = %s\n",
			    sandbox_write("passphrase", 0600, "%s", text));
}

Test(certificate, pem_signs_in)
{
	make(-day_s, day_s);
	save_pem(NULL);
	expect_answer(akv_run(READ), CLOUD_PASSWORD);
	expect_in_assertion(0, "\"alg\": \"PS256\", \"typ\": \"JWT\", "
			       "\"x5t#S256\": \"");
	drop();
}

Test(certificate, encrypted_pem_signs_in)
{
	make(-day_s, day_s);
	save_pem(PASSPHRASE);
	configure(passphrase_file(PASSPHRASE "\n"));
	expect_answer(akv_run(READ), CLOUD_PASSWORD);
	configure("");
	expect_answer(
		akv_with(WORDS("AZURE_CLIENT_CERTIFICATE_PASSWORD=" PASSPHRASE),
			 READ),
		CLOUD_PASSWORD);
	drop();
}

Test(certificate, pkcs12_of_azure_and_of_windows_signs_in)
{
	make(-day_s, day_s);
	save_pfx(MADE_PKCS12_3DES);
	configure(passphrase_file(PASSPHRASE));
	expect_answer(akv_run(READ), CLOUD_PASSWORD);
	(void)remove(sandbox_path("principal"));
	save_pfx(MADE_PKCS12_RC2);
	expect_answer(akv_run(READ), CLOUD_PASSWORD);
	drop();
}

Test(certificate, comes_from_the_environment_alone)
{
	make(-day_s, day_s);
	save_pem(NULL);
	config_set(CONFIG_VAULT "[connection nightly-export]\n"
				"secret = sftp-password\n"
				"[cache]\ntoken-store = none\n");
	expect_answer(
		akv_with(WORDS("AZURE_TENANT_ID=" CLOUD_TENANT,
			       "AZURE_CLIENT_ID=" CLOUD_CLIENT,
			       sandbox_text("AZURE_CLIENT_CERTIFICATE_PATH=%s",
					    sandbox_path("principal"))),
			 READ),
		CLOUD_PASSWORD);
	drop();
}

Test(certificate, comes_from_systemd)
{
	make(-day_s, day_s);
	save_pem(PASSPHRASE);
	cr_assert_eq(mkdir(sandbox_path("credentials"), 0700), 0);
	cr_assert_eq(rename(sandbox_path("principal"),
			    sandbox_path("credentials/akv.client-certificate")),
		     0);
	(void)sandbox_write("credentials/akv.client-certificate-password", 0400,
			    PASSPHRASE);
	config_set(CONFIG_PRINCIPAL CONFIG_VAULT
		   "[connection nightly-export]\n"
		   "secret = sftp-password\n[cache]\ntoken-store = none\n");
	expect_answer(akv_with(WORDS(sandbox_text("CREDENTIALS_DIRECTORY=%s",
						  sandbox_path("credentials"))),
			       READ),
		      CLOUD_PASSWORD);
	drop();
}

Test(certificate, is_named_and_signs_as_it_is_configured)
{
	make(-day_s, day_s);
	save_pem(NULL);
	configure("certificate-algorithm = RS256\n");
	expect_answer(akv_run(READ), CLOUD_PASSWORD);
	expect_in_assertion(0, "\"alg\": \"RS256\", \"typ\": \"JWT\", "
			       "\"x5t\": \"");
	configure("send-certificate-chain = true\n");
	expect_answer(akv_run(READ), CLOUD_PASSWORD);
	expect_in_assertion(2, "\"x5c\": [ \"MII");
	drop();
}

/* Every assertion has an id of its own, also that of a second attempt. */
Test(certificate, makes_another_assertion_for_another_attempt)
{
	make(-day_s, day_s);
	save_pem(NULL);
	cloud_fault("{'match': {'host': 'login.*', 'nth': [1]},"
		    " 'do': {'status': 503, 'keep': true}}");
	expect_answer(akv_run(READ), CLOUD_PASSWORD);
	cr_assert_eq(cloud_count("token_requests"), 2);
	drop();
}

Test(certificate, is_not_the_registered_one)
{
	const struct outcome *got;

	make(-day_s, day_s);
	X509_free(leaf);
	leaf = issue(key, -day_s, day_s);
	save_pem(NULL);
	got = akv_run(READ);
	expect_failure(got, 4, "AADSTS700027");
	expect_hint(got, "thumbprint");
	drop();
}

/* -- said before anything is sent -- */

static void expect_refused(int status, const char *reason, const char *words)
{
	const struct outcome *got = akv_run(READ);

	expect_failure(got, status, reason);
	expect_error(got,
		     sandbox_text("akv: %s: %s (%s)", sandbox_path("principal"),
				  words, reason));
	expect_silent();
}

Test(certificate, that_others_may_read_is_refused)
{
	make(-day_s, day_s);
	save_pem(NULL);
	cr_assert_eq(chmod(sandbox_path("principal"), 0640), 0);
	expect_refused(2, "FileNotPrivate", "others may read it");
	drop();
}

Test(certificate, needs_its_passphrase)
{
	make(-day_s, day_s);
	save_pfx(MADE_PKCS12);
	expect_refused(2, "PassphraseNeeded",
		       "the private key is encrypted, and there is no "
		       "passphrase for it");
	configure(passphrase_file("another"));
	expect_refused(2, "PassphraseWrong",
		       "the passphrase does not open the private key");
	drop();
}

Test(certificate, that_is_over_is_refused)
{
	const struct outcome *got;

	make(-2 * day_s, -day_s);
	save_pem(NULL);
	got = akv_run(READ);
	expect_failure(got, 4, "CertificateExpired");
	expect_hint(got, "make a new one");
	expect_silent();
	drop();
}

Test(certificate, that_has_not_begun_is_refused)
{
	make(day_s, 2 * day_s);
	save_pem(NULL);
	expect_failure(akv_run(READ), 4, "CertificateNotYetValid");
	expect_silent();
	drop();
}

Test(certificate, with_another_key_is_refused)
{
	struct made_file file = { 0 };
	EVP_PKEY *other = made_rsa_key(2048);

	make(-day_s, day_s);
	made_pem_certificate(&file, leaf);
	made_pem_key(&file, other, MADE_PKCS8, NULL);
	save(&file);
	expect_failure(akv_run(READ), 2, "KeyMismatch");
	expect_silent();
	EVP_PKEY_free(other);
	drop();
}

Test(certificate, with_an_elliptic_key_is_refused)
{
	make(-day_s, day_s);
	EVP_PKEY_free(key);
	X509_free(leaf);
	key = made_ec_key();
	leaf = issue(key, -day_s, day_s);
	save_pem(NULL);
	expect_failure(akv_run(READ), 2, "KeyNotRsa");
	expect_silent();
	drop();
}

Test(certificate, that_is_something_else_is_refused)
{
	make(-day_s, day_s);
	(void)sandbox_write("principal", 0600, "hello\n");
	expect_failure(akv_run(READ), 2, "NotACertificate");
	(void)sandbox_write("principal", 0600, "\n");
	expect_failure(akv_run(READ), 2, "NotACertificate");
	expect_silent();
	drop();
}
