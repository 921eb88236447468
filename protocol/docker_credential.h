/* SPDX-License-Identifier: MIT */
#ifndef AKV_PROTOCOL_DOCKER_CREDENTIAL_H
#define AKV_PROTOCOL_DOCKER_CREDENTIAL_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"

/*
 * What docker, podman and skopeo ask of docker-credential-NAME: the operation
 * as the only argument, the request on stdin, the answer on stdout, also when
 * the answer is a failure.
 */

/* What a client compares with, as it is; a failure in other words is shown. */
#define AKV_DOCKER_NOT_FOUND "credentials not found in native keychain"
#define AKV_DOCKER_NO_URL "no credentials server URL"
#define AKV_DOCKER_NO_USERNAME "no credentials username"

enum {
	AKV_DOCKER_REQUEST_MAX = 65536, /* bytes of stdin */
	AKV_DOCKER_URL_MAX = 2048,
};

/* The registry that is meant: [https://][user@]host[:port][/path]. */
struct akv_docker_server {
	char url[AKV_DOCKER_URL_MAX + 1];      /* as asked; "": none was */
	char protocol[16];		       /* "": none was said */
	char host[AKV_DOCKER_URL_MAX + 1];     /* with :port */
	char path[AKV_DOCKER_URL_MAX + 1];     /* "": none */
	char username[AKV_DOCKER_URL_MAX + 1]; /* "": none */
};

/*
 * akv_docker_credential_request(fd, out, err): all that ${fd} has, the
 * caller's: a password may be in it.  AKV_ERR_PEER (RequestTooLarge).
 */
enum akv_code akv_docker_credential_request(int fd, struct akv_secret **out,
					    struct akv_error *err) AKV_CHECKED;

/*
 * akv_docker_credential_server(request, out, err): the registry in the request
 * of "get", without the blanks around it.  AKV_ERR_PEER (BadRequest) for one
 * that is too long, or has a blank or a control character inside;
 * AKV_ERR_USAGE (BadUrl) as akv_git_url_split().
 */
enum akv_code akv_docker_credential_server(const struct akv_secret *request,
					   struct akv_docker_server *out,
					   struct akv_error *err) AKV_CHECKED;

#endif
