/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <errno.h>
#include <string.h>

#include "libhelper/core/client_assertion.h"

/* -- a certificate in place of libhelper/edge/certificate*.c, the thumbprints
 * of which are the digests of no bytes at all, and a source of randomness -- */

struct akv_certificate {
	size_t chain_len;
	size_t element_len;
	enum akv_code code; /* of a signature */
	char input[8192];   /* what was signed */
};

static struct akv_certificate fake;

const struct akv_certificate_thumbprint *
akv_certificate_sha1(AKV_UNUSED const struct akv_certificate *certificate)
{
	static const struct akv_certificate_thumbprint thumbprint = {
		.base64url = "2jmj7l5rSw0yVb_vlWAYkK_YBwk",
	};

	return &thumbprint;
}

const struct akv_certificate_thumbprint *
akv_certificate_sha256(AKV_UNUSED const struct akv_certificate *certificate)
{
	static const struct akv_certificate_thumbprint thumbprint = {
		.base64url = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
	};

	return &thumbprint;
}

size_t akv_certificate_chain_len(const struct akv_certificate *certificate)
{
	return certificate->chain_len;
}

enum akv_code akv_certificate_encode(const struct akv_certificate *certificate,
				     size_t i, struct akv_secret *text,
				     struct akv_error *err)
{
	static const char digits[] = "ABCDEFGHIJ";

	for (size_t done = 0; done < certificate->element_len; done++) {
		enum akv_code code =
			akv_secret_append(text, digits + i, 1, err);

		if (code != AKV_OK)
			return code;
	}
	return AKV_OK;
}

enum akv_code
akv_certificate_sign(AKV_UNUSED const struct akv_certificate *certificate,
		     AKV_UNUSED enum akv_certificate_algorithm algorithm,
		     const struct akv_secret *bytes, struct akv_secret **out,
		     struct akv_error *err)
{
	if (fake.code != AKV_OK)
		return akv_fail(err, fake.code, "KeyDamaged", "no");
	cr_assert_lt(akv_secret_len(bytes), sizeof(fake.input));
	memcpy(fake.input, akv_secret_text(bytes), akv_secret_len(bytes) + 1);
	return akv_secret_new_from("\xfb\xef\xff\xff", 4, out, err);
}

static struct {
	int interruptions;
	int error;
	ssize_t len;
} kernel;

/* In place of the C library's. */
ssize_t getrandom(void *bytes, size_t len, unsigned int flags);

ssize_t getrandom(void *bytes, size_t len, AKV_UNUSED unsigned int flags)
{
	if (kernel.interruptions-- > 0) {
		errno = EINTR;
		return -1;
	}
	if (kernel.error != 0) {
		errno = kernel.error;
		return -1;
	}
	memset(bytes, 0xff, len);
	return kernel.len < 0 ? (ssize_t)len : kernel.len;
}

/* -- the tests -- */

static struct akv_client_assertion what;
static struct akv_secret *assertion;
static struct akv_error err;

static void set_up(void)
{
	what = (struct akv_client_assertion){
		.client_id = "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff",
		.audience = "https://a/t",
		.now_s = 1000000000,
	};
	fake = (struct akv_certificate){ .chain_len = 2, .element_len = 3 };
	kernel.len = -1;
}

static void tear_down(void)
{
	akv_secret_free(assertion);
}

TestSuite(client_assertion_form, .init = set_up, .fini = tear_down);

static enum akv_code make(void)
{
	return akv_client_assertion_new(&fake, &what, &assertion, &err);
}

/*
 * {"alg":"PS256","typ":"JWT","x5t#S256":"47DEQ..."} is the example of the
 * documentation; then {"aud":"https://a/t","iss":"0bfc4568-...","sub":
 * "0bfc4568-...","jti":"ffffffff-ffff-4fff-bfff-ffffffffffff",
 * "nbf":1000000000,"iat":1000000000,"exp":1000000600}
 */
