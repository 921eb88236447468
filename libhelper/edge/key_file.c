/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include <glib.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"

#include "libhelper/edge/key_file.h"

/*
 * GKeyFile merges groups and keys that stand twice, knows no line numbers and
 * no comments behind a value.  So we take the lines apart first, remember
 * where everything stands, and give GLib a copy that has neither comments nor
 * blank lines, in which it resolves the escapes.
 */

/* Part of a line. */
struct span {
	const char *start;
	size_t len;
};

/* Where a group (no key) or a setting stands. */
struct place {
	const char *group;
	const char *key;
	int line;
};

struct scan {
	const char *path;
	struct akv_secret *clean; /* what GLib is given */
	GStringChunk *names;	  /* owns groups and keys */
	GHashTable *seen;	  /* group, or group LF key -> line */
	GArray *places;		  /* struct place */
	const char *group;	  /* that we are in; NULL before the first */
	int line;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static struct span trim(struct span text)
{
	while (text.len > 0 && is_blank(text.start[0])) {
		text.start++;
		text.len--;
	}
	while (text.len > 0 && is_blank(text.start[text.len - 1]))
		text.len--;
	return text;
}

/* What stands before a comment that has white space in front of it. */
static struct span before_comment(struct span text)
{
	for (size_t i = 1; i < text.len; i++) {
		bool begins = text.start[i] == ';' || text.start[i] == '#';

		if (begins && is_blank(text.start[i - 1]))
			return (struct span){ text.start, i };
	}
	return text;
}

static bool has_control(struct span text)
{
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.start[i];

		if ((c < 0x20 && c != '\t') || c == 0x7f)
			return true;
	}
	return false;
}

/* Neither a bracket nor a tab: GLib refuses the one, nobody sees the other. */
static bool is_name(struct span name)
{
	if (name.len == 0)
		return false;
	for (size_t i = 0; i < name.len; i++) {
		if (strchr("[]\t", name.start[i]) != NULL)
			return false;
	}
	return true;
}

static enum akv_code fail_line(const struct scan *scan, const char *what,
			       struct akv_error *err)
{
	return akv_fail(err, AKV_ERR_USAGE, "InvalidSyntax", "%s:%d: %s",
			scan->path, scan->line, what);
}

/* Remember ${name} for this line; 0, or the line where it stood before. */
static int first_line(const struct scan *scan, const char *name)
{
	int line = GPOINTER_TO_INT(g_hash_table_lookup(scan->seen, name));

	if (line == 0)
		g_hash_table_insert(scan->seen,
				    g_string_chunk_insert(scan->names, name),
				    GINT_TO_POINTER(scan->line));
	return line;
}

static void add_place(const struct scan *scan, const char *key)
{
	struct place place = { scan->group, key, scan->line };

	g_array_append_val(scan->places, place);
}

static enum akv_code add_clean(const struct scan *scan, const char *before,
			       struct span text, const char *after,
			       struct akv_error *err)
{
	enum akv_code code = akv_secret_append_text(scan->clean, before, err);

	if (code == AKV_OK)
		code = akv_secret_append(scan->clean, text.start, text.len,
					 err);
	if (code == AKV_OK)
		code = akv_secret_append_text(scan->clean, after, err);
	return code;
}

static enum akv_code scan_group(struct scan *scan, struct span line,
				struct akv_error *err)
{
	const char *end = memchr(line.start, ']', line.len);
	struct span name;
	struct span rest;
	int before;

	if (end == NULL)
		return fail_line(scan, "the group's ] is missing", err);
	name = trim((struct span){ line.start + 1,
				   (size_t)(end - line.start) - 1 });
	rest = (struct span){ end + 1,
			      line.len - (size_t)(end + 1 - line.start) };
	if (!is_name(name) || trim(before_comment(rest)).len > 0)
		return fail_line(scan, "not a group in brackets", err);

	scan->group = g_string_chunk_insert_len(scan->names, name.start,
						(gssize)name.len);
	before = first_line(scan, scan->group);
	if (before != 0)
		return akv_fail(err, AKV_ERR_USAGE, "DuplicateGroup",
				"%s:%d: [%s]: the group is there twice, "
				"first in line %d",
				scan->path, scan->line, scan->group, before);
	add_place(scan, NULL);
	return add_clean(scan, "[", name, "]\n", err);
}

static enum akv_code scan_setting(struct scan *scan, struct span line,
				  struct akv_error *err)
{
	const char *equals = memchr(line.start, '=', line.len);
	g_autofree char *full_name = NULL;
	const char *key;
	struct span name;
	struct span value;
	enum akv_code code;
	int before;

	if (equals == NULL)
		return fail_line(scan, "not a group, a setting or a comment",
				 err);
	if (scan->group == NULL)
		return fail_line(scan, "a setting before the first group", err);
	name = trim((struct span){ line.start, (size_t)(equals - line.start) });
	value = (struct span){ equals + 1,
			       line.len - (size_t)(equals + 1 - line.start) };
	value = trim(before_comment(value));
	if (!is_name(name))
		return fail_line(scan, "no key in front of the =", err);

