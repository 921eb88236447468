/* SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/core/config_draft.h"
#include "libhelper/core/config_edit.h"

/*
 * The input says what to change, in a file that is the rest of it: a byte for
 * the group and the key, a byte for the change, the new value up to a byte 0x1e
 * (record separator).  Whatever it is: the change is read back, and every line
 * that is not concerned is there as it was.
 */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { VALUE_MAX = 256, WAYS = 4 };

struct lines {
	const char *text;
	size_t len;
};

static void check(bool holds)
{
	if (!holds)
		abort();
}

static struct lines lines_of(const struct akv_secret *text)
{
	return (struct lines){ akv_secret_text(text), akv_secret_len(text) };
}

static size_t shared_prefix(struct lines a, struct lines b)
{
	size_t len = 0;

	while (len < a.len && len < b.len && a.text[len] == b.text[len])
		len++;
	return len;
}

static size_t shared_suffix(struct lines a, struct lines b)
{
	size_t len = 0;

	while (len < a.len && len < b.len &&
	       a.text[a.len - len - 1] == b.text[b.len - len - 1])
		len++;
	return len;
}

static size_t newlines(const char *text, size_t len)
{
	size_t count = 0;

	for (size_t i = 0; i < len; i++)
		count += text[i] == '\n';
	return count;
}

/* One place differs; how many line ends went there. */
static size_t lost_lines(struct lines before, struct lines after)
{
	size_t prefix = shared_prefix(before, after);
	size_t suffix = shared_suffix(before, after);
	size_t shorter = before.len < after.len ? before.len : after.len;

	if (prefix + suffix > shorter)
		suffix = shorter - prefix;
	return newlines(before.text + prefix, before.len - prefix - suffix);
}

/* Is the new text one that reads back with (or without) that value? */
static void check_text(const struct akv_config_edit *edit,
		       const struct akv_config_edit_place *place,
		       const char *value)
{
	AKV_AUTO(config_draft) *draft = NULL;
	const char *found;

	check(akv_config_draft_new(&draft, NULL) == AKV_OK);
	check(akv_config_draft_add(draft, akv_config_edit_text(edit), "/one",
				   NULL) == AKV_OK);
	found = akv_config_draft_text(
		akv_config_draft_find(draft, place->kind, place->name),
		place->key);
	if (value == NULL)
		check(found == NULL);
	else
		check(found != NULL && strcmp(found, value) == 0);
}

static void change(struct akv_config_edit *edit, unsigned int way,
		   const struct akv_config_edit_place *place, const char *value)
{
	AKV_AUTO(secret) *before = NULL;
	const struct akv_secret *old = akv_config_edit_text(edit);
	enum akv_code code;
	size_t lost;

	check(akv_secret_new_from(akv_secret_text(old), akv_secret_len(old),
				  &before, NULL) == AKV_OK);
	if (way == 0)
		code = akv_config_edit_set(edit, place, value, NULL);
	else if (way == 1)
		code = akv_config_edit_remove(edit, place, NULL);
	else if (way == 2)
		code = akv_config_edit_remove_group(edit, place, NULL);
	else
		code = akv_config_edit_add_group(edit, place, NULL);

	lost = lost_lines(lines_of(before),
			  lines_of(akv_config_edit_text(edit)));
	if (code != AKV_OK)
		check(lost == 0 &&
		      akv_secret_equal(before, akv_config_edit_text(edit)));
	else if (way == 0)
		check_text(edit, place, value);
	else if (way == 1 || way == 2)
		check_text(edit, place, NULL);
	/* taking away never fails, and a key is one line */
	check(code == AKV_OK || way == 0 || way == 3);
	check(way == 2 || lost <= (way == 1));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AKV_AUTO(config_edit) *edit = NULL;
	AKV_AUTO(secret) *text = NULL;
	struct akv_config_edit_place place = { .name = "" };
	char value[VALUE_MAX + 1] = "";
	const uint8_t *mark;
	size_t len;

	if (size < 2)
		return 0;
	mark = memchr(data + 2, 0x1e, size - 2);
	len = mark != NULL ? (size_t)(mark - data) - 2 : 0;
	if (mark == NULL || len > VALUE_MAX)
		return 0;
	memcpy(value, data + 2, len);
	place.kind = (enum akv_config_kind)(data[0] % AKV_CONFIG_KINDS);
	place.key = data[0] / AKV_CONFIG_KINDS %
		    akv_config_schema_group(place.kind)->key_count;
	if (akv_config_schema_group(place.kind)->check_name != NULL)
		place.name = "contoso";

	size -= len + 3;
	check(akv_secret_new_from(mark + 1, size, &text, NULL) == AKV_OK);
	if (akv_config_edit_new(text, "/one", &edit, NULL) == AKV_OK)
		change(edit, data[1] % WAYS, &place, value);
	return 0;
}
