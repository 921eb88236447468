/* SPDX-License-Identifier: MIT */
#ifndef AKV_EDGE_CERTIFICATE_PEM_H
#define AKV_EDGE_CERTIFICATE_PEM_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"
#include "libhelper/edge/certificate_opener.h"
#include "libhelper/edge/certificate_parts.h"

/*
 * akv_certificate_pem_read(bytes, opener, parts, err): add the keys and
 * certificates among the PEM blocks (RFC 7468) in ${bytes} to ${parts}; other
 * blocks, and text around them, do not matter.  AKV_ERR_USAGE for a block
 * that cannot be read or opened, by the reasons of akv_certificate_new().
 */
enum akv_code akv_certificate_pem_read(const struct akv_secret *bytes,
				       struct akv_certificate_opener *opener,
				       struct akv_certificate_parts *parts,
				       struct akv_error *err) AKV_CHECKED;

#endif
