/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "libhelper/base/base64.h"
#include "libhelper/base/text.h"

#include "protocol/git_credential_answer.h"

/* One attribute of the answer; ${value} is NULL where it is left out. */
struct attribute {
	const char *key;
	const char *value;
	size_t len;
};

/* Three bytes, one of them NUL: what ends a line for some reader. */
static const char line_breakers[] = { '\n', '\r', '\0' };

static struct attribute text_attribute(const char *key, const char *value)
{
	return (struct attribute){ .key = key,
				   .value = value,
				   .len = value != NULL ? strlen(value) : 0 };
}

static size_t count(const struct akv_secret *secret, char byte)
{
	const char *text = akv_secret_text(secret);
	size_t found = 0;

	for (size_t i = 0; i < akv_secret_len(secret); i++)
		found += text[i] == byte;
	return found;
}

/* Is a newline at its end all that is wrong with it? */
static bool only_ends_in_newline(const struct akv_secret *password)
{
	const char *text = akv_secret_text(password);
	size_t len = akv_secret_len(password);
	size_t crs = len > 1 && text[len - 2] == '\r';

	return len > 0 && text[len - 1] == '\n' && count(password, '\n') == 1 &&
	       count(password, '\r') == crs && count(password, '\0') == 0;
}

/* Why ${password}, which holds a line breaker, cannot travel as it is. */
static void describe_misfit(const struct akv_secret *password,
			    struct akv_error *err)
{
	const char *text = akv_secret_text(password);
	size_t lines = count(password, '\n') +
		       (text[akv_secret_len(password) - 1] != '\n');

	if (count(password, '\0') > 0) {
		akv_fail(err, AKV_ERR_UNUSABLE, "NotOneLine",
			 "the value holds NUL bytes and cannot be one line");
	} else if (only_ends_in_newline(password)) {
		akv_fail(err, AKV_ERR_UNUSABLE, "NotOneLine",
			 "the value ends in a newline and cannot be one line");
		akv_error_hint(err, "store it without: printf %%s, not echo, "
				    "makes a file for az keyvault secret set "
				    "--file that ends where the value ends");
	} else if (lines > 1) {
		akv_fail(err, AKV_ERR_UNUSABLE, "NotOneLine",
			 "the value has %zu lines and cannot be one line",
			 lines);
	} else {
		akv_fail(err, AKV_ERR_UNUSABLE, "NotOneLine",
			 "the value holds a carriage return and cannot be "
			 "one line");
	}
	akv_error_hint(err, "ask with encoding=base64, or use akv read: both "
			    "give the bytes as they are");
}

static enum akv_code check_attribute(const struct attribute *attribute,
				     struct akv_error *err)
{
	size_t line_len = strlen(attribute->key) + 1 + attribute->len + 1;

	for (size_t i = 0; i < sizeof(line_breakers); i++)
		if (memchr(attribute->value, line_breakers[i],
			   attribute->len) != NULL)
			return akv_fail(err, AKV_ERR_UNUSABLE, "NotOneLine",
					"the %s holds a line break",
					attribute->key);
	if (line_len > AKV_SECRET_LINE_MAX)
		return akv_fail(err, AKV_ERR_UNUSABLE, "LineTooLong",
				"the %s has %zu bytes and is too long for a "
				"line of %d",
				attribute->key, attribute->len,
				AKV_SECRET_LINE_MAX);
	return AKV_OK;
}

static enum akv_code append(struct akv_secret *text,
			    const struct attribute *attribute,
			    struct akv_error *err)
{
	enum akv_code code;

	code = akv_secret_append_text(text, attribute->key, err);
	if (code != AKV_OK)
		return code;
	code = akv_secret_append_text(text, "=", err);
	if (code != AKV_OK)
		return code;
	code = akv_secret_append(text, attribute->value, attribute->len, err);
	if (code != AKV_OK)
		return code;
	return akv_secret_append_text(text, "\n", err);
}

