/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "libhelper/base/secret.h"

/* What a secret promises of its memory. */

static struct akv_secret *secret_with_room(size_t capacity)
{
	struct akv_secret *secret;

	cr_assert_eq(akv_secret_new(capacity, &secret, NULL), AKV_OK);
	return secret;
}

static struct akv_secret *secret_of(const char *text)
{
	struct akv_secret *secret;

	cr_assert_eq(akv_secret_new_from(text, strlen(text), &secret, NULL),
		     AKV_OK);
	return secret;
}

static void expect_text(const struct akv_secret *secret, const char *text)
{
	cr_assert_str_eq(akv_secret_text(secret), text);
	cr_assert_eq(akv_secret_len(secret), strlen(text));
}

static const char canary[] = "canary";

/* What the memory looked like that went back to the system. */
static struct {
	size_t unmapped;
	bool had_canary;
} seen;

/* The linker puts it in munmap(2)'s place (CMakeLists.txt). */
int __real_munmap(void *address, size_t len);
int __wrap_munmap(void *address, size_t len);

int __wrap_munmap(void *address, size_t len)
{
	seen.unmapped += len;
	if (memmem(address, len, canary, strlen(canary)) != NULL)
		seen.had_canary = true;
	return __real_munmap(address, len);
}

static void expect_wiped(struct akv_secret *secret)
{
	seen.unmapped = 0;
	seen.had_canary = false;
	akv_secret_free(secret);
	cr_assert_gt(seen.unmapped, 0, "nothing was unmapped");
	cr_assert_not(seen.had_canary, "the canary was still there");
}

/* The net of the other tests: would they see it? */
Test(secret_memory, would_be_seen_if_it_were_not_wiped)
{
	void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	cr_assert_neq(page, MAP_FAILED);
	memcpy((char *)page + 100, canary, sizeof(canary));
	cr_assert_eq(munmap(page, 4096), 0);
	cr_assert_eq(seen.unmapped, 4096);
	cr_assert(seen.had_canary);
}

Test(secret_memory, is_wiped_before_it_goes)
{
	expect_wiped(secret_of(canary));
}

Test(secret_memory, is_wiped_to_its_last_byte)
{
	struct akv_secret *secret = secret_with_room(100000);

	while (akv_secret_room(secret) >= strlen(canary))
		cr_assert_eq(akv_secret_append_text(secret, canary, NULL),
			     AKV_OK);
	expect_wiped(secret);
}

Test(secret_memory, is_wiped_where_it_was_cut_off)
{
	struct akv_secret *secret = secret_with_room(100);

	cr_assert_eq(akv_secret_append_text(secret, "canarycanary", NULL),
		     AKV_OK);
	akv_secret_truncate(secret, 3);
	cr_assert_eq(akv_secret_append_text(secret, "x", NULL), AKV_OK);
	expect_wiped(secret);
}

Test(secret_memory, is_wiped_where_it_was_written_and_not_counted)
{
	struct akv_secret *secret = secret_with_room(100);

	memcpy(akv_secret_tail(secret) + 50, canary, strlen(canary));
	expect_wiped(secret);
}

Test(secret_memory, is_wiped_when_it_leaves_its_scope)
{
	{
		AKV_AUTO(secret) *secret = secret_of(canary);

		expect_text(secret, canary);
		seen.unmapped = 0;
	}
	cr_assert_gt(seen.unmapped, 0);
	cr_assert_not(seen.had_canary);
}

Test(secret_memory, wipes_ordinary_memory)
{
	char bytes[] = "canary";

	akv_secret_wipe(bytes, 3);
	cr_assert_arr_eq(bytes, "\0\0\0ary", 7);
	akv_secret_wipe(bytes, 0);
	cr_assert_arr_eq(bytes, "\0\0\0ary", 7);
}

Test(secret_memory, is_freed_without_complaint_if_there_is_none)
{
	akv_secret_free(NULL);
}

/* Is ${line} of /proc/self/smaps the first of a mapping ("1000-2000 rw-p")? */
static bool is_mapping(const char *line, uintptr_t *from, uintptr_t *to)
{
	char *dash;
	char *space;
	uintptr_t first = strtoul(line, &dash, 16);
	uintptr_t last;

	if (*dash != '-')
		return false;
	last = strtoul(dash + 1, &space, 16);
	if (*space != ' ')
		return false;
	*from = first;
	*to = last;
	return true;
}

