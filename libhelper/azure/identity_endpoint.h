/* SPDX-License-Identifier: MIT */
#ifndef AKV_AZURE_IDENTITY_ENDPOINT_H
#define AKV_AZURE_IDENTITY_ENDPOINT_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/* The parts of an endpoint that identity_url.c puts together again. */
enum {
	AKV_IDENTITY_ENDPOINT_HOST_SIZE = 24, /* 255.255.255.255:65535 */
	AKV_IDENTITY_ENDPOINT_PATH_SIZE = 256,
};

struct akv_identity_endpoint {
	/* in small letters, with :PORT where there is one */
	char host[AKV_IDENTITY_ENDPOINT_HOST_SIZE];
	/* "" or beginning with a slash */
	char path[AKV_IDENTITY_ENDPOINT_PATH_SIZE];
};

/*
 * akv_identity_endpoint_parse(text, out, err): take ${text}, an endpoint as
 * the environment gives it, apart.  AKV_ERR_USAGE (InvalidIdentityEndpoint)
 * as akv_identity_url_new() says.
 */
enum akv_code akv_identity_endpoint_parse(const char *text,
					  struct akv_identity_endpoint *out,
					  struct akv_error *err) AKV_CHECKED;

#endif
