/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_CONNECTION_REQUEST_H
#define AKV_CMD_CONNECTION_REQUEST_H

#include <stdbool.h>

#include "cmd/options.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/core/config.h"
#include "libhelper/core/connection_setup.h"

/* The command line of akv connection create and update, understood. */
struct akv_connection_request {
	/* points into what follows, and into argv */
	struct akv_connection_setup setup;
	const char *password_file; /* "-": stdin; NULL: not said */
	bool verifies;
	char *url;		     /* owned, where it was given in parts */
	char *more_secrets;	     /* owned */
	struct akv_secret *password; /* owned */
};

/*
 * akv_connection_request_name(options, out, err): which connection: --name, or
 * the one operand.  AKV_ERR_USAGE when it is none, or both.
 */
enum akv_code akv_connection_request_name(const struct akv_options *options,
					  const char **out,
					  struct akv_error *err) AKV_CHECKED;

/*
 * akv_connection_request_init(options, before, request, err): check what
 * ${options} say of a new connection, or of ${before} where that is not NULL:
 * nothing is asked, read or sent yet.  A new one without --type has the type
 * that its url's scheme is for.  AKV_ERR_USAGE for an unknown type, a url that
 * does not parse, and names and versions outside the rules, each with the
 * option in front.  ${request} is the caller's to ..._clear(), also then.
 */
enum akv_code
akv_connection_request_init(const struct akv_options *options,
			    const struct akv_connection_config *before,
			    struct akv_connection_request *request,
			    struct akv_error *err) AKV_CHECKED;

/* akv_connection_request_clear(request): wipe and release what it holds. */
void akv_connection_request_clear(struct akv_connection_request *request);

/*
 * akv_connection_request_take_password(request, err): get the password that is
 * to be kept: from the file that was named, which nobody else may read, from
 * stdin for "-" or where that is no terminal, else typed without being shown.
 * AKV_ERR_USAGE (InvalidPassword) for what is not one line.
 */
enum akv_code
akv_connection_request_take_password(struct akv_connection_request *request,
				     struct akv_error *err) AKV_CHECKED;

#endif
