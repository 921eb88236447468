/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_CONFIG_EDIT_H
#define AKV_CORE_CONFIG_EDIT_H

#include <stdbool.h>
#include <stddef.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"
#include "libhelper/core/config_schema.h"

/*
 * Changes to the text of a configuration file that leave every other line as
 * it is: comments, order, blank lines, white space and line ends are people's.
 *
 * Each change is read back by the parser that the configuration is read with;
 * what does not say then what was meant is thrown away.  Nothing is written
 * anywhere.
 */
struct akv_config_edit;

/* A group, and one of its keys where the function is about one. */
struct akv_config_edit_place {
	enum akv_config_kind kind;
	const char *name; /* of the group; "" where the kind has none */
	size_t key;	  /* of the enum that belongs to ${kind} */
};

/*
 * akv_config_edit_new(text, path, out, err): an edit that begins with ${text},
 * which is copied; ${path} is for messages.  AKV_ERR_USAGE, as
 * akv_config_draft_add(), when that is no configuration file.  ${out} is the
 * caller's to akv_config_edit_free().
 */
enum akv_code akv_config_edit_new(const struct akv_secret *text,
				  const char *path,
				  struct akv_config_edit **out,
				  struct akv_error *err) AKV_CHECKED;

/* akv_config_edit_free(edit): NULL does nothing. */
void akv_config_edit_free(struct akv_config_edit *edit);
AKV_DEFINE_FREEP(config_edit)

/* akv_config_edit_text(edit): all of it; borrowed until the next change. */
const struct akv_secret *
akv_config_edit_text(const struct akv_config_edit *edit);

/* akv_config_edit_has_group(edit, place): is the group there? */
bool akv_config_edit_has_group(const struct akv_config_edit *edit,
			       const struct akv_config_edit_place *place);

/* akv_config_edit_has(edit, place): is the key there? */
bool akv_config_edit_has(const struct akv_config_edit *edit,
			 const struct akv_config_edit_place *place);

/*
 * akv_config_edit_add_group(edit, place, err): the group, empty, at the end,
 * with a blank line in front.  Nothing changes where it is there already.
 *
 * This and the other changes leave ${edit} as it was when they fail:
 * AKV_ERR_USAGE for a name or a value that the schema refuses,
 * AKV_ERR_USAGE (FileTooLarge) when the text would be longer than
 * AKV_CONFIG_MAX bytes, AKV_ERR_OTHER when there is no memory.
 */
enum akv_code
akv_config_edit_add_group(struct akv_config_edit *edit,
			  const struct akv_config_edit_place *place,
			  struct akv_error *err) AKV_CHECKED;

/*
 * akv_config_edit_set(edit, place, value, err): give the key this value.  Where
 * it has one, that is replaced, and a comment behind it stays; else a line is
 * added behind the last key of the group, or the group is added.  ${value} is
 * what the key is to be, escapes are ours.
 */
enum akv_code akv_config_edit_set(struct akv_config_edit *edit,
				  const struct akv_config_edit_place *place,
				  const char *value, struct akv_error *err)
	AKV_CHECKED;

/*
 * akv_config_edit_remove(edit, place, err): take the key's line out, with the
 * comment behind its value; comments above it stay.  Nothing changes where
 * the key is not set.
 */
enum akv_code akv_config_edit_remove(struct akv_config_edit *edit,
				     const struct akv_config_edit_place *place,
				     struct akv_error *err) AKV_CHECKED;

/*
 * akv_config_edit_remove_group(edit, place, err): take the group out, from its
 * brackets to its last key, and the blank lines behind that.  Comments further
 * down stay: they may be about the next group.  Nothing changes where it is
 * not there.
 */
enum akv_code
akv_config_edit_remove_group(struct akv_config_edit *edit,
			     const struct akv_config_edit_place *place,
			     struct akv_error *err) AKV_CHECKED;

#endif
