/* SPDX-License-Identifier: MIT */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "libhelper/base/file.h"
#include "libhelper/base/file_replace.h"
#include "libhelper/base/text.h"
#include "libhelper/base/trace.h"
#include "libhelper/core/state_dir.h"
#include "libhelper/edge/digest.h"

#include "libhelper/core/check_state.h"

struct akv_check_state_file {
	char path[PATH_MAX]; /* "": there is no place for it */
	struct akv_check_record *records;
	size_t count;
	size_t room;
};

static enum akv_code no_memory(struct akv_error *err)
{
	akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "no memory");
	return AKV_ERR_OTHER;
}

/* Two files of one relative name are two configurations. */
static bool name_configuration(const struct akv_config *config,
			       struct akv_text *text)
{
	char here[PATH_MAX];

	if (config->paths[0] != '/' && config->paths[0] != '\0') {
		if (getcwd(here, sizeof(here)) == NULL)
			return false;
		akv_text_addf(text, "%s/", here);
	}
	akv_text_add(text, config->paths);
	return !text->cut;
}

static bool find_path(const struct akv_config *config, char *path, size_t size)
{
	char configuration[4 * PATH_MAX];
	char digest[AKV_DIGEST_HEX_SIZE];
	char name[32];
	struct akv_text text;

	akv_text_init(&text, configuration, sizeof(configuration));
	if (!name_configuration(config, &text) ||
	    akv_digest_sha256_hex(text.buf, text.len, digest, NULL) != AKV_OK)
		return false;
	akv_text_init(&text, name, sizeof(name));
	akv_text_addf(&text, "check-%.16s", digest);
	return akv_state_dir_path(AKV_STATE_DIR_STATE, name, path, size);
}

static enum akv_code read_records(struct akv_check_state_file *file,
				  struct akv_error *err)
{
	AKV_AUTO(secret) *text = NULL;
	struct akv_error why = { 0 };
	enum akv_code code;

	if (file->path[0] == '\0')
		return AKV_OK;
	if (akv_file_read(file->path, AKV_FILE_TRUSTED,
			  AKV_CHECK_RECORDS_BYTES_MAX, &text, &why) != AKV_OK) {
		akv_trace("nothing is remembered: %s", why.text);
		return AKV_OK;
	}
	code = akv_check_record_parse(text, &file->records, &file->count, err);
	file->room = file->count;
	return code;
}

enum akv_code akv_check_state_load(const struct akv_config *config,
				   struct akv_check_state_file **out,
				   struct akv_error *err)
{
	struct akv_check_state_file *file = calloc(1, sizeof(*file));
	enum akv_code code;

	if (file == NULL)
		return no_memory(err);
	if (!find_path(config, file->path, sizeof(file->path)))
		file->path[0] = '\0';
	code = read_records(file, err);
	if (code != AKV_OK) {
		akv_check_state_free(file);
		return code;
	}
	*out = file;
	return AKV_OK;
}

void akv_check_state_free(struct akv_check_state_file *file)
{
	if (file == NULL)
		return;
	free(file->records);
	free(file);
}

static bool is_key(const struct akv_check_key *a, const struct akv_check_key *b)
{
	return strcmp(a->connection, b->connection) == 0 &&
	       akv_text_equal_nocase(a->vault, b->vault) &&
	       akv_text_equal_nocase(a->secret, b->secret) &&
	       akv_text_equal_nocase(a->version, b->version);
}

static size_t index_of(const struct akv_check_state_file *file,
		       const struct akv_check_key *key)
{
	size_t i = 0;

	while (i < file->count && !is_key(&file->records[i].key, key))
		i++;
	return i;
}

const struct akv_check_record *
akv_check_state_find(const struct akv_check_state_file *file,
		     const struct akv_check_key *key)
{
	size_t i = index_of(file, key);

	return i < file->count ? &file->records[i] : NULL;
}

static bool make_room(struct akv_check_state_file *file)
{
	size_t room = file->room < 8 ? 8 : 2 * file->room;
	struct akv_check_record *records;

	if (file->count < file->room)
		return true;
	records = reallocarray(file->records, room, sizeof(*records));
	if (records == NULL)
		return false;
	file->records = records;
	file->room = room;
	return true;
}

struct akv_check_record *
akv_check_state_record(struct akv_check_state_file *file,
		       const struct akv_check_key *key)
{
	size_t i = index_of(file, key);

	if (i < file->count)
		return &file->records[i];
	if (file->count == AKV_CHECK_RECORDS_MAX || !make_room(file))
		return NULL;
	file->count++;
	file->records[i] = (struct akv_check_record){ .key = *key };
	return &file->records[i];
}

void akv_check_state_forget_older(struct akv_check_state_file *file,
				  int64_t now_s)
{
	size_t kept = 0;

	for (size_t i = 0; i < file->count; i++)
		if (file->records[i].checked_at == now_s)
			file->records[kept++] = file->records[i];
	file->count = kept;
}

enum akv_code akv_check_state_save(const struct akv_check_state_file *file,
				   struct akv_error *err)
{
	AKV_AUTO(secret) *text = NULL;
	enum akv_code code;

	if (file->path[0] == '\0') {
		akv_fail(err, AKV_ERR_STORE, "NoStateDirectory",
			 "there is no directory to remember this check in");
		akv_error_hint(err, "set XDG_STATE_HOME to a directory of "
				    "yours; without it ~/.local/state is used");
		return AKV_ERR_STORE;
	}
	code = akv_check_record_write(file->records, file->count, &text, err);
	if (code != AKV_OK)
		return code;
	return akv_file_replace(file->path, text, err);
}

static void count_in(const struct akv_check_record *record,
		     struct akv_check_summary *summary)
{
	if (record->checked_at > summary->checked_at)
		summary->checked_at = record->checked_at;
	if (summary->count == 0 || record->state > summary->worst)
		summary->worst = record->state;
	if (akv_check_is_usable(record->state))
		summary->usable++;
	summary->count++;
}

bool akv_check_state_vault(const struct akv_config *config,
			   const struct akv_vault_config *vault,
			   struct akv_check_summary *out)
{
	struct akv_check_state_file *file = NULL;
	struct akv_check_summary summary = { 0 };

	if (akv_check_state_load(config, &file, NULL) != AKV_OK)
		return false;
	for (size_t i = 0; i < file->count; i++)
		if (akv_text_equal_nocase(file->records[i].key.vault,
					  vault->host))
			count_in(&file->records[i], &summary);
	akv_check_state_free(file);
	if (summary.count > 0)
		*out = summary;
	return summary.count > 0;
}
