/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_CONFIG_BUILD_H
#define AKV_CORE_CONFIG_BUILD_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/core/config.h"
#include "libhelper/core/config_draft.h"

/*
 * akv_config_build(draft, out, err): check that what ${draft} says fits
 * together, and make the configuration of it.  ${draft} gives its texts away:
 * free it afterwards, whatever came of it.  AKV_ERR_USAGE, with the place, for
 * what does not fit.  ${out} is the caller's to akv_config_free().
 */
enum akv_code akv_config_build(struct akv_config_draft *draft,
			       struct akv_config **out, struct akv_error *err)
	AKV_CHECKED;

#endif
