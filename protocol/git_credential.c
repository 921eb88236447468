/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "libhelper/base/text.h"
#include "protocol/git_url.h"

#include "protocol/git_credential.h"

/*
 * A request that never ends costs time, though no memory.  git itself stays
 * far below: libcurl gives up on 300 KB of headers.
 */
enum { REQUEST_BYTES_MAX = 1024 * 1024 };

/* One line, split at its first "="; borrowed from the line reader. */
struct attribute {
	const char *key;
	size_t key_len;
	const char *value;
	size_t len;
};

/* Where a value of one kind goes. */
struct field {
	const char *key;
	char **value;
	bool may_be_empty;
};

void akv_credential_request_clear(struct akv_credential_request *request)
{
	free(request->connection);
	free(request->secret);
	free(request->vault);
	free(request->version);
	free(request->protocol);
	free(request->host);
	free(request->path);
	free(request->username);
	*request = (struct akv_credential_request){ .connection = NULL };
}

static bool has_key(const struct attribute *attribute, const char *key)
{
	return attribute->key_len == strlen(key) &&
	       memcmp(attribute->key, key, attribute->key_len) == 0;
}

static bool has_value(const struct attribute *attribute, const char *value)
{
	return attribute->len == strlen(value) &&
	       memcmp(attribute->value, value, attribute->len) == 0;
}

/* Replaces ${*field} by ${value}, which is ours and not a secret. */
static enum akv_code keep(char **field, char *value, const char *key,
			  struct akv_error *err)
{
	if (value == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "no memory");
	if (akv_text_has_control(value)) {
		free(value);
		return akv_fail(err, AKV_ERR_USAGE, "ControlCharacter",
				"%s holds a control character", key);
	}
	free(*field);
	*field = value;
	return AKV_OK;
}

static enum akv_code keep_url_part(char **field, struct akv_git_url_part part,
				   const char *key, struct akv_error *err)
{
	char *value;

	if (part.bytes == NULL)
		return AKV_OK;
	value = strndup(part.bytes, part.len);
	if (value != NULL && !akv_text_percent_decode(value)) {
		free(value);
		return akv_fail(err, AKV_ERR_USAGE, "BadUrl",
				"%s in the url has a bad %% escape", key);
	}
	return keep(field, value, key, err);
}

/* Like git: what was read before the url does not count any more. */
static enum akv_code keep_url(struct akv_credential_request *request,
			      const struct attribute *attribute,
			      struct akv_error *err)
{
	struct akv_git_url url;
	enum akv_code code;

	akv_credential_request_clear(request);
	code = akv_git_url_split(attribute->value, attribute->len, &url, err);
	if (code != AKV_OK)
		return code;
	code = keep_url_part(&request->protocol, url.protocol, "protocol", err);
	if (code != AKV_OK)
		return code;
	code = keep_url_part(&request->username, url.username, "username", err);
	if (code != AKV_OK)
		return code;
	code = keep_url_part(&request->host, url.host, "host", err);
	if (code != AKV_OK)
		return code;
	return keep_url_part(&request->path, url.path, "path", err);
}

static enum akv_code keep_encoding(struct akv_credential_request *request,
				   const struct attribute *attribute,
				   struct akv_error *err)
{
	if (has_value(attribute, "base64")) {
		request->encoding = AKV_CREDENTIAL_BASE64;
		return AKV_OK;
	}
	akv_fail(err, AKV_ERR_USAGE, "UnknownEncoding",
		 "encoding is not one that we know");
	akv_error_hint(err, "encoding=base64, or none at all");
	return AKV_ERR_USAGE;
}

static void keep_capability(struct akv_credential_request *request,
			    const struct attribute *attribute)
{
	if (attribute->len == 0)
		request->capabilities = 0;
	else if (has_value(attribute, "authtype"))
		request->capabilities |= AKV_CREDENTIAL_AUTHTYPE;
	else if (has_value(attribute, "state"))
		request->capabilities |= AKV_CREDENTIAL_STATE;
}

