/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_EXEC_ENVIRONMENT_H
#define AKV_CMD_EXEC_ENVIRONMENT_H

#include <stddef.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"

/*
 * The environment of a program that we start: what it inherits
 * (base/process.h), and what is set for it.  The strings that are set lie in
 * memory for secrets until execve(2) has copied them; only the array of
 * pointers is ordinary.  Opaque.
 */
struct akv_exec_environment;

/*
 * akv_exec_environment_new(room, count, out, err): of what is inherited now,
 * with room for ${count} variables that take ${room} bytes together, with
 * = and NUL.  ${out} is the caller's to akv_exec_environment_free().
 */
enum akv_code akv_exec_environment_new(size_t room, size_t count,
				       struct akv_exec_environment **out,
				       struct akv_error *err) AKV_CHECKED;

/* akv_exec_environment_free(environment): wipe and release; NULL is fine. */
void akv_exec_environment_free(struct akv_exec_environment *environment);
AKV_DEFINE_FREEP(exec_environment)

/*
 * akv_exec_environment_set(environment, name, value, err): replaces what was
 * inherited.  AKV_ERR_UNUSABLE (NotText) for a NUL inside, AKV_ERR_USAGE
 * (GivenTwice) for a second one of that name.
 */
enum akv_code akv_exec_environment_set(struct akv_exec_environment *environment,
				       const char *name,
				       const struct akv_secret *value,
				       struct akv_error *err) AKV_CHECKED;

/* akv_exec_environment_set_text(environment, name, text, err): the same. */
enum akv_code
akv_exec_environment_set_text(struct akv_exec_environment *environment,
			      const char *name, const char *text,
			      struct akv_error *err) AKV_CHECKED;

/* akv_exec_environment_find(environment, name): the value, or NULL. */
const char *
akv_exec_environment_find(const struct akv_exec_environment *environment,
			  const char *name);

/*
 * akv_exec_environment_variables(environment): for execve(2), borrowed; a
 * child of fork(2) sees them, too.
 */
char *const *
akv_exec_environment_variables(struct akv_exec_environment *environment);

#endif
