/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/edge/digest.h"

/* FIPS 180-4's examples, and nothing at all. */
Test(digest, is_sha256)
{
	static const struct {
		const char *text;
		const char *digest;
	} cases[] = {
		{ "", "e3b0c44298fc1c149afbf4c8996fb924"
		      "27ae41e4649b934ca495991b7852b855" },
		{ "abc", "ba7816bf8f01cfea414140de5dae2223"
			 "b00361a396177a9cb410ff61f20015ad" },
		{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
		  "248d6a61d20638b8e5c026930c3e6039"
		  "a33ce45964ff2167f6ecedd419db06c1" },
	};
	char hex[AKV_DIGEST_HEX_SIZE];

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		cr_assert_eq(akv_digest_sha256_hex(cases[i].text,
						   strlen(cases[i].text), hex,
						   NULL),
			     AKV_OK);
		cr_expect_str_eq(hex, cases[i].digest);
	}
}

Test(digest, takes_any_bytes)
{
	static const char bytes[] = { '\0', '\xff', '\n' };
	char hex[AKV_DIGEST_HEX_SIZE];

	/* printf '\000\377\n' | sha256sum */
	cr_assert_eq(akv_digest_sha256_hex(bytes, sizeof(bytes), hex, NULL),
		     AKV_OK);
	cr_expect_str_eq(
		hex,
		"712450d3c4a79eea9509e75dc1dacdeff58034df538536cfae2da882bd8a0c50");
}
