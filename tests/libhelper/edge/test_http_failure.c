/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <curl/curl.h>
#include <errno.h>

#include "libhelper/edge/http_failure.h"

static struct akv_http_failure failure_of(CURLcode code)
{
	return (struct akv_http_failure){ .host = "contoso.vault.azure.net",
					  .curl_text = "curl's words",
					  .curl_code = (int)code };
}

static void expect(const struct akv_http_failure *failure, enum akv_code code,
		   const char *reason)
{
	struct akv_error err = { 0 };

	cr_expect_eq(akv_http_failure(failure, &err), code);
	cr_expect_str_eq(err.reason, reason);
	cr_expect_neq(err.text[0], '\0');
}

Test(http_failure, has_a_word_for_everything_that_libcurl_reports)
{
	static const struct {
		CURLcode code;
		enum akv_code ours;
		const char *reason;
	} cases[] = {
		{ CURLE_COULDNT_RESOLVE_HOST, AKV_ERR_UNREACHABLE,
		  "NameNotResolved" },
		{ CURLE_COULDNT_RESOLVE_PROXY, AKV_ERR_UNREACHABLE,
		  "ProxyNotResolved" },
		{ CURLE_COULDNT_CONNECT, AKV_ERR_UNREACHABLE, "ConnectFailed" },
		{ CURLE_OPERATION_TIMEDOUT, AKV_ERR_UNREACHABLE, "Timeout" },
		{ CURLE_PEER_FAILED_VERIFICATION, AKV_ERR_UNREACHABLE,
		  "TlsUntrusted" },
		{ CURLE_SSL_CONNECT_ERROR, AKV_ERR_UNREACHABLE, "TlsFailed" },
		{ CURLE_SSL_CACERT_BADFILE, AKV_ERR_UNREACHABLE,
		  "TrustUnreadable" },
		{ CURLE_PARTIAL_FILE, AKV_ERR_PEER, "ReplyCut" },
		{ CURLE_RECV_ERROR, AKV_ERR_UNREACHABLE, "ConnectionLost" },
		{ CURLE_WEIRD_SERVER_REPLY, AKV_ERR_PEER, "NotHttp" },
		{ CURLE_BAD_CONTENT_ENCODING, AKV_ERR_UNREACHABLE,
		  "TransferFailed" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct akv_http_failure failure =
			failure_of(cases[i].code);

		expect(&failure, cases[i].ours, cases[i].reason);
	}
}

Test(http_failure, tells_a_reply_that_broke_off_from_one_that_never_came)
{
	struct akv_http_failure failure = failure_of(CURLE_RECV_ERROR);

	failure.had_status = true;
	expect(&failure, AKV_ERR_PEER, "ReplyCut");
}

Test(http_failure, blames_the_proxy_for_a_tunnel_that_it_refused)
{
	struct akv_http_failure failure = failure_of(CURLE_RECV_ERROR);

	failure.proxy_status = 407;
	expect(&failure, AKV_ERR_UNREACHABLE, "ProxyRefused");
	failure.proxy_status = 502;
	expect(&failure, AKV_ERR_UNREACHABLE, "ProxyFailed");
}

Test(http_failure, tells_no_route_from_nobody_listening)
{
	struct akv_http_failure failure = failure_of(CURLE_COULDNT_CONNECT);

	failure.sys_errno = ENETUNREACH;
	expect(&failure, AKV_ERR_UNREACHABLE, "NetworkUnreachable");
	failure.sys_errno = ECONNREFUSED;
	expect(&failure, AKV_ERR_UNREACHABLE, "ConnectFailed");
}

Test(http_failure, escapes_what_libcurl_quotes_from_the_peer)
{
	struct akv_http_failure failure = failure_of(CURLE_SSL_CONNECT_ERROR);
	struct akv_error err = { 0 };

	failure.curl_text = "evil \x1b[2J name";
	(void)!akv_http_failure(&failure, &err);
	cr_expect_eq(strchr(err.text, '\x1b'), NULL);
	cr_expect_neq(strstr(err.text, "\\x1b[2J"), NULL);
}
