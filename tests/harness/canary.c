/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "tests/harness/canary.h"

enum { SHORTEST = 5, ADDED_MAX = 64 };

struct added {
	char *bytes;
	size_t len;
};

static struct added added[ADDED_MAX];
static size_t added_count;

/* The cloud's seed: client secrets as they are, as forms and headers carry
 * them, what jobs and apps prove themselves by, and the values of secrets. */
static const char *const seeded[] = {
	"cloud-secret~1",
	"expired-secret~0",
	"github-request-token~1",
	"pipelines-access-token~1",
	"7d9c5a1e4f3b48d2a6c0e8b1f2d3a4c5", /* IDENTITY_HEADER */
	"eyJ",				    /* every JSON Web Token */
	"correct horse",
	"policy horse",
	"china horse",
	"government horse",
	"-----BEGIN",
	"-----END",
	"p\xc3\xa4ssw\xc3\xb6rd",
	"0123456789abcdef0123456789abcdef",
	"expired-value",
	"expires-value",
	"early-value",
	"disabled-value",
	"deleted-value",
	"older-value",
	"newer-value",
	"value-1",
	"value-2",
	"value-3",
};

void canary_add(const void *bytes, size_t len)
{
	struct added *slot = &added[added_count];

	if (len < SHORTEST)
		return;
	cr_assert_lt(added_count, ADDED_MAX, "too many canaries");
	slot->bytes = malloc(len + 1);
	cr_assert_not_null(slot->bytes);
	memcpy(slot->bytes, bytes, len);
	slot->bytes[len] = '\0';
	slot->len = len;
	added_count++;
}

const char *canary_find(const void *bytes, size_t len)
{
	for (size_t i = 0; i < sizeof(seeded) / sizeof(seeded[0]); i++)
		if (memmem(bytes, len, seeded[i], strlen(seeded[i])) != NULL)
			return seeded[i];
	for (size_t i = 0; i < added_count; i++)
		if (memmem(bytes, len, added[i].bytes, added[i].len) != NULL)
			return added[i].bytes;
	return NULL;
}

void canary_forget(void)
{
	while (added_count > 0)
		free(added[--added_count].bytes);
}
