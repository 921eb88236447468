/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <time.h>

#include "libhelper/base/text.h"

#include "libhelper/edge/http_reply.h"

enum { RETRY_AFTER_MAX_S = 86400 };

void akv_http_reply_init(struct akv_http_reply *reply)
{
	*reply = (struct akv_http_reply){ .retry_after_ms = -1, .date_s = -1 };
}

void akv_http_reply_clear(struct akv_http_reply *reply)
{
	akv_secret_free(reply->body);
	akv_http_reply_init(reply);
}

/* RFC 9110, 5.6.7: the one form that senders may use. */
static int64_t parse_date(const char *value)
{
	struct tm parts = { 0 };
	const char *end;

	/* the locale is C: main() never sets another */
	end = strptime(value, "%a, %d %b %Y %H:%M:%S GMT", &parts);
	if (end == NULL || *end != '\0')
		return -1;
	return (int64_t)timegm(&parts);
}

static void set_retry_after_ms(struct akv_http_reply *reply, const char *value)
{
	int64_t ms;

	if (akv_text_number(value, RETRY_AFTER_MAX_S * 1000LL, &ms))
		reply->retry_after_ms = ms;
}

/* RFC 9110, 10.2.3: seconds or a date.  The two headers in milliseconds that
 * Azure's services also send say it more exactly, so they win. */
static void set_retry_after(struct akv_http_reply *reply, const char *value)
{
	int64_t s = -1;

	if (reply->retry_after_ms >= 0)
		return;
	if (!akv_text_number(value, RETRY_AFTER_MAX_S, &s)) {
		s = parse_date(value);
		if (s < 0)
			return;
		s -= akv_clock_unix_s();
		if (s < 0)
			s = 0;
	}
	reply->retry_after_ms = s * 1000;
}

static void set_date(struct akv_http_reply *reply, const char *value)
{
	reply->date_s = parse_date(value);
}

static void copy(char *field, size_t size, const char *value)
{
	if (strlen(value) < size)
		memcpy(field, value, strlen(value) + 1);
}

static void set_content_type(struct akv_http_reply *reply, const char *value)
{
	copy(reply->content_type, sizeof(reply->content_type), value);
}

static void set_request_id(struct akv_http_reply *reply, const char *value)
{
	copy(reply->request_id, sizeof(reply->request_id), value);
}

static void set_network_info(struct akv_http_reply *reply, const char *value)
{
	copy(reply->network_info, sizeof(reply->network_info), value);
}

static void set_region(struct akv_http_reply *reply, const char *value)
{
	copy(reply->region, sizeof(reply->region), value);
}

/* Several lines of one header are one list (RFC 9110, 5.3). */
static void add_challenge(struct akv_http_reply *reply, const char *value)
{
	struct akv_text text = { .buf = reply->challenge,
				 .size = sizeof(reply->challenge),
				 .len = strlen(reply->challenge) };

	if (strlen(value) + 2 >= text.size - text.len)
		return;
	if (text.len > 0)
		akv_text_add(&text, ", ");
	akv_text_add(&text, value);
}

static void take_header(struct akv_http_reply *reply, const char *name,
			const char *value)
{
	static const struct {
		const char *name;
		void (*take)(struct akv_http_reply *reply, const char *value);
	} headers[] = {
		{ "Content-Type", set_content_type },
		{ "Date", set_date },
		{ "Retry-After", set_retry_after },
		{ "retry-after-ms", set_retry_after_ms },
		{ "x-ms-retry-after-ms", set_retry_after_ms },
		{ "WWW-Authenticate", add_challenge },
		{ "x-ms-request-id", set_request_id },
		{ "x-ms-keyvault-network-info", set_network_info },
		{ "x-ms-keyvault-region", set_region },
	};

	if (akv_text_starts_nocase(name, "x-ms-keyvault-"))
		reply->from_key_vault = true;
	if (akv_text_starts_nocase(name, "x-ms-keyvault-rbac-"))
		reply->has_role_header = true;
	for (size_t i = 0; i < sizeof(headers) / sizeof(headers[0]); i++)
		if (akv_text_equal_nocase(name, headers[i].name))
			headers[i].take(reply, value);
}

static void start_anew(struct akv_http_reply *reply)
{
	struct akv_secret *body = reply->body;

	akv_http_reply_init(reply);
	reply->body = body;
}

void akv_http_reply_add_header(struct akv_http_reply *reply, const char *line,
			       size_t len)
{
	char header[sizeof(reply->challenge)];
	char *value;

	if (len >= sizeof(header) || memchr(line, '\0', len) != NULL)
		return;
	memcpy(header, line, len);
	while (len > 0 && strchr(" \t\r\n", header[len - 1]) != NULL)
		len--;
	header[len] = '\0';

	if (strncmp(header, "HTTP/", strlen("HTTP/")) == 0) {
		start_anew(reply);
		return;
	}
	value = strchr(header, ':');
	if (value == NULL)
		return;
	*value++ = '\0';
	value += strspn(value, " \t");
	take_header(reply, header, value);
}
