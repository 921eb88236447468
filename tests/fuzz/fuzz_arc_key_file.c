/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/core/arc_key_file.h"

/*
 * The input is a header.  A path that is found in it leads to a key file in
 * the agent's directory, and nowhere else.
 */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char beginning[] = AKV_ARC_KEY_FILE_DIRECTORY "/";

static void check(bool holds)
{
	if (!holds)
		abort();
}

static void check_path(const char *path)
{
	size_t len = strlen(path);

	check(strncmp(path, beginning, sizeof(beginning) - 1) == 0);
	check(strchr(path + sizeof(beginning) - 1, '/') == NULL);
	check(strstr(path, "..") == NULL);
	check(len > sizeof(beginning) - 1 + strlen(".key"));
	check(strcmp(path + len - strlen(".key"), ".key") == 0);
	for (; *path != '\0'; path++)
		check(*path > 0x20 && *path < 0x7f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char path[AKV_ARC_KEY_FILE_PATH_SIZE];
	char *header = malloc(size + 1);
	struct akv_error err;
	enum akv_code code;

	check(header != NULL);
	if (size > 0)
		memcpy(header, data, size);
	header[size] = '\0';
	code = akv_arc_key_file_path(header, AKV_ARC_KEY_FILE_DIRECTORY, path,
				     sizeof(path), &err);
	if (code == AKV_OK)
		check_path(path);
	else
		check(err.code == code && err.text[0] != '\0');
	free(header);
	return 0;
}
