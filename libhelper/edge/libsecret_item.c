/* SPDX-License-Identifier: MIT */
#include "libhelper/base/text.h"

#include "libhelper/edge/libsecret_item.h"

static const SecretSchema access_token = {
	.name = "org.akv.AccessToken",
	.flags = SECRET_SCHEMA_NONE,
	.attributes = {
		{ "key", SECRET_SCHEMA_ATTRIBUTE_STRING },
		{ "authority_host", SECRET_SCHEMA_ATTRIBUTE_STRING },
		{ "tenant", SECRET_SCHEMA_ATTRIBUTE_STRING },
		{ "client_id", SECRET_SCHEMA_ATTRIBUTE_STRING },
		{ "audience", SECRET_SCHEMA_ATTRIBUTE_STRING },
		{ "fingerprint", SECRET_SCHEMA_ATTRIBUTE_STRING },
		{ NULL, SECRET_SCHEMA_ATTRIBUTE_STRING },
	},
};

static const SecretSchema client_secret = {
	.name = "org.akv.ClientSecret",
	.flags = SECRET_SCHEMA_NONE,
	.attributes = {
		{ "authority_host", SECRET_SCHEMA_ATTRIBUTE_STRING },
		{ "tenant", SECRET_SCHEMA_ATTRIBUTE_STRING },
		{ "client_id", SECRET_SCHEMA_ATTRIBUTE_STRING },
		{ NULL, SECRET_SCHEMA_ATTRIBUTE_STRING },
	},
};

static const SecretSchema password = {
	.name = "org.akv.ConnectionPassword",
	.flags = SECRET_SCHEMA_NONE,
	.attributes = {
		{ "connection", SECRET_SCHEMA_ATTRIBUTE_STRING },
		{ NULL, SECRET_SCHEMA_ATTRIBUTE_STRING },
	},
};

/*
 * The session collection comes first for a token: it is in memory only, as
 * befits one, and works while the login collection is locked or was never made.
 * KeePassXC has none; there the default collection serves, if it is open.
 */
static const char *const of_a_session[] = { SECRET_COLLECTION_SESSION,
					    SECRET_COLLECTION_DEFAULT, NULL };

/* One that a person typed has to outlive the session. */
static const char *const lasting[] = { SECRET_COLLECTION_DEFAULT, NULL };

void akv_libsecret_item_access_token(const struct akv_token_item *token,
				     struct akv_libsecret_item *out)
{
	struct akv_text label;

	*out = (struct akv_libsecret_item){ .schema = &access_token,
					    .collections = of_a_session };
	if (token == NULL)
		return;
	out->values[0] = token->key;
	out->values[1] = token->authority_host;
	out->values[2] = token->tenant;
	out->values[3] = token->client_id;
	out->values[4] = token->audience;
	out->values[5] = token->fingerprint;
	akv_text_init(&label, out->label, sizeof(out->label));
	akv_text_addf(&label, "akv: access token of %s for %s",
		      token->client_id, token->audience);
}

void akv_libsecret_item_client_secret(
	const struct akv_client_secret_owner *owner,
	struct akv_libsecret_item *out)
{
	struct akv_text label;

	*out = (struct akv_libsecret_item){ .schema = &client_secret,
					    .collections = lasting };
	out->values[0] = owner->authority_host;
	out->values[1] = owner->tenant;
	out->values[2] = owner->client_id;
	akv_text_init(&label, out->label, sizeof(out->label));
	akv_text_addf(&label, "akv: client secret of %s in %s",
		      owner->client_id, owner->tenant);
}

void akv_libsecret_item_password(const char *connection,
				 struct akv_libsecret_item *out)
{
	struct akv_text label;

	*out = (struct akv_libsecret_item){ .schema = &password,
					    .collections = lasting };
	out->values[0] = connection;
	akv_text_init(&label, out->label, sizeof(out->label));
	akv_text_addf(&label, "akv: password of the connection %s", connection);
}
