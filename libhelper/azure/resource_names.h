/* SPDX-License-Identifier: MIT */
#ifndef AKV_AZURE_RESOURCE_NAMES_H
#define AKV_AZURE_RESOURCE_NAMES_H

#include <stdbool.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/*
 * Azure Resource Manager's rules for names, as names.h has Key Vault's.  Each
 * check fails with AKV_ERR_USAGE and a hint with the rule, and does not repeat
 * a text that breaks it.
 */

enum {
	/* 90 characters of at most four bytes, and a NUL */
	AKV_RESOURCE_GROUP_SIZE = 361,
	AKV_RESOURCE_LOCATION_SIZE = 65,
};

/* akv_resource_names_check_subscription(id, err): a GUID. */
enum akv_code akv_resource_names_check_subscription(const char *id,
						    struct akv_error *err)
	AKV_CHECKED;

/*
 * akv_resource_names_check_group(name, err): a resource group: 1 to 90
 * letters, digits, hyphens, underscores, periods and parentheses, and no
 * period at the end.  Letters are those of all scripts (UTF-8).
 */
enum akv_code akv_resource_names_check_group(const char *name,
					     struct akv_error *err) AKV_CHECKED;

/*
 * akv_resource_names_check_location(name, err): a region, by its name
 * (westeurope) or as it is displayed (West Europe): at most 64 letters, digits
 * and single spaces between them.
 */
enum akv_code akv_resource_names_check_location(const char *name,
						struct akv_error *err)
	AKV_CHECKED;

/*
 * akv_resource_names_same_location(a, b): do both name one region?  Case and
 * spaces do not count: Resource Manager has it in either form.
 */
bool akv_resource_names_same_location(const char *a, const char *b);

/*
 * akv_resource_names_region(location, out): its name for the Azure CLI, small
 * letters without spaces; cut where it is longer than any.
 */
void akv_resource_names_region(const char *location,
			       char out[AKV_RESOURCE_LOCATION_SIZE]);

#endif
