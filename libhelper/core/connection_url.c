/* SPDX-License-Identifier: MIT */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/base/text.h"

#include "libhelper/core/connection_url.h"

static const struct {
	const char *protocol;
	int port;
} ports[] = {
	{ "https", 443 },  { "http", 80 },	   { "sftp", 22 },
	{ "ssh", 22 },	   { "scp", 22 },	   { "ftp", 21 },
	{ "ftps", 990 },   { "smtp", 25 },	   { "smtps", 465 },
	{ "imap", 143 },   { "imaps", 993 },	   { "pop3", 110 },
	{ "pop3s", 995 },  { "ldap", 389 },	   { "ldaps", 636 },
	{ "mysql", 3306 }, { "postgresql", 5432 }, { "postgres", 5432 },
	{ "redis", 6379 }, { "amqp", 5672 },	   { "amqps", 5671 },
	{ "mssql", 1433 }, { "mongodb", 27017 },   { "smb", 445 },
};

int akv_connection_url_port(const char *protocol)
{
	for (size_t i = 0; i < sizeof(ports) / sizeof(ports[0]); i++)
		if (akv_text_equal_nocase(protocol, ports[i].protocol))
			return ports[i].port;
	return 0;
}

bool akv_connection_url_has_dots(const char *path)
{
	while (*path != '\0') {
		size_t len = strcspn(path, "/");

		if ((len == 1 || len == 2) && strspn(path, ".") == len)
			return true;
		path += len;
		path += strspn(path, "/");
	}
	return false;
}

static enum akv_code refuse(const char *what, struct akv_error *err)
{
	akv_fail(err, AKV_ERR_USAGE, "InvalidUrl", "%s", what);
	return AKV_ERR_USAGE;
}

static enum akv_code no_memory(struct akv_error *err)
{
	akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "out of memory");
	return AKV_ERR_OTHER;
}

/* ${len} bytes of ${bytes}, percent-decoded, in ${out}, the caller's. */
static enum akv_code decode(const char *bytes, size_t len, char **out,
			    struct akv_error *err)
{
	char *part = strndup(bytes, len);

	if (part == NULL)
		return no_memory(err);
	*out = part; /* owned by the url from here on, good or bad */
	if (!akv_text_percent_decode(part))
		return refuse("a % that is not followed by two hexadecimal "
			      "digits, or %00",
			      err);
	if (akv_text_has_control(part))
		return refuse("a control character", err);
	return AKV_OK;
}

static size_t scheme_len(const char *text)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	size_t first = strspn(text, letters);

	if (first == 0)
		return 0;
	text += first;
	/* the rest may have more than letters (RFC 3986, 3.1) */
	while (*text != '\0' && (strchr(letters, *text) != NULL ||
				 strchr("0123456789+-.", *text) != NULL)) {
		first++;
		text++;
	}
	return first;
}

static enum akv_code parse_protocol(const char **text,
				    struct akv_connection_url *url,
				    struct akv_error *err)
{
	size_t len = scheme_len(*text);
	enum akv_code code;

	if (len == 0 || strncmp(*text + len, "://", 3) != 0) {
		refuse("no scheme with :// in front", err);
		akv_error_hint(err, "user@host:path is written "
				    "sftp://user@host/path");
		return AKV_ERR_USAGE;
	}
	code = decode(*text, len, &url->protocol, err);
	if (code != AKV_OK)
		return code;
	akv_text_lower(url->protocol);
	*text += len + 3;
	return AKV_OK;
}

static enum akv_code parse_user(const char *user, size_t len,
				struct akv_connection_url *url,
				struct akv_error *err)
{
	if (memchr(user, ':', len) != NULL) {
		akv_fail(err, AKV_ERR_USAGE, "InvalidUrl",
			 "a password in the url");
		akv_error_hint(err, "keep only the user's name before the @: "
				    "the password is the vault's secret");
		return AKV_ERR_USAGE;
	}
	if (len == 0)
		return refuse("no user name before the @", err);
	return decode(user, len, &url->username, err);
}

/* Letters, digits, - . _ and whatever is not ASCII (RFC 3987). */
static bool is_host_name(const char *host)
{
	if (*host == '\0')
		return false;
	for (; *host != '\0'; host++) {
		unsigned char c = (unsigned char)*host;
		bool fine = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
			    c == '-' || c == '.' || c == '_' || c >= 0x80;

		if (!fine)
			return false;
	}
	return true;
}

static bool is_ipv6_in_brackets(const char *host)
{
	char address[INET6_ADDRSTRLEN] = "";
	unsigned char bytes[sizeof(struct in6_addr)];
	struct akv_text text;
	size_t len = strlen(host);

	if (len < 2 || host[0] != '[' || host[len - 1] != ']')
		return false;
	akv_text_init(&text, address, sizeof(address));
	akv_text_add_bytes(&text, host + 1, len - 2);
	return !text.cut && inet_pton(AF_INET6, address, bytes) == 1;
}

