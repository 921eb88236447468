/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "libhelper/base/text.h"
#include "libhelper/core/config.h"
#include "libhelper/core/config_draft.h"
#include "libhelper/core/config_lines.h"
#include "libhelper/core/config_piece.h"

#include "libhelper/core/config_edit.h"

enum { TITLE_SIZE = 512 };

struct akv_config_edit {
	char *path;
	struct akv_secret *text;
	struct akv_config_draft *draft; /* of ${text}; knows what is where */
};

static enum akv_code no_memory(struct akv_error *err)
{
	akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "out of memory");
	return AKV_ERR_OTHER;
}

/* -- making and looking -- */

static enum akv_code parse(const struct akv_secret *text, const char *path,
			   struct akv_config_draft **out, struct akv_error *err)
{
	AKV_AUTO(config_draft) *draft = NULL;
	enum akv_code code = akv_config_draft_new(&draft, err);

	if (code == AKV_OK)
		code = akv_config_draft_add(draft, text, path, err);
	if (code != AKV_OK)
		return code;
	*out = draft;
	draft = NULL; /* the caller's now */
	return AKV_OK;
}

enum akv_code akv_config_edit_new(const struct akv_secret *text,
				  const char *path,
				  struct akv_config_edit **out,
				  struct akv_error *err)
{
	AKV_AUTO(config_edit) *edit = calloc(1, sizeof(*edit));
	enum akv_code code;

	if (edit == NULL)
		return no_memory(err);
	edit->path = strdup(path);
	if (edit->path == NULL)
		return no_memory(err);
	code = akv_secret_new_from(akv_secret_text(text), akv_secret_len(text),
				   &edit->text, err);
	if (code == AKV_OK)
		code = parse(edit->text, path, &edit->draft, err);
	if (code != AKV_OK)
		return code;
	*out = edit;
	edit = NULL; /* the caller's now */
	return AKV_OK;
}

void akv_config_edit_free(struct akv_config_edit *edit)
{
	if (edit == NULL)
		return;
	akv_config_draft_free(edit->draft);
	akv_secret_free(edit->text);
	free(edit->path);
	free(edit);
}

const struct akv_secret *
akv_config_edit_text(const struct akv_config_edit *edit)
{
	return edit->text;
}

static const struct akv_config_section *
find(const struct akv_config_draft *draft,
     const struct akv_config_edit_place *place)
{
	return akv_config_draft_find(draft, place->kind, place->name);
}

bool akv_config_edit_has_group(const struct akv_config_edit *edit,
			       const struct akv_config_edit_place *place)
{
	return find(edit->draft, place) != NULL;
}

bool akv_config_edit_has(const struct akv_config_edit *edit,
			 const struct akv_config_edit_place *place)
{
	return akv_config_draft_text(find(edit->draft, place), place->key) !=
	       NULL;
}

static const struct akv_config_key *
key_of(const struct akv_config_edit_place *place)
{
	return &akv_config_schema_group(place->kind)->keys[place->key];
}

/* The last line that is sure to belong to the group. */
static int last_line(const struct akv_config_section *section)
{
	int last = section->place.line;

	for (size_t key = 0; key < AKV_CONFIG_KEYS_MAX; key++)
		if (section->values[key].place.line > last)
			last = section->values[key].place.line;
	return last;
}

/* -- changing -- */

/* One change: ${piece} in the place of ${range}. */
struct change {
	struct akv_config_range range;
	struct akv_secret *piece;
	const struct akv_config_edit_place *place;
	const char *value; /* that the key has to have then; NULL: none */
	bool has_group;	   /* whether the group has to be there then */
};

static void change_clear(struct change *change)
{
	akv_secret_free(change->piece);
}

static enum akv_code change_init(struct change *change,
				 const struct akv_config_edit_place *place,
				 const char *value, struct akv_error *err)
{
	/* twice for escapes; what else may be in a piece is short */
	size_t room = (value != NULL ? 2 * strlen(value) : 0) +
		      (size_t)2 * TITLE_SIZE;

	*change = (struct change){ .place = place, .value = value };
	return akv_secret_new(room, &change->piece, err);
}

