/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "tests/harness/suite.h"

/* Peers that stop talking, at each stage of an exchange: --timeout decides. */
E2E_SUITE(silence);

/* Far more than the second that it should take, on a busy machine. */
enum { PATIENCE_MS = 15000 };

static void expect_time_out(const char *host, const char *deed)
{
	const struct outcome *got;

	cloud_fault("{'match': {'host': '%s'}, 'do': %s}", host, deed);
	got = akv("read", "nightly-export", "--timeout", "1");
	expect_failure(got, 7, "Timeout");
	expect_hint(got, "--timeout");
	expect_error(got, sandbox_text("akv: no answer from %s in time "
				       "(Timeout)",
				       host));
	expect_at_least(got, 900);
	expect_within(got, PATIENCE_MS);
}

Test(silence, of_the_proxy_before_the_vault)
{
	expect_time_out(CLOUD_VAULT_HOST, "{'hang': 'connect'}");
}

Test(silence, of_the_vault_before_tls)
{
	expect_time_out(CLOUD_VAULT_HOST, "{'hang': 'tls'}");
}

Test(silence, of_the_vault_before_its_answer)
{
	expect_time_out(CLOUD_VAULT_HOST, "{'hang': 'request'}");
}

Test(silence, of_the_vault_within_its_answer)
{
	expect_time_out(CLOUD_VAULT_HOST, "{'hang': 'body'}");
}

Test(silence, of_a_vault_that_speaks_a_letter_at_a_time)
{
	expect_time_out(CLOUD_VAULT_HOST, "{'drip_ms': 300}");
}

Test(silence, of_the_proxy_before_entra)
{
	expect_time_out(CLOUD_LOGIN_HOST, "{'hang': 'connect'}");
}

Test(silence, of_entra_before_tls)
{
	expect_time_out(CLOUD_LOGIN_HOST, "{'hang': 'tls'}");
}

Test(silence, of_entra_before_its_answer)
{
	expect_time_out(CLOUD_LOGIN_HOST, "{'hang': 'request'}");
}

Test(silence, of_entra_within_its_answer)
{
	expect_time_out(CLOUD_LOGIN_HOST, "{'hang': 'body'}");
}

Test(silence, of_an_entra_that_speaks_a_letter_at_a_time)
{
	expect_time_out(CLOUD_LOGIN_HOST, "{'drip_ms': 300}");
}

Test(silence, of_both)
{
	cloud_fault("{'match': {'host': '" CLOUD_VAULT_HOST "'},"
		    " 'do': {'hang': 'request'}}");
	expect_time_out(CLOUD_LOGIN_HOST, "{'hang': 'request'}");
}

Test(silence, makes_a_matched_request_quit)
{
	cloud_fault("{'match': {'host': 'contoso.*'},"
		    " 'do': {'hang': 'request'}}");
	expect_quit(akv_get_with("connection=nightly-export\n\n", NULL,
				 WORDS("--timeout", "1")),
		    7, "Timeout");
}

Test(silence, that_ends_in_time_is_none)
{
	cloud_fault("{'do': {'delay_ms': 300}}");
	expect_answer(akv("read", "nightly-export"), CLOUD_PASSWORD);
	cr_assert_eq(cloud_count("requests"), 2);
}

Test(silence, of_entra_while_the_vault_is_out_of_reach_is_no_longer)
{
	const struct outcome *got;

	cloud_fault("{'match': {'host': 'login.*'},"
		    " 'do': {'delay_ms': 20000}}");
	cloud_fault("{'match': {'host': 'contoso.*'}, 'do':"
		    " {'stage': 'connect', 'status': 403}}");
	got = akv("read", "nightly-export", "--timeout", "2");
	expect_failure(got, 7, "ProxyRefused");
	expect_within(got, PATIENCE_MS);
}
