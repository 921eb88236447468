/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "libhelper/base/clock.h"
#include "libhelper/base/file.h"
#include "libhelper/base/file_replace.h"
#include "libhelper/base/text.h"
#include "libhelper/base/trace.h"
#include "libhelper/core/state_dir.h"

#include "libhelper/core/back_off.h"

/* Two digits of the key's digest name its file: so many there can be, and no
 * more.  Of two keys that share one the later is remembered. */
enum { SLOT_COUNT = 256 };

/* -- the file -- */

/* A directory with a slash behind it, for who only reads.  A session and a
 * job of cron(8) share the first, and not the second. */
static bool find_directory(char *path, size_t size)
{
	return akv_state_dir_find(AKV_STATE_DIR_STATE, "", path, size) ||
	       akv_state_dir_find(AKV_STATE_DIR_RUNTIME, "", path, size);
}

static bool make_directory(char *path, size_t size)
{
	return akv_state_dir_path(AKV_STATE_DIR_STATE, "", path, size) ||
	       akv_state_dir_path(AKV_STATE_DIR_RUNTIME, "", path, size);
}

static bool slot_path(const char *directory, size_t slot, char *path,
		      size_t size)
{
	struct akv_text text;

	akv_text_init(&text, path, size);
	akv_text_addf(&text, "%sback-off-%02zx", directory, slot);
	return !text.cut;
}

/* The slot of the key with this digest. */
static size_t slot_of(const char *digest)
{
	static const char digits[] = "0123456789abcdef";
	size_t high = (size_t)(strchr(digits, digest[0]) - digits);
	size_t low = (size_t)(strchr(digits, digest[1]) - digits);

	return high * 16 + low;
}

int64_t akv_back_off_until(const struct akv_back_off *back_off)
{
	/* rounded up: coming back too early counts against us */
	return back_off->made_at + (back_off->wait_ms + 999) / 1000;
}

static bool is_in_force(const struct akv_back_off *back_off)
{
	int64_t now_s = akv_clock_unix_s();
	int64_t now_ms = akv_clock_monotonic_ms();

	return now_s >= back_off->made_at && now_ms >= back_off->made_at_ms &&
	       now_s - back_off->made_at <= (back_off->wait_ms + 999) / 1000 &&
	       now_ms - back_off->made_at_ms < back_off->wait_ms;
}

/* What ${path} says of ${key} (NULL: of anybody), if that still counts; else
 * the file goes.  If it has become another one meanwhile, one more process
 * asks Entra ID: no harm. */
static bool read_slot(const char *path, const char *key,
		      struct akv_back_off *out)
{
	AKV_AUTO(secret) *record = NULL;
	struct akv_error why = { 0 };
	enum akv_code code = akv_file_read(
		path, AKV_FILE_PRIVATE, AKV_BACK_OFF_RECORD_MAX, &record, &why);

	if (code == AKV_ERR_NOT_FOUND)
		return false;
	if (code != AKV_OK)
		akv_trace("%s", why.text);
	else if (akv_back_off_record_parse(record, key, out) &&
		 is_in_force(out))
		return true;
	/* another's may count */
	if (code != AKV_OK || !akv_back_off_record_parse(record, NULL, out) ||
	    !is_in_force(out))
		(void)unlink(path);
	return false;
}

/* -- for everybody -- */

/* The hint about it first: the others may leave no room. */
static enum akv_code say(const struct akv_back_off *back_off,
			 struct akv_error *err)
{
	const struct akv_error *error = &back_off->error;
	const char *line = error->hint;
	char date[AKV_CLOCK_DATE_SIZE];

	akv_clock_date(akv_back_off_until(back_off), date);
	(void)akv_fail(err, error->code, error->reason, "%s", error->text);
	akv_error_hint(err,
		       "this is remembered, and Entra ID is not asked again "
		       "before %s; to ask at once: akv cache clear",
		       date);
	while (*line != '\0') {
		int len = (int)strcspn(line, "\n");

		akv_error_hint(err, "%.*s", len, line);
		line += len + 1;
	}
	return error->code;
}

enum akv_code akv_back_off_check(const struct akv_token_key *key,
				 struct akv_error *err)
{
	char digest[AKV_TOKEN_KEY_SIZE];
	char directory[PATH_MAX];
	char path[PATH_MAX];
	struct akv_back_off back_off;

	if (akv_token_key_digest(key, digest, NULL) != AKV_OK ||
	    !find_directory(directory, sizeof(directory)) ||
	    !slot_path(directory, slot_of(digest), path, sizeof(path)) ||
	    !read_slot(path, digest, &back_off))
		return AKV_OK;
	akv_trace("not signing in: %s", path);
	return say(&back_off, err);
}

void akv_back_off_keep(const struct akv_token_key *key,
		       const struct akv_error *why, int64_t wait_ms)
{
	AKV_AUTO(secret) *record = NULL;
	char digest[AKV_TOKEN_KEY_SIZE];
	char directory[PATH_MAX];
	char path[PATH_MAX];
	struct akv_error failure = { 0 };
	const struct akv_back_off back_off = {
		.made_at = akv_clock_unix_s(),
		.made_at_ms = akv_clock_monotonic_ms(),
		.wait_ms = wait_ms < AKV_BACK_OFF_WAIT_MAX_MS ?
				   wait_ms :
				   AKV_BACK_OFF_WAIT_MAX_MS,
		.error = *why,
	};

	if (wait_ms <= 0 || akv_token_key_digest(key, digest, NULL) != AKV_OK ||
	    akv_back_off_record_new(digest, &back_off, &record, NULL) !=
		    AKV_OK ||
	    !make_directory(directory, sizeof(directory)) ||
	    !slot_path(directory, slot_of(digest), path, sizeof(path)))
		return;
	if (akv_file_replace(path, record, &failure) != AKV_OK)
		akv_trace("%s", failure.text);
}

bool akv_back_off_next(size_t *slot, struct akv_back_off *out)
{
	char directory[PATH_MAX];

	if (!find_directory(directory, sizeof(directory)))
		return false;
	while (*slot < SLOT_COUNT) {
		char path[PATH_MAX];

		if (slot_path(directory, (*slot)++, path, sizeof(path)) &&
		    read_slot(path, NULL, out))
			return true;
	}
	return false;
}

static bool forget_in(const char *directory)
{
	bool is_gone = true;

	for (size_t slot = 0; slot < SLOT_COUNT; slot++) {
		char path[PATH_MAX];

		if (slot_path(directory, slot, path, sizeof(path)) &&
		    unlink(path) != 0 && errno != ENOENT)
			is_gone = false;
	}
	return is_gone;
}

bool akv_back_off_forget_all(void)
{
	static const enum akv_state_dir places[] = { AKV_STATE_DIR_STATE,
						     AKV_STATE_DIR_RUNTIME };
	bool is_gone = true;

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		char directory[PATH_MAX];

		if (akv_state_dir_find(places[i], "", directory,
				       sizeof(directory)) &&
		    !forget_in(directory))
			is_gone = false;
	}
	return is_gone;
}