	key = g_string_chunk_insert_len(scan->names, name.start,
					(gssize)name.len);
	full_name = g_strconcat(scan->group, "\n", key, NULL);
	before = first_line(scan, full_name);
	if (before != 0)
		return akv_fail(err, AKV_ERR_USAGE, "DuplicateKey",
				"%s:%d: [%s] %s: the key is there twice, "
				"first in line %d",
				scan->path, scan->line, scan->group, key,
				before);
	add_place(scan, key);
	code = add_clean(scan, "", name, "=", err);
	if (code != AKV_OK)
		return code;
	return add_clean(scan, "", value, "\n", err);
}

static enum akv_code scan_line(struct scan *scan, struct span line,
			       struct akv_error *err)
{
	if (line.len > 0 && line.start[line.len - 1] == '\r')
		line.len--;
	line = trim(line);
	if (line.len == 0 || line.start[0] == '#' || line.start[0] == ';')
		return AKV_OK;
	if (has_control(line))
		return fail_line(scan, "a control character", err);
	if (line.start[0] == '[')
		return scan_group(scan, line, err);
	return scan_setting(scan, line, err);
}

static enum akv_code scan_text(struct scan *scan, const char *text, size_t len,
			       struct akv_error *err)
{
	const char *end = text + len;
	enum akv_code code = AKV_OK;

	if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
		text += 3; /* an editor's byte order mark */
	while (code == AKV_OK && text < end) {
		const char *newline = memchr(text, '\n', (size_t)(end - text));
		const char *stop = newline != NULL ? newline : end;
		struct span line = { text, (size_t)(stop - text) };

		scan->line++;
		if (!g_utf8_validate(line.start, (gssize)line.len, NULL))
			return fail_line(scan, "not UTF-8 text", err);
		code = scan_line(scan, line, err);
		text = newline != NULL ? newline + 1 : end;
	}
	return code;
}

static enum akv_code load(GKeyFile *file, const struct scan *scan,
			  struct akv_error *err)
{
	/* GLib's message could quote the file: it is not shown. */
	if (!g_key_file_load_from_data(file, akv_secret_text(scan->clean),
				       akv_secret_len(scan->clean),
				       G_KEY_FILE_NONE, NULL))
		return akv_fail(err, AKV_ERR_USAGE, "InvalidSyntax",
				"%s: not a configuration file", scan->path);
	return AKV_OK;
}

static enum akv_code
visit_place(GKeyFile *file, const struct akv_setting *setting,
	    enum akv_code (*visit)(const struct akv_setting *setting,
				   void *context, struct akv_error *err),
	    void *context, struct akv_error *err)
{
	struct akv_setting found = *setting;
	g_autoptr(GError) problem = NULL;
	g_autofree char *value = NULL;

	if (setting->key == NULL)
		return visit(setting, context, err);
	/* a value that it does not understand is given all the same */
	value = g_key_file_get_string(file, setting->group, setting->key,
				      &problem);
	if (value == NULL || problem != NULL) {
		akv_fail(err, AKV_ERR_USAGE, "InvalidSyntax",
			 "%s:%d: [%s] %s: an escape that has no meaning",
			 setting->path, setting->line, setting->group,
			 setting->key);
		akv_error_hint(err, "the escapes are \\s \\t \\n \\r and \\\\; "
				    "write \\\\ for a backslash");
		return AKV_ERR_USAGE;
	}
	found.value = value;
	return visit(&found, context, err);
}

static void scan_clear(struct scan *scan)
{
	g_array_unref(scan->places);
	g_hash_table_unref(scan->seen);
	g_string_chunk_free(scan->names);
	akv_secret_free(scan->clean);
}

enum akv_code
akv_key_file_read(const struct akv_secret *text, const char *path,
		  enum akv_code (*visit)(const struct akv_setting *setting,
					 void *context, struct akv_error *err),
		  void *context, struct akv_error *err)
{
	g_autoptr(GKeyFile) file = NULL;
	__attribute__((cleanup(scan_clear))) struct scan scan = { 0 };
	size_t len = akv_secret_len(text);
	enum akv_code code;

	scan.path = path;
	scan.names = g_string_chunk_new(1024);
	scan.seen = g_hash_table_new(g_str_hash, g_str_equal);
	scan.places = g_array_new(FALSE, FALSE, sizeof(struct place));
	file = g_key_file_new();

	/* one more for the last line's LF, which it may not have */
	code = akv_secret_new(len + 1, &scan.clean, err);
	if (code == AKV_OK)
		code = scan_text(&scan, akv_secret_text(text), len, err);
	if (code == AKV_OK)
		code = load(file, &scan, err);
	for (guint i = 0; code == AKV_OK && i < scan.places->len; i++) {
		const struct place *place =
			&g_array_index(scan.places, struct place, i);
		struct akv_setting setting = {
			.path = path,
			.group = place->group,
			.key = place->key,
			.line = place->line,
		};

		code = visit_place(file, &setting, visit, context, err);
	}
	return code;
}
