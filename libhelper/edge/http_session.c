/* SPDX-License-Identifier: MIT */
#include <dirent.h>
#include <errno.h>
#include <string.h>

#include "libhelper/base/process.h"
#include "libhelper/base/random.h"
#include "libhelper/base/text.h"
#include "libhelper/base/trace.h"
#include "libhelper/edge/http_failure.h"
#include "libhelper/edge/http_reply.h"

#define AKV_HTTP_MAY_CHOOSE_PROTOCOL
#include "libhelper/edge/http_session.h"

enum {
	CONNECT_TIMEOUT_MS = 5000,
	ATTEMPT_TIMEOUT_MS = 10000,
};

/* Where Debian, openSUSE and others keep certificates by hash of subject. */
#define HASHED_CERTIFICATES "/etc/ssl/certs"

void akv_http_session_request_id(char id[AKV_HTTP_SESSION_REQUEST_ID_SIZE])
{
	unsigned char bytes[16];
	struct akv_text text;

	akv_random_fill(bytes, sizeof(bytes));
	bytes[6] = (unsigned char)((bytes[6] & 0x0f) | 0x40); /* version 4 */
	bytes[8] = (unsigned char)((bytes[8] & 0x3f) | 0x80); /* variant */
	akv_text_init(&text, id, AKV_HTTP_SESSION_REQUEST_ID_SIZE);
	for (size_t i = 0; i < sizeof(bytes); i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			akv_text_add(&text, "-");
		akv_text_addf(&text, "%02x", bytes[i]);
	}
}

/* Whether ${path} holds certificates under their subjects' hashes (5ed36f99.0
 * and so on): found within the first few entries, or not at all. */
static bool is_hashed_directory(const char *path)
{
	DIR *dir = opendir(path);
	const struct dirent *entry;
	bool found = false;

	if (dir == NULL)
		return false;
	while (!found && (entry = readdir(dir)) != NULL)
		found = strlen(entry->d_name) == 10 &&
			strspn(entry->d_name, "0123456789abcdef") == 8 &&
			strcmp(entry->d_name + 8, ".0") == 0;
	(void)closedir(dir);
	return found;
}

/*
 * Whom to trust: SSL_CERT_FILE and SSL_CERT_DIR as OpenSSL and curl(1) read
 * them, else the system's.  There a hashed directory is preferred to the
 * bundle, which costs 28 ms to parse.
 */
static void set_trust(CURL *easy)
{
	const char *file = akv_process_env("SSL_CERT_FILE");
	const char *dir = akv_process_env("SSL_CERT_DIR");

	if (file == NULL && dir == NULL) {
		if (!is_hashed_directory(HASHED_CERTIFICATES))
			return;
		dir = HASHED_CERTIFICATES;
	}
	(void)curl_easy_setopt(easy, CURLOPT_CAINFO, file);
	(void)curl_easy_setopt(easy, CURLOPT_CAPATH, dir);
}

static size_t on_header(char *line, size_t one, size_t len, void *context)
{
	struct akv_http *http = context;

	akv_http_reply_add_header(http->reply, line, one * len);
	return one * len;
}

static size_t on_body(char *bytes, size_t one, size_t len, void *context)
{
	struct akv_http *http = context;

	if (akv_secret_append(http->reply->body, bytes, one * len, NULL) ==
	    AKV_OK)
		return one * len;
	http->reply_too_large = true;
	return 0; /* ends the transfer */
}

/* Called at least once a second: how an attempt ends that libcurl's own
 * time-out, the deadline of the whole, would leave running. */
static int on_progress(void *context, AKV_UNUSED curl_off_t download_total,
		       AKV_UNUSED curl_off_t downloaded,
		       AKV_UNUSED curl_off_t upload_total,
		       AKV_UNUSED curl_off_t uploaded)
{
	const struct akv_http *http = context;

	if (http->bearer != NULL && akv_bearer_has_failed(http->bearer))
		return 1;
	return akv_clock_left_ms(http->attempt) == 0;
}

static void set_callbacks(struct akv_http *http)
{
	CURL *easy = http->easy;

	(void)curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
	(void)curl_easy_setopt(easy, CURLOPT_HEADERDATA, http);
	(void)curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
	(void)curl_easy_setopt(easy, CURLOPT_WRITEDATA, http);
	(void)curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
	(void)curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, on_progress);
	(void)curl_easy_setopt(easy, CURLOPT_XFERINFODATA, http);
	(void)curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, http->curl_text);
}

/* What decides whom we speak to and how safely, for every request. */
static enum akv_code set_policy(CURL *easy, struct akv_error *err)
{
	CURLcode bad = CURLE_OK;

