/* SPDX-License-Identifier: MIT */
#ifndef AKV_EDGE_CERTIFICATE_DETAILS_H
#define AKV_EDGE_CERTIFICATE_DETAILS_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/edge/certificate_parts.h"

/*
 * akv_certificate_details_fill(certificate, err): the thumbprints and the
 * subject of ${certificate}, whose chain is there.  AKV_ERR_OTHER when OpenSSL
 * cannot compute a digest.
 */
enum akv_code akv_certificate_details_fill(struct akv_certificate *certificate,
					   struct akv_error *err) AKV_CHECKED;

#endif
