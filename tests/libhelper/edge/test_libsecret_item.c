/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/edge/libsecret_item.h"

static const struct akv_token_item token = {
	.key = "0123",
	.authority_host = "host",
	.tenant = "tenant",
	.client_id = "client",
	.audience = "audience",
	.fingerprint = "print",
};

static const struct akv_client_secret_owner owner = {
	.authority_host = "host",
	.tenant = "tenant",
	.client_id = "client",
};

static void expect_values(const struct akv_libsecret_item *item,
			  const char *words)
{
	char text[512] = "";

	for (size_t i = 0; i < AKV_LIBSECRET_ITEM_VALUES &&
			   item->schema->attributes[i].name != NULL;
	     i++) {
		strcat(text, item->schema->attributes[i].name);
		strcat(text, "=");
		strcat(text, item->values[i] != NULL ? item->values[i] : "");
		strcat(text, " ");
	}
	cr_expect_str_eq(text, words);
}

Test(libsecret_item, is_an_access_token_for_a_session)
{
	struct akv_libsecret_item item;

	akv_libsecret_item_access_token(&token, &item);
	cr_expect_str_eq(item.schema->name, "org.akv.AccessToken");
	expect_values(&item, "key=0123 authority_host=host tenant=tenant "
			     "client_id=client audience=audience "
			     "fingerprint=print ");
	cr_expect_str_eq(item.label,
			 "akv: access token of client for audience");
	cr_expect_str_eq(item.collections[0], SECRET_COLLECTION_SESSION);
	cr_expect_str_eq(item.collections[1], SECRET_COLLECTION_DEFAULT);
	cr_expect_null(item.collections[2]);
}

Test(libsecret_item, is_all_access_tokens)
{
	struct akv_libsecret_item item;

	akv_libsecret_item_access_token(NULL, &item);
	for (size_t i = 0; i < AKV_LIBSECRET_ITEM_VALUES; i++)
		cr_expect_null(item.values[i]);
}

Test(libsecret_item, is_a_client_secret_that_lasts)
{
	struct akv_libsecret_item item;

	akv_libsecret_item_client_secret(&owner, &item);
	cr_expect_str_eq(item.schema->name, "org.akv.ClientSecret");
	expect_values(&item,
		      "authority_host=host tenant=tenant client_id=client ");
	cr_expect_str_eq(item.label, "akv: client secret of client in tenant");
	cr_expect_str_eq(item.collections[0], SECRET_COLLECTION_DEFAULT);
	cr_expect_null(item.collections[1]);
}

Test(libsecret_item, is_a_password_that_lasts)
{
	struct akv_libsecret_item item;

	akv_libsecret_item_password("old", &item);
	cr_expect_str_eq(item.schema->name, "org.akv.ConnectionPassword");
	expect_values(&item, "connection=old ");
	cr_expect_str_eq(item.label, "akv: password of the connection old");
	cr_expect_str_eq(item.collections[0], SECRET_COLLECTION_DEFAULT);
	cr_expect_null(item.collections[1]);
}
