/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "libhelper/core/identity_exchange.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_identity.h"
#include "tests/fakes/scratch.h"

static struct akv_identity_exchange exchange;
static struct akv_identity_url *url;
static struct akv_secret *header;
static struct akv_http_reply reply;
static struct akv_error err;
static char key_directory[256];

static void set_up(void)
{
	const struct akv_identity_query query = {
		.resource = "https://vault.azure.net",
	};

	scratch_make();
	(void)snprintf(key_directory, sizeof(key_directory), "%s",
		       scratch_path("tokens"));
	cr_assert_eq(akv_identity_url_new(&query, &url, NULL), AKV_OK);
	cr_assert_eq(akv_secret_new_from("hunter2", 7, &header, NULL), AKV_OK);
	akv_http_reply_init(&reply);
	fake_clock = (struct fake_clock){ .monotonic_ms = 1000 };
	exchange = (struct akv_identity_exchange){
		.url = url,
		.key_directory = key_directory,
		.deadline = { .at_ms = 31000 },
	};
}

static void tear_down(void)
{
	akv_http_reply_clear(&reply);
	akv_secret_free(header);
	akv_identity_url_free(url);
	scratch_remove();
}

TestSuite(identity_exchange, .init = set_up, .fini = tear_down);

static enum akv_code run(enum akv_managed_identity_source source)
{
	exchange.source = source;
	return akv_identity_exchange(&exchange, &reply, &err);
}

/* -- the three -- */

Test(identity_exchange, asks_the_metadata_service_with_its_header)
{
	fake_identity_will_answer(200, "{}");
	cr_assert_eq(run(AKV_MANAGED_IDENTITY_IMDS), AKV_OK);
	cr_expect_eq(fake_identity.asked, 1);
	cr_expect_str_eq(fake_identity.proofs[0], "metadata");
	cr_expect_eq(reply.status, 200);
}

Test(identity_exchange, asks_app_service_with_its_secret)
{
	exchange.header = header;
	fake_identity_will_answer(200, "{}");
	cr_assert_eq(run(AKV_MANAGED_IDENTITY_APP_SERVICE), AKV_OK);
	cr_expect_eq(fake_identity.asked, 1);
	cr_expect_str_eq(fake_identity.proofs[0], "header hunter2");
}

static void challenge_with(const char *name)
{
	(void)snprintf(fake_identity.challenge, sizeof(fake_identity.challenge),
		       "Basic realm=%s/%s", key_directory, name);
	fake_identity_will_answer(401, "");
	fake_identity_will_answer(200, "{}");
}

Test(identity_exchange, shows_the_arc_agent_its_key)
{
	scratch_text("tokens/a.key", "key-of-the-agent");
	challenge_with("a.key");
	cr_assert_eq(run(AKV_MANAGED_IDENTITY_AZURE_ARC), AKV_OK, "%s",
		     err.text);
	cr_expect_eq(fake_identity.asked, 2);
	cr_expect_str_eq(fake_identity.proofs[0], "metadata");
	cr_expect_str_eq(fake_identity.proofs[1], "basic key-of-the-agent");
	cr_expect_eq(reply.status, 200);
}

Test(identity_exchange, sends_no_other_file)
{
	scratch_text("principal.key", "hunter2");
	scratch_text("tokens/b.key", "x");
	challenge_with("../principal.key");
	cr_expect_eq(run(AKV_MANAGED_IDENTITY_AZURE_ARC), AKV_ERR_PEER);
	cr_expect_str_eq(err.reason, "BadKeyFile");
	cr_expect_eq(fake_identity.asked, 1);
}

Test(identity_exchange, wants_a_challenge_from_the_agent)
{
	fake_identity_will_answer(401, "");
	cr_expect_eq(run(AKV_MANAGED_IDENTITY_AZURE_ARC), AKV_ERR_PEER);
	cr_expect_str_eq(err.text,
			 "the Azure Arc agent's challenge is missing");
}

Test(identity_exchange, shows_a_key_once)
{
	scratch_text("tokens/a.key", "key-of-the-agent");
	challenge_with("a.key");
	fake_identity.statuses[1] = 401;
	cr_assert_eq(run(AKV_MANAGED_IDENTITY_AZURE_ARC), AKV_OK);
	cr_expect_eq(fake_identity.asked, 2);
	cr_expect_eq(reply.status, 401);
}

Test(identity_exchange, shows_nobody_else_a_key)
{
	scratch_text("tokens/a.key", "key-of-the-agent");
	challenge_with("a.key");
	cr_assert_eq(run(AKV_MANAGED_IDENTITY_IMDS), AKV_OK);
	cr_expect_eq(fake_identity.asked, 1);
	cr_expect_eq(reply.status, 401);
}

/* -- again -- */

Test(identity_exchange, asks_again_while_the_metadata_service_is_updated)
{
	static const int statuses[] = { 404, 410, 429, 500, 511 };

	for (size_t i = 0; i < sizeof(statuses) / sizeof(*statuses); i++) {
		fake_identity = (struct fake_identity){ 0 };
		fake_identity_will_answer(statuses[i], "");
		fake_identity_will_answer(200, "{}");
		cr_assert_eq(run(AKV_MANAGED_IDENTITY_IMDS), AKV_OK);
		cr_expect_eq(fake_identity.asked, 2, "%d", statuses[i]);
		cr_expect_eq(reply.status, 200);
	}
}

Test(identity_exchange, asks_the_others_again_for_less)
{
	fake_identity_will_answer(503, "");
	fake_identity_will_answer(404, "");
	cr_assert_eq(run(AKV_MANAGED_IDENTITY_AZURE_ARC), AKV_OK);
	cr_expect_eq(fake_identity.asked, 2);
	cr_expect_eq(reply.status, 404);
}

Test(identity_exchange, gives_up_before_the_deadline)
{
	for (int i = 0; i < 8; i++)
		fake_identity_will_answer(410, "");
	cr_assert_eq(run(AKV_MANAGED_IDENTITY_IMDS), AKV_OK);
	cr_expect_eq(reply.status, 410);
	cr_expect_gt(fake_identity.asked, 4);
	cr_expect_lt(fake_clock.monotonic_ms, 31000);
}

Test(identity_exchange, asks_once_more_where_nobody_listens)
{
	fake_identity.code = AKV_ERR_UNREACHABLE;
	fake_identity.reason = "ConnectFailed";
	cr_expect_eq(run(AKV_MANAGED_IDENTITY_IMDS), AKV_ERR_UNREACHABLE);
	cr_expect_str_eq(err.reason, "ConnectFailed");
	cr_expect_eq(fake_identity.asked, 2);
}

Test(identity_exchange, asks_no_more_where_no_way_leads)
{
	fake_identity.code = AKV_ERR_UNREACHABLE;
	fake_identity.reason = "NetworkUnreachable";
	cr_expect_eq(run(AKV_MANAGED_IDENTITY_IMDS), AKV_ERR_UNREACHABLE);
	cr_expect_eq(fake_identity.asked, 1);
	cr_expect_eq(fake_clock.slept_ms, 0);
}
