/* SPDX-License-Identifier: MIT */
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include "libhelper/base/process.h"
#include "libhelper/core/client_certificate.h"
#include "libhelper/core/client_secret.h"
#include "libhelper/core/federated_credential.h"
#include "libhelper/core/identity_credential.h"
#include "libhelper/core/stored_client_secret.h"

#include "libhelper/core/credential.h"

struct akv_credential_way {
	const char *variable; /* NULL: none */
	const char *key;      /* in [principal] */
	size_t member;	      /* of struct akv_principal_config: its value */
	const char *systemd;  /* its name in LoadCredential=; NULL: none */
	/* reads it and fills what is the credential's in ${principal} */
	enum akv_code (*load)(const struct akv_credential *credential,
			      const struct akv_principal_config *config,
			      struct akv_principal *principal,
			      struct akv_error *err);
	/* does the variable hold a path, or the credential itself? */
	enum akv_credential_place variable_is;
	bool is_set_by_login; /* nobody can set it by hand */
	bool brings_ids;      /* tenant and client id */
};

static const struct akv_credential_way ways[] = {
	{
		.variable = "AZURE_CLIENT_SECRET",
		.variable_is = AKV_CREDENTIAL_IN_VARIABLE,
		.key = "client-secret-file",
		.member = offsetof(struct akv_principal_config,
				   client_secret_file),
		.systemd = "akv.client-secret",
		.load = akv_client_secret_load,
	},
	{
		.key = "client-secret-store",
		.member = offsetof(struct akv_principal_config,
				   client_secret_store),
		.is_set_by_login = true,
		.load = akv_stored_client_secret_load,
	},
	{
		.variable = "AZURE_CLIENT_CERTIFICATE_PATH",
		.variable_is = AKV_CREDENTIAL_IN_FILE,
		.key = "certificate",
		.member = offsetof(struct akv_principal_config, certificate),
		.systemd = "akv.client-certificate",
		.load = akv_client_certificate_load,
	},
	{
		.variable = "AZURE_FEDERATED_TOKEN_FILE",
		.variable_is = AKV_CREDENTIAL_IN_FILE,
		.key = "federated-token-file",
		.member = offsetof(struct akv_principal_config,
				   federated_token_file),
		.load = akv_federated_credential_load_file,
	},
	{
		.key = "federated-token-source",
		.member = offsetof(struct akv_principal_config,
				   federated_token_source),
		.load = akv_federated_credential_load_source,
	},
	{
		.key = "managed-identity",
		.member =
			offsetof(struct akv_principal_config, managed_identity),
		.brings_ids = true,
		.load = akv_identity_credential_load,
	},
};

enum { WAY_COUNT = sizeof(ways) / sizeof(ways[0]) };

/* ${name} in ${out}, or "", which names no file, when it is too long. */
static void set(struct akv_credential *out,
		const struct akv_credential_way *way,
		enum akv_credential_place place, const char *set_by,
		const char *name)
{
	struct akv_text text;

	out->way = way;
	out->place = place;
	out->set_by = set_by;
	akv_text_init(&text, out->name, sizeof(out->name));
	akv_text_add(&text, name);
}

enum akv_code akv_credential_from_environment(struct akv_credential *out,
					      struct akv_error *err)
{
	out->way = NULL;
	for (size_t i = 0; i < WAY_COUNT; i++) {
		const char *value = ways[i].variable != NULL ?
					    akv_process_env(ways[i].variable) :
					    NULL;

		if (value == NULL)
			continue;
		if (out->way != NULL) {
			akv_fail(err, AKV_ERR_USAGE, "AmbiguousCredential",
				 "%s and %s are both set", out->way->variable,
				 ways[i].variable);
			akv_error_hint(err, "keep the one that you want to "
					    "sign in with, unset the other");
			return AKV_ERR_USAGE;
		}
		set(out, &ways[i], ways[i].variable_is, ways[i].variable,
		    ways[i].variable_is == AKV_CREDENTIAL_IN_FILE ?
			    value :
			    ways[i].variable);
	}
	return AKV_OK;
}

void akv_credential_from_config(const struct akv_principal_config *config,
				struct akv_credential *out)
{
	out->way = NULL;
	for (size_t i = 0; i < WAY_COUNT; i++) {
		char *value;

		memcpy(&value, (const char *)config + ways[i].member,
		       sizeof(value));
		if (value != NULL)
			set(out, &ways[i], AKV_CREDENTIAL_IN_FILE, ways[i].key,
			    value);
	}
}

void akv_credential_from_systemd(struct akv_credential *out)
{
	static const char variable[] = "CREDENTIALS_DIRECTORY";
	const char *directory = akv_process_env(variable);

	out->way = NULL;
	if (directory == NULL)
		return;
	for (size_t i = 0; i < WAY_COUNT; i++) {
		char path[sizeof(out->name)];
		struct akv_text text;

		if (ways[i].systemd == NULL)
			continue;
		akv_text_init(&text, path, sizeof(path));
		akv_text_addf(&text, "%s/%s", directory, ways[i].systemd);
		if (text.cut || access(path, F_OK) != 0)
			continue;
		set(out, &ways[i], AKV_CREDENTIAL_IN_SYSTEMD, variable, path);
		return;
	}
}

bool akv_credential_needs_ids(const struct akv_credential *credential)
{
	return !credential->way->brings_ids;
}

enum akv_code akv_credential_load(const struct akv_credential *credential,
				  const struct akv_principal_config *config,
				  struct akv_principal *principal,
				  struct akv_error *err)
{
	return credential->way->load(credential, config, principal, err);
}

static void add_word(struct akv_text *text, const char *word, size_t *count)
{
	akv_text_addf(text, "%s%s", *count > 0 ? ", " : "one of ", word);
	++*count;
}

void akv_credential_variables(struct akv_text *text)
{
	size_t count = 0;

	for (size_t i = 0; i < WAY_COUNT; i++)
		if (ways[i].variable != NULL)
			add_word(text, ways[i].variable, &count);
}

void akv_credential_keys(struct akv_text *text)
{
	size_t count = 0;

	for (size_t i = 0; i < WAY_COUNT; i++)
		if (!ways[i].is_set_by_login)
			add_word(text, ways[i].key, &count);
}
