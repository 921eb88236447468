/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/azure/names.h"
#include "libhelper/base/text.h"

#include "cmd/secret_target.h"

static enum akv_code refuse_both(struct akv_error *err)
{
	return akv_fail(err, AKV_ERR_USAGE, "BadOption",
			"--vault-name and --id exclude each other");
}

/* A vault that is not in the configuration, by its name in Azure. */
static enum akv_code take_unlinked(const struct akv_config *config,
				   const char *name,
				   struct akv_secret_target *target,
				   struct akv_error *err)
{
	struct akv_text host;
	enum akv_code code = akv_names_check_vault(name, err);

	if (code != AKV_OK)
		return code;
	akv_text_init(&host, target->uri.host, sizeof(target->uri.host));
	akv_text_addf(&host, "%s%s", name, config->cloud->vault_suffix);
	akv_text_lower(target->uri.host);
	akv_text_init(&host, target->vault_name, sizeof(target->vault_name));
	akv_text_add(&host, name);
	target->vault.host = target->uri.host;
	target->vault.name = target->vault_name;
	target->id.vault = &target->vault;
	return AKV_OK;
}

static enum akv_code take_vault(const struct akv_config *config,
				const char *name,
				struct akv_secret_target *target,
				struct akv_error *err)
{
	const struct akv_vault_config *linked = NULL;
	enum akv_code code = akv_config_vault(config, name, &linked,
					      name == NULL ? err : NULL);

	target->id.vault = linked;
	if (code == AKV_OK || name == NULL)
		return code;
	return take_unlinked(config, name, target, err);
}

/* The vault of ${target->uri}, which has to be in our cloud: the token is for
 * that one's vaults. */
static enum akv_code take_host(const struct akv_config *config,
			       struct akv_secret_target *target,
			       struct akv_error *err)
{
	const struct akv_cloud *cloud =
		akv_cloud_by_vault_host(target->uri.host);
	struct akv_text name;

	if (cloud != config->cloud)
		return akv_fail(err, AKV_ERR_USAGE, "WrongCloud",
				"the vault %s is not in %s, the cloud that is "
				"configured",
				target->uri.host, config->cloud->name);
	akv_text_init(&name, target->vault_name, sizeof(target->vault_name));
	akv_text_add_bytes(&name, target->uri.host,
			   strcspn(target->uri.host, "."));
	target->vault.host = target->uri.host;
	target->vault.name = target->vault_name;
	target->id.vault = &target->vault;
	return AKV_OK;
}

enum akv_code akv_secret_target_vault(const struct akv_config *config,
				      const struct akv_options *options,
				      struct akv_secret_target *out,
				      struct akv_error *err)
{
	const char *name = akv_options_text(options, AKV_OPTION_VAULT_NAME);
	const char *uri = akv_options_text(options, AKV_OPTION_VAULT_URL);
	enum akv_code code;

	if (uri == NULL)
		return take_vault(config, name, out, err);
	if (name != NULL)
		return refuse_both(err);
	code = akv_url_check_vault_uri(uri, out->uri.host,
				       sizeof(out->uri.host), err);
	if (code != AKV_OK)
		return code;
	return take_host(config, out, err);
}

static enum akv_code refuse_other(const char *option, struct akv_error *err)
{
	return akv_fail(err, AKV_ERR_USAGE, "BadOption",
			"--id says otherwise than %s: leave %s out", option,
			option);
}

/* --name and --version beside --id may repeat what it says, no more; where it
 * has no version, --version has. */
static enum akv_code check_others(const struct akv_options *options,
				  const struct akv_secret_uri *uri,
				  struct akv_error *err)
{
	const char *name = akv_options_text(options, AKV_OPTION_SECRET_NAME);
	const char *version =
		akv_options_text(options, AKV_OPTION_SECRET_VERSION);

	if (akv_options_has(options, AKV_OPTION_VAULT_NAME))
		return refuse_both(err);
	if (name != NULL && !akv_text_equal_nocase(name, uri->name))
		return refuse_other("--name", err);
	if (version != NULL && *version != '\0' && uri->version[0] != '\0' &&
	    !akv_text_equal_nocase(version, uri->version))
		return refuse_other("--version", err);
	return AKV_OK;
}

static enum akv_code take_uri(const struct akv_config *config,
			      const struct akv_options *options,
			      struct akv_secret_target *out,
			      struct akv_error *err)
{
	enum akv_code code = akv_secret_uri_parse(
		akv_options_text(options, AKV_OPTION_SECRET_ID), &out->uri,
		err);

	if (code == AKV_OK)
		code = check_others(options, &out->uri, err);
	if (code == AKV_OK)
		code = take_host(config, out, err);
	if (code != AKV_OK)
		return code;
	out->id.name = out->uri.name;
	out->id.version =
		out->uri.version[0] != '\0' ?
			out->uri.version :
			akv_options_text(options, AKV_OPTION_SECRET_VERSION);
	return AKV_OK;
}

enum akv_code akv_secret_target(const struct akv_config *config,
				const struct akv_options *options,
				struct akv_secret_target *out,
				struct akv_error *err)
{
	const char *name = akv_options_text(options, AKV_OPTION_SECRET_NAME);

	if (akv_options_has(options, AKV_OPTION_SECRET_ID))
		return take_uri(config, options, out, err);
	if (name == NULL) {
		akv_fail(err, AKV_ERR_USAGE, "NoSecret",
			 "which secret? none was named");
		akv_error_hint(err, "--vault-name VAULT --name SECRET "
				    "[--version VERSION], or --id URL");
		return AKV_ERR_USAGE;
	}
	out->id.name = name;
	out->id.version = akv_options_text(options, AKV_OPTION_SECRET_VERSION);
	return take_vault(config,
			  akv_options_text(options, AKV_OPTION_VAULT_NAME), out,
			  err);
}
