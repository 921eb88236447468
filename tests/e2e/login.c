/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "tests/e2e/login.h"

void login_expect_config(const char *fmt, ...)
{
	char text[8192] = "";
	FILE *file = fopen(config_path(), "re");
	va_list args;

	cr_assert_not_null(file, "there is no configuration");
	text[fread(text, 1, sizeof(text) - 1, file)] = '\0';
	(void)fclose(file);
	va_start(args, fmt);
	cr_expect_str_eq(text, sandbox_vtext(fmt, args));
	va_end(args);
}

void login_expect_account(const struct outcome *got, const char *credential,
			  const char *source)
{
	const char *wanted =
		sandbox_text("{\n"
			     "  \"tenant\": \"" CLOUD_TENANT "\",\n"
			     "  \"clientId\": \"" CLOUD_CLIENT "\",\n"
			     "  \"objectId\": \"" CLOUD_OBJECT "\",\n"
			     "  \"credential\": \"%s\",\n"
			     "  \"credentialSource\": \"%s\",\n"
			     "  \"credentialExpires\": null,\n"
			     "  \"cloud\": \"AzureCloud\",\n",
			     credential, source);

	cr_assert_eq(got->status, 0, "%s", outcome_words(got));
	cr_assert_eq(strncmp(got->out, wanted, strlen(wanted)), 0, "%s",
		     outcome_words(got));
}
