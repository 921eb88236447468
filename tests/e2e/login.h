/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_E2E_LOGIN_H
#define AKV_TESTS_E2E_LOGIN_H

#include "tests/harness/suite.h"

/* What the tests of akv login and akv logout share. */

/* As the cloud's application; what proves it goes behind. */
#define LOGIN \
	"login", "--service-principal", "-u", CLOUD_CLIENT, "-t", CLOUD_TENANT

/* The configuration before; akv login and logout leave it as it is. */
#define LOGIN_REST \
	"; ours\n" CONFIG_VAULT "\n" \
	"[connection nightly-export]\n" \
	"secret = sftp-password ; of the partner\n" \
	"\n" \
	"[cache]\n" \
	"token-store = none\n"

/* ... and with [principal] behind it. */
#define LOGIN_CONFIG LOGIN_REST "\n" CONFIG_PRINCIPAL

/* login_expect_config(fmt, ...): the file holds exactly this. */
void login_expect_config(const char *fmt, ...) AKV_PRINTF(1, 2);

/* login_expect_account(got, credential, source): status 0, and akv account
 * show's answer about the cloud's application. */
void login_expect_account(const struct outcome *got, const char *credential,
			  const char *source);

#endif
