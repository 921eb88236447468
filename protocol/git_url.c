/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <string.h>

#include "protocol/git_url.h"

static bool is_scheme_character(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
}

/* The bytes from ${from} on, up to one of ${stops} or to ${end}. */
static struct akv_git_url_part until(const char *from, const char *end,
				     const char *stops)
{
	const char *to = from;

	while (to < end && strchr(stops, *to) == NULL)
		to++;
	return (struct akv_git_url_part){ .bytes = from,
					  .len = (size_t)(to - from) };
}

/* A port that is no number may be the beginning of a password with a slash
 * in it: such a host must not be shown or looked up. */
static bool has_bad_port(struct akv_git_url_part host)
{
	const char *end = host.bytes + host.len;
	const char *at = memrchr(host.bytes, ':', host.len);

	if (at == NULL || (host.bytes[0] == '[' && end[-1] == ']'))
		return false;
	for (at++; at < end; at++)
		if (*at < '0' || *at > '9')
			return true;
	return false;
}

/* user@host, user:password@host or host; the password is stepped over. */
static enum akv_code split_authority(struct akv_git_url_part authority,
				     struct akv_git_url *url,
				     struct akv_error *err)
{
	const char *end = authority.bytes + authority.len;
	const char *at = memchr(authority.bytes, '@', authority.len);

	url->host = authority;
	if (at != NULL) {
		url->username = until(authority.bytes, at, ":");
		url->host.bytes = at + 1;
		url->host.len = (size_t)(end - url->host.bytes);
	}
	if (memchr(url->host.bytes, '@', url->host.len) != NULL) {
		akv_fail(err, AKV_ERR_USAGE, "BadUrl",
			 "the url has more than one @ before its path");
		akv_error_hint(err, "write @ in a user name as %%40");
		return AKV_ERR_USAGE;
	}
	if (has_bad_port(url->host))
		return akv_fail(err, AKV_ERR_USAGE, "BadUrl",
				"the port in the url is not a number");
	return AKV_OK;
}

static struct akv_git_url_part trim_slashes(const char *from, const char *end)
{
	while (from < end && *from == '/')
		from++;
	while (end > from && end[-1] == '/')
		end--;
	if (from == end)
		return (struct akv_git_url_part){ .bytes = NULL };
	return (struct akv_git_url_part){ .bytes = from,
					  .len = (size_t)(end - from) };
}

enum akv_code akv_git_url_split(const char *bytes, size_t len,
				struct akv_git_url *out, struct akv_error *err)
{
	const char *end = bytes + len;
	struct akv_git_url url = { .protocol = { .bytes = bytes } };
	struct akv_git_url_part authority;
	const char *rest;
	enum akv_code code;

	while (url.protocol.len < len &&
	       is_scheme_character(bytes[url.protocol.len]))
		url.protocol.len++;
	rest = bytes + url.protocol.len;
	if (rest == bytes || end - rest < 3 || memcmp(rest, "://", 3) != 0)
		return akv_fail(err, AKV_ERR_USAGE, "BadUrl",
				"the url has no scheme (like https://)");

	authority = until(rest + 3, end, "/?#");
	code = split_authority(authority, &url, err);
	if (code != AKV_OK)
		return code;
	url.path = trim_slashes(authority.bytes + authority.len, end);
	*out = url;
	return AKV_OK;
}
