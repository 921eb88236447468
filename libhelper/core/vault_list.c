/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/base/text.h"
#include "libhelper/base/trace.h"
#include "libhelper/reply/vault_error.h"

#include "libhelper/core/vault_list.h"

/* A list under way. */
struct walk {
	struct akv_vault_client *client;
	struct akv_vault_request about;
	enum akv_url_list_kind kind;
	const struct akv_list_visitor *visitor;
	struct akv_vault_url *page;
	size_t pages;
	/* The page with the number that is the last power of two: a list that
	 * goes round in circles comes back to one of these (Brent), so that
	 * it is noticed without keeping all that have been. */
	char landmark[AKV_URL_LIST_LINK_SIZE];
	size_t next_landmark;
};

static enum akv_vault_question question_of(enum akv_url_list_kind kind)
{
	switch (kind) {
	case AKV_URL_LIST_SECRETS:
		return AKV_VAULT_ASKS_SECRETS;
	case AKV_URL_LIST_VERSIONS:
		return AKV_VAULT_ASKS_VERSIONS;
	case AKV_URL_LIST_DELETED_SECRETS:
		return AKV_VAULT_ASKS_DELETED_SECRETS;
	case AKV_URL_LIST_KEYS:
		return AKV_VAULT_ASKS_KEYS;
	case AKV_URL_LIST_CERTIFICATES:
		return AKV_VAULT_ASKS_CERTIFICATES;
	}
	return AKV_VAULT_ASKS_SECRETS;
}

static enum akv_code endless(const struct walk *walk, const char *why,
			     struct akv_error *err)
{
	return akv_fail(err, AKV_ERR_PEER, "EndlessList",
			"vault %s does not end its list: %s", walk->about.vault,
			why);
}

/* Takes ${link} for the next page. */
static enum akv_code turn(struct walk *walk, const char *link,
			  struct akv_error *err)
{
	AKV_AUTO(vault_url) *next = NULL;
	enum akv_code code;

	if (walk->pages == AKV_VAULT_LIST_PAGES_MAX)
		return endless(walk, "it has 10000 pages so far", err);
	if (strcmp(link, walk->landmark) == 0)
		return endless(walk, "it came back to a page that it had", err);
	if (walk->pages == walk->next_landmark) {
		memcpy(walk->landmark, link, strlen(link) + 1);
		walk->next_landmark *= 2;
	}
	code = akv_url_list_next(walk->page, link, &next, err);
	if (code != AKV_OK)
		return code;
	akv_vault_url_free(walk->page);
	walk->page = next;
	next = NULL; /* the walk's now */
	return AKV_OK;
}

/* The page at which the walk is; how it ends in ${end}. */
static enum akv_code visit_page(struct walk *walk, struct akv_list_end *end,
				struct akv_error *err)
{
	const struct akv_http_reply *reply;
	enum akv_code code = akv_vault_client_get(walk->client, walk->page,
						  &walk->about, &reply, err);

	if (code != AKV_OK)
		return code;
	if (reply->status != 200)
		return akv_vault_error(reply, &walk->about, err);
	walk->pages++;
	return akv_list_reply_parse(reply, walk->kind, walk->visitor, end, err);
}

static void clear(struct walk *walk)
{
	akv_vault_url_free(walk->page);
}

enum akv_code akv_vault_list(struct akv_vault_client *client,
			     const struct akv_vault_list *which,
			     const struct akv_list_visitor *visitor,
			     struct akv_error *err)
{
	__attribute__((cleanup(clear))) struct walk walk = {
		.client = client,
		.about = akv_vault_client_request(client, which->secret, NULL),
		.kind = which->kind,
		.visitor = visitor,
		.next_landmark = 1,
	};
	struct akv_list_end end = { .was_stopped = false };
	enum akv_code code;

	walk.about.question = question_of(which->kind);
	code = akv_url_list(akv_vault_client_host(client), which->kind,
			    which->secret, &walk.page, err);
	while (code == AKV_OK) {
		code = visit_page(&walk, &end, err);
		if (code != AKV_OK || end.was_stopped ||
		    end.next_link[0] == '\0')
			break;
		code = turn(&walk, end.next_link, err);
	}
	akv_trace("list: %zu pages", walk.pages);
	return code;
}

enum akv_code akv_vault_list_deleted_one(struct akv_vault_client *client,
					 const char *secret,
					 const struct akv_list_visitor *visitor,
					 struct akv_error *err)
{
	AKV_AUTO(vault_url) *url = NULL;
	struct akv_vault_request about =
		akv_vault_client_request(client, secret, NULL);
	const struct akv_http_reply *reply;
	enum akv_code code = akv_url_deleted_secret(
		akv_vault_client_host(client), secret, &url, err);

	if (code != AKV_OK)
		return code;
	about.question = AKV_VAULT_ASKS_DELETED_SECRET;
	code = akv_vault_client_get(client, url, &about, &reply, err);
	if (code != AKV_OK)
		return code;
	if (reply->status != 200)
		return akv_vault_error(reply, &about, err);
	return akv_list_reply_parse_deleted(reply, visitor, err);
}
