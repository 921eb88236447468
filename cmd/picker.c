/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "libhelper/base/terminal.h"
#include "libhelper/base/text.h"

#include "cmd/picker.h"

enum {
	SCREEN_SIZE = 32768,
	ITEM_MAX = 1024, /* bytes of one line */
};

static bool has_words(const char *item, const char *words)
{
	for (; *item != '\0'; item++)
		if (akv_text_starts_nocase(item, words))
			return true;
	return words[0] == '\0';
}

static void add_item(struct akv_text *screen, size_t number, const char *item)
{
	size_t len = strnlen(item, ITEM_MAX / 4);

	akv_text_addf(screen, "%5zu  ", number);
	akv_text_add_escaped(screen, item, len);
	akv_text_add(screen, "\n");
}

static void add_list(const struct akv_picker *picker, const char *words,
		     struct akv_text *screen)
{
	size_t found = 0;

	for (size_t i = 0; i < picker->count; i++) {
		if (!has_words(picker->items[i], words))
			continue;
		found++;
		if (found <= AKV_PICKER_SHOWN_MAX)
			add_item(screen, i + 1, picker->items[i]);
	}
	if (found == 0)
		akv_text_add(screen, "       nothing has that in its name\n");
	if (found > AKV_PICKER_SHOWN_MAX)
		akv_text_addf(screen,
			      "       and %zu more: type a part of the name\n",
			      found - AKV_PICKER_SHOWN_MAX);
}

static enum akv_code ask(const struct akv_picker *picker, const char *words,
			 char *answer, struct akv_error *err)
{
	char buf[SCREEN_SIZE];
	struct akv_text screen;

	akv_text_init(&screen, buf, sizeof(buf));
	akv_text_addf(&screen, "%s\n", picker->question);
	add_list(picker, words, &screen);
	akv_text_add(&screen, "Number, or a part of the name: ");
	return akv_terminal_ask_aloud(buf, answer, err);
}

/* What stands behind two spaces, in parentheses, only tells it apart. */
static bool is_name_of(const char *item, const char *answer)
{
	size_t len = strlen(answer);

	return len > 0 && strncmp(item, answer, len) == 0 &&
	       (item[len] == '\0' || strncmp(item + len, "  (", 3) == 0);
}

/* Where two have one name, the number has to say which. */
static bool is_named(const struct akv_picker *picker, const char *answer,
		     size_t *out)
{
	size_t found = 0;

	for (size_t i = 0; i < picker->count; i++)
		if (is_name_of(picker->items[i], answer)) {
			*out = i;
			found++;
		}
	return found == 1;
}

static bool is_chosen(const struct akv_picker *picker, const char *answer,
		      size_t *out)
{
	int64_t number;

	if (is_named(picker, answer, out))
		return true;
	if (!akv_text_number(answer, (int64_t)picker->count, &number) ||
	    number == 0)
		return false;
	*out = (size_t)number - 1;
	return true;
}

enum akv_code akv_picker_choose(const struct akv_picker *picker, size_t *out,
				struct akv_error *err)
{
	char words[AKV_TERMINAL_ANSWER_SIZE] = "";
	char answer[AKV_TERMINAL_ANSWER_SIZE];

	if (picker->count == 0)
		return akv_fail(err, AKV_ERR_USAGE, "NothingToChoose",
				"there is nothing to choose from");
	for (;;) {
		enum akv_code code = ask(picker, words, answer, err);

		if (code != AKV_OK)
			return code;
		if (is_chosen(picker, answer, out))
			return AKV_OK;
		memcpy(words, answer, sizeof(words));
	}
}