static bool came_true(const struct change *change,
		      const struct akv_config_draft *draft)
{
	const struct akv_config_section *section = find(draft, change->place);
	const char *text = akv_config_draft_text(section, change->place->key);

	if ((section != NULL) != change->has_group)
		return false;
	if (change->value == NULL || text == NULL)
		return change->value == text;
	return strcmp(change->value, text) == 0;
}

static enum akv_code splice(const struct akv_config_edit *edit,
			    const struct change *change,
			    struct akv_secret **out, struct akv_error *err)
{
	AKV_AUTO(secret) *text = NULL;
	const char *old = akv_secret_text(edit->text);
	size_t old_len = akv_secret_len(edit->text);
	size_t len = change->range.start + akv_secret_len(change->piece) +
		     old_len - change->range.end;
	enum akv_code code;

	if (len > AKV_CONFIG_MAX)
		return akv_fail(err, AKV_ERR_USAGE, "FileTooLarge",
				"%s: would be larger than %d bytes", edit->path,
				AKV_CONFIG_MAX);
	code = akv_secret_new(len, &text, err);
	if (code == AKV_OK)
		code = akv_secret_append(text, old, change->range.start, err);
	if (code == AKV_OK)
		code = akv_secret_append_secret(text, change->piece, err);
	if (code == AKV_OK)
		code = akv_secret_append(text, old + change->range.end,
					 old_len - change->range.end, err);
	if (code != AKV_OK)
		return code;
	*out = text;
	text = NULL; /* the caller's now */
	return AKV_OK;
}

static enum akv_code make(struct akv_config_edit *edit,
			  const struct change *change, struct akv_error *err)
{
	AKV_AUTO(secret) *text = NULL;
	AKV_AUTO(config_draft) *draft = NULL;
	enum akv_code code = splice(edit, change, &text, err);

	if (code != AKV_OK)
		return code;
	if (parse(text, edit->path, &draft, NULL) != AKV_OK ||
	    !came_true(change, draft)) {
		akv_fail(err, AKV_ERR_USAGE, "CannotBeWritten",
			 "%s: this name or value cannot be written so that it "
			 "is read back",
			 edit->path);
		akv_error_hint(err, "a name has no brackets, and no space at "
				    "its ends; everything is UTF-8");
		return AKV_ERR_USAGE;
	}
	akv_secret_free(edit->text);
	akv_config_draft_free(edit->draft);
	edit->text = text;
	edit->draft = draft;
	text = NULL; /* the edit's now */
	draft = NULL;
	return AKV_OK;
}

static enum akv_code title_of(const struct akv_config_edit_place *place,
			      char *title, struct akv_error *err)
{
	const char *kind = akv_config_schema_group(place->kind)->kind;
	enum akv_config_kind read_kind;
	const char *read_name;
	struct akv_text text;

	akv_text_init(&text, title, TITLE_SIZE);
	akv_text_addf(&text, "%s%s%s", kind, place->name[0] != '\0' ? " " : "",
		      place->name);
	if (text.cut)
		return akv_fail(err, AKV_ERR_USAGE, "InvalidName",
				"the name is too long");
	return akv_config_schema_find_group(title, &read_kind, &read_name, err);
}

/* The group at the end, with the change's key in it if there is a value. */
static enum akv_code append_group(struct akv_config_edit *edit,
				  struct change *change, struct akv_error *err)
{
	const char *newline = akv_config_lines_newline(edit->text);
	size_t len = akv_secret_len(edit->text);
	char title[TITLE_SIZE];
	enum akv_code code = title_of(change->place, title, err);

	if (code == AKV_OK)
		code = akv_config_piece_group(change->piece, edit->text, title,
					      newline, err);
	if (code == AKV_OK && change->value != NULL)
		code = akv_config_piece_setting(change->piece,
						key_of(change->place)->name,
						change->value, newline, err);
	if (code != AKV_OK)
		return code;
	change->range = (struct akv_config_range){ len, len };
	change->has_group = true;
	return make(edit, change, err);
}

enum akv_code
akv_config_edit_add_group(struct akv_config_edit *edit,
			  const struct akv_config_edit_place *place,
			  struct akv_error *err)
{
	__attribute__((cleanup(change_clear))) struct change change = { 0 };
	enum akv_code code;

	if (akv_config_edit_has_group(edit, place))
		return AKV_OK;
	code = change_init(&change, place, NULL, err);
	if (code != AKV_OK)
		return code;
	return append_group(edit, &change, err);
}

