/* SPDX-License-Identifier: MIT */
#ifndef AKV_PROTOCOL_SSH_KEY_REFUSAL_H
#define AKV_PROTOCOL_SSH_KEY_REFUSAL_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"

/*
 * akv_ssh_key_refusal(what, err): AKV_ERR_UNUSABLE (NotAnSshKey), which is
 * returned; ${what} says why and holds no byte of the value.
 */
enum akv_code akv_ssh_key_refusal(const char *what, struct akv_error *err);

/* akv_ssh_key_refusal_kind(value, err): the same for what does not begin as a
 * private key does, saying what it looks like. */
enum akv_code akv_ssh_key_refusal_kind(const struct akv_secret *value,
				       struct akv_error *err);

#endif
