/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/core/value.h"
#include "libhelper/edge/connection_password_store.h"

#include "libhelper/core/connection_setup.h"

/* -- what may become of it -- */

enum akv_code
akv_connection_setup_check_new(const struct akv_config *config,
			       const struct akv_connection_setup *setup,
			       struct akv_error *err)
{
	const struct akv_connection_config *there;

	if (akv_config_connection(config, setup->name, &there, NULL) != AKV_OK)
		return AKV_OK;
	akv_fail(err, AKV_ERR_USAGE, "ConnectionExists",
		 "there is a connection %s already", there->name);
	akv_error_hint(err, "akv connection update changes it, akv connection "
			    "delete makes room");
	return AKV_ERR_USAGE;
}

static enum akv_code refuse_way_back(const struct akv_connection_config *from,
				     struct akv_error *err)
{
	akv_fail(err, AKV_ERR_USAGE, "UsesVault",
		 "connection %s uses the vault %s, and cannot go back to a "
		 "password of its own",
		 from->name, from->vault->name);
	akv_error_hint(err, "delete it and create another: akv connection "
			    "delete --name NAME");
	return AKV_ERR_USAGE;
}

static bool is_set(const char *value)
{
	return value != NULL && value[0] != '\0';
}

static enum akv_code refuse_vault_keys(const struct akv_connection_config *from,
				       struct akv_error *err)
{
	akv_fail(err, AKV_ERR_USAGE, "NotInVault",
		 "connection %s has a password of its own, which is in no "
		 "vault",
		 from->name);
	akv_error_hint(err, "--secret-name NAME moves it to the vault, for "
			    "good");
	return AKV_ERR_USAGE;
}

/* Where there is none, somebody wrote password-store by hand: into a
 * connection that used a vault, for all we know. */
static enum akv_code check_password(const struct akv_connection_config *from,
				    struct akv_error *err)
{
	AKV_AUTO(secret) *password = NULL;

	return akv_connection_password_store_load(from->name, &password, err);
}

enum akv_code akv_connection_setup_check_change(
	const struct akv_connection_config *connection,
	const struct akv_connection_setup *setup, bool takes_password,
	struct akv_error *err)
{
	bool has_no_secret = setup->secret != NULL && !is_set(setup->secret);

	if (connection->vault != NULL && (takes_password || has_no_secret))
		return refuse_way_back(connection, err);
	if (connection->vault != NULL || is_set(setup->secret))
		return AKV_OK;
	if (is_set(setup->version) || is_set(setup->more_secrets) ||
	    is_set(setup->vault))
		return refuse_vault_keys(connection, err);
	return takes_password ? check_password(connection, err) : AKV_OK;
}

/* -- the file -- */

static struct akv_config_edit_place place_of(const char *name, size_t key)
{
	return (struct akv_config_edit_place){
		.kind = AKV_CONFIG_CONNECTION,
		.name = name,
		.key = key,
	};
}

static enum akv_code refuse_elsewhere(const struct akv_config_file *file,
				      const char *name, struct akv_error *err)
{
	akv_fail(err, AKV_ERR_USAGE, "ConnectionElsewhere",
		 "connection %s is in another configuration file than %s", name,
		 akv_config_file_path(file));
	akv_error_hint(err, "AKV_CONFIG=/etc/akv/config akv connection ... "
			    "changes that one");
	return AKV_ERR_USAGE;
}

enum akv_code akv_connection_setup_check_place(struct akv_config_file *file,
					       const char *name,
					       struct akv_error *err)
{
	const struct akv_config_edit_place place =
		place_of(name, AKV_CONNECTION_SECRET);

	if (akv_config_edit_has_group(akv_config_file_edit(file), &place))
		return AKV_OK;
	return refuse_elsewhere(file, name, err);
}

/* NULL: as it is; "": none, unless that is a value. */
static enum akv_code put(const struct akv_connection_setup *setup, size_t key,
			 const char *value, struct akv_config_edit *edit,
			 struct akv_error *err)
{
	const struct akv_config_edit_place place = place_of(setup->name, key);

	if (value == NULL)
		return AKV_OK;
	if (value[0] == '\0' && key != AKV_CONNECTION_USERNAME)
		return akv_config_edit_remove(edit, &place, err);
	return akv_config_edit_set(edit, &place, value, err);
}

