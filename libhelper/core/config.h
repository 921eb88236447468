/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_CONFIG_H
#define AKV_CORE_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "libhelper/azure/cloud.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"

/*
 * The configuration, akv-config(5): read once, checked as a whole, then
 * frozen.  /etc/akv/config first, then the user's, whose keys win; AKV_CONFIG
 * replaces both.  Every string is owned by the configuration; one that was
 * not set is NULL.
 */

enum {
	AKV_CONFIG_MAX = 1024 * 1024,	     /* bytes of one file */
	AKV_CONFIG_EXPIRES_WITHIN_DAYS = 30, /* where it is not said */
};

struct akv_vault_config {
	char *name;
	char *host; /* contoso.vault.azure.net; from uri or name + cloud */
	char *subscription;
	char *resource_group;
	char *location;
	char *uri;
	char *permission_model; /* rbac, access-policy */
	bool is_default;	/* for those who name none; at most one is */
};

struct akv_connection_config {
	char *name;
	char *type;
	char *url; /* as written */
	/* exactly one of these two is not NULL */
	char *secret;	      /* a name in ${vault} */
	char *password_store; /* libsecret: default authentication */
	char *version;	      /* secret-version; NULL: the newest */
	char **more_secrets;  /* ends with NULL; never NULL itself */
	char *username;	      /* NULL: the url's, or the secret's tag */
	const struct akv_vault_config *vault; /* NULL without ${secret} */
	/* parts of url, percent-decoded, in small letters where case does
	 * not matter; NULL where the url has none */
	char *url_protocol;
	char *url_host; /* with :port where it is not the protocol's own */
	char *url_path; /* without the slash in front and behind */
	char *url_username;
};

/* What a unit of systemd may load (unit_credential.h). */
struct akv_credential_config {
	char *name;					/* UNIT/ID */
	const struct akv_connection_config *connection; /* never NULL */
	char *secret; /* that the connection names; NULL: its main one */
};

struct akv_principal_config {
	char *tenant;
	char *client_id;
	char *authority_host; /* in small letters, without https:// */
	/* at most one of these five */
	char *client_secret_file;
	char *client_secret_store; /* libsecret */
	char *certificate;
	char *federated_token_file;
	char *federated_token_source;
	char *managed_identity;
	char *certificate_password_file;
	char *certificate_algorithm;
	bool send_certificate_chain;
	char *service_connection_id;
	/* What is to be kept in client_secret_store and is not there yet;
	 * borrowed, and never from a file (akv login sets it) */
	const struct akv_secret *new_client_secret;
};

enum akv_token_store_kind {
	AKV_TOKEN_STORE_AUTO,
	AKV_TOKEN_STORE_LIBSECRET,
	AKV_TOKEN_STORE_KEYRING,
	AKV_TOKEN_STORE_NONE,
};

struct akv_config {
	char *location;
	const struct akv_cloud *cloud; /* never NULL */
	struct akv_principal_config principal;
	enum akv_token_store_kind token_store;
	int64_t expires_within_days; /* of [check]: that is soon */
	char *notify_command; /* as written: command_words.h; NULL: none */
	struct akv_vault_config *vaults;
	size_t vault_count;
	struct akv_connection_config *connections;
	size_t connection_count;
	struct akv_credential_config *credentials;
	size_t credential_count;
	char *paths; /* the files that were read, ", " between; "" if none */
};

/*
 * akv_config_load(out, err): read the configuration that the environment
 * points to; files that do not exist are empty, except the one that
 * AKV_CONFIG names.  AKV_ERR_USAGE, naming file, line, group and key, for
 * anything that is not in order.  ${out} is the caller's to
 * akv_config_free().
 */
enum akv_code akv_config_load(struct akv_config **out, struct akv_error *err)
	AKV_CHECKED;

/*
 * akv_config_preview(path, text, out, err): the configuration that
 * akv_config_load() would read if its file ${path} were there and held
 * ${text}.
 */
enum akv_code akv_config_preview(const char *path,
				 const struct akv_secret *text,
				 struct akv_config **out, struct akv_error *err)
	AKV_CHECKED;

/* akv_config_free(config): NULL does nothing. */
void akv_config_free(struct akv_config *config);
AKV_DEFINE_FREEP(config)

/*
 * akv_config_connection(config, name, out, err): the connection ${name}.
 * AKV_ERR_NOT_FOUND (ConnectionNotFound) otherwise; the hint names similar
 * ones or the command that lists them.
 */
enum akv_code akv_config_connection(const struct akv_config *config,
				    const char *name,
				    const struct akv_connection_config **out,
				    struct akv_error *err) AKV_CHECKED;

/*
 * akv_config_credential(config, unit, id): what ${unit} may load by the name
 * ${id}: by its own name, else by that of its template; NULL: nothing.
 */
const struct akv_credential_config *
akv_config_credential(const struct akv_config *config, const char *unit,
		      const char *id);

/*
 * akv_config_vault(config, name, out, err): the linked vault ${name}, whatever
 * its case, or the default one for NULL (the only one, where there is one and
 * it does not say default = false).  AKV_ERR_NOT_FOUND (VaultNotLinked)
 * otherwise.
 */
enum akv_code akv_config_vault(const struct akv_config *config,
			       const char *name,
			       const struct akv_vault_config **out,
			       struct akv_error *err) AKV_CHECKED;

/*
 * akv_config_check_authority(config, host, err): does ${host}, by
 * akv_url_check_authority(), sign people in to the configured cloud?
 * AKV_ERR_USAGE (WrongCloud), naming both clouds, when it does not.
 */
enum akv_code akv_config_check_authority(const struct akv_config *config,
					 const char *host,
					 struct akv_error *err) AKV_CHECKED;

/*
 * akv_config_parse_token_store(word, out): auto, libsecret, keyring, none;
 * false for another word.
 */
bool akv_config_parse_token_store(const char *word,
				  enum akv_token_store_kind *out);

#endif
