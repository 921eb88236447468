/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "libhelper/core/connection_url.h"
#include "libhelper/core/value.h"

#include "libhelper/core/config_connections.h"

static enum akv_code no_memory(struct akv_error *err)
{
	akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "out of memory");
	return AKV_ERR_OTHER;
}

static size_t count_words(const char *list)
{
	size_t count = 0;
	size_t len = 0;

	for (const char *word = akv_value_next_word(list, &len); word != NULL;
	     word = akv_value_next_word(word + len, &len))
		count++;
	return count;
}

/* The words of ${list}, which may be NULL, and NULL behind them. */
static enum akv_code split(const char *list, char ***out, struct akv_error *err)
{
	char **words;
	size_t len = 0;
	size_t i = 0;

	if (list == NULL)
		list = "";
	words = calloc(count_words(list) + 1, sizeof(*words));
	if (words == NULL)
		return no_memory(err);
	*out = words; /* the connection's, complete or not */
	for (const char *word = akv_value_next_word(list, &len); word != NULL;
	     word = akv_value_next_word(word + len, &len)) {
		words[i] = strndup(word, len);
		if (words[i] == NULL)
			return no_memory(err);
		i++;
	}
	return AKV_OK;
}

static enum akv_code build_url(const char *text,
			       struct akv_connection_config *connection,
			       struct akv_error *err)
{
	struct akv_connection_url url;
	enum akv_code code;

	if (text == NULL)
		return AKV_OK;
	code = akv_connection_url_parse(text, &url, err);
	if (code != AKV_OK)
		return code;
	connection->url_protocol = url.protocol; /* the connection's now */
	connection->url_host = url.host;
	connection->url_path = url.path;
	connection->url_username = url.username;
	return AKV_OK;
}

static enum akv_code fill(struct akv_config_section *section,
			  struct akv_connection_config *connection,
			  struct akv_error *err)
{
	enum akv_code code;

	connection->name = strdup(section->name);
	if (connection->name == NULL)
		return no_memory(err);
	code = split(
		akv_config_draft_text(section, AKV_CONNECTION_MORE_SECRETS),
		&connection->more_secrets, err);
	if (code == AKV_OK)
		code = build_url(
			akv_config_draft_text(section, AKV_CONNECTION_URL),
			connection, err);
	if (code != AKV_OK)
		return code;
	connection->type = akv_config_draft_take(section, AKV_CONNECTION_TYPE);
	connection->url = akv_config_draft_take(section, AKV_CONNECTION_URL);
	connection->secret =
		akv_config_draft_take(section, AKV_CONNECTION_SECRET);
	connection->password_store =
		akv_config_draft_take(section, AKV_CONNECTION_PASSWORD_STORE);
	connection->version =
		akv_config_draft_take(section, AKV_CONNECTION_SECRET_VERSION);
	connection->username =
		akv_config_draft_take(section, AKV_CONNECTION_USERNAME);
	return AKV_OK;
}

static enum akv_code fail_no_vault(const struct akv_config *config,
				   struct akv_error *err)
{
	if (config->vault_count == 0) {
		akv_fail(err, AKV_ERR_USAGE, "VaultNotLinked",
			 "no vault is linked");
		akv_error_hint(err, "akv vault link links one, or a group "
				    "[vault NAME] with its name");
		return AKV_ERR_USAGE;
	}
	akv_fail(err, AKV_ERR_USAGE, "NoDefaultVault",
		 "not set, and no vault is the default");
	akv_error_hint(err,
		       "add vault = %s here, or default = true to [vault %s]",
		       config->vaults[0].name, config->vaults[0].name);
	return AKV_ERR_USAGE;
}

static enum akv_code choose_vault(const struct akv_config *config,
				  const char *name,
				  const struct akv_vault_config **out,
				  struct akv_error *err)
{
	if (akv_config_vault(config, name, out, NULL) == AKV_OK)
		return AKV_OK;
	if (name == NULL)
		return fail_no_vault(config, err);
	/* once more for the words; here it is the configuration's mistake */
	if (akv_config_vault(config, name, out, err) != AKV_OK && err != NULL)
		err->code = AKV_ERR_USAGE;
	return AKV_ERR_USAGE;
}

static enum akv_code fail_no_source(const struct akv_config_draft *draft,
				    const struct akv_config_section *section,
				    struct akv_error *err)
{
	akv_fail(err, AKV_ERR_USAGE, "MissingKey",
		 "a connection needs the name of its secret");
	akv_error_hint(err, "add a line secret = NAME");
	akv_config_draft_locate(draft, section, AKV_CONNECTION_SECRET, err);
	return AKV_ERR_USAGE;
}

/* Also from two files: nobody lays a password over a vault's secret. */
static enum akv_code fail_two_sources(const struct akv_config_draft *draft,
				      const struct akv_config_section *section,
				      struct akv_error *err)
{
	const struct akv_config_place *place =
		&section->values[AKV_CONNECTION_SECRET].place;

	akv_fail(err, AKV_ERR_USAGE, "AmbiguousPassword",
		 "its secret is in a vault already: %s:%d",
		 draft->paths[place->file], place->line);
	akv_error_hint(err, "a connection that uses a vault cannot go back: "
			    "take password-store out,");
	akv_error_hint(err, "or delete the connection and create another");
	akv_config_draft_locate(draft, section, AKV_CONNECTION_PASSWORD_STORE,
				err);
	return AKV_ERR_USAGE;
}

