/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <openssl/rsa.h>
#include <string.h>

#include "libhelper/azure/names.h"
#include "libhelper/base/base64.h"
#include "libhelper/core/client_assertion.h"
#include "libhelper/edge/json.h"
#include "tests/fakes/certificate_fixture.h"
#include "tests/fakes/made_certificate.h"

/* With a real key and certificate; test_client_assertion_form.c has the
 * bytes. */

#define CLIENT "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff"
#define AUDIENCE \
	"https://login.microsoftonline.com/" \
	"72f988bf-86f1-41af-91ab-2d7cd011db47/oauth2/v2.0/token"

static struct akv_client_assertion what;
static struct akv_secret *assertion;
static struct akv_json *header;
static struct akv_json *claims;

static void set_up(void)
{
	fixture_set_up();
	made_pem_key(&fixture.file, fixture.key, MADE_PKCS8, NULL);
	made_pem_certificate(&fixture.file, fixture.leaf);
	expect_loaded(NULL);
	what = (struct akv_client_assertion){
		.client_id = CLIENT,
		.audience = AUDIENCE,
		.algorithm = AKV_CERTIFICATE_PS256,
		.now_s = FIXTURE_NOW,
	};
}

static void forget(void)
{
	akv_secret_free(assertion);
	akv_json_free(header);
	akv_json_free(claims);
	assertion = NULL;
	header = NULL;
	claims = NULL;
}

static void tear_down(void)
{
	forget();
	fixture_tear_down();
}

TestSuite(client_assertion, .init = set_up, .fini = tear_down);

/* Part ${i} of three: where it begins; its length in ${len}. */
static const char *part(int i, size_t *len)
{
	const char *text = akv_secret_text(assertion);

	for (; i > 0; i--) {
		text = strchr(text, '.');
		cr_assert_not_null(text);
		text++;
	}
	*len = strcspn(text, ".");
	return text;
}

static struct akv_secret *decode(int i)
{
	struct akv_secret *bytes;
	size_t len;
	const char *text = part(i, &len);

	cr_assert_eq(akv_secret_new(AKV_CLIENT_ASSERTION_MAX, &bytes, NULL),
		     AKV_OK);
	cr_assert_eq(akv_base64_decode(text, len, bytes, NULL), AKV_OK);
	return bytes;
}

static struct akv_json *decode_json(int i)
{
	AKV_AUTO(secret) *bytes = decode(i);
	struct akv_json *json;

	cr_assert_eq(akv_json_parse(bytes, &json, NULL), AKV_OK);
	return json;
}

static void make(void)
{
	forget();
	cr_assert_eq(akv_client_assertion_new(fixture.certificate, &what,
					      &assertion, &fixture.err),
		     AKV_OK, "%s: %s", fixture.err.reason, fixture.err.text);
	header = decode_json(0);
	claims = decode_json(1);
}

static void expect_text(const struct akv_json *json, const char *name,
			const char *text)
{
	const char *got = akv_json_text(akv_json_member(json, name), NULL);

	cr_assert_not_null(got, "there is no %s", name);
	cr_expect_str_eq(got, text, "%s", name);
}

static void expect_number(const char *name, int64_t number)
{
	int64_t got;

	cr_assert_eq(akv_json_kind(akv_json_member(claims, name)),
		     AKV_JSON_NUMBER, "%s", name);
	cr_assert(akv_json_integer(akv_json_member(claims, name), &got));
	cr_expect_eq(got, number, "%s", name);
}

static bool is_signed(int padding)
{
	AKV_AUTO(secret) *signature = decode(2);
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	EVP_PKEY_CTX *options;
	size_t len;
	const char *end = part(2, &len) - 1;
	const char *text = akv_secret_text(assertion);
	int verified;

	cr_assert_eq(EVP_DigestVerifyInit(context, &options, EVP_sha256(), NULL,
					  X509_get0_pubkey(fixture.leaf)),
		     1);
	cr_assert_eq(EVP_PKEY_CTX_set_rsa_padding(options, padding), 1);
	if (padding == RSA_PKCS1_PSS_PADDING)
		cr_assert_eq(EVP_PKEY_CTX_set_rsa_pss_saltlen(options, 32), 1);
	verified = EVP_DigestVerify(
		context, (const unsigned char *)akv_secret_text(signature),
		akv_secret_len(signature), (const unsigned char *)text,
		(size_t)(end - text));
	EVP_MD_CTX_free(context);
	return verified == 1;
}

