/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_HARNESS_CONFIG_H
#define AKV_TESTS_HARNESS_CONFIG_H

#include "libhelper/base/attr.h"

/* The configuration file in the sandbox, which AKV_CONFIG names. */

/*
 * config_default(): the cloud's tenant and application with a client secret
 * file, vault contoso as the default one, no token store, and the connection
 * nightly-export: sftp://export@sftp.example.com, secret sftp-password, more
 * secrets multi-line and unicode.
 */
void config_default(void);

/* config_set(fmt, ...): replace all of it. */
void config_set(const char *fmt, ...) AKV_PRINTF(1, 2);

/* config_add(fmt, ...): put text behind what is there. */
void config_add(const char *fmt, ...) AKV_PRINTF(1, 2);

/* config_connect(name): [connection ${name}] with secret = ${name}. */
void config_connect(const char *name);

/* config_path(): of the file. */
const char *config_path(void);

/* CONFIG_PRINCIPAL: the group [principal] but for the credential; takes no
 * argument of config_set().  CONFIG_VAULT: group of vault contoso. */
#define CONFIG_PRINCIPAL \
	"[principal]\n" \
	"tenant = 72f988bf-86f1-41af-91ab-2d7cd011db47\n" \
	"client-id = 0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff\n"
#define CONFIG_VAULT "[vault contoso]\ndefault = true\n"

#endif
