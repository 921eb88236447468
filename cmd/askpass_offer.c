/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "libhelper/base/text.h"
#include "libhelper/core/connection_match.h"
#include "protocol/git_url.h"

#include "cmd/askpass_offer.h"

enum {
	/* older ssh(1) shows that much of a user's name and a host's */
	USER_SHOWN = 30,
	HOST_SHOWN = 128,
	GIT_URL_MAX = 2048,
};

bool akv_askpass_offer_is_passphrase(const char *name)
{
	return name != NULL && akv_text_ends_nocase(name, "passphrase");
}

const char *
akv_askpass_offer_passphrase_of(const struct akv_connection_config *connection)
{
	const char *found = NULL;

	if (akv_askpass_offer_is_passphrase(connection->secret))
		return connection->secret;
	for (size_t i = 0; connection->more_secrets[i] != NULL; i++) {
		if (!akv_askpass_offer_is_passphrase(
			    connection->more_secrets[i]))
			continue;
		if (found != NULL)
			return NULL;
		found = connection->more_secrets[i];
	}
	return found;
}

const struct akv_secret *
akv_askpass_offer_secret(const struct akv_askpass_offer *offer,
			 const struct akv_askpass_prompt *prompt)
{
	return prompt->kind == AKV_ASKPASS_PASSPHRASE ? offer->passphrase :
							offer->password;
}

/* -- which host -- */

static bool is_shown_as(struct akv_askpass_part shown, const char *name,
			size_t len, size_t most)
{
	if (shown.len == most && len > most)
		len = most;
	return shown.len == len && strncasecmp(shown.bytes, name, len) == 0;
}

static bool is_user(const struct akv_askpass_prompt *prompt, const char *name,
		    size_t len)
{
	/* unlike hosts, users may differ by case alone */
	return is_shown_as(prompt->user, name, len, USER_SHOWN) &&
	       memcmp(prompt->user.bytes, name, prompt->user.len) == 0;
}

/* The connection's host without its port and brackets. */
static bool is_connections_host(const struct akv_askpass_prompt *prompt,
				const char *host)
{
	size_t len = strlen(host);
	const char *colon = strrchr(host, ':');

	if (host[0] == '[') {
		len = strcspn(++host, "]");
	} else if (colon != NULL) {
		len = (size_t)(colon - host);
	}
	return is_shown_as(prompt->host, host, len, HOST_SHOWN);
}

static bool is_destination(const struct akv_askpass_offer *offer,
			   const struct akv_askpass_prompt *prompt)
{
	const struct akv_ssh_destination *place = &offer->destination;

	if (place->host == NULL)
		return false;
	/* ssh_config(5) may have another name for it */
	if (!prompt->is_for_destination &&
	    !is_shown_as(prompt->host, place->host, place->host_len,
			 HOST_SHOWN))
		return false;
	if (place->user != NULL)
		return is_user(prompt, place->user, place->user_len);
	return offer->username == NULL ||
	       is_user(prompt, offer->username, strlen(offer->username));
}

/* A connection without a url says nothing about where it goes. */
static bool is_for(const struct akv_askpass_offer *offer,
		   const struct akv_askpass_prompt *prompt)
{
	const char *url_host = offer->connection->url_host;

	if (is_destination(offer, prompt))
		return true;
	if (offer->username != NULL &&
	    !is_user(prompt, offer->username, strlen(offer->username)))
		return false;
	if (url_host != NULL)
		return is_connections_host(prompt, url_host);
	return offer->destination.host == NULL;
}

/* -- which key -- */

/* /home/export/.ssh/sftp-key and the secret sftp-key-passphrase go together,
 * which matters only where several connections have one. */
static bool is_named_after(const char *secret,
			   const struct akv_askpass_prompt *prompt)
{
	const char *slash = memrchr(prompt->path.bytes, '/', prompt->path.len);
	const char *name = slash == NULL ? prompt->path.bytes : slash + 1;
	size_t len = prompt->path.len - (size_t)(name - prompt->path.bytes);

	return secret != NULL &&
	       strlen(secret) == len + strlen("-passphrase") &&
	       strncasecmp(secret, name, len) == 0;
}

static enum akv_code choose_passphrase(const struct akv_askpass_offer *offers,
				       size_t count,
				       const struct akv_askpass_prompt *prompt,
				       size_t *out, struct akv_error *err)
{
	size_t candidates = 0;
	size_t last = 0;

	for (size_t i = 0; i < count; i++) {
		if (!offers[i].has_passphrase)
			continue;
		candidates++;
		last = i;
		if (!is_named_after(akv_askpass_offer_passphrase_of(
					    offers[i].connection),
				    prompt))
			continue;
		*out = i;
		return AKV_OK;
	}
	if (candidates == 1) {
		*out = last;
		return AKV_OK;
	}
	akv_fail(err, AKV_ERR_OTHER, "NoPassphrase",
		 candidates == 0 ?
			 "no secret of the connection is the passphrase of "
			 "the key %.*s" :
			 "which of the secrets is the passphrase of the key "
			 "%.*s?",
		 (int)prompt->path.len, prompt->path.bytes);
	akv_error_hint(err, "more-secrets = KEY-passphrase in the connection, "
			    "or akv exec -c CONNECTION --secret NAME "
			    "--ssh-passphrase");
	return AKV_ERR_OTHER;
}

