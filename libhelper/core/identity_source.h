/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_IDENTITY_SOURCE_H
#define AKV_CORE_IDENTITY_SOURCE_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/*
 * akv_identity_source_find(out, why, err): which endpoint has the managed
 * identity of this machine, as a value of managed-identity in akv-config(5):
 * by the variables that Azure sets, in the order of Microsoft's libraries.
 * ${out} is the word, and ${why} what it was told by; both static.  Nothing is
 * asked.  AKV_ERR_USAGE (UnsupportedIdentity) for Service Fabric, Azure
 * Machine Learning and Cloud Shell.
 */
enum akv_code akv_identity_source_find(const char **out, const char **why,
				       struct akv_error *err) AKV_CHECKED;

#endif
