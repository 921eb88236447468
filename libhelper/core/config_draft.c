/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/base/text.h"
#include "libhelper/core/value.h"
#include "libhelper/edge/key_file.h"

#include "libhelper/core/config_draft.h"

/* Where in a draft the settings go that are being visited. */
struct reader {
	struct akv_config_draft *draft;
	size_t file;
	size_t section; /* index: the array moves when it grows */
};

static enum akv_code no_memory(struct akv_error *err)
{
	akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "out of memory");
	return AKV_ERR_OTHER;
}

enum akv_code akv_config_draft_new(struct akv_config_draft **out,
				   struct akv_error *err)
{
	struct akv_config_draft *draft = calloc(1, sizeof(*draft));

	if (draft == NULL)
		return no_memory(err);
	*out = draft;
	return AKV_OK;
}

void akv_config_draft_free(struct akv_config_draft *draft)
{
	if (draft == NULL)
		return;
	for (size_t i = 0; i < draft->section_count; i++) {
		struct akv_config_section *section = &draft->sections[i];

		free(section->title);
		for (size_t k = 0; k < AKV_CONFIG_KEYS_MAX; k++)
			free(section->values[k].text);
	}
	for (size_t i = 0; i < draft->file_count; i++)
		free(draft->paths[i]);
	free(draft->sections);
	free(draft);
}

static bool is_named(const struct akv_config_section *section,
		     enum akv_config_kind kind, const char *name)
{
	if (section->kind != kind)
		return false;
	if (akv_config_schema_group(kind)->name_ignores_case)
		return akv_text_equal_nocase(section->name, name);
	return strcmp(section->name, name) == 0;
}

struct akv_config_section *
akv_config_draft_find(const struct akv_config_draft *draft,
		      enum akv_config_kind kind, const char *name)
{
	for (size_t i = 0; i < draft->section_count; i++)
		if (is_named(&draft->sections[i], kind, name))
			return &draft->sections[i];
	return NULL;
}

static enum akv_code add_section(struct akv_config_draft *draft,
				 struct akv_config_section **out,
				 struct akv_error *err)
{
	if (draft->section_count == draft->section_room) {
		size_t room = draft->section_room * 2 + 16;
		struct akv_config_section *sections =
			reallocarray(draft->sections, room, sizeof(*sections));

		if (sections == NULL)
			return no_memory(err);
		draft->sections = sections;
		draft->section_room = room;
	}
	*out = &draft->sections[draft->section_count];
	**out = (struct akv_config_section){ 0 };
	draft->section_count++;
	return AKV_OK;
}

static enum akv_code begin_section(struct reader *reader,
				   const struct akv_setting *setting,
				   enum akv_config_kind kind, const char *name,
				   struct akv_error *err)
{
	struct akv_config_draft *draft = reader->draft;
	struct akv_config_section *section =
		akv_config_draft_find(draft, kind, name);
	enum akv_code code = AKV_OK;
	char *title;

	/* the same vault in other letters: GKeyFile takes it for another */
	if (section != NULL && section->place.file == reader->file)
		return akv_fail(err, AKV_ERR_USAGE, "DuplicateGroup",
				"the group is there twice, first in line %d",
				section->place.line);
	if (section == NULL)
		code = add_section(draft, &section, err);
	if (code != AKV_OK)
		return code;
	title = strdup(setting->group);
	if (title == NULL)
		return no_memory(err);
	free(section->title);
	section->kind = kind;
	section->title = title;
	section->name = title + (name - setting->group);
	section->place.file = reader->file;
	section->place.line = setting->line;
	reader->section = (size_t)(section - draft->sections);
	return AKV_OK;
}

static enum akv_code visit_group(struct reader *reader,
				 const struct akv_setting *setting,
				 struct akv_error *err)
{
	enum akv_config_kind kind;
	const char *name;
	enum akv_code code;

	code = akv_config_schema_find_group(setting->group, &kind, &name, err);
	if (code != AKV_OK)
		return code;
	return begin_section(reader, setting, kind, name, err);
}

static enum akv_code visit_key(struct reader *reader,
			       const struct akv_setting *setting,
			       struct akv_error *err)
{
	struct akv_config_section *section =
		&reader->draft->sections[reader->section];
	const struct akv_config_group *group =
		akv_config_schema_group(section->kind);
	struct akv_config_value *value;
	enum akv_code code;
	char *text;
	size_t key;

	code = akv_config_schema_find_key(group, setting->key, &key, err);
	if (code == AKV_OK)
		code = akv_config_schema_check(&group->keys[key],
					       setting->value, err);
	if (code != AKV_OK)
		return code;
	text = strdup(setting->value);
	if (text == NULL)
		return no_memory(err);
	value = &section->values[key];
	free(value->text);
	value->text = text;
	value->place.file = reader->file;
	value->place.line = setting->line;
	return AKV_OK;
}

static enum akv_code visit(const struct akv_setting *setting, void *context,
			   struct akv_error *err)
{
	struct reader *reader = context;
	enum akv_code code = setting->key == NULL ?
				     visit_group(reader, setting, err) :
				     visit_key(reader, setting, err);

	if (code != AKV_OK)
		akv_error_prefix(err, "%s:%d: [%s]%s%s", setting->path,
				 setting->line, setting->group,
				 setting->key != NULL ? " " : "",
				 setting->key != NULL ? setting->key : "");
	return code;
}

enum akv_code akv_config_draft_add(struct akv_config_draft *draft,
				   const struct akv_secret *text,
				   const char *path, struct akv_error *err)
{
	struct reader reader = { .draft = draft, .file = draft->file_count };

	if (draft->file_count == AKV_CONFIG_FILES_MAX)
		return akv_fail(err, AKV_ERR_OTHER, "TooManyFiles",
				"%s: too many configuration files", path);
	draft->paths[reader.file] = strdup(path);
	if (draft->paths[reader.file] == NULL)
		return no_memory(err);
	draft->file_count++;
	return akv_key_file_read(text, path, visit, &reader, err);
}

const char *akv_config_draft_text(const struct akv_config_section *section,
				  size_t key)
{
	return section != NULL ? section->values[key].text : NULL;
}

char *akv_config_draft_take(struct akv_config_section *section, size_t key)
{
	char *text = section->values[key].text;

	section->values[key].text = NULL;
	return text;
}

bool akv_config_draft_is_true(const struct akv_config_section *section,
			      size_t key)
{
	const char *text = akv_config_draft_text(section, key);
	bool truth = false;

	return text != NULL && akv_value_boolean(text, &truth) && truth;
}

void akv_config_draft_locate(const struct akv_config_draft *draft,
			     const struct akv_config_section *section,
			     size_t key, struct akv_error *err)
{
	const struct akv_config_group *group =
		akv_config_schema_group(section->kind);
	const struct akv_config_value *value = NULL;
	struct akv_config_place place = section->place;

	if (key < group->key_count)
		value = &section->values[key];
	/* it has a place even when its text was taken */
	if (value != NULL && value->place.line != 0)
		place = value->place;
	akv_error_prefix(err, "%s:%d: [%s]%s%s", draft->paths[place.file],
			 place.line, section->title, value != NULL ? " " : "",
			 value != NULL ? group->keys[key].name : "");
}
