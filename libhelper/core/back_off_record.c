/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/base/text.h"

#include "libhelper/core/back_off_record.h"

static const char magic[] = "akv back-off 1";

enum { KEY_LEN = 64 };

/* The codes that one can back off for. */
static const struct {
	enum akv_code code;
	const char *word;
} codes[] = {
	{ AKV_ERR_SIGN_IN, "sign-in" },
	{ AKV_ERR_THROTTLED, "throttled" },
	{ AKV_ERR_UNREACHABLE, "unreachable" },
	{ AKV_ERR_OTHER, "other" },
};

enum { CODE_COUNT = sizeof(codes) / sizeof(codes[0]) };

/* -- reading -- */

/* What is left to read: lines, each with its LF. */
struct rest {
	const char *at;
	size_t len;
};

/* The next line in ${line} of ${size} bytes: no NUL in it, and no more than
 * fits.  False when there is none. */
static bool take_line(struct rest *rest, char *line, size_t size)
{
	const char *end = memchr(rest->at, '\n', rest->len);
	size_t len = end != NULL ? (size_t)(end - rest->at) : 0;

	if (end == NULL || len >= size || memchr(rest->at, '\0', len) != NULL)
		return false;
	memcpy(line, rest->at, len);
	line[len] = '\0';
	rest->at += len + 1;
	rest->len -= len + 1;
	return true;
}

/* A number as we write one: no sign, no 0 in front. */
static bool take_number(struct rest *rest, int64_t max, int64_t *out)
{
	char digits[24];

	return take_line(rest, digits, sizeof(digits)) &&
	       (digits[0] != '0' || digits[1] == '\0') &&
	       akv_text_number(digits, max, out);
}

static bool is_key(const char *text)
{
	return strlen(text) == KEY_LEN &&
	       text[strspn(text, "0123456789abcdef")] == '\0';
}

static bool take_head(struct rest *rest, const char *key)
{
	char line[KEY_LEN + 1];

	return take_line(rest, line, sizeof(line)) &&
	       strcmp(line, magic) == 0 &&
	       take_line(rest, line, sizeof(line)) && is_key(line) &&
	       (key == NULL || strcmp(line, key) == 0);
}

static bool take_code(struct rest *rest, enum akv_code *out)
{
	char word[16];

	if (!take_line(rest, word, sizeof(word)))
		return false;
	for (size_t i = 0; i < CODE_COUNT; i++) {
		if (strcmp(word, codes[i].word) != 0)
			continue;
		*out = codes[i].code;
		return true;
	}
	return false;
}

static bool is_reason(const char *text)
{
	static const char bytes[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz"
				    "0123456789_.";

	return text[0] != '\0' && text[strspn(text, bytes)] == '\0';
}

/* akv_fail() and akv_error_hint() escape what should not be there. */
static bool take_error(struct rest *rest, struct akv_error *out)
{
	char reason[AKV_ERROR_REASON_MAX];
	char line[AKV_ERROR_HINT_MAX];
	enum akv_code code;

	if (!take_code(rest, &code) ||
	    !take_line(rest, reason, sizeof(reason)) || !is_reason(reason) ||
	    !take_line(rest, line, AKV_ERROR_TEXT_MAX) || line[0] == '\0')
		return false;
	(void)akv_fail(out, code, reason, "%s", line);
	while (rest->len > 0) {
		if (!take_line(rest, line, sizeof(line)) || line[0] == '\0')
			return false;
		akv_error_hint(out, "%s", line);
	}
	return true;
}

bool akv_back_off_record_parse(const struct akv_secret *record, const char *key,
			       struct akv_back_off *out)
{
	struct rest rest = { .at = akv_secret_text(record),
			     .len = akv_secret_len(record) };
	struct akv_back_off found = { 0 };

	if (!take_head(&rest, key) ||
	    !take_number(&rest, INT64_MAX, &found.made_at) ||
	    !take_number(&rest, INT64_MAX, &found.made_at_ms) ||
	    !take_number(&rest, AKV_BACK_OFF_WAIT_MAX_MS, &found.wait_ms) ||
	    !take_error(&rest, &found.error))
		return false;
	*out = found;
	return true;
}

/* -- writing -- */

static const char *word_of(enum akv_code code)
{
	for (size_t i = 0; i < CODE_COUNT; i++)
		if (codes[i].code == code)
			return codes[i].word;
	return "";
}

enum akv_code akv_back_off_record_new(const char *key,
				      const struct akv_back_off *back_off,
				      struct akv_secret **out,
				      struct akv_error *err)
{
	const struct akv_error *error = &back_off->error;
	AKV_AUTO(secret) *record = NULL;
	char lines[AKV_BACK_OFF_RECORD_MAX + 1];
	struct akv_back_off again;
	struct akv_text text;
	enum akv_code code;

	akv_text_init(&text, lines, sizeof(lines));
	akv_text_addf(&text, "%s\n%s\n%lld\n%lld\n%lld\n%s\n%s\n%s\n%s", magic,
		      key, (long long)back_off->made_at,
		      (long long)back_off->made_at_ms,
		      (long long)back_off->wait_ms, word_of(error->code),
		      error->reason, error->text, error->hint);
	code = akv_secret_new_from(lines, text.len, &record, err);
	if (code != AKV_OK)
		return code;
	if (text.cut || !akv_back_off_record_parse(record, key, &again))
		return akv_fail(err, AKV_ERR_OTHER, "BackOffNotKept",
				"this is nothing to back off for");

	*out = record;
	record = NULL; /* the caller's now */
	return AKV_OK;
}
