/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "libhelper/edge/json.h"

#include "libhelper/core/check_record.h"

enum {
	FORMAT = 1,
	/* of one record as text; a name's bytes may be escaped, \u0000 */
	RECORD_TEXT_MAX = 4096,
	FRAME_TEXT_MAX = 64,
};

/* Later than any date that people write; a state file must not overflow us. */
static const int64_t time_max = INT64_C(253402300799); /* 9999-12-31 */

static const char *const channels[AKV_CHECK_CHANNELS] = {
	[AKV_CHECK_JOURNAL] = "journal",
	[AKV_CHECK_COMMAND] = "command",
};

/* -- writing -- */

static struct akv_json *told_of(const struct akv_check_record *record)
{
	struct akv_json *told = akv_json_new_object();

	for (size_t i = 0; i < AKV_CHECK_CHANNELS; i++)
		akv_json_set_text(told, channels[i],
				  akv_check_word(record->told[i]));
	return told;
}

static struct akv_json *object_of(const struct akv_check_record *record)
{
	const struct akv_check_key *key = &record->key;
	struct akv_json *object = akv_json_new_object();

	akv_json_set_text(object, "connection", key->connection);
	akv_json_set_text(object, "vault", key->vault);
	akv_json_set_text(object, "secret", key->secret);
	akv_json_set_text(object, "version", key->version);
	akv_json_set_text(object, "state", akv_check_word(record->state));
	akv_json_set_integer(object, "since", record->since);
	akv_json_set_integer(object, "checked", record->checked_at);
	akv_json_set_text(object, "settled", akv_check_word(record->settled));
	akv_json_set_integer(object, "passingRuns", record->passing_runs);
	akv_json_set(object, "told", told_of(record));
	return object;
}

enum akv_code akv_check_record_write(const struct akv_check_record *records,
				     size_t count, struct akv_secret **out,
				     struct akv_error *err)
{
	AKV_AUTO(json) *document = akv_json_new_object();
	AKV_AUTO(secret) *text = NULL;
	struct akv_json *list = akv_json_new_array();
	enum akv_code code;

	akv_json_set_integer(document, "format", FORMAT);
	akv_json_set(document, "records", list);
	for (size_t i = 0; i < count; i++)
		akv_json_append(list, object_of(&records[i]));
	code = akv_secret_new(FRAME_TEXT_MAX + count * RECORD_TEXT_MAX, &text,
			      err);
	if (code != AKV_OK)
		return code;
	code = akv_json_write(document, false, text, err);
	if (code != AKV_OK)
		return code;
	*out = text;
	text = NULL; /* the caller's now */
	return AKV_OK;
}

/* -- reading -- */

static bool read_state(const struct akv_json *object, const char *name,
		       enum akv_check_state *out)
{
	const char *word = akv_json_text(akv_json_member(object, name), NULL);

	return word != NULL && akv_check_find(word, out);
}

static bool read_number(const struct akv_json *object, const char *name,
			int64_t max, int64_t *out)
{
	return akv_json_integer(akv_json_member(object, name), out) &&
	       *out >= 0 && *out <= max;
}

static bool read_key(const struct akv_json *object, struct akv_check_key *key)
{
	return akv_json_copy_text(object, "connection", key->connection,
				  sizeof(key->connection)) &&
	       akv_json_copy_text(object, "vault", key->vault,
				  sizeof(key->vault)) &&
	       akv_json_copy_text(object, "secret", key->secret,
				  sizeof(key->secret)) &&
	       akv_json_copy_text(object, "version", key->version,
				  sizeof(key->version)) &&
	       key->connection[0] != '\0';
}

static bool read_record(const struct akv_json *object,
			struct akv_check_record *record)
{
	const struct akv_json *told = akv_json_member(object, "told");

	for (size_t i = 0; i < AKV_CHECK_CHANNELS; i++)
		if (!read_state(told, channels[i], &record->told[i]))
			return false;
	return read_key(object, &record->key) &&
	       read_state(object, "state", &record->state) &&
	       read_number(object, "since", time_max, &record->since) &&
	       read_number(object, "checked", time_max, &record->checked_at) &&
	       read_state(object, "settled", &record->settled) &&
	       read_number(object, "passingRuns", INT32_MAX,
			   &record->passing_runs);
}

/* The list in a document of ours; NULL: it is none. */
static const struct akv_json *list_of(const struct akv_json *document)
{
	const struct akv_json *list = akv_json_member(document, "records");
	int64_t format;

	if (!akv_json_integer(akv_json_member(document, "format"), &format) ||
	    format != FORMAT || akv_json_kind(list) != AKV_JSON_ARRAY)
		return NULL;
	return list;
}

enum akv_code akv_check_record_parse(const struct akv_secret *text,
				     struct akv_check_record **out,
				     size_t *count, struct akv_error *err)
{
	AKV_AUTO(json) *document = NULL;
	struct akv_check_record *records;
	const struct akv_json *list = NULL;
	size_t room;
	size_t used = 0;

	if (akv_json_parse(text, &document, NULL) == AKV_OK)
		list = list_of(document);
	room = akv_json_count(list);
	if (room > AKV_CHECK_RECORDS_MAX)
		room = AKV_CHECK_RECORDS_MAX;
	records = calloc(room + 1, sizeof(*records));
	if (records == NULL) {
		akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "no memory");
		return AKV_ERR_OTHER;
	}
	for (size_t i = 0; i < room; i++) {
		struct akv_check_record record = { 0 };

		if (read_record(akv_json_element(list, i), &record))
			records[used++] = record;
	}
	*out = records;
	*count = used;
	return AKV_OK;
}
