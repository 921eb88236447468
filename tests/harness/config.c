/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdarg.h>

#include "tests/harness/cloud.h"
#include "tests/harness/sandbox.h"

#include "tests/harness/config.h"

/* What the file has. */
static const char *content = "";

static void write_content(const char *text)
{
	content = text;
	(void)sandbox_write("config", 0600, "%s", text);
}

void config_set(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	write_content(sandbox_vtext(fmt, args));
	va_end(args);
}

void config_add(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	write_content(sandbox_text("%s%s", content, sandbox_vtext(fmt, args)));
	va_end(args);
}

void config_default(void)
{
	const char *secret_file =
		sandbox_write("client-secret", 0600, "%s", CLOUD_CLIENT_SECRET);

	config_set(CONFIG_PRINCIPAL "client-secret-file = %s\n"
				    "\n" CONFIG_VAULT "\n"
				    "[connection nightly-export]\n"
				    "type = sftp\n"
				    "url = sftp://export@sftp.example.com\n"
				    "secret = sftp-password\n"
				    "more-secrets = multi-line;unicode\n"
				    "\n"
				    "[cache]\n"
				    "token-store = none\n",
		   secret_file);
}

void config_connect(const char *name)
{
	config_add("\n[connection %s]\nsecret = %s\n", name, name);
}

const char *config_path(void)
{
	return sandbox_path("config");
}
