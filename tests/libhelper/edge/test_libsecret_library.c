/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <unistd.h>

#include "libhelper/edge/libsecret_library.h"

static const struct akv_libsecret *load(void)
{
	char why[256] = "";
	const struct akv_libsecret *libsecret =
		akv_libsecret_library_load(why, sizeof(why));

	cr_assert_not_null(libsecret, "%s", why);
	return libsecret;
}

Test(libsecret_library, is_loaded_once)
{
	cr_assert_eq(load(), load());
}

Test(libsecret_library, holds_values)
{
	const struct akv_libsecret *libsecret = load();
	SecretValue *value =
		libsecret->secret_value_new("abc", 3, "text/plain");
	gsize len;

	cr_expect_str_eq(libsecret->secret_value_get(value, &len), "abc");
	cr_expect_eq(len, 3);
	libsecret->secret_value_unref(value);
}

/* tests/keyring counts prompts at a service; this is where they end. */
Test(libsecret_library, cannot_prompt)
{
	const struct akv_libsecret *libsecret = load();
	SecretServiceClass *service = libsecret->g_type_class_ref(
		libsecret->secret_service_get_type());
	GError *error = NULL;

	cr_assert_null(service->prompt_sync(NULL, NULL, NULL, NULL, &error));
	cr_assert_not_null(error);
	g_error_free(error);
}

Test(libsecret_library, says_nothing_on_stderr)
{
	char bytes[64] = "";
	int ends[2];

	(void)load();
	cr_assert_eq(pipe(ends), 0);
	cr_assert_eq(dup2(ends[1], STDERR_FILENO), STDERR_FILENO);
	g_log("libsecret", G_LOG_LEVEL_WARNING, "a warning");
	g_log(NULL, G_LOG_LEVEL_CRITICAL, "another");
	cr_assert_eq(write(ends[1], "end", 3), 3);
	cr_assert_eq(read(ends[0], bytes, sizeof(bytes) - 1), 3);
	cr_assert_str_eq(bytes, "end");
}
