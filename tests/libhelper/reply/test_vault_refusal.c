/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "libhelper/reply/vault_refusal.h"
#include "tests/fakes/fake_reply.h"

static struct akv_vault_request request = {
	.vault = "contoso",
	.secret = "sftp-password",
	.tenant = "72f988bf-86f1-41af-91ab-2d7cd011db47",
	.client_id = "11111111-a4ba-4c58-bd3e-5d3e76bd7fff",
};
static struct akv_vault_refusal refusal;

TestSuite(vault_refusal, .fini = fake_reply_clear);

static void read_body(const char *body)
{
	fake_reply_set(403, body);
	akv_vault_refusal_read(&fake_reply, &request, &refusal);
}

Test(vault_refusal, reads_codes_and_message)
{
	fake_reply_set_file(403, "vault/forbidden_by_rbac.json");
	akv_vault_refusal_read(&fake_reply, &request, &refusal);
	cr_expect_str_eq(refusal.peer, "vault contoso");
	cr_expect_str_eq(refusal.code, "Forbidden");
	cr_expect_str_eq(refusal.inner, "ForbiddenByRbac");
	cr_expect_str_eq(refusal.message.object,
			 "5a6b7c8d-1111-2222-3333-444455556666");
	cr_expect(refusal.from_key_vault);
	cr_expect_str_eq(akv_vault_refusal_reason(&refusal), "ForbiddenByRbac");
	cr_expect_str_eq(akv_vault_refusal_caller(&refusal),
			 "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff");
}

Test(vault_refusal, does_without_an_inner_code)
{
	read_body("{\"error\":{\"code\":\"SecretNotFound\"}}");
	cr_expect_str_eq(akv_vault_refusal_reason(&refusal), "SecretNotFound");
	cr_expect_str_eq(akv_vault_refusal_caller(&refusal),
			 "11111111-a4ba-4c58-bd3e-5d3e76bd7fff");
	cr_expect_str_empty(refusal.message.first_line);
}

Test(vault_refusal, looks_at_the_outermost_inner_error)
{
	read_body("{\"error\":{\"code\":\"A\",\"innererror\":{\"code\":\"B\","
		  "\"innererror\":{\"code\":\"C\"}}}}");
	cr_expect_str_eq(akv_vault_refusal_reason(&refusal), "B");
}

Test(vault_refusal, takes_nothing_but_words_for_codes)
{
	read_body("{\"error\":{\"code\":\"For bidden\",\"innererror\":"
		  "{\"code\":\"\\u001b[31m\"}}}");
	cr_expect_str_empty(refusal.code);
	cr_expect_str_empty(refusal.inner);
	cr_expect_str_empty(akv_vault_refusal_reason(&refusal));
	cr_expect_not(refusal.from_key_vault);
	read_body("{\"error\":{\"code\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		  "aaaaaaaaaaaaaaaaaa\"}}");
	cr_expect_str_empty(refusal.code);
}

Test(vault_refusal, is_empty_for_a_body_that_is_no_refusal)
{
	static const char *const bodies[] = {
		"",
		"<html>",
		"[]",
		"{}",
		"{\"error\":\"Forbidden\"}",
		"{\"error\":{\"code\":1,\"innererror\":\"x\",\"message\":1}}",
	};

	for (size_t i = 0; i < sizeof(bodies) / sizeof(*bodies); i++) {
		read_body(bodies[i]);
		cr_expect_str_empty(refusal.code, "%s", bodies[i]);
		cr_expect_str_empty(refusal.inner);
		cr_expect_not(refusal.from_key_vault);
	}
	fake_reply_clear();
	akv_vault_refusal_read(&fake_reply, &request, &refusal);
	cr_expect_str_empty(refusal.code);
}

Test(vault_refusal, trusts_the_headers_of_key_vault)
{
	fake_reply_set(403, "");
	fake_reply.from_key_vault = true;
	akv_vault_refusal_read(&fake_reply, &request, &refusal);
	cr_expect(refusal.from_key_vault);
}

Test(vault_refusal, names_the_secret)
{
	cr_expect_str_eq(akv_vault_refusal_subject(&request).text,
			 "secret sftp-password in vault contoso");
	request.version = "";
	cr_expect_str_eq(akv_vault_refusal_subject(&request).text,
			 "secret sftp-password in vault contoso");
	request.version = "9f";
	cr_expect_str_eq(akv_vault_refusal_subject(&request).text,
			 "version 9f of secret sftp-password in vault contoso");
}

Test(vault_refusal, repeats_what_key_vault_says_on_one_line)
{
	struct akv_error err = { 0 };

	read_body("{\"error\":{\"code\":\"X\",\"message\":"
		  "\"a\\u001bb\\r\\nc\"}}");
	akv_vault_refusal_hint_message(&refusal, &err);
	cr_expect_str_eq(err.hint, "Key Vault says: a\\x1bb\n");
	err.hint[0] = '\0';
	read_body("{\"error\":{\"code\":\"X\"}}");
	akv_vault_refusal_hint_message(&refusal, &err);
	cr_expect_str_empty(err.hint);
}
