/* SPDX-License-Identifier: MIT */
#ifndef AKV_AZURE_URL_H
#define AKV_AZURE_URL_H

#include <stdbool.h>
#include <stddef.h>

#include "libhelper/azure/cloud.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/*
 * The addresses that this program can speak to.  Each kind is a type of its
 * own: passing one where another is wanted does not compile, so a vault
 * cannot be posted to and a sign-in form cannot reach a vault.  Each has one
 * way to be made, which checks every part that goes in.
 */
struct akv_vault_url;
struct akv_token_url;

/* Key Vault REST API version of every request to a vault. */
#define AKV_URL_VAULT_API_VERSION "7.6"

/* Room for every host name that the checks below let through. */
enum { AKV_URL_HOST_SIZE = 64 };

/*
 * akv_url_check_vault_uri(uri, host, size, err): the host name of the vault
 * uri ${uri} (https://contoso.vault.azure.net, with or without a slash behind
 * it), in small letters, in ${host} of ${size} bytes.  AKV_ERR_USAGE for
 * another scheme, a user, a port other than 443, a path, a query, a
 * backslash, a host that is not NAME + the vault suffix of a known cloud
 * with NAME by akv_names_check_vault(), or a managed HSM, which has no
 * secrets.
 */
enum akv_code akv_url_check_vault_uri(const char *uri, char *host, size_t size,
				      struct akv_error *err) AKV_CHECKED;

/*
 * akv_url_check_authority(text, host, size, err): the host name of a sign-in
 * authority, written as AZURE_AUTHORITY_HOST and the Azure SDKs write it
 * (https://login.microsoftonline.us/) or as the bare host, in small letters,
 * in ${host} of ${size} bytes.  AKV_ERR_USAGE for whatever
 * akv_url_check_vault_uri() refuses, and for a host of no cloud we know.
 */
enum akv_code akv_url_check_authority(const char *text, char *host, size_t size,
				      struct akv_error *err) AKV_CHECKED;

/*
 * akv_url_secret(host, name, version, out, err): Get Secret,
 * GET https://${host}/secrets/${name}/${version}; ${version} NULL or "" is
 * the newest.  ${host} must be a vault's (akv_url_check_vault_uri()).
 * AKV_ERR_USAGE when a part breaks its rule.  ${out} is the caller's.
 */
enum akv_code akv_url_secret(const char *host, const char *name,
			     const char *version, struct akv_vault_url **out,
			     struct akv_error *err) AKV_CHECKED;

/*
 * akv_url_deleted_secret(host, name, out, err): Get Deleted Secret,
 * GET https://${host}/deletedsecrets/${name}.
 */
enum akv_code akv_url_deleted_secret(const char *host, const char *name,
				     struct akv_vault_url **out,
				     struct akv_error *err) AKV_CHECKED;

/*
 * akv_url_key(host, name, out, err), akv_url_certificate(host, name, out, err):
 * Get Key and Get Certificate, which show what is public of them: to find out
 * what we may do.  Their names have the same rules as a secret's.
 */
enum akv_code akv_url_key(const char *host, const char *name,
			  struct akv_vault_url **out, struct akv_error *err)
	AKV_CHECKED;
enum akv_code akv_url_certificate(const char *host, const char *name,
				  struct akv_vault_url **out,
				  struct akv_error *err) AKV_CHECKED;

/*
 * akv_url_token(authority_host, tenant, out, err): the token endpoint
 * https://${authority_host}/${tenant}/oauth2/v2.0/token.  AKV_ERR_USAGE when
 * the host belongs to no cloud we know or the tenant breaks its rule.
 */
enum akv_code akv_url_token(const char *authority_host, const char *tenant,
			    struct akv_token_url **out, struct akv_error *err)
	AKV_CHECKED;

/* ..._text(url): the whole address; borrowed. */
const char *akv_url_vault_text(const struct akv_vault_url *url);
const char *akv_url_token_text(const struct akv_token_url *url);

/* ..._host(url): its host name; borrowed. */
const char *akv_url_vault_host(const struct akv_vault_url *url);
const char *akv_url_token_host(const struct akv_token_url *url);

/* akv_url_vault_is_list(url): is it a page of a list (url_list.h)? */
bool akv_url_vault_is_list(const struct akv_vault_url *url);

/* ..._free(url): NULL does nothing. */
void akv_vault_url_free(struct akv_vault_url *url);
void akv_token_url_free(struct akv_token_url *url);
AKV_DEFINE_FREEP(vault_url)
AKV_DEFINE_FREEP(token_url)

#endif
