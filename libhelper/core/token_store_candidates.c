/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/base/text.h"
#include "libhelper/core/store_order.h"

#include "libhelper/core/token_store.h"

enum { BUDGET_MS = 2000, NONE = AKV_STORE_ORDER_MAX };

static void probe(struct akv_token_store_candidate *rows)
{
	for (size_t i = 0; akv_store_order_all[i] != NULL; i++) {
		const struct akv_token_backend *backend =
			akv_store_order_all[i];

		rows[i] = (struct akv_token_store_candidate){
			.name = backend->name,
		};
		rows[i].usable = backend->usable(BUDGET_MS, rows[i].why,
						 sizeof(rows[i].why));
	}
	rows[NONE] = (struct akv_token_store_candidate){ .name = "none",
							 .usable = true };
}

/* What somebody configured is chosen even if it does not work. */
static size_t choose(const struct akv_store_order *order, bool is_configured,
		     const struct akv_token_store_candidate *rows)
{
	for (size_t i = 0; i < order->count; i++)
		if (is_configured || rows[order->which[i]].usable)
			return order->which[i];
	return NONE;
}

static const char *reason_to_use(const struct akv_store_order *order,
				 bool is_configured, size_t chosen)
{
	if (is_configured)
		return "used: it is configured";
	if (order->is_ci)
		return "used: CI=true, and nothing is configured";
	if (chosen == NONE)
		return "used: nothing else works here";
	if (order->is_remembered && chosen == order->which[0])
		return "used: it worked last time";
	return "used: the first that works here";
}

static const char *reason_not_to(const struct akv_store_order *order,
				 bool is_configured)
{
	if (is_configured)
		return "not used: another one is configured";
	if (order->is_ci)
		return "not used: CI=true, and nothing is configured";
	return "not used: another one comes first";
}

static void add_reason(struct akv_token_store_candidate *row,
		       const char *reason)
{
	struct akv_text text = { .buf = row->why, .size = sizeof(row->why) };

	text.len = strlen(row->why);
	if (text.len > 0)
		akv_text_add(&text, "; ");
	akv_text_add(&text, reason);
}

void akv_token_store_candidates(enum akv_token_store_kind kind,
				struct akv_token_store_candidate *rows)
{
	const bool is_configured = kind != AKV_TOKEN_STORE_AUTO;
	struct akv_store_order order;
	size_t chosen;

	akv_store_order_init(&order, kind);
	probe(rows);
	chosen = choose(&order, is_configured, rows);
	rows[chosen].chosen = true;
	add_reason(&rows[chosen], reason_to_use(&order, is_configured, chosen));
	for (size_t i = 0; i < AKV_TOKEN_STORE_CANDIDATES; i++)
		if (i != chosen && rows[i].usable)
			add_reason(&rows[i],
				   reason_not_to(&order, is_configured));
}