enum akv_code
akv_connection_setup_configure(const struct akv_connection_setup *setup,
			       struct akv_config_edit *edit,
			       struct akv_error *err)
{
	bool in_vault = is_set(setup->secret);
	const struct akv_config_edit_place group =
		place_of(setup->name, AKV_CONNECTION_SECRET);
	const struct {
		size_t key;
		const char *value;
	} values[] = {
		{ AKV_CONNECTION_TYPE, setup->type },
		{ AKV_CONNECTION_URL, setup->url },
		{ AKV_CONNECTION_USERNAME, setup->username },
		{ AKV_CONNECTION_PASSWORD_STORE, setup->password != NULL ?
							 "libsecret" :
						 in_vault ? "" :
							    NULL },
		{ AKV_CONNECTION_SECRET, setup->secret },
		{ AKV_CONNECTION_SECRET_VERSION,
		  in_vault && setup->version == NULL ? "" : setup->version },
		{ AKV_CONNECTION_MORE_SECRETS, setup->more_secrets },
		{ AKV_CONNECTION_VAULT, setup->vault },
	};
	enum akv_code code = akv_config_edit_add_group(edit, &group, err);

	for (size_t i = 0;
	     i < sizeof(values) / sizeof(values[0]) && code == AKV_OK; i++)
		code = put(setup, values[i].key, values[i].value, edit, err);
	return code;
}

/* -- the password -- */

/* The failure that matters is the one before; this cannot mend it. */
static void put_back(const char *name, const struct akv_secret *before)
{
	if (before != NULL)
		(void)!akv_connection_password_store_keep(name, before, NULL);
	else
		(void)!akv_connection_password_store_forget(name, NULL);
}

/* One that nobody uses may be there under the name of a new connection. */
static enum akv_code forget(const struct akv_connection_setup *setup,
			    struct akv_error *err)
{
	enum akv_code code = akv_connection_password_store_forget(
		setup->name, setup->leaves_password ? err : NULL);

	return setup->leaves_password ? code : AKV_OK;
}

enum akv_code
akv_connection_setup_save(const struct akv_connection_setup *setup,
			  struct akv_config_file *file, struct akv_error *err)
{
	AKV_AUTO(secret) *before = NULL;
	enum akv_code code;

	if (setup->password == NULL && !is_set(setup->secret))
		return akv_config_file_save(file, err);
	(void)!akv_connection_password_store_load(setup->name, &before, NULL);
	if (setup->password != NULL)
		code = akv_connection_password_store_keep(setup->name,
							  setup->password, err);
	else
		code = forget(setup, err);
	if (code != AKV_OK)
		return code;
	code = akv_config_file_save(file, err);
	if (code != AKV_OK && (setup->password != NULL || before != NULL))
		put_back(setup->name, before);
	return code;
}

/* -- its end -- */

static enum akv_code remove_group(const char *name,
				  struct akv_config_file *file,
				  struct akv_error *err)
{
	const struct akv_config_edit_place place =
		place_of(name, AKV_CONNECTION_SECRET);
	const struct akv_connection_config *left;
	AKV_AUTO(config) *after = NULL;
	enum akv_code code = akv_config_edit_remove_group(
		akv_config_file_edit(file), &place, err);

	if (code == AKV_OK)
		code = akv_config_file_preview(file, &after, err);
	if (code != AKV_OK)
		return code;
	if (akv_config_connection(after, name, &left, NULL) == AKV_OK)
		return refuse_elsewhere(file, name, err);
	return AKV_OK;
}

enum akv_code
akv_connection_setup_delete(const struct akv_connection_config *connection,
			    struct akv_config_file *file, struct akv_error *err)
{
	AKV_AUTO(secret) *before = NULL;
	enum akv_code code = remove_group(connection->name, file, err);

	if (code != AKV_OK)
		return code;
	if (connection->password_store == NULL)
		return akv_config_file_save(file, err);
	(void)!akv_connection_password_store_load(connection->name, &before,
						  NULL);
	code = akv_connection_password_store_forget(connection->name, err);
	if (code != AKV_OK) {
		akv_error_prefix(err, "nothing was removed");
		return code;
	}
	code = akv_config_file_save(file, err);
	if (code != AKV_OK && before != NULL)
		put_back(connection->name, before);
	return code;
}
