/* SPDX-License-Identifier: MIT */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/*
 * Feeds every file of the given folders to a fuzz target, once.  The stand-in
 * for libFuzzer's main() where there is none.
 */

enum { INPUT_MAX = 1 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* 1 when ${name} in ${folder} was fed to the target. */
static int replay_file(const char *folder, const char *name)
{
	char path[4096];
	uint8_t *data;
	FILE *file;
	size_t len;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	file = fopen(path, "rb");
	data = malloc(INPUT_MAX);
	if (file == NULL || data == NULL) {
		perror(path);
		exit(EXIT_FAILURE);
	}
	len = fread(data, 1, INPUT_MAX, file);
	fclose(file);
	/* exactly as large as the input, so that reading on is seen */
	data = realloc(data, len > 0 ? len : 1);
	LLVMFuzzerTestOneInput(data, len);
	free(data);
	return 1;
}

static int replay_folder(const char *folder)
{
	const struct dirent *entry;
	DIR *dir = opendir(folder);
	int count = 0;

	if (dir == NULL) {
		perror(folder);
		exit(EXIT_FAILURE);
	}
	while ((entry = readdir(dir)) != NULL)
		if (entry->d_name[0] != '.')
			count += replay_file(folder, entry->d_name);
	closedir(dir);
	return count;
}

int main(int argc, char **argv)
{
	int count = 0;

	for (int i = 1; i < argc; i++)
		count += replay_folder(argv[i]);
	printf("%d inputs\n", count);
	return count > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