static enum akv_code join(const struct attribute *attributes, size_t number,
			  struct akv_secret **out, struct akv_error *err)
{
	AKV_AUTO(secret) *text = NULL;
	size_t size = 0;
	enum akv_code code = AKV_OK;

	for (size_t i = 0; i < number; i++) {
		if (attributes[i].value == NULL)
			continue;
		code = check_attribute(&attributes[i], err);
		if (code != AKV_OK)
			return code;
		size += strlen(attributes[i].key) + attributes[i].len + 2;
	}
	code = akv_secret_new(size, &text, err);
	for (size_t i = 0; code == AKV_OK && i < number; i++)
		if (attributes[i].value != NULL)
			code = append(text, &attributes[i], err);
	if (code != AKV_OK)
		return code;

	*out = text;
	text = NULL; /* the caller's now */
	return AKV_OK;
}

static enum akv_code encode(const struct akv_secret *password,
			    struct akv_secret **out, struct akv_error *err)
{
	AKV_AUTO(secret) *encoded = NULL;
	enum akv_code code;

	code = akv_secret_new((akv_secret_len(password) + 2) / 3 * 4, &encoded,
			      err);
	if (code != AKV_OK)
		return code;
	code = akv_base64_encode(AKV_BASE64_STANDARD, password, encoded, err);
	if (code != AKV_OK)
		return code;

	*out = encoded;
	encoded = NULL; /* the caller's now */
	return AKV_OK;
}

/* The answer's lines, its password being ${password} as it travels. */
static enum akv_code format(const struct akv_credential_answer *answer,
			    const struct akv_secret *password,
			    struct akv_secret **out, struct akv_error *err)
{
	bool is_base64 = answer->encoding == AKV_CREDENTIAL_BASE64;
	const char *type = answer->content_type;
	char expires_at[sizeof("-9223372036854775808")];

	(void)snprintf(expires_at, sizeof(expires_at), "%" PRId64,
		       answer->expires_at);
	/* Anybody with write access to the vault chooses the content type,
	 * and nobody needs it to sign in. */
	if (type != NULL && (type[0] == '\0' || akv_text_has_control(type)))
		type = NULL;

	const struct attribute attributes[] = {
		text_attribute("username", answer->username),
		/* before the password that it explains */
		text_attribute("encoding", is_base64 ? "base64" : NULL),
		{ "password", akv_secret_text(password),
		  akv_secret_len(password) },
		text_attribute("password_expiry_utc",
			       answer->expires_at != 0 ? expires_at : NULL),
		text_attribute("vault", answer->vault),
		text_attribute("secret", answer->secret),
		text_attribute("version", answer->version),
		text_attribute("content_type", type),
	};

	return join(attributes, sizeof(attributes) / sizeof(attributes[0]), out,
		    err);
}

enum akv_code
akv_git_credential_answer_format(const struct akv_credential_answer *answer,
				 struct akv_secret **out, struct akv_error *err)
{
	AKV_AUTO(secret) *encoded = NULL;
	enum akv_code code;

	if (answer->encoding == AKV_CREDENTIAL_BASE64) {
		code = encode(answer->password, &encoded, err);
		if (code != AKV_OK)
			return code;
		return format(answer, encoded, out, err);
	}
	if (akv_secret_has_any(answer->password, line_breakers,
			       sizeof(line_breakers))) {
		describe_misfit(answer->password, err);
		return AKV_ERR_UNUSABLE;
	}
	return format(answer, answer->password, out, err);
}

enum akv_code akv_git_credential_answer_quit(struct akv_secret **out,
					     struct akv_error *err)
{
	static const char text[] = "quit=1\n";

	return akv_secret_new_from(text, strlen(text), out, err);
}

enum akv_code akv_git_credential_answer_capability(struct akv_secret **out,
						   struct akv_error *err)
{
	/* git-credential(1), CAPABILITY INPUT/OUTPUT FORMAT.  No capability
	 * line: we answer with neither authtype nor state[], and to announce
	 * one is to promise that we understand it. */
	static const char text[] = "version 0\n";

	return akv_secret_new_from(text, strlen(text), out, err);
}
