/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_CHECK_STATE_H
#define AKV_CORE_CHECK_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/core/check.h"
#include "libhelper/core/check_record.h"
#include "libhelper/core/config.h"

/*
 * The records of one configuration: a file of its own in the state directory
 * (state_dir.h), whose name tells configurations apart by the paths of their
 * files.  Replaced as a whole or not at all.
 */
struct akv_check_state_file;

/*
 * akv_check_state_load(config, out, err): what was remembered; nothing where
 * there is no file, or one that cannot be read or makes no sense. AKV_ERR_OTHER
 * without memory.  The caller's to akv_check_state_free().
 */
enum akv_code akv_check_state_load(const struct akv_config *config,
				   struct akv_check_state_file **out,
				   struct akv_error *err) AKV_CHECKED;

/* akv_check_state_free(file): NULL does nothing. */
void akv_check_state_free(struct akv_check_state_file *file);

/*
 * akv_check_state_record(file, key): the record of ${key}, a new one where
 * there is none; borrowed until the next call.  NULL: there are
 * AKV_CHECK_RECORDS_MAX, or there is no memory.
 */
struct akv_check_record *
akv_check_state_record(struct akv_check_state_file *file,
		       const struct akv_check_key *key);

/* akv_check_state_find(file, key): the record of ${key}, borrowed; NULL where
 * there is none. */
const struct akv_check_record *
akv_check_state_find(const struct akv_check_state_file *file,
		     const struct akv_check_key *key);

/* akv_check_state_forget_older(file, now_s): forget what was not checked at
 * ${now_s}: it is not configured any more. */
void akv_check_state_forget_older(struct akv_check_state_file *file,
				  int64_t now_s);

/*
 * akv_check_state_save(file, err): AKV_ERR_STORE (NoStateDirectory,
 * WriteFailed) when it cannot be; then the old file is as it was.
 */
enum akv_code akv_check_state_save(const struct akv_check_state_file *file,
				   struct akv_error *err) AKV_CHECKED;

/* The secrets of one vault at the last check. */
struct akv_check_summary {
	int64_t checked_at;	    /* the last time; 0: never */
	enum akv_check_state worst; /* of all of them */
	size_t count;
	size_t usable; /* so many of them */
};

/*
 * akv_check_state_vault(config, vault, out): what the last check found in
 * ${vault}; false when it is not remembered.
 */
bool akv_check_state_vault(const struct akv_config *config,
			   const struct akv_vault_config *vault,
			   struct akv_check_summary *out);

#endif
