/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>

#include "libhelper/reply/list_reply.h"
#include "tests/fakes/fake_reply.h"

#define AT "https://contoso.vault.azure.net"

static struct akv_list_item last;
static int visits;
static int visits_wanted = 100;
static struct akv_list_end end;
static struct akv_error err;

TestSuite(list_reply, .fini = fake_reply_clear);

static bool note(const struct akv_list_item *item, AKV_UNUSED void *context)
{
	last = *item;
	visits++;
	/* pointers are good for the visit alone */
	last.id = NULL;
	last.content_type = NULL;
	last.json = NULL;
	return visits < visits_wanted;
}

static const struct akv_list_visitor visitor = { .visit = note };

static enum akv_code parse(enum akv_url_list_kind kind, const char *body)
{
	fake_reply_clear();
	fake_reply_set(200, body);
	err = (struct akv_error){ 0 };
	visits = 0;
	return akv_list_reply_parse(&fake_reply, kind, &visitor, &end, &err);
}

static enum akv_code parse_item(const char *item)
{
	char body[4096];

	cr_assert_lt(snprintf(body, sizeof(body), "{\"value\":[%s]}", item),
		     (int)sizeof(body));
	return parse(AKV_URL_LIST_SECRETS, body);
}

static bool look_at_everything(const struct akv_list_item *item,
			       AKV_UNUSED void *context)
{
	char tag[16];

	visits++;
	cr_expect_str_eq(item->name, "sftp-password");
	cr_expect_str_eq(item->version, "");
	cr_expect_str_eq(item->id, AT "/secrets/sftp-password");
	cr_expect_str_eq(item->content_type, "text/plain");
	cr_expect_str_eq(item->recovery_level, "Recoverable+Purgeable");
	cr_expect_eq(item->recovery_id, NULL);
	cr_expect_not(item->is_enabled);
	cr_expect(item->is_managed);
	cr_expect_eq(item->expires_at, 4);
	cr_expect_eq(item->not_before, 3);
	cr_expect_eq(item->created_at, 1);
	cr_expect_eq(item->updated_at, 2);
	cr_expect_eq(item->recoverable_days, 90);
	cr_expect(akv_json_copy_text(akv_json_member(item->json, "tags"), "a",
				     tag, sizeof(tag)));
	cr_expect_str_eq(tag, "b");
	return true;
}

Test(list_reply, reads_all_that_a_vault_says_of_a_secret)
{
	const struct akv_list_visitor look = { .visit = look_at_everything };

	fake_reply_set(200,
		       "{\"value\":[{\"id\":\"" AT "/secrets/sftp-password\","
		       "\"contentType\":\"text/plain\",\"managed\":true,"
		       "\"attributes\":{\"enabled\":false,\"nbf\":3,\"exp\":4,"
		       "\"created\":1,\"updated\":2,\"recoverableDays\":90,"
		       "\"recoveryLevel\":\"Recoverable+Purgeable\"},"
		       "\"tags\":{\"a\":\"b\"}}],\"nextLink\":null}");
	cr_assert_eq(akv_list_reply_parse(&fake_reply, AKV_URL_LIST_SECRETS,
					  &look, &end, &err),
		     AKV_OK);
	cr_expect_eq(visits, 1);
	cr_expect_str_eq(end.next_link, "");
	cr_expect_not(end.was_stopped);
}

Test(list_reply, reads_what_says_nothing_but_its_name)
{
	cr_assert_eq(parse_item("{\"id\":\"" AT "/secrets/x\"}"), AKV_OK);
	cr_expect(last.is_enabled);
	cr_expect_not(last.is_managed);
	cr_expect_eq(last.expires_at, 0);
	cr_expect_eq(last.recovery_level, NULL);
}

Test(list_reply, visits_in_the_vaults_order_until_it_is_stopped)
{
	visits_wanted = 2;
	cr_assert_eq(parse_item("{\"id\":\"" AT "/secrets/c\"},"
				"{\"id\":\"" AT "/secrets/a\"},"
				"{\"id\":\"" AT "/secrets/b\"}"),
		     AKV_OK);
	cr_expect_eq(visits, 2);
	cr_expect_str_eq(last.name, "a");
	cr_expect(end.was_stopped);
}

Test(list_reply, knows_where_a_list_goes_on_and_where_it_ends)
{
	cr_assert_eq(parse(AKV_URL_LIST_SECRETS,
			   "{\"value\":[],\"nextLink\":\"/secrets?x\"}"),
		     AKV_OK);
	cr_expect_str_eq(end.next_link, "/secrets?x");
	cr_assert_eq(
		parse(AKV_URL_LIST_SECRETS, "{\"value\":[],\"nextLink\":\"\"}"),
		AKV_OK);
	cr_expect_str_eq(end.next_link, "");
	cr_assert_eq(parse(AKV_URL_LIST_SECRETS, "{\"value\":[]}"), AKV_OK);
	cr_expect_str_eq(end.next_link, "");
}