#define HEADER \
	"eyJhbGciOiJQUzI1NiIsInR5cCI6IkpXVCIsIng1dCNTMjU2IjoiNDdERVFwajhIQlNh" \
	"LV9USW1XLTVKQ2V1UWVSa201Tk1wSldaRzNoU3VGVSJ9"
#define CLAIMS \
	"eyJhdWQiOiJodHRwczovL2EvdCIsImlzcyI6IjBiZmM0NTY4LWE0YmEtNGM1OC1iZDNl" \
	"LTVkM2U3NmJkN2ZmZiIsInN1YiI6IjBiZmM0NTY4LWE0YmEtNGM1OC1iZDNlLTVkM2U3" \
	"NmJkN2ZmZiIsImp0aSI6ImZmZmZmZmZmLWZmZmYtNGZmZi1iZmZmLWZmZmZmZmZmZmZm" \
	"ZiIsIm5iZiI6MTAwMDAwMDAwMCwiaWF0IjoxMDAwMDAwMDAwLCJleHAiOjEwMDAwMDA2" \
	"MDB9"

Test(client_assertion_form, is_header_claims_and_signature)
{
	cr_assert_eq(make(), AKV_OK);
	cr_expect_str_eq(akv_secret_text(assertion),
			 HEADER "." CLAIMS ".--___w");
}

Test(client_assertion_form, signs_what_stands_in_front)
{
	cr_assert_eq(make(), AKV_OK);
	cr_expect_str_eq(fake.input, HEADER "." CLAIMS);
}

/* {"alg":"RS256","typ":"JWT","x5t":"2jmj7l5rSw0yVb_vlWAYkK_YBwk"} */
Test(client_assertion_form, has_another_header_for_rs256)
{
	static const char header[] =
		"eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCIsIng1dCI6IjJqbWo3bDVyU3cw"
		"eVZiX3ZsV0FZa0tfWUJ3ayJ9";

	what.algorithm = AKV_CERTIFICATE_RS256;
	cr_assert_eq(make(), AKV_OK);
	cr_expect_eq(
		strncmp(akv_secret_text(assertion), header, sizeof(header) - 1),
		0);
}

/* ...,"x5c":["AAA","BBB"]} */
Test(client_assertion_form, has_the_chain_in_its_header)
{
	what.send_chain = true;
	cr_assert_eq(make(), AKV_OK);
	cr_expect_not_null(strstr(akv_secret_text(assertion),
				  "IsIng1YyI6WyJBQUEiLCJCQkIiXX0."));
}

Test(client_assertion_form, refuses_a_chain_that_is_too_large)
{
	what.send_chain = true;
	fake.chain_len = 10;
	fake.element_len = 8000;
	cr_expect_eq(make(), AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "ChainTooLarge");
	cr_expect_str_eq(err.text, "what proves who we are is longer than "
				   "49152 bytes");
	cr_expect_not_null(strstr(err.hint, "only the certificates"));
	cr_expect_null(assertion);
}

Test(client_assertion_form, fails_as_the_signature_fails)
{
	fake.code = AKV_ERR_USAGE;
	cr_expect_eq(make(), AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "KeyDamaged");
	cr_expect_null(assertion);
}

Test(client_assertion_form, has_no_id_without_randomness)
{
	kernel.error = ENOSYS;
	cr_expect_eq(make(), AKV_ERR_OTHER);
	cr_expect_str_eq(err.reason, "NoRandomness");
	cr_expect_str_eq(err.text, "the system has no random bytes: Function "
				   "not implemented");
	kernel.error = 0;
	kernel.len = 15;
	cr_expect_eq(make(), AKV_ERR_OTHER);
	cr_expect_null(assertion);
}

Test(client_assertion_form, asks_again_when_a_signal_came_in_between)
{
	kernel.interruptions = 2;
	cr_expect_eq(make(), AKV_OK);
}