Test(client_assertion, is_signed_by_ps256)
{
	make();
	cr_expect_eq(akv_json_count(header), 3);
	expect_text(header, "alg", "PS256");
	expect_text(header, "typ", "JWT");
	expect_text(header, "x5t#S256",
		    akv_certificate_sha256(fixture.certificate)->base64url);
	cr_expect(is_signed(RSA_PKCS1_PSS_PADDING));
	cr_expect(!is_signed(RSA_PKCS1_PADDING));
}

Test(client_assertion, is_signed_by_rs256_when_told_so)
{
	what.algorithm = AKV_CERTIFICATE_RS256;
	make();
	cr_expect_eq(akv_json_count(header), 3);
	expect_text(header, "alg", "RS256");
	expect_text(header, "typ", "JWT");
	expect_text(header, "x5t",
		    akv_certificate_sha1(fixture.certificate)->base64url);
	cr_expect(is_signed(RSA_PKCS1_PADDING));
	cr_expect(!is_signed(RSA_PKCS1_PSS_PADDING));
}

Test(client_assertion, says_who_asks_whom_and_until_when)
{
	make();
	cr_expect_eq(akv_json_count(claims), 7);
	expect_text(claims, "aud", AUDIENCE);
	expect_text(claims, "iss", CLIENT);
	expect_text(claims, "sub", CLIENT);
	expect_number("nbf", FIXTURE_NOW);
	expect_number("iat", FIXTURE_NOW);
	expect_number("exp", FIXTURE_NOW + 600);
}

/* RFC 9562, 5.4 */
Test(client_assertion, has_an_id_of_its_own)
{
	char first[64];

	make();
	cr_assert(akv_json_copy_text(claims, "jti", first, sizeof(first)));
	for (int i = 0; i < 20; i++) {
		char jti[64];

		make();
		cr_assert(akv_json_copy_text(claims, "jti", jti, sizeof(jti)));
		cr_expect_str_neq(jti, first);
		cr_expect(akv_names_is_guid(jti), "%s", jti);
		cr_expect_eq(jti[14], '4', "%s", jti);
		cr_expect_not_null(strchr("89ab", jti[19]), "%s", jti);
	}
}

Test(client_assertion, brings_its_chain_when_told_so)
{
	AKV_AUTO(secret) *text = NULL;
	const struct akv_json *chain;

	what.send_chain = true;
	make();
	cr_expect_eq(akv_json_count(header), 4);
	chain = akv_json_member(header, "x5c");
	cr_expect_eq(akv_json_kind(chain), AKV_JSON_ARRAY);
	cr_expect_eq(akv_json_count(chain), 1);
	cr_assert_eq(akv_secret_new(8192, &text, NULL), AKV_OK);
	cr_assert_eq(akv_certificate_encode(fixture.certificate, 0, text, NULL),
		     AKV_OK);
	cr_expect_str_eq(akv_json_text(akv_json_element(chain, 0), NULL),
			 akv_secret_text(text));
	cr_expect(is_signed(RSA_PKCS1_PSS_PADDING));
}

Test(client_assertion, quotes_what_has_to_be_quoted)
{
	what.client_id = "a\"b\\c\n\xc3\xa9";
	what.audience = "https://x/\",\"iss\":\"evil";
	make();
	cr_expect_eq(akv_json_count(claims), 7);
	expect_text(claims, "iss", "a\"b\\c\n\xc3\xa9");
	expect_text(claims, "aud", "https://x/\",\"iss\":\"evil");
}

Test(client_assertion, is_of_characters_that_a_form_leaves_alone)
{
	make();
	cr_expect_eq(strspn(akv_secret_text(assertion),
			    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			    "abcdefghijklmnopqrstuvwxyz0123456789-_."),
		     akv_secret_len(assertion));
}

Test(client_assertion, knows_algorithms_by_their_names)
{
	enum akv_certificate_algorithm got = AKV_CERTIFICATE_RS256;

	cr_expect(akv_client_assertion_algorithm(NULL, &got));
	cr_expect_eq(got, AKV_CERTIFICATE_PS256);
	cr_expect(akv_client_assertion_algorithm("RS256", &got));
	cr_expect_eq(got, AKV_CERTIFICATE_RS256);
	cr_expect(akv_client_assertion_algorithm("PS256", &got));
	cr_expect_eq(got, AKV_CERTIFICATE_PS256);
	cr_expect(!akv_client_assertion_algorithm("", &got));
	cr_expect(!akv_client_assertion_algorithm("none", &got));
	cr_expect(!akv_client_assertion_algorithm("ps256", &got));
	cr_expect_eq(got, AKV_CERTIFICATE_PS256);
}
