/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_CONFIG_FILE_H
#define AKV_CORE_CONFIG_FILE_H

#include "libhelper/base/attr.h"
#include "libhelper/base/clock.h"
#include "libhelper/base/error.h"
#include "libhelper/core/config.h"
#include "libhelper/core/config_edit.h"

/*
 * The configuration file that commands change: the one that AKV_CONFIG names,
 * else the user's, also for root; /etc/akv/config is changed by people, or by
 * AKV_CONFIG=/etc/akv/config.
 *
 * It is locked from opening it until it is freed, by flock(2) of its directory,
 * so that of two akv that change it at once none undoes the other's work.
 * A symbolic link stays one: what it leads to is changed.
 */
struct akv_config_file;

/*
 * akv_config_file_open(deadline, out, err): lock and read it; one that is not
 * there is empty.  AKV_ERR_USAGE when it is not in order, as akv_config_load().
 * AKV_ERR_STORE when there is no home to have it in, when its directory
 * belongs to somebody else than root or us (after sudo(8)), when a link leads
 * nowhere, or when another process had it until ${deadline}.  ${out} is the
 * caller's to akv_config_file_free().
 */
enum akv_code akv_config_file_open(struct akv_deadline deadline,
				   struct akv_config_file **out,
				   struct akv_error *err) AKV_CHECKED;

/* akv_config_file_free(file): unlock and release; NULL does nothing. */
void akv_config_file_free(struct akv_config_file *file);
AKV_DEFINE_FREEP(config_file)

/* akv_config_file_path(file): as people named it; borrowed. */
const char *akv_config_file_path(const struct akv_config_file *file);

/* akv_config_file_edit(file): its text, to be changed; borrowed. */
struct akv_config_edit *akv_config_file_edit(struct akv_config_file *file);

/*
 * akv_config_file_preview(file, out, err): the whole configuration as it will
 * be with this file saved.  As akv_config_load().
 */
enum akv_code akv_config_file_preview(const struct akv_config_file *file,
				      struct akv_config **out,
				      struct akv_error *err) AKV_CHECKED;

/*
 * akv_config_file_save(file, err): write it, if it was changed; directories
 * that are missing are made (0700).  AKV_ERR_STORE (ConfigChanged) when
 * somebody, an editor say, has changed it since it was read, else as
 * akv_file_replace(); then it is as it was.
 */
enum akv_code akv_config_file_save(struct akv_config_file *file,
				   struct akv_error *err) AKV_CHECKED;

#endif
