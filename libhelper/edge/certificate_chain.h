/* SPDX-License-Identifier: MIT */
#ifndef AKV_EDGE_CERTIFICATE_CHAIN_H
#define AKV_EDGE_CERTIFICATE_CHAIN_H

#include <stdint.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/edge/certificate_parts.h"

/*
 * akv_certificate_chain_find(certificate, certificates, now_s, err): fill in
 * the chain of ${certificate}, whose key is there: among ${certificates} the
 * one of that key, by preference one in force at ${now_s} that stays so for
 * long, then its issuer and so on, and when it is in force.  Signatures are
 * not checked: that is the business of who is sent them.  AKV_ERR_USAGE
 * (NoCertificate, KeyMismatch, ChainTooLong, CertificateDamaged).
 */
enum akv_code
akv_certificate_chain_find(struct akv_certificate *certificate,
			   const struct stack_st_X509 *certificates,
			   int64_t now_s, struct akv_error *err) AKV_CHECKED;

#endif