/* The flags that the kernel keeps for the mapping of ${address}. */
static void read_flags(const void *address, char *flags, size_t size)
{
	FILE *smaps = fopen("/proc/self/smaps", "re");
	uintptr_t from = 0;
	uintptr_t to = 0;
	char line[512];

	cr_assert_not_null(smaps);
	flags[0] = '\0';
	while (fgets(line, sizeof(line), smaps) != NULL)
		if (!is_mapping(line, &from, &to) &&
		    from <= (uintptr_t)address && (uintptr_t)address < to &&
		    strncmp(line, "VmFlags:", 8) == 0)
			snprintf(flags, size, "%s", line + 8);
	cr_assert_eq(fclose(smaps), 0);
	cr_assert_neq(flags[0], '\0', "not found in /proc/self/smaps");
}

Test(secret_memory, is_locked_and_left_out_of_core_files_and_children)
{
	AKV_AUTO(secret) *secret = secret_of(canary);
	char flags[512];

	read_flags(akv_secret_text(secret), flags, sizeof(flags));
	cr_assert_not_null(strstr(flags, " lo"), "not locked:%s", flags);
	cr_assert_not_null(strstr(flags, " dd"), "may be dumped:%s", flags);
	cr_assert_not_null(strstr(flags, " wf"), "survives fork:%s", flags);
}

Test(secret_memory, is_protected_to_the_last_page)
{
	AKV_AUTO(secret) *secret = secret_with_room(AKV_SECRET_REPLY_MAX);
	char flags[512];

	read_flags(akv_secret_text(secret) + AKV_SECRET_REPLY_MAX, flags,
		   sizeof(flags));
	cr_assert_not_null(strstr(flags, " lo"), "not locked:%s", flags);
	cr_assert_not_null(strstr(flags, " dd"), "may be dumped:%s", flags);
	cr_assert_not_null(strstr(flags, " wf"), "survives fork:%s", flags);
}

/* An ordinary user with "ulimit -l 0", as in some containers. */
static struct akv_secret *secret_of_somebody_who_may_not_lock(const char *text)
{
	const struct rlimit none = { 0, 0 };
	bool is_root = geteuid() == 0;
	struct akv_secret *secret;

	cr_assert_eq(setrlimit(RLIMIT_MEMLOCK, &none), 0);
	if (is_root)
		cr_assert_eq(seteuid(65534), 0);
	secret = secret_of(text);
	/* /proc/self belongs to root then */
	if (is_root)
		cr_assert_eq(seteuid(0), 0);
	return secret;
}

Test(secret_memory, works_where_nothing_may_be_locked)
{
	AKV_AUTO(secret) *secret = secret_of_somebody_who_may_not_lock(canary);
	char flags[512];

	expect_text(secret, canary);
	read_flags(akv_secret_text(secret), flags, sizeof(flags));
	cr_assert_null(strstr(flags, " lo"), "locked after all:%s", flags);
	cr_assert_not_null(strstr(flags, " dd"), "may be dumped:%s", flags);
	cr_assert_not_null(strstr(flags, " wf"), "survives fork:%s", flags);
}

Test(secret_memory, is_zero_in_a_child)
{
	AKV_AUTO(secret) *secret = secret_of(canary);
	const char *text = akv_secret_text(secret);
	int status;
	pid_t child = fork();

	cr_assert_geq(child, 0);
	if (child == 0)
		_exit(memcmp(text, "\0\0\0\0\0\0", 6) == 0 ? 17 : 1);
	cr_assert_eq(waitpid(child, &status, 0), child);
	cr_assert(WIFEXITED(status));
	cr_assert_eq(WEXITSTATUS(status), 17);
	expect_text(secret, canary);
}

Test(secret_memory, is_there_in_a_child_that_hands_it_over)
{
	AKV_AUTO(secret) *secret = secret_of(canary);
	int status;
	pid_t child;

	akv_secret_keep_in_children(secret);
	child = fork();
	cr_assert_geq(child, 0);
	if (child == 0)
		_exit(strcmp(akv_secret_text(secret), canary) == 0 ? 17 : 1);
	cr_assert_eq(waitpid(child, &status, 0), child);
	cr_assert(WIFEXITED(status));
	cr_assert_eq(WEXITSTATUS(status), 17);
}
