/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_CONFIG_DRAFT_H
#define AKV_CORE_CONFIG_DRAFT_H

#include <stdbool.h>
#include <stddef.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"
#include "libhelper/core/config_schema.h"

/*
 * What the configuration files say, put together key by key, with the place
 * where each thing stands.  Every key is known and every value is well formed;
 * whether they fit together is not looked at here.
 */

enum { AKV_CONFIG_FILES_MAX = 2 };

struct akv_config_place {
	size_t file; /* index: a later file's is higher */
	int line;
};

struct akv_config_value {
	char *text;		       /* owned; NULL: not set */
	struct akv_config_place place; /* line 0: never set */
};

struct akv_config_section {
	enum akv_config_kind kind;
	char *title;	  /* owned; as in the brackets of the last file */
	const char *name; /* in ${title}; "" where the kind has none */
	struct akv_config_place place;
	struct akv_config_value values[AKV_CONFIG_KEYS_MAX];
};

struct akv_config_draft {
	char *paths[AKV_CONFIG_FILES_MAX]; /* owned */
	size_t file_count;
	struct akv_config_section *sections; /* in the order of appearance */
	size_t section_count;
	size_t section_room;
};

/* akv_config_draft_new(out, err): nothing yet; the caller's to free. */
enum akv_code akv_config_draft_new(struct akv_config_draft **out,
				   struct akv_error *err) AKV_CHECKED;

/* akv_config_draft_free(draft): NULL does nothing. */
void akv_config_draft_free(struct akv_config_draft *draft);
AKV_DEFINE_FREEP(config_draft)

/*
 * akv_config_draft_add(draft, text, path, err): read one more file, ${text},
 * whose values win over those of the files before it.  AKV_ERR_USAGE, with the
 * place, for what is no key file, an unknown group or key, and a value that is
 * not well formed.
 */
enum akv_code akv_config_draft_add(struct akv_config_draft *draft,
				   const struct akv_secret *text,
				   const char *path, struct akv_error *err)
	AKV_CHECKED;

/*
 * akv_config_draft_find(draft, kind, name): the section of that kind and name,
 * or NULL; borrowed until the next file is added.
 */
struct akv_config_section *
akv_config_draft_find(const struct akv_config_draft *draft,
		      enum akv_config_kind kind, const char *name);

/* akv_config_draft_text(section, key): its value, borrowed; NULL when it is
 * not set or ${section} is NULL. */
const char *akv_config_draft_text(const struct akv_config_section *section,
				  size_t key);

/* akv_config_draft_take(section, key): its value, the caller's from now on;
 * only its place stays. */
char *akv_config_draft_take(struct akv_config_section *section, size_t key);

/* akv_config_draft_is_true(section, key): is it set, and to true? */
bool akv_config_draft_is_true(const struct akv_config_section *section,
			      size_t key);

/*
 * akv_config_draft_locate(draft, section, key, err): put the place of
 * ${section},
 * or of its key ${key} where that is not AKV_CONFIG_KEYS_MAX, before the text
 * of ${err}: "/etc/akv/config:12: [vault contoso] uri: ...".  A key that is not
 * set has the section's line.
 */
void akv_config_draft_locate(const struct akv_config_draft *draft,
			     const struct akv_config_section *section,
			     size_t key, struct akv_error *err);

#endif
