/* SPDX-License-Identifier: MIT */
#include <arpa/inet.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/base/text.h"
#include "libhelper/core/connection_url.h"
#include "libhelper/core/value.h"

#include "libhelper/core/connection_url_build.h"

enum { PORT_MAX = 65535, URL_SIZE = 8192 };

static enum akv_code refuse(const char *what, struct akv_error *err)
{
	akv_fail(err, AKV_ERR_USAGE, "InvalidUrl", "%s", what);
	return AKV_ERR_USAGE;
}

static bool is_ipv6(const char *host)
{
	unsigned char bytes[sizeof(struct in6_addr)];

	return inet_pton(AF_INET6, host, bytes) == 1;
}

/* The rest of what a host may not have is found when the url is read. */
static enum akv_code add_host(const char *host, struct akv_text *url,
			      struct akv_error *err)
{
	if (is_ipv6(host)) {
		akv_text_addf(url, "[%s]", host);
		return AKV_OK;
	}
	if (host[0] == '\0' ||
	    (host[0] != '[' && strpbrk(host, "@/?#:%[]\\ ") != NULL))
		return refuse("the host is neither a name nor an address", err);
	akv_text_add(url, host);
	return AKV_OK;
}

static enum akv_code add_port(const struct akv_connection_url_parts *parts,
			      struct akv_text *url, struct akv_error *err)
{
	int64_t port = parts->type->port;

	if (parts->port != NULL &&
	    (!akv_text_number(parts->port, PORT_MAX, &port) || port == 0))
		return refuse("the port is not a number up to 65535", err);
	if (port != akv_connection_url_port(parts->type->scheme))
		akv_text_addf(url, ":%d", (int)port);
	return AKV_OK;
}

static void add_path(const char *path, struct akv_text *url)
{
	char letter[2] = "";

	if (path == NULL)
		return;
	if (path[0] != '/' && path[0] != '\0')
		akv_text_add(url, "/");
	for (; *path != '\0'; path++) {
		letter[0] = *path;
		if (*path == '/')
			akv_text_add(url, letter);
		else
			akv_text_add_percent_encoded(url, letter);
	}
}

enum akv_code
akv_connection_url_build(const struct akv_connection_url_parts *parts,
			 char **out, struct akv_error *err)
{
	char buf[URL_SIZE];
	struct akv_text url;
	enum akv_code code;

	if (parts->type->scheme == NULL) {
		akv_fail(err, AKV_ERR_USAGE, "InvalidUrl",
			 "the type %s does not say the scheme of a url",
			 parts->type->name);
		akv_error_hint(err, "give the whole address with --url");
		return AKV_ERR_USAGE;
	}
	akv_text_init(&url, buf, sizeof(buf));
	akv_text_addf(&url, "%s://", parts->type->scheme);
	code = add_host(parts->host, &url, err);
	if (code == AKV_OK)
		code = add_port(parts, &url, err);
	if (code != AKV_OK)
		return code;
	add_path(parts->path, &url);
	if (url.cut)
		return refuse("longer than 8 KiB", err);
	code = akv_value_check_url(buf, err);
	if (code != AKV_OK)
		return code;
	*out = strdup(buf);
	if (*out == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory",
				"out of memory");
	return AKV_OK;
}