/* What only makes sense of a vault's secret. */
static enum akv_code check_no_vault(const struct akv_config_draft *draft,
				    const struct akv_config_section *section,
				    struct akv_error *err)
{
	static const size_t keys[] = {
		AKV_CONNECTION_SECRET_VERSION,
		AKV_CONNECTION_MORE_SECRETS,
		AKV_CONNECTION_VAULT,
	};

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		if (akv_config_draft_text(section, keys[i]) == NULL)
			continue;
		akv_fail(err, AKV_ERR_USAGE, "NotInVault",
			 "this connection's password is in no vault");
		akv_error_hint(err, "leave the line out, or name its secret "
				    "in the place of password-store");
		akv_config_draft_locate(draft, section, keys[i], err);
		return AKV_ERR_USAGE;
	}
	return AKV_OK;
}

/* Where its password is: in a vault, or in a store of this machine. */
static enum akv_code build_source(const struct akv_config_draft *draft,
				  const struct akv_config_section *section,
				  const struct akv_config *config,
				  struct akv_connection_config *connection,
				  struct akv_error *err)
{
	bool in_vault =
		akv_config_draft_text(section, AKV_CONNECTION_SECRET) != NULL;
	bool in_store = akv_config_draft_text(
				section, AKV_CONNECTION_PASSWORD_STORE) != NULL;
	enum akv_code code;

	if (!in_vault && !in_store)
		return fail_no_source(draft, section, err);
	if (in_vault && in_store)
		return fail_two_sources(draft, section, err);
	if (in_store)
		return check_no_vault(draft, section, err);
	code = choose_vault(
		config, akv_config_draft_text(section, AKV_CONNECTION_VAULT),
		&connection->vault, err);
	if (code != AKV_OK)
		akv_config_draft_locate(draft, section, AKV_CONNECTION_VAULT,
					err);
	return code;
}

static enum akv_code build_connection(const struct akv_config_draft *draft,
				      struct akv_config_section *section,
				      struct akv_config *config,
				      struct akv_error *err)
{
	struct akv_connection_config *connection =
		&config->connections[config->connection_count];
	enum akv_code code;

	config->connection_count++;
	code = build_source(draft, section, config, connection, err);
	if (code != AKV_OK)
		return code;
	return fill(section, connection, err);
}

/* strcmp() with NULL before every text. */
static int compare_text(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return (a != NULL) - (b != NULL);
	return strcmp(a, b);
}

static const char *own_username(const struct akv_connection_config *connection)
{
	return connection->username != NULL ? connection->username :
					      connection->url_username;
}

/* By what a request tells them apart; 0 when it cannot. */
static int compare_urls(const struct akv_connection_config *a,
			const struct akv_connection_config *b)
{
	int order = compare_text(a->url_host, b->url_host);

	if (order == 0)
		order = compare_text(a->url_protocol, b->url_protocol);
	if (order == 0)
		order = compare_text(a->url_path, b->url_path);
	if (order == 0)
		order = compare_text(own_username(a), own_username(b));
	return order;
}

/* For qsort(3) of pointers; the array's order where the urls are the same. */
static int compare_entries(const void *a, const void *b)
{
	const struct akv_connection_config *left =
		*(const struct akv_connection_config *const *)a;
	const struct akv_connection_config *right =
		*(const struct akv_connection_config *const *)b;
	int order = compare_urls(left, right);

	return order != 0 ? order : (left > right) - (left < right);
}

static enum akv_code fail_same_url(const struct akv_config_draft *draft,
				   const struct akv_connection_config *first,
				   const struct akv_connection_config *second,
				   struct akv_error *err)
{
	const struct akv_config_section *one = akv_config_draft_find(
		draft, AKV_CONFIG_CONNECTION, first->name);
	const struct akv_config_section *other = akv_config_draft_find(
		draft, AKV_CONFIG_CONNECTION, second->name);

	akv_fail(err, AKV_ERR_USAGE, "AmbiguousUrl",
		 "the same url and user name as [%s], %s:%d", one->title,
		 draft->paths[one->place.file], one->place.line);
	akv_error_hint(err, "a request for this url could mean either: give "
			    "one a path or a username of its own");
	akv_config_draft_locate(draft, other, AKV_CONNECTION_URL, err);
	return AKV_ERR_USAGE;
}

static enum akv_code check_urls(const struct akv_config_draft *draft,
				const struct akv_config *config,
				struct akv_error *err)
{
	size_t count = config->connection_count;
	const struct akv_connection_config **sorted;
	enum akv_code code = AKV_OK;

	sorted = calloc(count, sizeof(*sorted));
	if (sorted == NULL)
		return no_memory(err);
	for (size_t i = 0; i < count; i++)
		sorted[i] = &config->connections[i];
	qsort(sorted, count, sizeof(*sorted), compare_entries);
	for (size_t i = 1; i < count && code == AKV_OK; i++)
		if (sorted[i]->url != NULL &&
		    compare_urls(sorted[i - 1], sorted[i]) == 0)
			code = fail_same_url(draft, sorted[i - 1], sorted[i],
					     err);
	free(sorted);
	return code;
}

enum akv_code akv_config_connections_build(struct akv_config_draft *draft,
					   struct akv_config *config,
					   struct akv_error *err)
{
	size_t count = 0;

	for (size_t i = 0; i < draft->section_count; i++)
		count += draft->sections[i].kind == AKV_CONFIG_CONNECTION;
	if (count == 0)
		return AKV_OK;
	config->connections = calloc(count, sizeof(*config->connections));
	if (config->connections == NULL)
		return no_memory(err);
	for (size_t i = 0; i < draft->section_count; i++) {
		struct akv_config_section *section = &draft->sections[i];
		enum akv_code code;

		if (section->kind != AKV_CONFIG_CONNECTION)
			continue;
		code = build_connection(draft, section, config, err);
		if (code != AKV_OK)
			return code;
	}
	return check_urls(draft, config, err);
}
