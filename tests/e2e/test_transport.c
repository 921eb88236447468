/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <sys/stat.h>

#include "tests/harness/suite.h"

/* Certificates, TLS and proxies. */
E2E_SUITE(transport);

#define READ WORDS("read", "nightly-export")

/* -- certificates -- */

static void expect_untrusted(const char *host, const char *flaw)
{
	const struct outcome *got;

	cloud_fault("{'match': {'host': '%s'}, 'do': {'certificate': '%s'}}",
		    host, flaw);
	got = akv_run(READ);
	expect_failure(got, 7, "TlsUntrusted");
	expect_hint(got, "SSL_CERT_FILE");
	cr_assert_not_null(strstr(got->err, host), "%s", outcome_words(got));
	/* it is asked once, and told nothing */
	cr_assert_eq(cloud_connects_to(host), 1);
	cr_assert_eq(cloud_journal_count("host", host), 0);
	cr_assert_eq(cloud_count("vault_requests"), 0);
}

Test(transport, a_vaults_certificate_for_another_host_is_refused)
{
	expect_untrusted(CLOUD_VAULT_HOST, "wrong-host");
}

Test(transport, a_vaults_expired_certificate_is_refused)
{
	expect_untrusted(CLOUD_VAULT_HOST, "expired");
}

Test(transport, a_vaults_certificate_of_tomorrow_is_refused)
{
	expect_untrusted(CLOUD_VAULT_HOST, "not-yet-valid");
}

Test(transport, a_vaults_own_signature_is_refused)
{
	expect_untrusted(CLOUD_VAULT_HOST, "self-signed");
}

Test(transport, a_vaults_certificate_by_another_authority_is_refused)
{
	expect_untrusted(CLOUD_VAULT_HOST, "other-ca");
}

Test(transport, a_wrong_certificate_of_entra_gets_no_secret)
{
	expect_untrusted(CLOUD_LOGIN_HOST, "wrong-host");
	cr_assert_eq(cloud_count("token_requests"), 0);
}

Test(transport, an_unknown_authority_of_entra_gets_no_secret)
{
	expect_untrusted(CLOUD_LOGIN_HOST, "other-ca");
	cr_assert_eq(cloud_count("token_requests"), 0);
}

Test(transport, the_systems_authorities_are_not_the_clouds)
{
	expect_failure(akv_with(WORDS("SSL_CERT_FILE"), READ), 7,
		       "TlsUntrusted");
	cr_assert_eq(cloud_count("requests"), 0);
}

Test(transport, a_certificate_file_that_is_not_there_is_told)
{
	const struct outcome *got =
		akv_with(WORDS("SSL_CERT_FILE=/nonexistent.pem"), READ);

	expect_failure(got, 7, "TrustUnreadable");
	expect_hint(got, "SSL_CERT_FILE");
	cr_assert_eq(cloud_count("requests"), 0);
}

Test(transport, a_directory_of_authorities_will_do)
{
	const char *directory = sandbox_path("authorities");

	cr_assert_eq(mkdir(directory, 0700), 0);
	expect_silence(program_run(&(struct program){
		.path = "/bin/sh",
		.arguments = WORDS("-c", "cp \"$SSL_CERT_FILE\" authorities/ "
					 "&& openssl rehash authorities"),
	}));
	expect_answer(
		akv_with(WORDS("SSL_CERT_FILE",
			       sandbox_text("SSL_CERT_DIR=%s", directory)),
			 READ),
		CLOUD_PASSWORD);
}

/* -- TLS -- */

Test(transport, old_tls_is_refused)
{
	const struct outcome *got;

	cloud_fault("{'match': {'host': 'contoso.*'}, 'do': {'tls': '1.1'}}");
	got = akv_run(READ);
	expect_failure(got, 7, "TlsFailed");
	expect_hint(got, "TLS 1.2");
	cr_assert_eq(cloud_count("vault_requests"), 0);
}

Test(transport, tls_of_today_is_spoken)
{
	cloud_fault("{'match': {'host': 'contoso.*'}, 'do': {'tls': '1.2'}}");
	cloud_fault("{'match': {'host': 'login.*'}, 'do': {'tls': '1.3'}}");
	expect_answer(akv_run(READ), CLOUD_PASSWORD);
}

Test(transport, keys_are_written_to_no_file)
{
	const char *path = sandbox_path("keys");
	struct stat info;

	expect_answer(
		akv_with(WORDS(sandbox_text("SSLKEYLOGFILE=%s", path)), READ),
		CLOUD_PASSWORD);
	cr_assert_neq(stat(path, &info), 0);
}

/* -- proxies -- */

static const struct outcome *read_past_proxy(const char *host, int status)
{
	cloud_fault("{'match': {'host': '%s'}, 'do':"
		    " {'stage': 'connect', 'status': %d,"
		    " 'body': '<html>Proxy</html>'}}",
		    host, status);
	return akv("read", "nightly-export", "--timeout", "5");
}

Test(transport, a_proxy_that_wants_a_password_says_so)
{
	const struct outcome *got = read_past_proxy("contoso.*", 407);

	expect_failure(got, 7, "ProxyRefused");
	expect_hint(got, "USER:PASSWORD");
	cr_assert_eq(cloud_count("vault_requests"), 0);
}

Test(transport, a_proxy_that_forbids_the_vault_says_so)
{
	const struct outcome *got = read_past_proxy("contoso.*", 403);

	expect_failure(got, 7, "ProxyRefused");
	expect_hint(got, CLOUD_VAULT_HOST ":443");
}

Test(transport, a_proxy_that_forbids_entra_says_so)
{
	const struct outcome *got = read_past_proxy("login.*", 403);

	expect_failure(got, 7, "ProxyRefused");
	expect_hint(got, CLOUD_LOGIN_HOST ":443");
	cr_assert_eq(cloud_count("requests"), 0);
}

Test(transport, a_proxy_that_cannot_get_there_is_asked_once_more)
{
	const struct outcome *got = read_past_proxy("contoso.*", 502);

	expect_failure(got, 7, "ProxyFailed");
	cr_assert_eq(cloud_connects_to(CLOUD_VAULT_HOST), 2);
}

Test(transport, a_vault_that_nobody_knows_is_perhaps_misspelled)
{
	const struct outcome *got;

	config_add("\n[vault contosso]\n");
	got = akv_get("secret=sftp-password\nvault=contosso\n\n");
	expect_quit(got, 7, "ProxyFailed");
	expect_hint(got, "check the vault's name");
}

Test(transport, a_proxy_that_is_down_is_told)
{
	const struct outcome *got =
		akv_with(WORDS("HTTPS_PROXY=http://127.0.0.1:9"), READ);

	expect_failure(got, 7, "ConnectFailed");
	expect_hint(got, "HTTPS_PROXY");
	expect_untouched();
}

Test(transport, the_proxys_variable_may_have_small_letters)
{
	expect_answer(
		akv_with(WORDS("HTTPS_PROXY",
			       sandbox_text("https_proxy=%s", cloud_proxy())),
			 READ),
		CLOUD_PASSWORD);
}

Test(transport, the_proxys_password_is_not_repeated)
{
	static const char proxy[] =
		"HTTPS_PROXY=http://me:proxy-password@127.0.0.1:9";

	canary_add("proxy-password", 14);
	expect_failure(akv_with(WORDS(proxy), READ), 7, "ConnectFailed");
	cr_assert_eq(akv_with(WORDS(proxy, "AKV_TRACE=1"), READ)->status, 7);
}
