/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "tests/harness/program.h"
#include "tests/harness/sandbox.h"

#include "tests/harness/environment.h"

/* Changes for every run; cleared by nobody: a test is a process. */
static struct environment lasting;

static void remove_at(struct environment *environment, size_t i)
{
	environment->count--;
	environment->entries[i] = environment->entries[environment->count];
	environment->entries[environment->count] = NULL;
}

static void append(struct environment *environment, const char *entry)
{
	cr_assert_lt(environment->count, ENVIRONMENT_MAX);
	environment->entries[environment->count++] =
		sandbox_keep(strdup(entry));
	environment->entries[environment->count] = NULL;
}

static void drop(struct environment *environment, const char *entry)
{
	size_t len = strcspn(entry, "=");

	for (size_t i = environment->count; i-- > 0;)
		if (strncmp(environment->entries[i], entry, len) == 0 &&
		    strcspn(environment->entries[i], "=") == len)
			remove_at(environment, i);
}

void environment_change(struct environment *environment, const char *entry)
{
	drop(environment, entry);
	if (strchr(entry, '=') != NULL)
		append(environment, entry);
}

/* The sanitizers' options are the build's, not the person's. */
static void inherit(struct environment *environment, const char *name)
{
	const char *value = getenv(name);

	if (value != NULL)
		append(environment, sandbox_text("%s=%s", name, value));
}

void environment_init(struct environment *environment)
{
	*environment = (struct environment){ .count = 0 };
	append(environment, "PATH=/usr/local/bin:/usr/bin:/bin");
	append(environment, "LC_ALL=C.UTF-8");
	append(environment, "TZ=UTC");
	append(environment, sandbox_text("HOME=%s", sandbox_path("home")));
	append(environment,
	       sandbox_text("XDG_RUNTIME_DIR=%s", sandbox_path("run")));
	append(environment, sandbox_text("TMPDIR=%s", sandbox_path("tmp")));
	append(environment,
	       sandbox_text("AKV_CONFIG=%s", sandbox_path("config")));
	inherit(environment, "ASAN_OPTIONS");
	inherit(environment, "LSAN_OPTIONS");
	inherit(environment, "UBSAN_OPTIONS");
	for (size_t i = 0; i < lasting.count; i++)
		environment_change(environment, lasting.entries[i]);
}

void program_setenv(const char *name, const char *value)
{
	drop(&lasting, name);
	/* removing one of environment_init() needs an entry, too */
	append(&lasting, value == NULL ? sandbox_text("%s", name) :
					 sandbox_text("%s=%s", name, value));
}