Test(list_reply, reads_versions_keys_and_certificates)
{
	cr_assert_eq(parse(AKV_URL_LIST_VERSIONS,
			   "{\"value\":[{\"id\":\"" AT "/secrets/x/0123\"}]}"),
		     AKV_OK);
	cr_expect_str_eq(last.version, "0123");
	cr_assert_eq(parse(AKV_URL_LIST_KEYS,
			   "{\"value\":[{\"kid\":\"" AT "/keys/k\"}]}"),
		     AKV_OK);
	cr_expect_str_eq(last.name, "k");
	cr_assert_eq(parse(AKV_URL_LIST_CERTIFICATES,
			   "{\"value\":[{\"id\":\"" AT "/certificates/c\"}]}"),
		     AKV_OK);
	cr_expect_str_eq(last.name, "c");
}

Test(list_reply, takes_nothing_of_another_list)
{
	static const struct {
		enum akv_url_list_kind kind;
		const char *item;
	} rows[] = {
		{ AKV_URL_LIST_SECRETS, "{\"id\":\"" AT "/keys/x\"}" },
		{ AKV_URL_LIST_SECRETS, "{\"kid\":\"" AT "/secrets/x\"}" },
		{ AKV_URL_LIST_KEYS, "{\"id\":\"" AT "/keys/x\"}" },
		{ AKV_URL_LIST_VERSIONS, "{\"id\":\"" AT "/secrets/x\"}" },
	};
	char body[256];

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		(void)snprintf(body, sizeof(body), "{\"value\":[%s]}",
			       rows[i].item);
		cr_expect_eq(parse(rows[i].kind, body), AKV_ERR_PEER, "%s",
			     body);
		cr_expect_eq(visits, 0);
	}
}

Test(list_reply, visits_nothing_where_anything_is_strange)
{
	static const char *const items[] = {
		"null",
		"1",
		"[]",
		"{}",
		"{\"id\":1}",
		"{\"id\":\"/secrets/x\"}",
		"{\"id\":\"" AT "/secrets/x y\"}",
		"{\"id\":\"" AT "/secrets/x/1/2\"}",
		"{\"id\":\"" AT "/secrets/x\\u0000\"}",
		"{\"id\":\"" AT "/secrets/x\",\"attributes\":{\"exp\":\"a\"}}",
		"{\"id\":\"" AT "/secrets/x\",\"deletedDate\":{}}",
	};
	char both[1024];

	for (size_t i = 0; i < sizeof(items) / sizeof(*items); i++) {
		(void)snprintf(both, sizeof(both),
			       "{\"id\":\"" AT "/secrets/good\"},%s", items[i]);
		cr_expect_eq(parse_item(both), AKV_ERR_PEER, "%s", items[i]);
		cr_expect_str_eq(err.reason, "NotASecret");
		cr_expect_eq(visits, 0, "%s", items[i]);
	}
}

Test(list_reply, takes_no_other_document_for_a_list)
{
	static const char *const bodies[] = {
		"<html>welcome</html>",
		"[]",
		"{}",
		"{\"value\":null}",
		"{\"value\":\"x\"}",
		"{\"value\":{}}",
		"{\"value\":[],\"nextLink\":1}",
		"{\"value\":[],\"nextLink\":{}}",
		"{\"value\":[],\"nextLink\":\"a\\u0000b\"}",
	};

	for (size_t i = 0; i < sizeof(bodies) / sizeof(*bodies); i++)
		cr_expect_eq(parse(AKV_URL_LIST_SECRETS, bodies[i]),
			     AKV_ERR_PEER, "%s", bodies[i]);
}

Test(list_reply, takes_no_link_that_is_too_long)
{
	static char body[AKV_URL_LIST_LINK_SIZE + 64];
	int len = snprintf(body, sizeof(body),
			   "{\"value\":[],\"nextLink\":\"%0*d\"}",
			   AKV_URL_LIST_LINK_SIZE, 0);

	cr_assert_lt(len, (int)sizeof(body));
	cr_expect_eq(parse(AKV_URL_LIST_SECRETS, body), AKV_ERR_PEER);
}

Test(list_reply, reads_a_deleted_secret)
{
	fake_reply_set(200, "{\"recoveryId\":\"" AT "/deletedsecrets/x\","
			    "\"deletedDate\":5,\"scheduledPurgeDate\":6,"
			    "\"id\":\"" AT "/secrets/x/1\",\"attributes\":{}}");
	cr_assert_eq(akv_list_reply_parse_deleted(&fake_reply, &visitor, &err),
		     AKV_OK);
	cr_expect_eq(visits, 1);
	cr_expect_str_eq(last.name, "x");
	cr_expect_str_eq(last.version, "1");
	cr_expect_eq(last.deleted_at, 5);
	cr_expect_eq(last.purged_at, 6);
}

Test(list_reply, takes_nothing_else_for_a_deleted_secret)
{
	fake_reply_set(200, "{\"value\":[]}");
	cr_expect_eq(akv_list_reply_parse_deleted(&fake_reply, &visitor, &err),
		     AKV_ERR_PEER);
	cr_expect_eq(visits, 0);
}
