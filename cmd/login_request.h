/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_LOGIN_REQUEST_H
#define AKV_CMD_LOGIN_REQUEST_H

#include <limits.h>
#include <stdbool.h>

#include "cmd/options.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/core/login.h"

/* The command line of akv login, understood. */
struct akv_login_request {
	struct akv_login login; /* points into what follows, and into argv */
	struct akv_secret *client_secret; /* owned */
	bool reads_stdin;
	char client_secret_file[PATH_MAX];
	char certificate[PATH_MAX];
	char certificate_password_file[PATH_MAX];
	char federated_token_file[PATH_MAX];
};

/*
 * akv_login_request_init(options, request, err): check what ${options} say and
 * make paths absolute; nothing is asked or read yet.  AKV_ERR_USAGE when it is
 * nobody, half of somebody, or more than one way to sign in.  ${request} must
 * not be moved; it is the caller's to akv_login_request_clear().
 */
enum akv_code akv_login_request_init(const struct akv_options *options,
				     struct akv_login_request *request,
				     struct akv_error *err) AKV_CHECKED;

/* akv_login_request_clear(request): wipe and release what it holds. */
void akv_login_request_clear(struct akv_login_request *request);

/*
 * akv_login_request_complete(request, err): get the client secret that is to be
 * kept in the Secret Service, where ${request} is for one: typed at the
 * terminal without being shown, or the one line that stdin has, when that is no
 * terminal or the command line says -.  AKV_ERR_USAGE when there is none.
 */
enum akv_code akv_login_request_complete(struct akv_login_request *request,
					 struct akv_error *err) AKV_CHECKED;

#endif
