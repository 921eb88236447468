/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_UNIT_CREDENTIAL_H
#define AKV_CORE_UNIT_CREDENTIAL_H

#include <stdbool.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/*
 * A credential of a unit of systemd, as a configuration names it: UNIT/ID,
 * "payroll.service/sftp-password"; "backup@.service/key" is for every instance
 * of a template.
 */

/* akv_unit_credential_check(name, err): AKV_ERR_USAGE (InvalidName) for what is
 * none by systemd's rules (systemd.unit(5), systemd.exec(5)). */
enum akv_code akv_unit_credential_check(const char *name, struct akv_error *err)
	AKV_CHECKED;

/* akv_unit_credential_is_for(name, unit, id): is ${name} that of ${id} of
 * ${unit}, or of the template that ${unit} is an instance of? */
bool akv_unit_credential_is_for(const char *name, const char *unit,
				const char *id);

#endif
