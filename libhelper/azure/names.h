/* SPDX-License-Identifier: MIT */
#ifndef AKV_AZURE_NAMES_H
#define AKV_AZURE_NAMES_H

#include <stdbool.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/*
 * The services' rules for names.  A name outside them is refused here and
 * never sent: it cannot exist, and it could mean something else in a URL.
 * Each check fails with AKV_ERR_USAGE and a hint with the rule.
 */

/*
 * akv_names_check_vault(name, err): 3 to 24 of [0-9A-Za-z-], begins with a
 * letter, ends with a letter or digit, no two hyphens in a row; and not a
 * word that an unset variable leaves behind (undefined, null, none): such
 * vaults exist and belong to others.
 */
enum akv_code akv_names_check_vault(const char *name, struct akv_error *err)
	AKV_CHECKED;

/* akv_names_check_secret(name, err): 1 to 127 of [0-9A-Za-z-]. */
enum akv_code akv_names_check_secret(const char *name, struct akv_error *err)
	AKV_CHECKED;

/*
 * akv_names_check_version(version, err): 1 to 64 of [0-9A-Za-z]; the service
 * makes 32 hexadecimal digits but documents none.
 */
enum akv_code akv_names_check_version(const char *version,
				      struct akv_error *err) AKV_CHECKED;

/*
 * akv_names_check_tenant(tenant, err): a GUID or a domain name, and one
 * tenant: not common, organizations, consumers.
 */
enum akv_code akv_names_check_tenant(const char *tenant, struct akv_error *err)
	AKV_CHECKED;

/* akv_names_is_guid(text): 8-4-4-4-12 hexadecimal digits. */
bool akv_names_is_guid(const char *text);

/* akv_names_is_domain(text): a domain name (RFC 1123, 2.1) of two labels at
 * least, without a dot at its end. */
bool akv_names_is_domain(const char *text);

#endif