	bad |= curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "https");
	bad |= curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
	bad |= curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
	bad |= curl_easy_setopt(easy, CURLOPT_SSLVERSION,
				(long)CURL_SSLVERSION_TLSv1_2);
	bad |= curl_easy_setopt(easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
	/* the token is for the vault, not for the proxy in between */
	bad |= curl_easy_setopt(easy, CURLOPT_HEADEROPT,
				(long)CURLHEADER_SEPARATE);
	bad |= curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
	/* Key Vault speaks HTTP/1.1 whatever is offered */
	bad |= curl_easy_setopt(easy, CURLOPT_HTTP_VERSION,
				(long)CURL_HTTP_VERSION_1_1);
	bad |= curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	bad |= curl_easy_setopt(easy, CURLOPT_USERAGENT,
				AKV_HTTP_SESSION_USER_AGENT);
	if (bad != CURLE_OK)
		return akv_fail(err, AKV_ERR_OTHER, "LibraryFailed",
				"libcurl lacks an option that we need");
	return AKV_OK;
}

static enum akv_code start_reply(struct akv_http_reply *reply, size_t max,
				 struct akv_error *err)
{
	AKV_AUTO(secret) *body = NULL;
	enum akv_code code;

	code = akv_secret_new(max, &body, err);
	if (code != AKV_OK)
		return code;
	akv_http_reply_clear(reply);
	reply->body = body;
	body = NULL; /* the reply's now */
	return AKV_OK;
}

enum akv_code akv_http_session_begin(struct akv_http *http, const char *url,
				     struct akv_http_reply *reply,
				     struct akv_error *err)
{
	CURL *easy = http->easy;
	int64_t left_ms = akv_clock_left_ms(http->deadline);
	enum akv_code code;

	if (left_ms == 0)
		return akv_fail(err, AKV_ERR_UNREACHABLE, "Timeout",
				"the time is up");
	code = start_reply(reply, http->reply_max, err);
	if (code != AKV_OK)
		return code;
	http->reply = reply;
	http->bearer = NULL;
	http->reply_too_large = false;
	http->attempt = http->deadline;
	http->curl_text[0] = '\0';

	code = set_policy(easy, err);
	if (code != AKV_OK)
		return code;
	set_trust(easy);
	set_callbacks(http);
	(void)curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)left_ms);
	(void)curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
			       (long)CONNECT_TIMEOUT_MS);
	if (curl_easy_setopt(easy, CURLOPT_URL, url) != CURLE_OK)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "no memory");
	return AKV_OK;
}

enum akv_code akv_http_session_authorize(struct curl_slist *node,
					 const struct akv_secret *token,
					 struct akv_secret *header,
					 struct akv_error *err)
{
	enum akv_code code;

	akv_secret_truncate(header, 0);
	code = akv_secret_append_text(header, "Authorization: Bearer ", err);
	if (code != AKV_OK)
		return code;
	code = akv_secret_append_secret(header, token, err);
	if (code != AKV_OK)
		return code;
	node->data = akv_secret_tail(header) - akv_secret_len(header);
	akv_secret_grow(header, 0);
	return AKV_OK;
}

void akv_http_session_start_attempt(struct akv_http *http)
{
	http->attempt = akv_clock_deadline_in(ATTEMPT_TIMEOUT_MS);
	if (http->attempt.at_ms > http->deadline.at_ms)
		http->attempt = http->deadline;
}

enum akv_code akv_http_session_perform(struct akv_http *http, const char *host,
				       struct akv_error *err)
{
	struct akv_http_failure failure = {
		.host = host,
		.curl_text = http->curl_text,
		.reply_too_large = http->reply_too_large,
	};
	CURLcode curl_code;
	long status = 0;

	curl_code = curl_easy_perform(http->easy);
	(void)curl_easy_getinfo(http->easy, CURLINFO_RESPONSE_CODE, &status);
	if (curl_code == CURLE_OK) {
		akv_trace("%s: HTTP %ld, %zu bytes", host, status,
			  akv_secret_len(http->reply->body));
		http->reply->status = (int)status;
		return AKV_OK;
	}
	failure.curl_code = (int)curl_code;
	failure.reply_too_large = http->reply_too_large;
	failure.had_status = status != 0;
	(void)curl_easy_getinfo(http->easy, CURLINFO_HTTP_CONNECTCODE,
				&failure.proxy_status);
	(void)curl_easy_getinfo(http->easy, CURLINFO_OS_ERRNO,
				&failure.sys_errno);
	(void)curl_easy_getinfo(http->easy, CURLINFO_SSL_VERIFYRESULT,
				&failure.verify_result);
	akv_trace("%s: libcurl %d: %s", host, failure.curl_code,
		  http->curl_text);
	return akv_http_failure(&failure, err);
}
