/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "libhelper/base/text.h"
#include "libhelper/core/connection_url.h"

#include "libhelper/core/connection_match.h"

/* How well one connection fits; more is better, the first member first. */
struct fit {
	size_t path_len;
	bool names_user;
};

/* A path without the slashes at both ends. */
struct path {
	const char *text;
	size_t len;
};

static struct path trim(const char *text)
{
	struct path path = { text != NULL ? text : "", 0 };

	path.text += strspn(path.text, "/");
	path.len = strlen(path.text);
	while (path.len > 0 && path.text[path.len - 1] == '/')
		path.len--;
	return path;
}

static bool has_port(const char *host)
{
	const char *bracket = strrchr(host, ']');

	return strchr(bracket != NULL ? bracket : host, ':') != NULL;
}

static bool host_agrees(const char *own, const char *asked,
			const char *protocol)
{
	int own_port = akv_connection_url_port(protocol);
	char port[16];

	if (!akv_text_starts_nocase(asked, own))
		return false;
	asked += strlen(own);
	if (*asked == '\0')
		return true;
	/* what is left can only be the port that we leave out */
	if (*own == '\0' || has_port(own) || own_port == 0)
		return false;
	snprintf(port, sizeof(port), ":%d", own_port);
	return strcmp(asked, port) == 0;
}

static bool path_agrees(const char *own, const char *asked)
{
	struct path path = trim(asked);
	size_t len;

	if (own == NULL)
		return true;
	len = strlen(own);
	if (len > path.len || memcmp(own, path.text, len) != 0)
		return false;
	if (len < path.len && path.text[len] != '/')
		return false;
	return !akv_connection_url_has_dots(asked);
}

static const char *own_username(const struct akv_connection_config *connection)
{
	return connection->username != NULL ? connection->username :
					      connection->url_username;
}

static bool agrees(const struct akv_connection_config *connection,
		   const struct akv_request *request)
{
	const char *username = own_username(connection);

	if (connection->url_protocol == NULL || connection->url_host == NULL)
		return false;
	if (!akv_text_equal_nocase(connection->url_protocol, request->protocol))
		return false;
	if (!host_agrees(connection->url_host, request->host,
			 connection->url_protocol))
		return false;
	if (request->username != NULL && username != NULL &&
	    strcmp(request->username, username) != 0)
		return false;
	if (request->vault != NULL &&
	    (connection->vault == NULL ||
	     !akv_text_equal_nocase(request->vault, connection->vault->name)))
		return false;
	return path_agrees(connection->url_path, request->path);
}

static bool is_better(struct fit fit, struct fit best)
{
	if (fit.path_len != best.path_len)
		return fit.path_len > best.path_len;
	return fit.names_user && !best.names_user;
}

const struct akv_connection_config *
akv_connection_match(const struct akv_config *config,
		     const struct akv_request *request)
{
	const struct akv_connection_config *best = NULL;
	struct fit best_fit = { 0, false };

	if (request->protocol == NULL || request->protocol[0] == '\0' ||
	    request->host == NULL)
		return NULL;
	for (size_t i = 0; i < config->connection_count; i++) {
		const struct akv_connection_config *connection =
			&config->connections[i];
		struct fit fit = {
			.path_len = connection->url_path != NULL ?
					    strlen(connection->url_path) :
					    0,
			.names_user = request->username != NULL &&
				      own_username(connection) != NULL,
		};

		if (!agrees(connection, request))
			continue;
		if (best == NULL || is_better(fit, best_fit)) {
			best = connection;
			best_fit = fit;
		}
	}
	return best;
}
