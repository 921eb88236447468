/* SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/azure/names.h"
#include "libhelper/base/text.h"
#include "libhelper/core/config.h"
#include "libhelper/core/config_build.h"
#include "libhelper/core/config_draft.h"

/*
 * The input is a configuration file, or two with a byte 0x1e (record
 * separator) between them.  Whatever it is: a configuration that we take is
 * whole, and one that we refuse is refused in words that name the file and
 * cannot act on a terminal.
 */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
	if (!holds)
		abort();
}

static void check_text(const char *text)
{
	check(text == NULL || !akv_text_has_control(text));
}

static void check_vault(const struct akv_config *config,
			const struct akv_vault_config *vault)
{
	check(akv_names_check_vault(vault->name, NULL) == AKV_OK);
	check(akv_cloud_by_vault_host(vault->host) == config->cloud);
	check_text(vault->resource_group);
	check_text(vault->location);
}

/* In a vault, or with a password of its own; never both. */
static void check_source(const struct akv_config *config,
			 const struct akv_connection_config *connection)
{
	check((connection->secret == NULL) !=
	      (connection->password_store == NULL));
	if (connection->secret == NULL) {
		check(connection->vault == NULL);
		check(connection->version == NULL);
		check(connection->more_secrets[0] == NULL);
		return;
	}
	check(connection->vault >= config->vaults &&
	      connection->vault < config->vaults + config->vault_count);
	check(akv_names_check_secret(connection->secret, NULL) == AKV_OK);
}

static void check_connection(const struct akv_config *config,
			     const struct akv_connection_config *connection)
{
	const struct akv_connection_config *found = NULL;

	check_source(config, connection);
	for (char **name = connection->more_secrets; *name != NULL; name++)
		check(akv_names_check_secret(*name, NULL) == AKV_OK);
	check_text(connection->name);
	check_text(connection->type);
	check_text(connection->username);
	check_text(connection->url_host);
	check_text(connection->url_path);
	check_text(connection->url_username);
	check((connection->url == NULL) == (connection->url_host == NULL));
	check((connection->url == NULL) == (connection->url_protocol == NULL));
	check(akv_config_connection(config, connection->name, &found, NULL) ==
	      AKV_OK);
	check(found == connection);
}

static void check_config(const struct akv_config *config)
{
	const struct akv_vault_config *vault;
	size_t defaults = 0;

	for (size_t i = 0; i < config->vault_count; i++) {
		check_vault(config, &config->vaults[i]);
		defaults += config->vaults[i].is_default;
	}
	check(defaults <= 1);
	check((akv_config_vault(config, NULL, &vault, NULL) == AKV_OK) ==
	      (defaults == 1));
	for (size_t i = 0; i < config->connection_count; i++)
		check_connection(config, &config->connections[i]);
}

static void check_refusal(enum akv_code code, const struct akv_error *err)
{
	check(code == AKV_ERR_USAGE && err->code == code);
	check(err->reason[0] != '\0');
	check(strncmp(err->text, "/one:", 5) == 0 ||
	      strncmp(err->text, "/two:", 5) == 0);
	check_text(err->text);
	for (const char *hint = err->hint; *hint != '\0'; hint++)
		check(*hint == '\n' || (unsigned char)*hint >= 0x20);
}

static enum akv_code add(struct akv_config_draft *draft, const uint8_t *bytes,
			 size_t len, const char *path, struct akv_error *err)
{
	AKV_AUTO(secret) *text = NULL;

	check(akv_secret_new_from(bytes, len, &text, NULL) == AKV_OK);
	return akv_config_draft_add(draft, text, path, err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AKV_AUTO(config_draft) *draft = NULL;
	AKV_AUTO(config) *config = NULL;
	const uint8_t *mark = size > 0 ? memchr(data, 0x1e, size) : NULL;
	size_t len = mark != NULL ? (size_t)(mark - data) : size;
	struct akv_error err = { .code = AKV_OK };
	enum akv_code code;

	check(akv_config_draft_new(&draft, NULL) == AKV_OK);
	code = add(draft, data, len, "/one", &err);
	if (code == AKV_OK && mark != NULL)
		code = add(draft, mark + 1, size - len - 1, "/two", &err);
	if (code == AKV_OK)
		code = akv_config_build(draft, &config, &err);
	if (code == AKV_OK)
		check_config(config);
	else
		check_refusal(code, &err);
	return 0;
}