/* ":22" in ${text} of ${len} bytes: 22; 0 for none; -1 for a bad one. */
static int parse_port(const char *text, size_t len)
{
	char digits[8] = "";
	struct akv_text copy;
	int64_t port = 0;

	if (len <= 1)
		return 0;
	akv_text_init(&copy, digits, sizeof(digits));
	akv_text_add_bytes(&copy, text + 1, len - 1);
	if (copy.cut || !akv_text_number(digits, 65535, &port) || port == 0)
		return -1;
	return (int)port;
}

static enum akv_code add_port(struct akv_connection_url *url, int port,
			      struct akv_error *err)
{
	char *with_port = NULL;

	if (port == 0 || port == akv_connection_url_port(url->protocol))
		return AKV_OK;
	if (asprintf(&with_port, "%s:%d", url->host, port) < 0)
		return no_memory(err);
	free(url->host);
	url->host = with_port;
	return AKV_OK;
}

static enum akv_code parse_host(const char *host, size_t len,
				struct akv_connection_url *url,
				struct akv_error *err)
{
	const char *bracket = memrchr(host, ']', len);
	const char *name_end = bracket != NULL ? bracket + 1 : host;
	const char *colon =
		memchr(name_end, ':', len - (size_t)(name_end - host));
	size_t name_len = colon != NULL ? (size_t)(colon - host) : len;
	int port = parse_port(host + name_len, len - name_len);
	enum akv_code code;

	if (port < 0) {
		refuse("the port is not a number up to 65535", err);
		akv_error_hint(err, "an IPv6 address stands in brackets: "
				    "[2001:db8::1]");
		return AKV_ERR_USAGE;
	}
	code = decode(host, name_len, &url->host, err);
	if (code != AKV_OK)
		return code;
	akv_text_lower(url->host);
	if (url->host[0] == '\0' && strcmp(url->protocol, "cert") != 0)
		return refuse("the host is missing", err);
	if (url->host[0] != '\0' && !is_host_name(url->host) &&
	    !is_ipv6_in_brackets(url->host))
		return refuse("the host is neither a name nor an address", err);
	if (url->host[0] == '\0' && port != 0)
		return refuse("a port without a host", err);
	return add_port(url, port, err);
}

static enum akv_code parse_path(const char *text,
				struct akv_connection_url *url,
				struct akv_error *err)
{
	enum akv_code code = decode(text, strlen(text), &url->path, err);
	size_t slashes;
	size_t len;

	if (code != AKV_OK)
		return code;
	slashes = strspn(url->path, "/");
	len = strlen(url->path) - slashes;
	memmove(url->path, url->path + slashes, len + 1);
	while (len > 0 && url->path[len - 1] == '/')
		url->path[--len] = '\0';
	if (akv_connection_url_has_dots(url->path))
		return refuse("a . or .. in the path", err);
	if (len == 0) {
		free(url->path);
		url->path = NULL;
	}
	return AKV_OK;
}

static enum akv_code parse_parts(const char *text,
				 struct akv_connection_url *url,
				 struct akv_error *err)
{
	const char *host;
	const char *at;
	size_t len;
	enum akv_code code;

	if (akv_text_has_control(text) || strpbrk(text, " \\") != NULL)
		return refuse("a space, a backslash or a control character",
			      err);
	code = parse_protocol(&text, url, err);
	if (code != AKV_OK)
		return code;

	len = strcspn(text, "/?#");
	host = text;
	at = memchr(text, '@', len);
	if (at != NULL) {
		code = parse_user(text, (size_t)(at - text), url, err);
		host = at + 1;
	}
	if (code == AKV_OK &&
	    memchr(host, '@', len - (size_t)(host - text)) != NULL)
		code = refuse("a second @ before the path", err);
	if (code == AKV_OK)
		code = parse_host(host, len - (size_t)(host - text), url, err);
	if (code == AKV_OK && strpbrk(text + len, "?#") != NULL)
		code = refuse("a query or a fragment", err);
	if (code == AKV_OK)
		code = parse_path(text + len, url, err);
	return code;
}

enum akv_code akv_connection_url_parse(const char *text,
				       struct akv_connection_url *out,
				       struct akv_error *err)
{
	struct akv_connection_url url = { 0 };
	enum akv_code code = parse_parts(text, &url, err);

	if (code != AKV_OK) {
		akv_connection_url_clear(&url);
		return code;
	}
	*out = url;
	return AKV_OK;
}

void akv_connection_url_clear(struct akv_connection_url *url)
{
	free(url->protocol);
	free(url->host);
	free(url->path);
	free(url->username);
	*url = (struct akv_connection_url){ 0 };
}
