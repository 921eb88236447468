/* SPDX-License-Identifier: MIT */
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "libhelper/base/file.h"
#include "libhelper/base/process.h"
#include "libhelper/base/text.h"
#include "libhelper/base/trace.h"

#include "libhelper/core/state_dir.h"

/* Where a directory of ours may lie. */
struct place {
	const char *variable;
	enum { LIST, GIVEN, MADE } kind; /* of the variable's value */
	const char *below[2];		 /* levels under it, made if missing */
};

/* systemd puts a colon between the directories of one unit: the first. */
static const struct place runtime_places[] = {
	{ "RUNTIME_DIRECTORY", LIST, { NULL } },
	{ "XDG_RUNTIME_DIR", GIVEN, { NULL } },
	{ "XDG_CACHE_HOME", MADE, { NULL } },
	{ "HOME", GIVEN, { "/.cache" } },
	{ NULL, GIVEN, { NULL } },
};

static const struct place state_places[] = {
	{ "STATE_DIRECTORY", LIST, { NULL } },
	{ "XDG_STATE_HOME", MADE, { NULL } },
	{ "HOME", GIVEN, { "/.local", "/state" } },
	{ NULL, GIVEN, { NULL } },
};

static bool is_ours(const char *path)
{
	struct stat dir;

	return stat(path, &dir) == 0 && S_ISDIR(dir.st_mode) &&
	       dir.st_uid == geteuid();
}

enum missing { LEAVE, MAKE };

/* Makes ${path} if it is missing, in a directory of ours and nowhere else. */
static bool make_dir(char *path, enum missing missing)
{
	char *slash = strrchr(path, '/');
	bool may_make;

	if (is_ours(path))
		return true;
	if (missing == LEAVE)
		return false;
	*slash = '\0';
	may_make = is_ours(path);
	*slash = '/';
	/* somebody else of ours may be making it just now: look again */
	if (may_make)
		(void)mkdir(path, S_IRWXU);
	return may_make && is_ours(path);
}

/* The variable's value as a path without a slash behind it. */
static bool find_base(const struct place *place, enum missing missing,
		      struct akv_text *path)
{
	const char *value = akv_process_env(place->variable);
	size_t len;

	/* the specification: a relative path is to be ignored */
	if (value == NULL || value[0] != '/')
		return false;
	len = place->kind == LIST ? strcspn(value, ":") : strlen(value);
	while (len > 1 && value[len - 1] == '/')
		len--;
	akv_text_add_bytes(path, value, len);
	if (path->cut)
		return false;
	return place->kind == MADE ? make_dir(path->buf, missing) :
				     is_ours(path->buf);
}

static bool open_place(const struct place *place, enum missing missing,
		       struct akv_text *path)
{
	struct akv_error err;

	if (!find_base(place, missing, path))
		return false;
	for (size_t i = 0; i < 2 && place->below[i] != NULL; i++) {
		akv_text_add(path, place->below[i]);
		if (path->cut || !make_dir(path->buf, missing))
			return false;
	}
	akv_text_add(path, "/akv");
	if (path->cut || (missing == LEAVE && access(path->buf, F_OK) != 0))
		return false;
	if (akv_file_private_dir(path->buf, &err) == AKV_OK)
		return true;
	akv_trace("%s", err.text);
	return false;
}

static bool find(enum akv_state_dir which, enum missing missing,
		 const char *file, struct akv_text *path)
{
	const struct place *place =
		which == AKV_STATE_DIR_RUNTIME ? runtime_places : state_places;

	for (; place->variable != NULL; place++) {
		akv_text_init(path, path->buf, path->size);
		if (!open_place(place, missing, path))
			continue;
		akv_text_addf(path, "/%s", file);
		return !path->cut;
	}
	return false;
}

bool akv_state_dir_path(enum akv_state_dir which, const char *file, char *path,
			size_t size)
{
	struct akv_text text;

	akv_text_init(&text, path, size);
	return find(which, MAKE, file, &text);
}

bool akv_state_dir_find(enum akv_state_dir which, const char *file, char *path,
			size_t size)
{
	struct akv_text text;

	akv_text_init(&text, path, size);
	return find(which, LEAVE, file, &text);
}
