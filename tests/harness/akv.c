/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "tests/harness/program.h"
#include "tests/harness/sandbox.h"

/* What the build says; the variables are for a test that is run elsewhere. */
static const char *choose(const char *variable, const char *built)
{
	const char *value = getenv(variable);

	return value != NULL && value[0] != '\0' ? value : built;
}

const char *akv_path(void)
{
	return choose("AKV_TEST_PROGRAM", AKV_PROGRAM);
}

const char *harness_python(void)
{
	return choose("AKV_TEST_PYTHON", AKV_PYTHON);
}

const char *harness_source(const char *name)
{
	return sandbox_text("%s/%s", choose("AKV_TEST_SOURCE", AKV_SOURCE),
			    name);
}

const char *akv_called(const char *name)
{
	const char *path = akv_path();

	return sandbox_text("%.*s/%s", (int)(strrchr(path, '/') - path), path,
			    name);
}

const struct outcome *akv_with(const char *const *environment,
			       const char *const *arguments)
{
	return program_run(&(struct program){
		.arguments = arguments,
		.environment = environment,
	});
}

const struct outcome *akv_run(const char *const *arguments)
{
	return akv_with(NULL, arguments);
}

const struct outcome *akv_get_with(const char *request,
				   const char *const *environment,
				   const char *const *more)
{
	const char *arguments[16] = { "get" };

	for (size_t i = 1; more != NULL && *more != NULL && i < 15; i++)
		arguments[i] = *more++;
	return program_run(&(struct program){
		.arguments = arguments,
		.environment = environment,
		.input = request,
	});
}

const struct outcome *akv_get(const char *request)
{
	return akv_get_with(request, NULL, NULL);
}