/* A line of its own behind the last one of the group. */
static enum akv_code insert(struct akv_config_edit *edit,
			    const struct akv_config_section *section,
			    struct change *change, struct akv_error *err)
{
	const struct akv_config_range line =
		akv_config_lines_at(edit->text, last_line(section));
	const char *newline = akv_config_lines_newline(edit->text);
	enum akv_code code = AKV_OK;

	change->range = (struct akv_config_range){ line.end, line.end };
	if (akv_secret_text(edit->text)[line.end - 1] != '\n')
		code = akv_secret_append_text(change->piece, newline, err);
	if (code == AKV_OK)
		code = akv_config_piece_setting(change->piece,
						key_of(change->place)->name,
						change->value, newline, err);
	if (code != AKV_OK)
		return code;
	return make(edit, change, err);
}

static enum akv_code replace(struct akv_config_edit *edit,
			     const struct akv_config_section *section,
			     struct change *change, struct akv_error *err)
{
	const struct akv_config_range line = akv_config_lines_at(
		edit->text, section->values[change->place->key].place.line);
	const struct akv_config_range value =
		akv_config_lines_value(edit->text, line);
	bool is_empty = value.start == value.end;
	enum akv_code code = AKV_OK;

	change->range = value;
	if (akv_config_piece_needs_equals(change->value))
		change->range.start = akv_config_lines_equals(edit->text, line);
	else if (is_empty)
		code = akv_secret_append_text(change->piece, " ", err);
	if (code == AKV_OK)
		code = akv_config_piece_value(change->piece, change->value,
					      err);
	if (code != AKV_OK)
		return code;
	return make(edit, change, err);
}

enum akv_code akv_config_edit_set(struct akv_config_edit *edit,
				  const struct akv_config_edit_place *place,
				  const char *value, struct akv_error *err)
{
	const struct akv_config_section *section = find(edit->draft, place);
	__attribute__((cleanup(change_clear))) struct change change = { 0 };
	enum akv_code code;

	code = akv_config_schema_check(key_of(place), value, err);
	if (code != AKV_OK) {
		akv_error_prefix(err, "%s", key_of(place)->name);
		return code;
	}
	code = change_init(&change, place, value, err);
	if (code != AKV_OK)
		return code;
	if (section == NULL)
		return append_group(edit, &change, err);
	change.has_group = true;
	if (akv_config_edit_has(edit, place))
		return replace(edit, section, &change, err);
	return insert(edit, section, &change, err);
}

enum akv_code akv_config_edit_remove(struct akv_config_edit *edit,
				     const struct akv_config_edit_place *place,
				     struct akv_error *err)
{
	const struct akv_config_section *section = find(edit->draft, place);
	__attribute__((cleanup(change_clear))) struct change change = { 0 };
	enum akv_code code;

	if (!akv_config_edit_has(edit, place))
		return AKV_OK;
	code = change_init(&change, place, NULL, err);
	if (code != AKV_OK)
		return code;
	change.has_group = true;
	change.range = akv_config_lines_at(
		edit->text, section->values[place->key].place.line);
	return make(edit, &change, err);
}

/* From the brackets to the last key, and the blank lines behind that. */
static struct akv_config_range
lines_of(const struct akv_config_edit *edit,
	 const struct akv_config_section *section)
{
	int number = last_line(section);
	struct akv_config_range lines =
		akv_config_lines_at(edit->text, section->place.line);
	struct akv_config_range line = akv_config_lines_at(edit->text, number);

	do {
		lines.end = line.end;
		line = akv_config_lines_at(edit->text, ++number);
	} while (line.end > lines.end &&
		 akv_config_lines_is_blank(edit->text, line));
	return lines;
}

enum akv_code
akv_config_edit_remove_group(struct akv_config_edit *edit,
			     const struct akv_config_edit_place *place,
			     struct akv_error *err)
{
	const struct akv_config_section *section = find(edit->draft, place);
	__attribute__((cleanup(change_clear))) struct change change = { 0 };
	enum akv_code code;

	if (section == NULL)
		return AKV_OK;
	code = change_init(&change, place, NULL, err);
	if (code != AKV_OK)
		return code;
	change.range = lines_of(edit, section);
	return make(edit, &change, err);
}
