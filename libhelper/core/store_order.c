/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/base/process.h"
#include "libhelper/core/remembered_store.h"

#include "libhelper/core/store_order.h"

enum { LIBSECRET, KEYRING };

const struct akv_token_backend *const akv_store_order_all[] = {
	[LIBSECRET] = &akv_libsecret_backend,
	[KEYRING] = &akv_kernel_keyring_backend,
	[AKV_STORE_ORDER_MAX] = NULL,
};

static void add(struct akv_store_order *order, size_t which)
{
	order->which[order->count++] = which;
}

/* Machines that build are thrown away, and their user is everybody's. */
static bool is_ci(void)
{
	const char *value = akv_process_env("CI");

	return value != NULL && strcmp(value, "true") == 0;
}

static bool is_name_of(const char *word, size_t which)
{
	return strcmp(word, akv_store_order_all[which]->name) == 0;
}

static void choose(struct akv_store_order *order)
{
	char word[AKV_REMEMBERED_STORE_SIZE];
	bool prefer_keyring;

	order->is_ci = is_ci();
	if (order->is_ci)
		return;
	(void)akv_remembered_store_get(word);
	prefer_keyring = is_name_of(word, KEYRING);
	order->is_remembered = prefer_keyring || is_name_of(word, LIBSECRET);
	add(order, prefer_keyring ? KEYRING : LIBSECRET);
	add(order, prefer_keyring ? LIBSECRET : KEYRING);
}

void akv_store_order_init(struct akv_store_order *order,
			  enum akv_token_store_kind kind)
{
	*order = (struct akv_store_order){ .count = 0 };
	switch (kind) {
	case AKV_TOKEN_STORE_AUTO:
		choose(order);
		break;
	case AKV_TOKEN_STORE_LIBSECRET:
		add(order, LIBSECRET);
		break;
	case AKV_TOKEN_STORE_KEYRING:
		add(order, KEYRING);
		break;
	case AKV_TOKEN_STORE_NONE:
		break;
	}
}
