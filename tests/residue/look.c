/* SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/residue/look.h"

enum { MASK = 0x5a };

char *look_make_canary(size_t len)
{
	char *canary = sandbox_keep(calloc(1, len + 1));
	uint32_t state = (uint32_t)getpid() * 2654435761u + (uint32_t)len;

	for (size_t i = 0; i < len; i++) {
		state = state * 1664525u + 1013904223u;
		canary[i] = "0123456789abcdef"[state >> 28];
	}
	return canary;
}

static const char *masked(const char *name, const char *bytes)
{
	char hex[2 * LOOK_SIZE + 1];

	for (size_t i = 0; i < LOOK_SIZE; i++)
		(void)snprintf(hex + 2 * i, 3, "%02x",
			       (unsigned int)(unsigned char)(bytes[i] ^ MASK));
	return sandbox_text("%s=%s", name, hex);
}

void look_for_bytes(const char *name, const char *bytes)
{
	static const char *needles = "";

	needles = sandbox_text("%s %s", needles, masked(name, bytes));
	program_setenv("PROBE_NEEDLES", needles + 1);
}

const char *look_for_value(const char *value, const char *url)
{
	size_t len = strlen(value);

	cloud_put_secret("contoso", "canary", value);
	config_connect("canary");
	config_add("url = %s\n", url);
	look_for_bytes("value-start", value);
	look_for_bytes("value-middle", value + len / 2);
	look_for_bytes("value-end", value + len - LOOK_SIZE);
	look_for_bytes("client-secret", CLOUD_CLIENT_SECRET);
	return value;
}

const char *look_for(size_t len)
{
	return look_for_value(look_make_canary(len), LOOK_URL);
}

const struct outcome *look_run(struct program program)
{
	if (program.path == NULL)
		program.path = AKV_RESIDUE_PROBES "probe";
	return program_run(&program);
}

const struct outcome *look_at(const char *const *arguments)
{
	return look_run((struct program){ .arguments = arguments });
}

const char *look_text(const char *when, int count, const char *token)
{
	return sandbox_text("-- %s\n"
			    "value-start %d\n"
			    "value-middle %d\n"
			    "value-end %d\n"
			    "client-secret 0\n"
			    "%s",
			    when, count, count, count, token);
}

void look_expect(const struct outcome *got, const char *looks)
{
	cr_assert_eq(got->status, 0, "%s", outcome_words(got));
	cr_expect_str_eq(got->err, looks);
}

void look_expect_nothing(const struct outcome *got)
{
	look_expect(got, look_text("end", 0, LOOK_NO_TOKEN));
}

void look_expect_clean(const struct outcome *got, const char *out)
{
	look_expect_nothing(got);
	cr_expect_str_eq(got->out, out);
}
