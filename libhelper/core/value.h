/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_VALUE_H
#define AKV_CORE_VALUE_H

#include <stdbool.h>
#include <stddef.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/*
 * What the values of a configuration have to look like.  Each check takes one
 * that is not empty and has no control character, and fails with
 * AKV_ERR_USAGE; the sentence goes behind "place: key: " and does not repeat
 * the value.
 */

enum { AKV_VALUE_DAYS_MAX = 3650 };

/* ..._check_connection_name(name, err): printable, at most 255 bytes. */
enum akv_code akv_value_check_connection_name(const char *name,
					      struct akv_error *err)
	AKV_CHECKED;
/* ..._check_boolean(value, err): by akv_value_boolean(). */
enum akv_code akv_value_check_boolean(const char *value, struct akv_error *err)
	AKV_CHECKED;
/* ..._check_guid(value, err): by akv_names_is_guid(). */
enum akv_code akv_value_check_guid(const char *value, struct akv_error *err)
	AKV_CHECKED;
/* ..._check_path(value, err): an absolute path. */
enum akv_code akv_value_check_path(const char *value, struct akv_error *err)
	AKV_CHECKED;
/* ..._check_secret_store(value, err): where a client secret may be kept. */
enum akv_code akv_value_check_secret_store(const char *value,
					   struct akv_error *err) AKV_CHECKED;
/* ..._check_password_store(value, err): where a connection's password that
 * is in no vault may be kept. */
enum akv_code akv_value_check_password_store(const char *value,
					     struct akv_error *err) AKV_CHECKED;
/* ..._check_cloud(value, err): the name of a cloud. */
enum akv_code akv_value_check_cloud(const char *value, struct akv_error *err)
	AKV_CHECKED;
/* ..._check_authority(value, err): by akv_url_check_authority(). */
enum akv_code akv_value_check_authority(const char *value,
					struct akv_error *err) AKV_CHECKED;
/* ..._check_algorithm(value, err): PS256 or RS256 (RFC 7518, 3.1). */
enum akv_code akv_value_check_algorithm(const char *value,
					struct akv_error *err) AKV_CHECKED;

/* akv_value_check_federated_source(value, err): a word of
 * federated_token.h; ..._managed_identity(): one of managed_identity.h. */
enum akv_code akv_value_check_federated_source(const char *value,
					       struct akv_error *err)
	AKV_CHECKED;
enum akv_code akv_value_check_managed_identity(const char *value,
					       struct akv_error *err)
	AKV_CHECKED;
/* ..._check_vault_uri(value, err): by akv_url_check_vault_uri(). */
enum akv_code akv_value_check_vault_uri(const char *value,
					struct akv_error *err) AKV_CHECKED;
/* ..._check_permission_model(value, err): rbac or access-policy. */
enum akv_code akv_value_check_permission_model(const char *value,
					       struct akv_error *err)
	AKV_CHECKED;
/* ..._check_url(value, err): by akv_connection_url_parse(). */
enum akv_code akv_value_check_url(const char *value, struct akv_error *err)
	AKV_CHECKED;
/* ..._check_secrets(value, err): a list of secrets' names. */
enum akv_code akv_value_check_secrets(const char *value, struct akv_error *err)
	AKV_CHECKED;
/* ..._check_username(value, err): printable, at most 512 bytes. */
enum akv_code akv_value_check_username(const char *value, struct akv_error *err)
	AKV_CHECKED;
/* ..._check_days(value, err): whole days, at most AKV_VALUE_DAYS_MAX. */
enum akv_code akv_value_check_days(const char *value, struct akv_error *err)
	AKV_CHECKED;
/* ..._check_command(value, err): by akv_command_words_split(). */
enum akv_code akv_value_check_command(const char *value, struct akv_error *err)
	AKV_CHECKED;
/* ..._check_token_store(value, err): by akv_config_parse_token_store(). */
enum akv_code akv_value_check_token_store(const char *value,
					  struct akv_error *err) AKV_CHECKED;

/* akv_value_boolean(value, out): true, yes, 1, false, no or 0,
 * whatever the case; false, with ${out} untouched, for another word. */
bool akv_value_boolean(const char *value, bool *out);

/*
 * akv_value_next_word(list, len): the first word of ${list}, a list
 * separated by semicolons, without the spaces around it; its length in ${len}.
 * NULL when there is none.  The rest of the list begins at the result plus
 * ${len}.  Empty words are passed over.
 */
const char *akv_value_next_word(const char *list, size_t *len);

#endif
