/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/base/clock.h"

#include "libhelper/core/check_row.h"

enum { SENTENCE_SIZE = 1024, COMMAND_SIZE = 512 };

enum akv_code akv_check_row_code(const struct akv_check_row *row)
{
	return akv_check_code(row->state, row->err.code);
}

static void copy(char *buf, size_t size, const char *value)
{
	struct akv_text text;

	akv_text_init(&text, buf, size);
	akv_text_add(&text, value != NULL ? value : "");
}

/* Whatever was configured has passed the rules for it, and fits. */
struct akv_check_key akv_check_row_key(const struct akv_check_row *row)
{
	struct akv_check_key key = { 0 };

	copy(key.connection, sizeof(key.connection), row->connection->name);
	copy(key.vault, sizeof(key.vault),
	     row->secret != NULL ? row->connection->vault->host : NULL);
	copy(key.secret, sizeof(key.secret), row->secret);
	copy(key.version, sizeof(key.version), row->pinned);
	return key;
}

/* "secret sftp-password in vault contoso" */
static void add_subject(const struct akv_check_row *row, struct akv_text *text)
{
	if (row->secret == NULL) {
		akv_text_addf(text, "the password of connection %s",
			      row->connection->name);
		return;
	}
	if (row->pinned != NULL)
		akv_text_addf(text, "version %s of ", row->pinned);
	akv_text_addf(text, "secret %s in vault %s", row->secret,
		      row->connection->vault->name);
}

static void add_date(int64_t unix_s, struct akv_text *text)
{
	char date[AKV_CLOCK_DATE_SIZE];

	akv_clock_date(unix_s, date);
	akv_text_add(text, date);
}

static void add_what_dates_say(const struct akv_check_row *row,
			       struct akv_text *text)
{
	static const char *const words[AKV_CHECK_STATES] = {
		[AKV_CHECK_EXPIRES_SOON] = " expires on ",
		[AKV_CHECK_EXPIRED] = " expired on ",
		[AKV_CHECK_NOT_YET_VALID] = " is not valid before ",
	};

	add_subject(row, text);
	if (words[row->state] != NULL) {
		akv_text_add(text, words[row->state]);
		add_date(row->state == AKV_CHECK_NOT_YET_VALID ?
				 row->not_before :
				 row->expires_at,
			 text);
	} else if (row->state == AKV_CHECK_NEWER_VERSION) {
		akv_text_addf(text, " is not the newest, which is %s",
			      row->newest_version);
	} else if (row->secret == NULL) {
		akv_text_add(text, " is kept on this machine");
	} else {
		akv_text_add(text, " is accessible");
	}
}

void akv_check_row_sentence(const struct akv_check_row *row,
			    struct akv_text *text)
{
	if (row->err.code != AKV_OK)
		akv_text_add(text, row->err.text);
	else
		add_what_dates_say(row, text);
}

void akv_check_row_recovery(const struct akv_check_row *row,
			    struct akv_text *text)
{
	const char *host;

	if (row->state != AKV_CHECK_DELETED || row->secret == NULL)
		return;
	host = row->connection->vault->host;
	akv_text_addf(text,
		      "az keyvault secret recover --vault-name %.*s --name %s",
		      (int)strcspn(host, "."), host, row->secret);
}

void akv_check_row_story(const struct akv_check_row *row, struct akv_text *text)
{
	char command[COMMAND_SIZE] = "";
	struct akv_text recovery;

	akv_check_row_sentence(row, text);
	akv_text_init(&recovery, command, sizeof(command));
	akv_check_row_recovery(row, &recovery);
	if (command[0] != '\0')
		akv_text_addf(text, "; to recover it: %s", command);
}

/* -- as an object -- */

static void set_date(struct akv_json *object, const char *name, int64_t unix_s)
{
	char date[AKV_CLOCK_DATE_SIZE];

	akv_clock_date(unix_s, date);
	akv_json_set_text(object, name, unix_s != 0 ? date : NULL);
}

static void set_known(struct akv_json *object, const char *name,
		      const char *value)
{
	akv_json_set_text(object, name, *value != '\0' ? value : NULL);
}

static struct akv_json *hints_of(const struct akv_error *err)
{
	struct akv_json *hints = akv_json_new_array();
	const char *line = err->hint;

	while (*line != '\0') {
		char hint[AKV_ERROR_HINT_MAX];
		size_t len = strcspn(line, "\n");
		struct akv_text text;

		akv_text_init(&text, hint, sizeof(hint));
		akv_text_add_bytes(&text, line, len);
		akv_json_append_text(hints, hint);
		line += len;
		line += strspn(line, "\n");
	}
	return hints;
}

struct akv_json *akv_check_row_describe(const struct akv_check_row *row)
{
	const struct akv_connection_config *connection = row->connection;
	struct akv_json *object = akv_json_new_object();
	char sentence[SENTENCE_SIZE];
	char command[COMMAND_SIZE];
	struct akv_text text;

	akv_json_set_text(object, "connection", connection->name);
	akv_json_set_text(object, "vault",
			  row->secret != NULL ? connection->vault->name : NULL);
	akv_json_set_text(object, "secret", row->secret);
	akv_json_set_text(object, "secretVersion", row->pinned);
	akv_json_set_text(object, "state", akv_check_word(row->state));
	set_date(object, "since", row->since);
	akv_text_init(&text, sentence, sizeof(sentence));
	akv_check_row_sentence(row, &text);
	akv_json_set_text(object, "message", sentence);
	set_known(object, "reason", row->err.reason);
	set_known(object, "version", row->version);
	set_known(object, "newestVersion", row->newest_version);
	set_date(object, "notBefore", row->not_before);
	set_date(object, "expires", row->expires_at);
	set_date(object, "deleted", row->deleted_at);
	set_date(object, "recoverableUntil", row->recoverable_until);
	akv_text_init(&text, command, sizeof(command));
	akv_check_row_recovery(row, &text);
	set_known(object, "recover", command);
	set_known(object, "objectId", row->object_id);
	akv_json_set(object, "hints", hints_of(&row->err));
	return object;
}
