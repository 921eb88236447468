/* SPDX-License-Identifier: MIT */
#include <arpa/inet.h>
#include <stdint.h>
#include <string.h>

#include "libhelper/base/text.h"

#include "libhelper/azure/identity_endpoint.h"

/*
 * As in url_check.c: rules so narrow that no two parsers could read what
 * passes them differently.
 */

enum { PORT_MAX = 65535 };

/* Nothing of the text is echoed: in front of an @ there may be a password. */
static enum akv_code refuse(const char *what, struct akv_error *err)
{
	return akv_fail(err, AKV_ERR_USAGE, "InvalidIdentityEndpoint",
			"the managed identity's endpoint %s", what);
}

static enum akv_code refuse_host(struct akv_error *err)
{
	(void)refuse("is not on this machine", err);
	akv_error_hint(err, "it is asked without TLS, so its host has to be "
			    "localhost, 127.0.0.0/8, [::1] or 169.254.0.0/16");
	return AKV_ERR_USAGE;
}

static bool is_local_ipv4(const char *host)
{
	struct in_addr address;
	uint32_t bits;

	/* four decimal numbers: not 127.1, 0x7f.0.0.1 or 0177.0.0.1 */
	if (inet_pton(AF_INET, host, &address) != 1)
		return false;
	bits = ntohl(address.s_addr);
	return bits >> 24 == 127 || bits >> 16 == (169 << 8 | 254);
}

/* libcurl does not ask a name server for localhost, whatever that says. */
static bool is_local(const char *host)
{
	return strcmp(host, "localhost") == 0 || strcmp(host, "[::1]") == 0 ||
	       is_local_ipv4(host);
}

/* ${text} is ":PORT" of ${len} bytes. */
static enum akv_code check_port(const char *text, size_t len,
				struct akv_error *err)
{
	char digits[8];
	struct akv_text port;
	int64_t number;

	akv_text_init(&port, digits, sizeof(digits));
	akv_text_add_bytes(&port, text + 1, len - 1);
	if (port.cut || !akv_text_number(digits, PORT_MAX, &number) ||
	    number == 0)
		return refuse("has a bad port", err);
	return AKV_OK;
}

/* ${text} is HOST[:PORT] of ${len} bytes. */
static enum akv_code read_host(const char *text, size_t len,
			       struct akv_identity_endpoint *out,
			       struct akv_error *err)
{
	const char *bracket = memchr(text, ']', len);
	const char *colon = bracket == NULL ? text : bracket;
	struct akv_text host;
	enum akv_code code;
	size_t name_len;

	colon = memchr(colon, ':', len - (size_t)(colon - text));
	name_len = colon == NULL ? len : (size_t)(colon - text);
	akv_text_init(&host, out->host, sizeof(out->host));
	akv_text_add_bytes(&host, text, name_len);
	akv_text_lower(out->host);
	if (host.cut || !is_local(out->host))
		return refuse_host(err);
	if (colon == NULL)
		return AKV_OK;
	code = check_port(colon, len - name_len, err);
	if (code != AKV_OK)
		return code;
	akv_text_add_bytes(&host, colon, len - name_len);
	return host.cut ? refuse("has a bad port", err) : AKV_OK;
}

static enum akv_code read_path(const char *text,
			       struct akv_identity_endpoint *out,
			       struct akv_error *err)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz"
				    "0123456789/-._~";
	struct akv_text path;

	if (text[strspn(text, plain)] != '\0')
		return refuse("has more in its path than letters, digits and "
			      "/-._~",
			      err);
	if (strstr(text, "..") != NULL)
		return refuse("has .. in its path", err);
	akv_text_init(&path, out->path, sizeof(out->path));
	akv_text_add(&path, text);
	return path.cut ? refuse("is too long", err) : AKV_OK;
}

enum akv_code akv_identity_endpoint_parse(const char *text,
					  struct akv_identity_endpoint *out,
					  struct akv_error *err)
{
	static const char scheme[] = "http://";
	struct akv_identity_endpoint found;
	enum akv_code code;
	size_t len;

	if (!akv_text_starts_nocase(text, scheme))
		return refuse("does not begin with http://", err);
	text += sizeof(scheme) - 1;
	len = strcspn(text, "/?#");
	if (memchr(text, '@', len) != NULL)
		return refuse("has a user part", err);
	code = read_host(text, len, &found, err);
	if (code != AKV_OK)
		return code;
	code = read_path(text + len, &found, err);
	if (code != AKV_OK)
		return code;
	*out = found;
	return AKV_OK;
}