/* -- what git asks for -- */

/* ${part} as a string of its own; NULL for none. */
static const char *decode(struct akv_git_url_part part, char *room, size_t size)
{
	if (part.bytes == NULL || part.len >= size)
		return NULL;
	memcpy(room, part.bytes, part.len);
	room[part.len] = '\0';
	return akv_text_percent_decode(room) ? room : NULL;
}

/* By the rules of the line protocol, which git's own helpers follow. */
static bool is_for_git(const struct akv_askpass_offer *offer,
		       const struct akv_askpass_prompt *prompt)
{
	struct akv_connection_config connection = *offer->connection;
	const struct akv_config alone = { .connections = &connection,
					  .connection_count = 1 };
	char room[4][GIT_URL_MAX];
	struct akv_git_url url;
	struct akv_request request = { 0 };

	if (connection.url_host == NULL || prompt->url.len >= GIT_URL_MAX ||
	    akv_git_url_split(prompt->url.bytes, prompt->url.len, &url, NULL) !=
		    AKV_OK)
		return false;
	request.protocol = decode(url.protocol, room[0], sizeof(room[0]));
	request.host = decode(url.host, room[1], sizeof(room[1]));
	request.path = decode(url.path, room[2], sizeof(room[2]));
	request.username = decode(url.username, room[3], sizeof(room[3]));
	return akv_connection_match(&alone, &request) != NULL;
}

static enum akv_code refuse_kind(enum akv_askpass_kind kind,
				 struct akv_error *err)
{
	if (kind == AKV_ASKPASS_HOST_KEY) {
		akv_fail(err, AKV_ERR_OTHER, "HostKeyQuestion",
			 "the host's key is not known, and whether it is the "
			 "right one is not in the vault");
		akv_error_hint(err, "compare its fingerprint with the one "
				    "that its owner gave you, and put the key "
				    "into known_hosts: ssh-keyscan HOST");
		return AKV_ERR_OTHER;
	}
	return akv_fail(err, AKV_ERR_OTHER, "NotAPassword",
			kind == AKV_ASKPASS_NEW_PASSWORD ?
				"a new password is asked for, or something "
				"besides the password: that is not in the "
				"vault" :
				"this is no question for a password or for a "
				"key's passphrase: not answered");
}

static enum akv_code refuse_place(const struct akv_askpass_offer *offers,
				  size_t count,
				  const struct akv_askpass_prompt *prompt,
				  struct akv_error *err)
{
	const char *name = count == 1 ? offers[0].connection->name : NULL;
	bool is_git = prompt->url.bytes != NULL;
	bool has_password = false;

	for (size_t i = 0; i < count; i++)
		has_password = has_password || offers[i].has_password;
	if (!has_password)
		return akv_fail(err, AKV_ERR_OTHER, "NoPassword",
				"a password is asked for, and the secret is "
				"the passphrase of a key: it is not sent to "
				"a server");
	akv_fail(err, AKV_ERR_OTHER, "OtherHost", "%s%s is not for %.*s%s%.*s",
		 name == NULL ? "none of the connections" : "connection ",
		 name == NULL ? "" : name,
		 (int)(is_git ? prompt->url.len : prompt->user.len),
		 is_git ? prompt->url.bytes : prompt->user.bytes,
		 is_git ? "" : "@", (int)prompt->host.len,
		 prompt->host.bytes == NULL ? "" : prompt->host.bytes);
	akv_error_hint(err, "its url and username in the configuration say "
			    "whom the password is for: akv connection show");
	return AKV_ERR_OTHER;
}

enum akv_code akv_askpass_offer_choose(const struct akv_askpass_offer *offers,
				       size_t count,
				       const struct akv_askpass_prompt *prompt,
				       size_t *out, struct akv_error *err)
{
	bool (*fits)(const struct akv_askpass_offer *offer,
		     const struct akv_askpass_prompt *prompt) = is_for_git;

	switch (prompt->kind) {
	case AKV_ASKPASS_OTHER:
	case AKV_ASKPASS_HOST_KEY:
	case AKV_ASKPASS_NEW_PASSWORD:
	case AKV_ASKPASS_CONFIRMATION:
		return refuse_kind(prompt->kind, err);
	case AKV_ASKPASS_PASSPHRASE:
		return choose_passphrase(offers, count, prompt, out, err);
	case AKV_ASKPASS_PASSWORD:
		fits = is_for;
		break;
	case AKV_ASKPASS_GIT_USERNAME:
	case AKV_ASKPASS_GIT_PASSWORD:
		break;
	}
	for (size_t i = 0; i < count; i++)
		if (offers[i].has_password && fits(&offers[i], prompt)) {
			*out = i;
			return AKV_OK;
		}
	return refuse_place(offers, count, prompt, err);
}
