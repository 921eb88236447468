/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "protocol/ssh_key.h"

/*
 * The input is the value of a secret.  What is a key ends in a newline, has no
 * carriage return, and needs no more mending.
 */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
	if (!holds)
		abort();
}

static void judge(const struct akv_secret *key)
{
	AKV_AUTO(secret) *again = NULL;
	struct akv_ssh_key_repairs repairs;
	char text[AKV_SSH_KEY_REPAIRS_SIZE];
	const char *bytes = akv_secret_text(key);
	size_t len = akv_secret_len(key);

	check(strlen(bytes) == len);
	check(strncmp(bytes, "-----BEGIN ", 11) == 0);
	check(bytes[len - 1] == '\n' && strchr(bytes, '\r') == NULL);
	check(strstr(bytes, "-----\n") != NULL);
	check(akv_ssh_key_format(key, &again, &repairs, NULL) == AKV_OK);
	akv_ssh_key_repairs_text(&repairs, text);
	check(text[0] == '\0' && akv_secret_equal(key, again));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AKV_AUTO(secret) *value = NULL;
	AKV_AUTO(secret) *key = NULL;
	struct akv_ssh_key_repairs repairs;

	if (size > AKV_SECRET_VALUE_MAX)
		return 0;
	check(akv_secret_new_from(data, size, &value, NULL) == AKV_OK);
	if (akv_ssh_key_format(value, &key, &repairs, NULL) == AKV_OK)
		judge(key);
	else
		check(key == NULL);
	return 0;
}
