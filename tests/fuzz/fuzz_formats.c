/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "protocol/curl_config.h"
#include "protocol/netrc.h"
#include "protocol/pgpass.h"
#include "protocol/shell_variables.h"

/*
 * The input is the value of a secret.  What a format takes is one entry, from
 * which a reader of few words gets the value back.
 */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
	if (!holds)
		abort();
}

/*
 * The bytes of ${text} behind ${prefix} and before ${suffix}, where a backslash
 * stands for what is behind it, are ${value}.
 */
static void check_escaped(const struct akv_secret *text, const char *prefix,
			  const char *suffix, const struct akv_secret *value)
{
	static const char letters[] = "tnrv";
	static const char meant[] = "\t\n\r\v";
	bool names_controls = strcmp(prefix, "user = \"bob:") == 0;
	const char *at = akv_secret_text(text) + strlen(prefix);
	const char *end =
		akv_secret_text(text) + akv_secret_len(text) - strlen(suffix);
	const char *expected = akv_secret_text(value);

	check(strncmp(akv_secret_text(text), prefix, strlen(prefix)) == 0);
	check(memcmp(end, suffix, strlen(suffix)) == 0);
	while (at < end) {
		const char *letter;
		char c = *at++;

		check(c != '"' && c != '\n' && c != '\r');
		if (c == '\\') {
			check(at < end);
			c = *at++;
			letter = strchr(letters, c);
			if (names_controls && c != '\0' && letter != NULL)
				c = meant[letter - letters];
		}
		check(c == *expected++);
	}
	check(expected == akv_secret_text(value) + akv_secret_len(value));
}

static void judge_netrc(const struct akv_entry *entry)
{
	AKV_AUTO(secret) *text = NULL;
	bool quoted;

	if (akv_netrc_format(entry, &text, NULL) != AKV_OK)
		return;
	quoted = akv_secret_text(text)[akv_secret_len(text) - 2] == '"';
	if (quoted)
		check_escaped(text, "machine example.com login bob password \"",
			      "\"\n", entry->value);
	else
		check_escaped(text, "machine example.com login bob password ",
			      "\n", entry->value);
}

static void judge_curl(const struct akv_entry *entry)
{
	AKV_AUTO(secret) *text = NULL;

	if (akv_curl_config_format(entry, &text, NULL) == AKV_OK)
		check_escaped(text, "user = \"bob:", "\"\n", entry->value);
}

static void judge_pgpass(const struct akv_entry *entry)
{
	AKV_AUTO(secret) *text = NULL;
	const char *line;

	if (akv_pgpass_format(entry, &text, NULL) != AKV_OK)
		return;
	line = akv_secret_text(text);
	check(strchr(line, '\n') == line + akv_secret_len(text) - 1);
}

static void judge_shell(const struct akv_entry *entry)
{
	AKV_AUTO(secret) *text = NULL;

	if (akv_shell_variables_format(entry, "X", &text, NULL) != AKV_OK)
		return;
	check(strncmp(akv_secret_text(text), "X='", 3) == 0);
	check(strcmp(akv_secret_text(text) + akv_secret_len(text) - 2, "'\n") ==
	      0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AKV_AUTO(secret) *value = NULL;
	struct akv_entry entry = { .username = "bob", .host = "example.com" };

	if (size > AKV_SECRET_VALUE_MAX)
		return 0;
	check(akv_secret_new_from(data, size, &value, NULL) == AKV_OK);
	entry.value = value;
	judge_netrc(&entry);
	judge_curl(&entry);
	judge_pgpass(&entry);
	judge_shell(&entry);
	return 0;
}
