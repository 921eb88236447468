/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <string.h>

#include "tests/e2e/tokens.h"

enum { TOGETHER = 100 };

void tokens_use(const char *store)
{
	config_set(CONFIG_PRINCIPAL "client-secret-file = %s\n" CONFIG_VAULT
				    "[connection nightly-export]\n"
				    "secret = sftp-password\n"
				    "[cache]\ntoken-store = %s\n",
		   sandbox_path("client-secret"), store);
}

void tokens_read(void)
{
	expect_answer(akv("read", "nightly-export"), CLOUD_PASSWORD);
}

void tokens_expect(long count)
{
	cr_assert_eq(cloud_count("token_requests"), count,
		     "%ld sign-ins, not %ld", cloud_count("token_requests"),
		     count);
}

void tokens_expect_used(const char *store)
{
	expect_words(
		akv("cache", "show"),
		sandbox_text("\"name\": \"%s\",\n    \"used\": true", store));
}

static bool was_impatient(const struct outcome *got)
{
	return strstr(got->err, "libsecret: no answer within ") != NULL ||
	       strstr(got->err, "no turn to sign in") != NULL;
}

long tokens_read_together(size_t count)
{
	struct running *running[TOGETHER];
	long impatient = 0;

	cr_assert_leq(count, TOGETHER);
	for (size_t i = 0; i < count; i++)
		running[i] = program_start(&(struct program){
			.arguments = WORDS("read", "nightly-export"),
			.environment = WORDS("AKV_TRACE=1"),
			.limit_ms = 90000 });
	for (size_t i = 0; i < count; i++) {
		const struct outcome *got = program_end(running[i]);

		cr_assert_eq(got->status, 0, "%s", outcome_words(got));
		cr_assert_str_eq(got->out, CLOUD_PASSWORD, "%s",
				 outcome_words(got));
		impatient += was_impatient(got);
	}
	return impatient;
}

void tokens_expect_shared(long count, long impatient)
{
	long made = cloud_count("token_requests");

	cr_assert(made >= count && made <= count + impatient,
		  "%ld sign-ins, not %ld, and %ld were impatient", made, count,
		  impatient);
}

void tokens_test_kept(void)
{
	tokens_read();
	tokens_read();
	expect_words(akv_get("secret=empty\n\n"), "password=\n");
	tokens_expect(1);
	cr_assert_eq(cloud_count("vault_requests"), 3);
	/* whoever has the token has no business at the sign-in service */
	cr_assert_eq(cloud_connects_to(CLOUD_LOGIN_HOST), 1);
}

void tokens_test_revoked(void)
{
	tokens_read();
	cloud_tell("POST", "/tokens/revoke", "{}");
	tokens_read();
	tokens_expect(2);
	cr_assert_eq(cloud_count("vault_requests"), 3);
	tokens_read();
	tokens_expect(2);
}

void tokens_test_revoked_again(void)
{
	tokens_read();
	for (long i = 2; i <= 4; i++) {
		cloud_tell("POST", "/tokens/revoke", "{}");
		tokens_read();
		tokens_expect(i);
	}
}

/* A new client secret is a new credential: its token is another one. */
void tokens_test_rotated(void)
{
	tokens_read();
	cloud_tell("POST", "/apps/" CLOUD_CLIENT,
		   "{'secrets': [{'value': 'rotated-secret~2'}]}");
	canary_add("rotated-secret", 14);
	(void)sandbox_write("client-secret", 0600, "rotated-secret~2");
	tokens_read();
	tokens_expect(2);
	tokens_read();
	tokens_expect(2);
}

/* One that has less than five minutes is as good as none. */
void tokens_test_short_lived(void)
{
	cloud_tell("POST", "/apps/" CLOUD_CLIENT, "{'token_lifetime': 290}");
	tokens_read();
	tokens_read();
	tokens_expect(2);
}

void tokens_test_cleared(void)
{
	tokens_read();
	expect_silence(akv("cache", "clear"));
	tokens_read();
	tokens_expect(2);
	expect_silence(akv("cache", "clear"));
	expect_silence(akv("cache", "clear"));
}

void tokens_test_together(void)
{
	tokens_expect_shared(1, tokens_read_together(TOGETHER));
	cr_assert_eq(cloud_count("vault_requests"), TOGETHER);
}

/* All find the same token, all are refused, and one gets another for all. */
void tokens_test_revoked_together(void)
{
	tokens_read();
	cloud_tell("POST", "/tokens/revoke", "{}");
	tokens_expect_shared(2, tokens_read_together(TOGETHER / 2));
}
