/* SPDX-License-Identifier: MIT */
#ifndef AKV_EDGE_CERTIFICATE_FILE_H
#define AKV_EDGE_CERTIFICATE_FILE_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"
#include "libhelper/edge/certificate_parts.h"

/*
 * akv_certificate_file_read(bytes, passphrase, parts, err): add what ${bytes}
 * holds, PEM or PKCS#12 by their first byte, to ${parts}: one private key
 * afterwards, and any number of certificates.  AKV_ERR_USAGE when there is no
 * key, or several, or by the reasons of akv_certificate_new().
 */
enum akv_code akv_certificate_file_read(const struct akv_secret *bytes,
					const struct akv_secret *passphrase,
					struct akv_certificate_parts *parts,
					struct akv_error *err) AKV_CHECKED;

/* akv_certificate_file_open(bytes, passphrase, parts, err): the same for any
 * number of keys, but something there must be. */
enum akv_code akv_certificate_file_open(const struct akv_secret *bytes,
					const struct akv_secret *passphrase,
					struct akv_certificate_parts *parts,
					struct akv_error *err) AKV_CHECKED;

#endif
