/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/base/process.h"

#include "cmd/exec_environment.h"

struct akv_exec_environment {
	char **variables; /* NULL behind the last one */
	size_t count;
	size_t inherited;	    /* the first so many of them */
	struct akv_secret *strings; /* of the others */
};

void akv_exec_environment_free(struct akv_exec_environment *environment)
{
	if (environment == NULL)
		return;
	akv_secret_free(environment->strings);
	free(environment->variables);
	free(environment);
}

enum akv_code akv_exec_environment_new(size_t room, size_t count,
				       struct akv_exec_environment **out,
				       struct akv_error *err)
{
	AKV_AUTO(exec_environment) *made = calloc(1, sizeof(*made));
	size_t inherited = akv_process_inherited(NULL, 0);
	enum akv_code code;

	if (made != NULL)
		made->variables =
			calloc(inherited + count + 1, sizeof(*made->variables));
	if (made == NULL || made->variables == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "no memory");
	made->inherited = akv_process_inherited(made->variables, inherited);
	made->count = made->inherited;
	code = akv_secret_new(room, &made->strings, err);
	if (code != AKV_OK)
		return code;
	akv_secret_keep_in_children(made->strings);
	*out = made;
	made = NULL; /* the caller's now */
	return AKV_OK;
}

static bool is_named(const char *variable, const char *name)
{
	size_t len = strlen(name);

	return strncmp(variable, name, len) == 0 && variable[len] == '=';
}

/* A name may have been inherited more than once. */
static void drop_inherited(struct akv_exec_environment *environment,
			   const char *name)
{
	for (size_t i = environment->inherited; i-- > 0;) {
		if (!is_named(environment->variables[i], name))
			continue;
		memmove(&environment->variables[i],
			&environment->variables[i + 1],
			(environment->count - i - 1) *
				sizeof(environment->variables[0]));
		environment->inherited--;
		environment->variables[--environment->count] = NULL;
	}
}

/* ${variable} is the place in ${environment->strings} where it begins. */
static enum akv_code put(struct akv_exec_environment *environment,
			 const char *name, const char *value, size_t len,
			 struct akv_error *err)
{
	struct akv_secret *strings = environment->strings;
	char *variable = akv_secret_tail(strings);
	enum akv_code code;

	akv_secret_grow(strings, 0); /* nothing was written there yet */
	if (akv_exec_environment_find(environment, name) != NULL)
		drop_inherited(environment, name);
	if (akv_exec_environment_find(environment, name) != NULL)
		return akv_fail(err, AKV_ERR_USAGE, "GivenTwice",
				"the variable %s is given twice", name);
	code = akv_secret_append_text(strings, name, err);
	if (code == AKV_OK)
		code = akv_secret_append_text(strings, "=", err);
	if (code == AKV_OK)
		code = akv_secret_append(strings, value, len, err);
	if (code == AKV_OK)
		code = akv_secret_append(strings, "", 1, err);
	if (code == AKV_OK)
		environment->variables[environment->count++] = variable;
	return code;
}

enum akv_code akv_exec_environment_set(struct akv_exec_environment *environment,
				       const char *name,
				       const struct akv_secret *value,
				       struct akv_error *err)
{
	if (akv_secret_has_any(value, "", 1)) {
		akv_fail(err, AKV_ERR_UNUSABLE, "NotText",
			 "the secret for %s holds a NUL byte, which no "
			 "variable can",
			 name);
		akv_error_hint(err, "--file, --fd and --stdin take any bytes");
		return AKV_ERR_UNUSABLE;
	}
	return put(environment, name, akv_secret_text(value),
		   akv_secret_len(value), err);
}

enum akv_code
akv_exec_environment_set_text(struct akv_exec_environment *environment,
			      const char *name, const char *text,
			      struct akv_error *err)
{
	return put(environment, name, text, strlen(text), err);
}

const char *
akv_exec_environment_find(const struct akv_exec_environment *environment,
			  const char *name)
{
	for (size_t i = 0; i < environment->count; i++)
		if (is_named(environment->variables[i], name))
			return environment->variables[i] + strlen(name) + 1;
	return NULL;
}

char *const *
akv_exec_environment_variables(struct akv_exec_environment *environment)
{
	return environment->variables;
}
