/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_DOCKER_LOOKUP_H
#define AKV_CMD_DOCKER_LOOKUP_H

#include <stdbool.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/core/lookup.h"
#include "protocol/docker_credential.h"

/* Which connection is whose registry's. */

/*
 * akv_docker_lookup_find(config, server, out, err): the connection of
 * ${server}, by akv_lookup_resolve(); of type docker, or of none.  The names
 * of Docker Hub are one, and the path of a registry's interface (v1, v2) is
 * none.  AKV_OK with ${out->id.name} NULL when nothing of ours matches.
 */
enum akv_code akv_docker_lookup_find(const struct akv_config *config,
				     const struct akv_docker_server *server,
				     struct akv_target *out,
				     struct akv_error *err) AKV_CHECKED;

enum { AKV_DOCKER_LOOKUP_KEY_SIZE = 1024 };

/*
 * akv_docker_lookup_key(connection, key): the url by which a client asks for
 * ${connection}, in ${key}, which has AKV_DOCKER_LOOKUP_KEY_SIZE bytes; false
 * when it is not of type docker.
 */
bool akv_docker_lookup_key(const struct akv_connection_config *connection,
			   char *key);

#endif
