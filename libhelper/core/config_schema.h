/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_CONFIG_SCHEMA_H
#define AKV_CORE_CONFIG_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/*
 * akv-config(5) as a table: which groups there are, which keys each has, and
 * what a value has to look like to be looked at further.  A new key is one
 * word in an enum, one row here, and one line where it is used.
 */

/* Kinds of groups, and so the rows of the table. */
enum akv_config_kind {
	AKV_CONFIG_ENVIRONMENT,
	AKV_CONFIG_PRINCIPAL,
	AKV_CONFIG_VAULT,
	AKV_CONFIG_CONNECTION,
	AKV_CONFIG_CACHE,
	AKV_CONFIG_CHECK,
	AKV_CONFIG_NOTIFY,
	AKV_CONFIG_CREDENTIAL,
	AKV_CONFIG_KINDS
};

/* The keys of each kind. */
enum { AKV_ENVIRONMENT_LOCATION, AKV_ENVIRONMENT_CLOUD };
enum {
	AKV_PRINCIPAL_TENANT,
	AKV_PRINCIPAL_CLIENT_ID,
	AKV_PRINCIPAL_AUTHORITY_HOST,
	AKV_PRINCIPAL_CLIENT_SECRET_FILE, /* from here: ways to sign in ... */
	AKV_PRINCIPAL_CLIENT_SECRET_STORE,
	AKV_PRINCIPAL_CERTIFICATE,
	AKV_PRINCIPAL_FEDERATED_TOKEN_FILE,
	AKV_PRINCIPAL_FEDERATED_TOKEN_SOURCE,
	AKV_PRINCIPAL_MANAGED_IDENTITY, /* ... to here: only one of them */
	AKV_PRINCIPAL_CERTIFICATE_PASSWORD_FILE,
	AKV_PRINCIPAL_CERTIFICATE_ALGORITHM,
	AKV_PRINCIPAL_SEND_CERTIFICATE_CHAIN,
	AKV_PRINCIPAL_SERVICE_CONNECTION_ID,
	AKV_CONFIG_KEYS_MAX /* no kind has more */
};
enum {
	AKV_VAULT_SUBSCRIPTION,
	AKV_VAULT_RESOURCE_GROUP,
	AKV_VAULT_LOCATION,
	AKV_VAULT_DEFAULT,
	AKV_VAULT_URI,
	AKV_VAULT_PERMISSION_MODEL,
};
enum {
	AKV_CONNECTION_TYPE,
	AKV_CONNECTION_URL,
	AKV_CONNECTION_SECRET,	       /* one of this ... */
	AKV_CONNECTION_PASSWORD_STORE, /* ... and this */
	AKV_CONNECTION_SECRET_VERSION,
	AKV_CONNECTION_MORE_SECRETS,
	AKV_CONNECTION_USERNAME,
	AKV_CONNECTION_VAULT,
};
enum { AKV_CACHE_TOKEN_STORE };
enum { AKV_CHECK_EXPIRES_WITHIN_DAYS };
enum { AKV_NOTIFY_COMMAND };

enum { AKV_CREDENTIAL_CONNECTION, AKV_CREDENTIAL_SECRET };

struct akv_config_key {
	const char *name;
	/* Is ${value}, which is not empty and has no control character, one?
	 * The sentence goes behind the place; it does not repeat ${value}. */
	enum akv_code (*check)(const char *value, struct akv_error *err);
	bool may_be_empty;
};

struct akv_config_group {
	const char *kind; /* the first word in the brackets */
	/* The rule for the rest; NULL: there must be none. */
	enum akv_code (*check_name)(const char *name, struct akv_error *err);
	bool name_ignores_case;
	const struct akv_config_key *keys;
	size_t key_count;
};

/* akv_config_schema_group(kind): that row; borrowed. */
const struct akv_config_group *
akv_config_schema_group(enum akv_config_kind kind);

/*
 * akv_config_schema_find_group(title, kind, name, err): the row for what is in
 * the brackets, ${title}; ${name} begins the name inside ${title} and is ""
 * for a group that has none.  AKV_ERR_USAGE (UnknownGroup, InvalidName)
 * otherwise.
 */
enum akv_code akv_config_schema_find_group(const char *title,
					   enum akv_config_kind *kind,
					   const char **name,
					   struct akv_error *err) AKV_CHECKED;

/*
 * akv_config_schema_find_key(group, name, key, err): the index of the key
 * ${name} of ${group}.  AKV_ERR_USAGE (UnknownKey), with the nearest word as
 * a hint, otherwise.
 */
enum akv_code akv_config_schema_find_key(const struct akv_config_group *group,
					 const char *name, size_t *key,
					 struct akv_error *err) AKV_CHECKED;

/*
 * akv_config_schema_check(key, value, err): may ${key} have this value, as far
 * as one can tell from it alone?  AKV_ERR_USAGE otherwise.
 */
enum akv_code akv_config_schema_check(const struct akv_config_key *key,
				      const char *value, struct akv_error *err)
	AKV_CHECKED;

#endif
