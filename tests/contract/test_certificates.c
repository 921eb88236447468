/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "tests/contract/shell.h"

/*
 * akv read --format pem, key and cert, of certificates as Key Vault keeps them:
 * made and read back by openssl(1).
 */
E2E_SUITE(certificates);

/* ca.pem and leaf.pem with key.pem, of the kind ${kind}. */
static void make(const char *kind)
{
	const struct outcome *got = shell(
		"set -e; exec 2>made; "
		"openssl req -x509 -newkey %s -nodes -days 2 -subj /CN=ca "
		"-keyout cakey.pem -out ca.pem; "
		"openssl req -newkey %s -nodes -subj /CN=leaf "
		"-keyout key.pem -out leaf.csr; "
		"openssl x509 -req -in leaf.csr -CA ca.pem -CAkey "
		"cakey.pem -days 2 -set_serial 2 -out leaf.pem",
		kind, kind);

	cr_assert_eq(got->status, 0, "%s", outcome_words(got));
}

/* ${command} prints the value of the secret "certificate". */
static void put(const char *command, const char *content_type)
{
	const struct outcome *got = shell("%s", command);

	cr_assert_eq(got->status, 0, "%s", outcome_words(got));
	if (content_type == NULL)
		cloud_put_bytes("contoso", "certificate", got->out,
				got->out_len);
	else
		cloud_put_secret_json("contoso", "certificate",
				      "{'value': '%s', 'contentType': '%s'}",
				      got->out, content_type);
}

/* Key and chain are those that were made, in their order. */
static void expect_parts(void)
{
	expect_silence(shell(
		"set -e; umask 077; for f in key cert pem; do "
		"$AKV read --format $f certificate >read.$f; done; "
		"openssl pkey -in key.pem -outform DER >a; "
		"openssl pkey -in read.key -outform DER >b; cmp a b; "
		"openssl x509 -in leaf.pem >a; openssl x509 -in ca.pem >>a; "
		"cmp a read.cert; cat read.key read.cert | cmp - read.pem; "
		"openssl verify -CAfile ca.pem -untrusted read.cert read.cert "
		">/dev/null"));
}

Test(certificates, of_pkcs_12_are_taken_apart)
{
	config_connect("certificate");
	make("rsa:2048");
	put("openssl pkcs12 -export -passout pass: -inkey key.pem "
	    "-in leaf.pem -certfile ca.pem | base64 -w0",
	    "application/x-pkcs12");
	expect_parts();
	/* whoever imports one leaves out what he likes */
	put("openssl pkcs12 -export -passout pass: -inkey key.pem "
	    "-in leaf.pem -certfile ca.pem | base64",
	    NULL);
	expect_parts();
}

Test(certificates, of_pem_are_taken_apart)
{
	config_connect("certificate");
	make("ec -pkeyopt ec_paramgen_curve:P-256");
	put("cat ca.pem leaf.pem key.pem", NULL);
	expect_parts();
	put("cat key.pem leaf.pem ca.pem", NULL);
	expect_parts();
}

Test(certificates, without_a_key_have_none_to_give)
{
	config_connect("certificate");
	make("rsa:2048");
	put("cat leaf.pem ca.pem", NULL);
	expect_silence(shell("cat leaf.pem ca.pem >a; $AKV read --format cert "
			     "certificate | cmp - a"));
	expect_failure(akv("read", "--format", "key", "certificate"), 11,
		       "NoPrivateKey");
	expect_failure(akv("read", "--format", "pem", "certificate"), 11,
		       "NoPrivateKey");
}

Test(certificates, of_a_key_with_a_passphrase_are_refused)
{
	config_connect("certificate");
	make("rsa:2048");
	put("openssl pkcs12 -export -passout pass:x -inkey key.pem "
	    "-in leaf.pem | base64 -w0",
	    "application/x-pkcs12");
	expect_failure(akv("read", "--format", "pem", "certificate"), 11,
		       "PassphraseNeeded");
}

/* These characters are base 64 for URLs, too, where nothing is padded. */
Test(certificates, of_pem_are_not_taken_for_base_64)
{
	config_connect("certificate");
	cloud_put_secret("contoso", "certificate",
			 "-----BEGIN CERTIFICATE-----\nAAAA\n"
			 "-----END CERTIFICATE-----\n");
	expect_failure(akv("read", "--format", "cert", "certificate"), 11,
		       "CertificateDamaged");
}

Test(certificates, that_are_none_are_refused)
{
	config_connect("sftp-password");
	expect_failure(akv("read", "--format", "pem", "sftp-password"), 11,
		       "NotACertificate");
	config_connect("empty");
	expect_failure(akv("read", "--format", "cert", "empty"), 11,
		       "NotACertificate");
}
