/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <string.h>

#include "cmd/exec_names.h"

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#define DIGITS "0123456789"

/* The loader's and libc's, the shells', the interpreters', and the programs
 * that other programs start; a * stands for any end. */
static const char *const dangerous[] = {
	"LD_*",		"DYLD_*",	   "GLIBC_TUNABLES",
	"GCONV_PATH",	"GETCONF_DIR",	   "HOSTALIASES",
	"LOCALDOMAIN",	"LOCPATH",	   "MALLOC_*",
	"NLSPATH",	"RES_OPTIONS",	   "RESOLV_*",
	"TMPDIR",	"TZDIR",	   "PATH",
	"HOME",		"SHELL",	   "IFS",
	"ENV",		"CDPATH",	   "GLOBIGNORE",
	"PS4",		"PROMPT_COMMAND",  "SHELLOPTS",
	"BASHOPTS",	"BASH_ENV",	   "BASH_FUNC_*",
	"ZDOTDIR",	"EDITOR",	   "VISUAL",
	"PAGER",	"BROWSER",	   "LESSOPEN",
	"LESSCLOSE",	"AWKPATH",	   "PYTHONHOME",
	"PYTHONPATH",	"PYTHONSTARTUP",   "PYTHONINSPECT",
	"PERLLIB",	"PERL5LIB",	   "PERL5OPT",
	"PERL5DB",	"RUBYLIB",	   "RUBYOPT",
	"NODE_OPTIONS", "NODE_PATH",	   "JAVA_TOOL_OPTIONS",
	"CLASSPATH",	"GIT_SSH",	   "GIT_SSH_COMMAND",
	"GIT_ASKPASS",	"GIT_EDITOR",	   "GIT_PAGER",
	"GIT_CONFIG*",	"GIT_EXEC_PATH",   "GIT_PROXY_COMMAND",
	"SSH_ASKPASS*", "RSYNC_RSH",	   "RCLONE_PASSWORD_COMMAND",
	"OPENSSL_CONF", "OPENSSL_ENGINES", "OPENSSL_MODULES",
	"AKV_*",
};

static bool matches(const char *name, const char *pattern)
{
	size_t len = strcspn(pattern, "*");

	if (pattern[len] == '*')
		return strncmp(name, pattern, len) == 0;
	return strcmp(name, pattern) == 0;
}

static bool is_dangerous(const char *name)
{
	for (size_t i = 0; i < sizeof(dangerous) / sizeof(dangerous[0]); i++)
		if (matches(name, dangerous[i]))
			return true;
	return false;
}

enum akv_code akv_exec_names_check(const char *option, const char *name,
				   struct akv_error *err)
{
	size_t len = strlen(name);

	/* what stands behind a = could be a secret: it is not repeated */
	if (strchr(name, '=') != NULL) {
		akv_fail(err, AKV_ERR_USAGE, "BadName",
			 "%s takes the name of a variable, without =", option);
		akv_error_hint(err,
			       "its value comes from the vault; "
			       "--secret NAME in front of %s chooses "
			       "another secret of the connection",
			       option);
		return AKV_ERR_USAGE;
	}
	if (len == 0 || len > AKV_EXEC_NAME_MAX ||
	    strspn(name, LETTERS DIGITS "_") != len ||
	    strspn(name, DIGITS) != 0)
		return akv_fail(err, AKV_ERR_USAGE, "BadName",
				"%s %s: the name of a variable has letters, "
				"digits and _, begins with no digit, and has "
				"at most %d of them",
				option, name, AKV_EXEC_NAME_MAX);
	if (!is_dangerous(name))
		return AKV_OK;
	akv_fail(err, AKV_ERR_USAGE, "DangerousName",
		 "%s %s: programs are chosen or changed by this variable, and "
		 "the vault is not to decide what runs here",
		 option, name);
	akv_error_hint(err, "choose another name");
	return AKV_ERR_USAGE;
}

enum akv_code akv_exec_names_check_remote(const char *name,
					  struct akv_error *err)
{
	size_t len = strlen(name);

	if (len > 0 && len <= AKV_EXEC_NAME_MAX / 2 &&
	    strspn(name, LETTERS DIGITS "_") == len)
		return AKV_OK;
	akv_fail(err, AKV_ERR_USAGE, "BadName",
		 "--rclone %s: rclone reads from the environment only remotes "
		 "with a name of letters, digits and _",
		 name);
	akv_error_hint(err, "a remote of another name can be an alias of one "
			    "with such a name");
	return AKV_ERR_USAGE;
}
