/* SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "libhelper/base/text.h"
#include "libhelper/core/connection_match.h"
#include "libhelper/core/connection_url.h"

/*
 * The input is lines: the urls of two connections, then a request's protocol,
 * host, path and user name; a line that is not there is not given.  Whatever
 * they are: a url that we take is found by its own parts, and a request is
 * only given what its protocol, host, path and user name agree with.
 */

enum { LINE_COUNT = 6, URL_COUNT = 2 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
	if (!holds)
		abort();
}

static const char *or_empty(const char *text)
{
	return text != NULL ? text : "";
}

static void check_part(const char *part)
{
	check(part == NULL || !akv_text_has_control(part));
}

static void check_url(const struct akv_connection_url *url)
{
	check(url->protocol != NULL && url->protocol[0] != '\0');
	check(url->host != NULL);
	check(url->host[0] != '\0' || strcmp(url->protocol, "cert") == 0);
	check(strpbrk(url->host, "/@?#\\ %") == NULL);
	check(url->path == NULL || url->path[0] != '\0');
	check_part(url->protocol);
	check_part(url->host);
	check_part(url->path);
	check_part(url->username);
}

static bool is_own_port(const char *text, const char *protocol)
{
	return text[0] == ':' &&
	       strtol(text + 1, NULL, 10) == akv_connection_url_port(protocol);
}

/* What nobody may be given, judged by other code than the one under test. */
static void check_match(const struct akv_connection_config *found,
			const struct akv_request *request)
{
	const char *path = or_empty(request->path);
	size_t host_len = strlen(found->url_host);
	size_t path_len = strlen(or_empty(found->url_path));
	const char *port;

	if (request->protocol == NULL || request->host == NULL)
		abort();
	check(strcasecmp(found->url_protocol, request->protocol) == 0);
	check(strncasecmp(found->url_host, request->host, host_len) == 0);
	port = request->host + host_len;
	check(port[0] == '\0' || is_own_port(port, found->url_protocol));
	check(request->username == NULL || found->url_username == NULL ||
	      strcmp(request->username, found->url_username) == 0);
	path += strspn(path, "/");
	check(strncmp(path, or_empty(found->url_path), path_len) == 0);
	check(path_len == 0 || path[path_len] == '\0' || path[path_len] == '/');
}

static void check_finds_itself(const struct akv_connection_config *connection,
			       const struct akv_config *config)
{
	const struct akv_request own = {
		.protocol = connection->url_protocol,
		.host = connection->url_host,
		.path = connection->url_path,
		.username = connection->url_username,
	};
	struct akv_request less = own;
	const struct akv_connection_config *found =
		akv_connection_match(config, &own);

	check(found != NULL);
	check_match(found, &own);
	check(strlen(or_empty(found->url_path)) ==
	      strlen(or_empty(connection->url_path)));

	less.protocol = NULL;
	check(akv_connection_match(config, &less) == NULL);
	less.protocol = "";
	check(akv_connection_match(config, &less) == NULL);
	less.protocol = own.protocol;
	less.host = NULL;
	check(akv_connection_match(config, &less) == NULL);
}

static void match(const struct akv_config *config,
		  const struct akv_request *request)
{
	const struct akv_connection_config *found;

	for (size_t i = 0; i < config->connection_count; i++)
		check_finds_itself(&config->connections[i], config);
	found = akv_connection_match(config, request);
	if (found != NULL)
		check_match(found, request);
}

/* Cuts ${text} at its first LINE_COUNT line ends. */
static void split(char *text, char **lines)
{
	for (size_t i = 0; i < LINE_COUNT && text != NULL; i++)
		lines[i] = strsep(&text, "\n");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct akv_connection_url urls[URL_COUNT] = { 0 };
	struct akv_connection_config connections[URL_COUNT] = { 0 };
	struct akv_config config = { .connections = connections };
	char *text = strndup((const char *)data, size);
	char *lines[LINE_COUNT] = { NULL };

	check(text != NULL);
	split(text, lines);
	for (size_t i = 0; i < URL_COUNT; i++) {
		struct akv_connection_config *next =
			&connections[config.connection_count];

		if (lines[i] == NULL ||
		    akv_connection_url_parse(lines[i], &urls[i], NULL) !=
			    AKV_OK)
			continue;
		check_url(&urls[i]);
		next->url_protocol = urls[i].protocol;
		next->url_host = urls[i].host;
		next->url_path = urls[i].path;
		next->url_username = urls[i].username;
		config.connection_count++;
	}
	match(&config, &(const struct akv_request){ .protocol = lines[2],
						    .host = lines[3],
						    .path = lines[4],
						    .username = lines[5] });
	for (size_t i = 0; i < URL_COUNT; i++)
		akv_connection_url_clear(&urls[i]);
	free(text);
	return 0;
}
