/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_PRINCIPAL_H
#define AKV_CORE_PRINCIPAL_H

#include "libhelper/azure/cloud.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"
#include "libhelper/core/config.h"

/*
 * The service principal that we sign in as, and how.  The way in is chosen by
 * configuration, never by trying one after another: the AZURE_* variables
 * where they are set, else [principal].
 */

enum akv_credential_kind {
	AKV_CREDENTIAL_CLIENT_SECRET,
	AKV_CREDENTIAL_CERTIFICATE,
	AKV_CREDENTIAL_FEDERATED_TOKEN,
	AKV_CREDENTIAL_MANAGED_IDENTITY,
};

struct akv_client_certificate;
struct akv_federated_token;
struct akv_managed_identity;

struct akv_principal {
	/* both "" where a managed identity says nothing of them */
	char *tenant;
	char *client_id;
	char *authority_host;
	const struct akv_cloud *cloud; /* whose vaults it may read */
	enum akv_credential_kind kind;
	/* where the credential comes from, for people: "AZURE_CLIENT_SECRET",
	 * a path, ... */
	char *source;
	/* the member of that kind; owned, the others are NULL */
	struct akv_secret *client_secret;
	struct akv_client_certificate *certificate;
	struct akv_federated_token *federated_token;
	struct akv_managed_identity *managed_identity;
	/* SHA-256 of the credential, hexadecimal: changes when it does */
	char fingerprint[65];
};

/*
 * akv_principal_load(config, out, err): the principal by environment and
 * ${config}, with its credential read.  AKV_ERR_SIGN_IN (NoPrincipal) when
 * nothing is configured, AKV_ERR_USAGE when half of it is, naming what is
 * missing.  A secret that came in a variable is removed from the
 * environment.  ${out} is the caller's to akv_principal_free().
 */
enum akv_code akv_principal_load(const struct akv_config *config,
				 struct akv_principal **out,
				 struct akv_error *err) AKV_CHECKED;

/* akv_principal_free(principal): wipes; NULL does nothing. */
void akv_principal_free(struct akv_principal *principal);
AKV_DEFINE_FREEP(principal)

/* akv_principal_credential_name(principal): "client secret", ... */
const char *
akv_principal_credential_name(const struct akv_principal *principal);

#endif
