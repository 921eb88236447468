/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/base/text.h"
#include "protocol/docker_credential.h"

/*
 * The input is the request of "get".  What is taken for a server has parts that
 * are parts of it, and nothing that could act on a terminal.
 */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
	if (!holds)
		abort();
}

static void judge(const struct akv_docker_server *server)
{
	const char *const parts[] = { server->protocol, server->host,
				      server->path, server->username };

	check(!akv_text_has_control(server->url));
	check(strpbrk(server->url, " \t\r\n") == NULL);
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		check(strstr(server->url, parts[i]) != NULL);
	check(strchr(server->host, '/') == NULL);
	check(strchr(server->host, '@') == NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AKV_AUTO(secret) *request = NULL;
	struct akv_docker_server server;

	if (size > AKV_DOCKER_REQUEST_MAX)
		return 0;
	check(akv_secret_new_from(data, size, &request, NULL) == AKV_OK);
	if (akv_docker_credential_server(request, &server, NULL) == AKV_OK)
		judge(&server);
	return 0;
}
