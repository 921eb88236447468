/* SPDX-License-Identifier: MIT */
#include "libhelper/azure/names.h"
#include "libhelper/reply/list_reply.h"
#include "tests/fuzz/fuzz_reply.h"

/* What is visited has a name by the rules; a page that is refused has visited
 * nothing; a link that is followed stays in the vault and in the list. */

#define HOST "contoso.vault.azure.net"
#define SECRETS "https://" HOST "/secrets?"

struct seen {
	size_t visits;
	enum akv_url_list_kind kind;
};

static bool look(const struct akv_list_item *item, void *context)
{
	struct seen *seen = context;

	fuzz_check(akv_names_check_secret(item->name, NULL) == AKV_OK);
	fuzz_check(item->version[0] == '\0' ?
			   seen->kind != AKV_URL_LIST_VERSIONS :
			   akv_names_check_version(item->version, NULL) ==
				   AKV_OK);
	fuzz_check(item->id != NULL && item->json != NULL);
	fuzz_check(item->expires_at >= 0 && item->not_before >= 0 &&
		   item->deleted_at >= 0 && item->purged_at >= 0);
	return ++seen->visits < 100;
}

static void follow(const char *link)
{
	AKV_AUTO(vault_url) *page = NULL;
	AKV_AUTO(vault_url) *next = NULL;
	struct akv_error err;
	const char *text;

	fuzz_check(akv_url_list(HOST, AKV_URL_LIST_SECRETS, NULL, &page,
				NULL) == AKV_OK);
	if (akv_url_list_next(page, link, &next, &err) != AKV_OK) {
		fuzz_check(err.code == AKV_ERR_PEER);
		return;
	}
	text = akv_url_vault_text(next);
	fuzz_check(strncmp(text, SECRETS, strlen(SECRETS)) == 0);
	fuzz_check(strpbrk(text, "#\\ \r\n\"<>") == NULL);
	fuzz_check(strchr(text + strlen(SECRETS), '\0') - text < 2304);
}

static void read_list(const struct akv_http_reply *reply,
		      enum akv_url_list_kind kind)
{
	struct seen seen = { .kind = kind };
	const struct akv_list_visitor visitor = { look, &seen };
	struct akv_list_end end;
	struct akv_error err;
	enum akv_code code =
		akv_list_reply_parse(reply, kind, &visitor, &end, &err);

	if (code == AKV_OK) {
		follow(end.next_link);
	} else {
		fuzz_check_error(code, &err);
		fuzz_check(seen.visits == 0);
	}
}

static void read_deleted(const struct akv_http_reply *reply)
{
	struct seen seen = { .kind = AKV_URL_LIST_DELETED_SECRETS };
	const struct akv_list_visitor visitor = { look, &seen };
	struct akv_error err;
	enum akv_code code =
		akv_list_reply_parse_deleted(reply, &visitor, &err);

	if (code == AKV_OK)
		fuzz_check(seen.visits == 1);
	else
		fuzz_check_error(code, &err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct akv_http_reply reply;

	if (!fuzz_reply_make(data, size, &reply))
		return 0;
	read_list(&reply, AKV_URL_LIST_SECRETS);
	read_list(&reply, AKV_URL_LIST_VERSIONS);
	read_list(&reply, AKV_URL_LIST_KEYS);
	read_deleted(&reply);
	follow(akv_secret_text(reply.body));
	akv_secret_free(reply.body);
	return 0;
}
