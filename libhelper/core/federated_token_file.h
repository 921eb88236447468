/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_FEDERATED_TOKEN_FILE_H
#define AKV_CORE_FEDERATED_TOKEN_FILE_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"

/*
 * A federated token in a file that somebody keeps fresh, as Kubernetes does
 * (AZURE_FEDERATED_TOKEN_FILE).  Private to core/federated_token.c.
 *
 * The file is read as one that decides things (AKV_FILE_TRUSTED): owned by
 * root or us, and nobody else may write it, because who writes it says which
 * workload we are.  Others may read it: Kubernetes projects tokens with mode
 * 0644, or 0440 for the group of fsGroup, owned by root, behind the links that
 * it swaps when it renews them; a rule as for a client secret, which lasts for
 * months, would refuse all of these, and what keeps others away from a token
 * that lasts an hour is the container.
 */

/*
 * akv_federated_token_file_read(path, out, err): the token in ${path}, without
 * white space at either end.  AKV_ERR_USAGE when there is no such file, it is
 * no file, open to others, larger than AKV_SECRET_TOKEN_MAX bytes (then
 * nothing was read), empty, or not one JWS in compact form; AKV_ERR_STORE when
 * it cannot be read.  Each names the file; the hint says what to do.
 */
enum akv_code akv_federated_token_file_read(const char *path,
					    struct akv_secret **out,
					    struct akv_error *err) AKV_CHECKED;

/*
 * akv_federated_token_file_get(path, out, err): that, for use now:
 * AKV_ERR_SIGN_IN (FederatedTokenExpired) when by its exp claim it is over for
 * more than the five minutes that Entra overlooks.  One without a claim that
 * can be read is left for Entra to judge.
 */
enum akv_code akv_federated_token_file_get(const char *path,
					   struct akv_secret **out,
					   struct akv_error *err) AKV_CHECKED;

#endif
