/* SPDX-License-Identifier: MIT */
#ifndef AKV_EDGE_CERTIFICATE_PFX_H
#define AKV_EDGE_CERTIFICATE_PFX_H

#include <stdbool.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"
#include "libhelper/edge/certificate_opener.h"
#include "libhelper/edge/certificate_parts.h"

/* akv_certificate_pfx_is_der(bytes): does it begin as DER does? */
bool akv_certificate_pfx_is_der(const struct akv_secret *bytes);

/*
 * akv_certificate_pfx_read(bytes, opener, parts, err): add the keys and
 * certificates of a PKCS#12 file (PFX; RFC 7292, 4) to ${parts}.  AKV_ERR_USAGE
 * for other DER, saying what it is where we know, and for what cannot be
 * opened, by the reasons of akv_certificate_new().
 */
enum akv_code akv_certificate_pfx_read(const struct akv_secret *bytes,
				       struct akv_certificate_opener *opener,
				       struct akv_certificate_parts *parts,
				       struct akv_error *err) AKV_CHECKED;

#endif