static enum akv_code keep_field(struct akv_credential_request *request,
				const struct attribute *attribute,
				struct akv_error *err)
{
	const struct field fields[] = {
		{ "connection", &request->connection, false },
		{ "secret", &request->secret, false },
		{ "vault", &request->vault, false },
		{ "version", &request->version, false },
		{ "protocol", &request->protocol, true },
		{ "host", &request->host, true },
		{ "path", &request->path, true },
		{ "username", &request->username, true },
	};

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		if (!has_key(attribute, fields[i].key))
			continue;
		/* "connection=$NAME" of an unset NAME must not fall through
		 * to something else that matches */
		if (attribute->len == 0 && !fields[i].may_be_empty)
			return akv_fail(err, AKV_ERR_USAGE, "EmptyValue",
					"%s has no value", fields[i].key);
		return keep(fields[i].value,
			    strndup(attribute->value, attribute->len),
			    fields[i].key, err);
	}
	return AKV_OK; /* unknown, or of no interest: wwwauth[], password */
}

static enum akv_code keep_attribute(struct akv_credential_request *request,
				    const struct attribute *attribute,
				    struct akv_error *err)
{
	if (has_key(attribute, "url"))
		return keep_url(request, attribute, err);
	if (has_key(attribute, "encoding"))
		return keep_encoding(request, attribute, err);
	if (has_key(attribute, "capability[]")) {
		keep_capability(request, attribute);
		return AKV_OK;
	}
	return keep_field(request, attribute, err);
}

static enum akv_code split(const struct akv_line *line, struct attribute *out,
			   struct akv_error *err)
{
	const char *equals = memchr(line->bytes, '=', line->len);

	if (equals == NULL)
		return akv_fail(err, AKV_ERR_USAGE, "NoEqualsSign",
				"line %zu (%zu bytes) has no \"=\"",
				line->number, line->len);
	if (equals == line->bytes)
		return akv_fail(err, AKV_ERR_USAGE, "EmptyKey",
				"line %zu (%zu bytes) has nothing before \"=\"",
				line->number, line->len);
	*out = (struct attribute){
		.key = line->bytes,
		.key_len = (size_t)(equals - line->bytes),
		.value = equals + 1,
		.len = line->len - (size_t)(equals - line->bytes) - 1,
	};
	return AKV_OK;
}

static enum akv_code keep_line(struct akv_credential_request *request,
			       const struct akv_line *line,
			       struct akv_error *err)
{
	struct attribute attribute = { .key = NULL };
	enum akv_code code;

	code = split(line, &attribute, err);
	if (code != AKV_OK)
		return code;
	code = keep_attribute(request, &attribute, err);
	if (code != AKV_OK)
		akv_error_prefix(err, "line %zu", line->number);
	return code;
}

/* Puts what it reads into ${request}, also when it fails. */
static enum akv_code fill(struct akv_line_reader *reader,
			  struct akv_credential_request *request,
			  struct akv_error *err)
{
	size_t bytes = 0;
	size_t line_count = 0;
	struct akv_line line;
	enum akv_code code;

	for (;;) {
		code = akv_line_reader_next(reader, &line, err);
		if (code != AKV_OK)
			return code;
		if (line.kind != AKV_LINE_TEXT)
			break;
		bytes += line.len + 1;
		if (bytes > REQUEST_BYTES_MAX)
			return akv_fail(err, AKV_ERR_USAGE, "RequestTooLarge",
					"the request is larger than %d bytes",
					REQUEST_BYTES_MAX);
		code = keep_line(request, &line, err);
		if (code != AKV_OK)
			return code;
		line_count++;
	}
	request->line_count = line_count;
	request->at_end = line.kind == AKV_LINE_END;
	return AKV_OK;
}

enum akv_code akv_git_credential_read(struct akv_line_reader *reader,
				      struct akv_credential_request *out,
				      struct akv_error *err)
{
	struct akv_credential_request request = { .connection = NULL };
	enum akv_code code;

	code = fill(reader, &request, err);
	if (code != AKV_OK) {
		akv_credential_request_clear(&request);
		return code;
	}
	*out = request;
	return AKV_OK;
}

void akv_git_credential_skip(struct akv_line_reader *reader)
{
	struct akv_line line = { .kind = AKV_LINE_TEXT };

	while (line.kind == AKV_LINE_TEXT)
		if (akv_line_reader_next(reader, &line, NULL) != AKV_OK)
			return;
}
