/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/azure/names.h"
#include "libhelper/base/text.h"

#include "libhelper/azure/challenge.h"

/*
 * Services and the proxies in front of them write this header in many ways:
 * commas or spaces between parameters, quotes or none, other schemes before
 * and behind.  So it is read as a row of words, some of which are followed by
 * = and a value; one that is not is the name of the next scheme.
 */

/* Bytes of the header, borrowed. */
struct slice {
	const char *start;
	size_t len;
};

enum parameter {
	AUTHORIZATION,
	AUTHORIZATION_URI,
	RESOURCE,
	SCOPE,
	CLAIMS,
	ERROR,
	PARAMETER_COUNT,
};

static const char *const parameter_names[PARAMETER_COUNT] = {
	[AUTHORIZATION] = "authorization",
	[AUTHORIZATION_URI] = "authorization_uri",
	[RESOURCE] = "resource",
	[SCOPE] = "scope",
	[CLAIMS] = "claims",
	[ERROR] = "error",
};

/* What the Bearer challenge said; ${start} is NULL where it said nothing. */
struct bearer {
	struct slice parameters[PARAMETER_COUNT];
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_word(char c)
{
	return c > 0x20 && c < 0x7f && strchr(",=\"", c) == NULL;
}

static const char *skip_blanks(const char *at)
{
	while (is_blank(*at))
		at++;
	return at;
}

static const char *skip_separators(const char *at)
{
	while (is_blank(*at) || *at == ',')
		at++;
	return at;
}

static struct slice read_word(const char *at)
{
	struct slice word = { .start = at };

	while (is_word(at[word.len]))
		word.len++;
	return word;
}

/* An unquoted value: urls are seen there, so = is allowed. */
static struct slice read_bare(const char *at)
{
	struct slice value = { .start = at };

	while (is_word(at[value.len]) || at[value.len] == '=')
		value.len++;
	return value;
}

/* The inside of a quoted-string that begins at ${at}; false without its end,
 * or with a control character in it. */
static bool read_quoted(const char *at, struct slice *out)
{
	size_t len = 1;

	for (; at[len] != '"'; len++) {
		if (at[len] == '\\')
			len++;
		if ((unsigned char)at[len] < 0x20 && at[len] != '\t')
			return false;
	}
	*out = (struct slice){ .start = at + 1, .len = len - 1 };
	return true;
}

static bool is_named(struct slice word, const char *name)
{
	return word.len == strlen(name) &&
	       akv_text_starts_nocase(word.start, name);
}

/* False when the parameter was there already: which of the two would count? */
static bool keep(struct bearer *bearer, struct slice name, struct slice value)
{
	for (size_t i = 0; i < PARAMETER_COUNT; i++) {
		if (!is_named(name, parameter_names[i]))
			continue;
		if (bearer->parameters[i].start != NULL)
			return false;
		bearer->parameters[i] = value;
	}
	return true;
}

/* Reads the value at ${at} and moves behind it. */
static bool read_value(const char **at, struct slice *out)
{
	const char *start = skip_blanks(*at);

	if (*start == '"') {
		if (!read_quoted(start, out))
			return false;
		*at = out->start + out->len + 1;
		return true;
	}
	*out = read_bare(start);
	*at = start + out->len;
	return true;
}

/* False when ${at} has no Bearer challenge, or is malformed anywhere. */
static bool read_header(const char *at, struct bearer *out)
{
	bool inside = false;
	bool found = false;

	for (;;) {
		struct slice word;
		struct slice value;

		at = skip_separators(at);
		if (*at == '\0')
			return found;
		word = read_word(at);
		if (word.len == 0)
			return false;
		at = skip_blanks(at + word.len);
		if (*at != '=') {
			/* the first Bearer challenge counts */
			inside = !found && is_named(word, "Bearer");
			found = found || inside;
			continue;
		}
		at++;
		if (!read_value(&at, &value))
			return false;
		if (inside && !keep(out, word, value))
			return false;
	}
}

/* False when it does not fit, or has a backslash: what we copy are urls and
 * base 64, where it could only be there to be read in two ways. */
static bool copy(struct slice from, char *buf, size_t size)
{
	if (from.len >= size || memchr(from.start, '\\', from.len) != NULL)
		return false;
	memcpy(buf, from.start, from.len);
	buf[from.len] = '\0';
	return true;
}

/* The first segment of the path of ${url}, if it is one tenant's. */
static void copy_tenant(const char *url, char *tenant, size_t size)
{
	static const char scheme[] = "https://";
	const char *path;
	size_t len;

	if (!akv_text_starts_nocase(url, scheme))
		return;
	path = strchr(url + sizeof(scheme) - 1, '/');
	if (path == NULL)
		return;
	path++;
	len = strcspn(path, "/?#");
	if (len >= size)
		return;
	memcpy(tenant, path, len);
	tenant[len] = '\0';
	if (akv_names_check_tenant(tenant, NULL) != AKV_OK)
		tenant[0] = '\0';
}

static bool take_tenant(const struct bearer *bearer, struct akv_challenge *out)
{
	const struct slice *from = &bearer->parameters[AUTHORIZATION];
	char url[1024];

	if (from->start == NULL)
		from = &bearer->parameters[AUTHORIZATION_URI];
	if (from->start == NULL)
		return true;
	if (!copy(*from, url, sizeof(url)))
		return false;
	copy_tenant(url, out->tenant, sizeof(out->tenant));
	return true;
}

static bool take_resource(const struct bearer *bearer,
			  struct akv_challenge *out)
{
	static const char suffix[] = "/.default";

	if (bearer->parameters[RESOURCE].start != NULL)
		return copy(bearer->parameters[RESOURCE], out->resource,
			    sizeof(out->resource));
	if (bearer->parameters[SCOPE].start == NULL)
		return true;
	if (!copy(bearer->parameters[SCOPE], out->resource,
		  sizeof(out->resource)))
		return false;
	if (akv_text_ends_nocase(out->resource, suffix))
		out->resource[strlen(out->resource) - strlen(suffix)] = '\0';
	return true;
}

static bool take_claims(const struct bearer *bearer, struct akv_challenge *out)
{
	const struct slice *error = &bearer->parameters[ERROR];

	if (bearer->parameters[CLAIMS].start == NULL || error->start == NULL)
		return true;
	if (!is_named(*error, "insufficient_claims") &&
	    !is_named(*error, "invalid_token"))
		return true;
	return copy(bearer->parameters[CLAIMS], out->claims,
		    sizeof(out->claims));
}

bool akv_challenge_parse(const char *header, struct akv_challenge *out)
{
	struct bearer bearer = { 0 };
	struct akv_challenge found = { 0 };

	if (strnlen(header, AKV_CHALLENGE_MAX + 1) > AKV_CHALLENGE_MAX)
		return false;
	if (!read_header(header, &bearer))
		return false;
	if (!take_tenant(&bearer, &found) || !take_resource(&bearer, &found) ||
	    !take_claims(&bearer, &found))
		return false;
	*out = found;
	return true;
}
