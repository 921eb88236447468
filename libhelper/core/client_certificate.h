/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_CLIENT_CERTIFICATE_H
#define AKV_CORE_CLIENT_CERTIFICATE_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"
#include "libhelper/core/credential.h"
#include "libhelper/core/principal.h"
#include "libhelper/edge/certificate.h"

/*
 * A certificate with its private key as the credential: the bytes of its file
 * and what is configured beside it.  It is decoded when an assertion is
 * wanted, not on every run: with a kept token nobody needs the key.
 */
struct akv_client_certificate;

/*
 * akv_client_certificate_load(credential, config, principal, err): the file
 * that ${credential} leads to, with its passphrase, in ${principal}.  The
 * passphrase is AZURE_CLIENT_CERTIFICATE_PASSWORD (removed from the
 * environment), else the line in certificate-password-file where the
 * certificate is [principal]'s, too, else in the systemd credential
 * akv.client-certificate-password, else there is none.  AKV_ERR_USAGE when a
 * file is not there, is open to others or is too large, or when
 * AZURE_CLIENT_SEND_CERTIFICATE_CHAIN is no boolean.  For
 * akv_credential_load().
 */
enum akv_code
akv_client_certificate_load(const struct akv_credential *credential,
			    const struct akv_principal_config *config,
			    struct akv_principal *principal,
			    struct akv_error *err) AKV_CHECKED;

/* akv_client_certificate_free(certificate): wipes; NULL does nothing. */
void akv_client_certificate_free(struct akv_client_certificate *certificate);
AKV_DEFINE_FREEP(client_certificate)

/*
 * akv_client_certificate_open(principal, out, err): the certificate of
 * ${principal}, whose kind is AKV_CREDENTIAL_CERTIFICATE, decoded; the
 * caller's to akv_certificate_free().  Fails as akv_certificate_new() does,
 * with the file's name and what to do about a passphrase.
 */
enum akv_code akv_client_certificate_open(const struct akv_principal *principal,
					  struct akv_certificate **out,
					  struct akv_error *err) AKV_CHECKED;

/*
 * akv_client_certificate_assert(principal, audience, out, err): a new client
 * assertion (client_assertion.h) of ${principal} for the token endpoint
 * ${audience}, the caller's.  Fails as akv_client_certificate_open() and
 * akv_client_assertion_new() do.
 */
enum akv_code
akv_client_certificate_assert(const struct akv_principal *principal,
			      const char *audience, struct akv_secret **out,
			      struct akv_error *err) AKV_CHECKED;

/*
 * akv_client_certificate_hint(principal, err): where Entra does not know the
 * certificate that was sent (AADSTS700027), add to ${err} which it was, with
 * the thumbprint that the portal shows; nothing to any other error, or where
 * ${principal} has no certificate.
 */
void akv_client_certificate_hint(const struct akv_principal *principal,
				 struct akv_error *err);

#endif
