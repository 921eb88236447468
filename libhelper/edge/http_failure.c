/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <string.h>

#include "libhelper/azure/cloud.h"
#include "libhelper/edge/http_session.h"

#include "libhelper/edge/http_failure.h"

typedef void describe_fn(const struct akv_http_failure *failure,
			 struct akv_error *err);

/* What in the configuration the host's name comes from. */
static const char *setting_of(const struct akv_http_failure *failure)
{
	return akv_cloud_by_vault_host(failure->host) != NULL ?
		       "the vault's name and the cloud" :
		       "authority-host and the cloud";
}

static void name_not_resolved(const struct akv_http_failure *failure,
			      struct akv_error *err)
{
	akv_fail(err, AKV_ERR_UNREACHABLE, "NameNotResolved",
		 "no address is known for %s", failure->host);
	akv_error_hint(err, "check %s, and this machine's name server",
		       setting_of(failure));
}

static void
proxy_not_resolved(AKV_UNUSED const struct akv_http_failure *failure,
		   struct akv_error *err)
{
	akv_fail(err, AKV_ERR_UNREACHABLE, "ProxyNotResolved",
		 "no address is known for the proxy that HTTPS_PROXY names");
	akv_error_hint(err, "check HTTPS_PROXY and NO_PROXY");
}

static void connect_failed(const struct akv_http_failure *failure,
			   struct akv_error *err)
{
	akv_fail(err, AKV_ERR_UNREACHABLE,
		 failure->sys_errno == ENETUNREACH ||
				 failure->sys_errno == EHOSTUNREACH ?
			 "NetworkUnreachable" :
			 "ConnectFailed",
		 "cannot connect to %s: %s", failure->host,
		 failure->sys_errno != 0 ? strerror((int)failure->sys_errno) :
					   failure->curl_text);
	akv_error_hint(err, "check the network, HTTPS_PROXY and NO_PROXY");
}

static void timed_out(const struct akv_http_failure *failure,
		      struct akv_error *err)
{
	akv_fail(err, AKV_ERR_UNREACHABLE, "Timeout",
		 "no answer from %s in time", failure->host);
	akv_error_hint(err, "check the network and HTTPS_PROXY; --timeout "
			    "SECONDS allows more time");
}

static void tls_untrusted(const struct akv_http_failure *failure,
			  struct akv_error *err)
{
	akv_fail(err, AKV_ERR_UNREACHABLE, "TlsUntrusted",
		 "the certificate of %s is not to be trusted: %s",
		 failure->host, failure->curl_text);
	akv_error_hint(err, "if a company's proxy looks into TLS, point "
			    "SSL_CERT_FILE at its authority's certificate; "
			    "else somebody is in between, or this machine's "
			    "clock is wrong");
}

static void tls_failed(const struct akv_http_failure *failure,
		       struct akv_error *err)
{
	akv_fail(err, AKV_ERR_UNREACHABLE, "TlsFailed",
		 "no TLS connection with %s: %s", failure->host,
		 failure->curl_text);
	akv_error_hint(err, "TLS 1.2 or newer is needed on the whole way");
}

static void trust_missing(const struct akv_http_failure *failure,
			  struct akv_error *err)
{
	akv_fail(err, AKV_ERR_UNREACHABLE, "TrustUnreadable",
		 "the certificates of trusted authorities cannot be read: %s",
		 failure->curl_text);
	akv_error_hint(err, "check SSL_CERT_FILE and SSL_CERT_DIR; Debian's "
			    "are in the package ca-certificates");
}

static void reply_cut(const struct akv_http_failure *failure,
		      struct akv_error *err)
{
	akv_fail(err, AKV_ERR_PEER, "ReplyCut",
		 "the reply of %s ended before it was complete", failure->host);
}

static void connection_lost(const struct akv_http_failure *failure,
			    struct akv_error *err)
{
	if (failure->had_status) {
		reply_cut(failure, err);
		return;
	}
	akv_fail(err, AKV_ERR_UNREACHABLE, "ConnectionLost",
		 "the connection to %s was lost: %s", failure->host,
		 failure->curl_text);
}

static void not_http(const struct akv_http_failure *failure,
		     struct akv_error *err)
{
	akv_fail(err, AKV_ERR_PEER, "NotHttp",
		 "the reply of %s is not HTTP: %s", failure->host,
		 failure->curl_text);
}

static void reply_too_large(const struct akv_http_failure *failure,
			    struct akv_error *err)
{
	akv_fail(err, AKV_ERR_PEER, "ReplyTooLarge",
		 "the reply of %s is larger than any that makes sense",
		 failure->host);
}

static void proxy_refused(const struct akv_http_failure *failure,
			  struct akv_error *err)
{
	akv_fail(err, AKV_ERR_UNREACHABLE,
		 failure->proxy_status >= 500 ? "ProxyFailed" : "ProxyRefused",
		 "the proxy answered %ld when asked for %s",
		 failure->proxy_status, failure->host);
	if (failure->proxy_status == 407)
		akv_error_hint(err, "the proxy wants a user and password: "
				    "HTTPS_PROXY=http://USER:PASSWORD@HOST");
	else if (failure->proxy_status >= 500)
		akv_error_hint(err,
			       "the name may not exist, or the proxy cannot "
			       "reach it: check %s",
			       setting_of(failure));
	else
		akv_error_hint(err,
			       "ask the proxy's administrator to allow "
			       "%s:443, or add it to NO_PROXY",
			       failure->host);
}

static void other(const struct akv_http_failure *failure, struct akv_error *err)
{
	akv_fail(err, AKV_ERR_UNREACHABLE, "TransferFailed",
		 "the exchange with %s failed (libcurl %d): %s", failure->host,
		 failure->curl_code, failure->curl_text);
}

static describe_fn *describe_of(const struct akv_http_failure *failure)
{
	static const struct {
		CURLcode code;
		describe_fn *describe;
	} table[] = {
		{ CURLE_COULDNT_RESOLVE_HOST, name_not_resolved },
		{ CURLE_COULDNT_RESOLVE_PROXY, proxy_not_resolved },
		{ CURLE_COULDNT_CONNECT, connect_failed },
		{ CURLE_OPERATION_TIMEDOUT, timed_out },
		{ CURLE_ABORTED_BY_CALLBACK, timed_out },
		{ CURLE_PEER_FAILED_VERIFICATION, tls_untrusted },
		{ CURLE_SSL_CACERT_BADFILE, trust_missing },
		{ CURLE_SSL_CONNECT_ERROR, tls_failed },
		{ CURLE_SSL_CIPHER, tls_failed },
		{ CURLE_PARTIAL_FILE, reply_cut },
		{ CURLE_GOT_NOTHING, connection_lost },
		{ CURLE_SEND_ERROR, connection_lost },
		{ CURLE_RECV_ERROR, connection_lost },
		{ CURLE_WEIRD_SERVER_REPLY, not_http },
		{ CURLE_UNSUPPORTED_PROTOCOL, not_http },
	};

	if (failure->reply_too_large)
		return reply_too_large;
	/* a tunnel that was refused shows as a lost connection */
	if (failure->proxy_status >= 300)
		return proxy_refused;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if ((int)table[i].code == failure->curl_code)
			return table[i].describe;
	return other;
}

enum akv_code akv_http_failure(const struct akv_http_failure *failure,
			       struct akv_error *err)
{
	struct akv_error described = { 0 };

	describe_of(failure)(failure, &described);
	if (err != NULL)
		*err = described;
	return described.code;
}
