/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/base/text.h"

#include "cmd/docker_lookup.h"

/* docker asks for the first, podman and skopeo for the second. */
static const char *const hub[] = { "index.docker.io", "docker.io",
				   "registry-1.docker.io" };
#define HUB_KEY "https://index.docker.io/v1/"

enum { HUB_COUNT = sizeof(hub) / sizeof(hub[0]) };

static bool is_hub(const char *host)
{
	for (size_t i = 0; i < HUB_COUNT; i++)
		if (akv_text_equal_nocase(host, hub[i]))
			return true;
	return false;
}

static bool is_interface(const char *path)
{
	return strcmp(path, "v1") == 0 || strcmp(path, "v2") == 0;
}

/*
 * Somebody's connection to the same server for another purpose is not for a
 * client of registries.
 */
static bool is_for_docker(const struct akv_connection_config *connection)
{
	return connection->type == NULL ||
	       akv_text_equal_nocase(connection->type, "docker");
}

/* A server and the protocol that may be meant. */
struct guess {
	const struct akv_config *config;
	const struct akv_docker_server *server;
	const char *protocol;
};

static enum akv_code try_one(const struct guess *guess, const char *host,
			     const char *path, struct akv_target *out,
			     struct akv_error *err)
{
	const char *username = guess->server->username;
	const struct akv_request request = {
		.protocol = guess->protocol,
		.host = host,
		.path = path[0] != '\0' ? path : NULL,
		.username = username[0] != '\0' ? username : NULL,
	};
	struct akv_target target = { 0 };
	enum akv_code code =
		akv_lookup_resolve(guess->config, &request, &target, err);

	if (code == AKV_OK && akv_lookup_is_ours(&target) &&
	    is_for_docker(target.connection))
		*out = target;
	return code;
}

static enum akv_code try_host(const struct guess *guess, const char *host,
			      struct akv_target *out, struct akv_error *err)
{
	const char *const paths[] = { guess->server->path, "v1" };
	/* Docker Hub's own url has the path of its first interface */
	size_t count = is_hub(host) ? 2 : 1;
	enum akv_code code = AKV_OK;

	for (size_t i = 0; code == AKV_OK && i < count; i++)
		if (!akv_lookup_is_ours(out))
			code = try_one(guess, host, paths[i], out, err);
	return code;
}

static enum akv_code try_hosts(const struct guess *guess,
			       struct akv_target *out, struct akv_error *err)
{
	const char *host = guess->server->host;
	enum akv_code code = try_host(guess, host, out, err);

	for (size_t i = 0; code == AKV_OK && i < HUB_COUNT; i++)
		if (is_hub(host) && !akv_lookup_is_ours(out))
			code = try_host(guess, hub[i], out, err);
	return code;
}

enum akv_code akv_docker_lookup_find(const struct akv_config *config,
				     const struct akv_docker_server *server,
				     struct akv_target *out,
				     struct akv_error *err)
{
	/* clients leave it out, also for a registry without TLS */
	static const char *const protocols[] = { "https", "http" };
	bool was_said = server->protocol[0] != '\0';
	size_t count = was_said ? 1 : 2;
	enum akv_code code = AKV_OK;

	*out = (struct akv_target){ 0 };
	for (size_t i = 0; code == AKV_OK && i < count; i++) {
		const struct guess guess = {
			.config = config,
			.server = server,
			.protocol = was_said ? server->protocol : protocols[i],
		};

		if (!akv_lookup_is_ours(out))
			code = try_hosts(&guess, out, err);
	}
	return code;
}

bool akv_docker_lookup_key(const struct akv_connection_config *connection,
			   char *key)
{
	struct akv_text text;

	akv_text_init(&text, key, AKV_DOCKER_LOOKUP_KEY_SIZE);
	if (connection->type == NULL || connection->url_host == NULL ||
	    !akv_text_equal_nocase(connection->type, "docker"))
		return false;
	if (is_hub(connection->url_host)) {
		akv_text_add(&text, HUB_KEY);
		return true;
	}
	akv_text_addf(&text, "%s://%s", connection->url_protocol,
		      connection->url_host);
	if (connection->url_path != NULL && !is_interface(connection->url_path))
		akv_text_addf(&text, "/%s", connection->url_path);
	return !text.cut;
}
