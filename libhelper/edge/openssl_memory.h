/* SPDX-License-Identifier: MIT */
#ifndef AKV_EDGE_OPENSSL_MEMORY_H
#define AKV_EDGE_OPENSSL_MEMORY_H

/*
 * akv_openssl_memory_wipe(): from now on OpenSSL wipes memory before it gives
 * it back: TLS records with tokens and values in them among it.  Only the
 * first call, before OpenSSL has allocated anything, has an effect.
 */
void akv_openssl_memory_wipe(void);

#endif
