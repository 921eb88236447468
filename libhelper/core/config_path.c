/* SPDX-License-Identifier: MIT */
#include <pwd.h>
#include <unistd.h>

#include "libhelper/base/process.h"
#include "libhelper/base/text.h"

#include "libhelper/core/config_path.h"

const char *akv_config_path_named(void)
{
	return akv_process_env("AKV_CONFIG");
}

/* $HOME, else what the user database says, and ${below}; false for neither. */
static bool below_home(const char *below, struct akv_text *path)
{
	const char *home = akv_process_env("HOME");
	char strings[16384]; /* more than getconf GETPW_R_SIZE_MAX anywhere */
	struct passwd entry;
	struct passwd *user = NULL;

	if (home == NULL &&
	    getpwuid_r(geteuid(), &entry, strings, sizeof(strings), &user) ==
		    0 &&
	    user != NULL)
		home = user->pw_dir;
	if (home == NULL || home[0] != '/')
		return false;
	akv_text_add(path, home);
	akv_text_add(path, below);
	return !path->cut;
}

bool akv_config_path_user(char *path, size_t size)
{
	const char *base = akv_process_env("XDG_CONFIG_HOME");
	struct akv_text text;

	akv_text_init(&text, path, size);
	/* XDG Base Directory Specification: a relative path is no path */
	if (base == NULL || base[0] != '/')
		return below_home("/.config/akv/config", &text);
	akv_text_add(&text, base);
	akv_text_add(&text, "/akv/config");
	return !text.cut;
}
