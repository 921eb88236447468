/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "libhelper/core/check_change.h"
#include "libhelper/core/check_state.h"
#include "tests/fakes/scratch.h"

static struct akv_config config;
static char paths[256];

static void set_up(void)
{
	scratch_make();
	(void)unsetenv("STATE_DIRECTORY");
	(void)setenv("XDG_STATE_HOME", scratch_path("state"), 1);
	(void)snprintf(paths, sizeof(paths), "/etc/akv/config");
	config = (struct akv_config){ .paths = paths };
}

TestSuite(check_state, .init = set_up, .fini = scratch_remove);

static struct akv_check_key key_of(const char *connection, const char *vault)
{
	struct akv_check_key key = { 0 };

	(void)snprintf(key.connection, sizeof(key.connection), "%s",
		       connection);
	(void)snprintf(key.vault, sizeof(key.vault), "%s", vault);
	(void)snprintf(key.secret, sizeof(key.secret), "password");
	return key;
}

static struct akv_check_state_file *load(void)
{
	struct akv_check_state_file *file;

	cr_assert_eq(akv_check_state_load(&config, &file, NULL), AKV_OK);
	return file;
}

static void see(const char *connection, const char *vault,
		enum akv_check_state state, int64_t now_s)
{
	const struct akv_check_key key = key_of(connection, vault);
	struct akv_check_state_file *file = load();
	struct akv_check_record *record = akv_check_state_record(file, &key);

	cr_assert_not_null(record);
	akv_check_change_apply(record, state, now_s, true);
	cr_assert_eq(akv_check_state_save(file, NULL), AKV_OK);
	akv_check_state_free(file);
}

static bool remembers(const char *connection, const char *vault)
{
	const struct akv_check_key key = key_of(connection, vault);
	struct akv_check_state_file *file = load();
	bool found = akv_check_state_find(file, &key) != NULL;

	akv_check_state_free(file);
	return found;
}

/* The one file in the directory; "" when there is none. */
static const char *state_path(void)
{
	static char path[512];
	char name[256] = "";
	FILE *list;

	(void)snprintf(path, sizeof(path), "ls %s", scratch_path("state/akv"));
	list = popen(path, "r");
	cr_assert_not_null(list);
	(void)!fscanf(list, "%255s", name);
	(void)pclose(list);
	(void)snprintf(path, sizeof(path), "%s/%s", scratch_path("state/akv"),
		       name);
	return name[0] != '\0' ? path : "";
}

Test(check_state, is_empty_at_first)
{
	cr_expect_not(remembers("a", "v"));
	cr_expect_str_eq(state_path(), "");
}

Test(check_state, is_remembered)
{
	struct stat file;

	see("a", "v", AKV_CHECK_DELETED, 100);
	cr_expect(remembers("a", "v"));
	cr_expect(remembers("a", "V"));
	cr_expect_not(remembers("a", "w"));
	cr_expect_not(remembers("A", "v"));
	cr_assert_eq(stat(state_path(), &file), 0);
	cr_expect_eq(file.st_mode & 07777, 0600);
}

Test(check_state, is_each_configuration_s_own)
{
	see("a", "v", AKV_CHECK_DELETED, 100);
	(void)snprintf(paths, sizeof(paths), "/etc/akv/config, /home/a");
	cr_expect_not(remembers("a", "v"));
	see("b", "v", AKV_CHECK_DELETED, 100);
	(void)snprintf(paths, sizeof(paths), "/etc/akv/config");
	cr_expect(remembers("a", "v"));
	cr_expect_not(remembers("b", "v"));
}

Test(check_state, of_a_relative_path_is_this_directory_s)
{
	(void)snprintf(paths, sizeof(paths), "config");
	cr_assert_eq(chdir("/"), 0);
	see("a", "v", AKV_CHECK_DELETED, 100);
	cr_expect(remembers("a", "v"));
	cr_assert_eq(chdir("/tmp"), 0);
	cr_expect_not(remembers("a", "v"));
}

Test(check_state, forgets_what_is_not_configured_any_more)
{
	struct akv_check_state_file *file;

	see("a", "v", AKV_CHECK_ACCESSIBLE, 100);
	see("b", "v", AKV_CHECK_ACCESSIBLE, 200);
	see("c", "v", AKV_CHECK_ACCESSIBLE, 200);
	file = load();
	akv_check_state_forget_older(file, 200);
	cr_assert_eq(akv_check_state_save(file, NULL), AKV_OK);
	akv_check_state_free(file);
	cr_expect_not(remembers("a", "v"));
	cr_expect(remembers("b", "v"));
	cr_expect(remembers("c", "v"));
}

Test(check_state, of_garbage_is_empty_and_replaced)
{
	FILE *garbage;

	see("a", "v", AKV_CHECK_ACCESSIBLE, 100);
	garbage = fopen(state_path(), "w");
	cr_assert_not_null(garbage);
	(void)fputs("{\"format\":1,\"rec", garbage);
	(void)fclose(garbage);
	cr_expect_not(remembers("a", "v"));
	see("a", "v", AKV_CHECK_ACCESSIBLE, 100);
	cr_expect(remembers("a", "v"));
}

Test(check_state, that_others_may_write_is_not_believed)
{
	see("a", "v", AKV_CHECK_ACCESSIBLE, 100);
	cr_assert_eq(chmod(state_path(), 0622), 0);
	cr_expect_not(remembers("a", "v"));
}

Test(check_state, says_where_it_cannot_be_kept)
{
	const struct akv_check_key key = key_of("a", "v");
	struct akv_check_state_file *file;
	struct akv_error err = { 0 };

	(void)unsetenv("XDG_STATE_HOME");
	file = load();
	cr_expect_not_null(akv_check_state_record(file, &key));
	cr_expect_eq(akv_check_state_save(file, &err), AKV_ERR_STORE);
	cr_expect_str_eq(err.reason, "NoStateDirectory");
	akv_check_state_free(file);
}

Test(check_state, has_a_bounded_number_of_records)
{
	struct akv_check_state_file *file = load();
	struct akv_check_key key = key_of("", "v");

	for (size_t i = 0; i < AKV_CHECK_RECORDS_MAX; i++) {
		(void)snprintf(key.connection, sizeof(key.connection), "%zu",
			       i);
		cr_assert_not_null(akv_check_state_record(file, &key));
	}
	cr_expect_not_null(akv_check_state_record(file, &key));
	key.connection[0] = 'x';
	cr_expect_null(akv_check_state_record(file, &key));
	akv_check_state_free(file);
}

Test(check_state, tells_of_one_vault)
{
	struct akv_vault_config vault = { .host = (char[]){ "V" } };
	struct akv_check_summary summary;

	cr_expect_not(akv_check_state_vault(&config, &vault, &summary));
	see("a", "v", AKV_CHECK_ACCESSIBLE, 100);
	see("b", "v", AKV_CHECK_NETWORK_RULES, 200);
	see("c", "w", AKV_CHECK_SIGN_IN_REFUSED, 300);
	cr_assert(akv_check_state_vault(&config, &vault, &summary));
	cr_expect_eq(summary.checked_at, 200);
	cr_expect_eq(summary.worst, AKV_CHECK_NETWORK_RULES);
	cr_expect_eq(summary.count, 2);
	cr_expect_eq(summary.usable, 1);
}
