/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cmd/command.h"
#include "cmd/docker_lookup.h"
#include "cmd/session.h"
#include "libhelper/edge/json.h"

/* -- answers -- */

/* One of the sentences that clients know: they say the rest themselves. */
static enum akv_code say(enum akv_code code, const char *sentence,
			 struct akv_error *err)
{
	(void)puts(sentence);
	(void)fflush(stdout);
	*err = (struct akv_error){ .code = code };
	return code;
}

/* A failure: clients show what is on stdout, and not all show stderr. */
static enum akv_code explain(enum akv_code code, const struct akv_error *err)
{
	if (code != AKV_OK && err->text[0] != '\0')
		(void)printf("akv: %s (%s)\n", err->text, err->reason);
	(void)fflush(stdout);
	return code;
}

static enum akv_code print_json(const struct akv_json *document,
				struct akv_error *err)
{
	AKV_AUTO(secret) *text = NULL;
	enum akv_code code = akv_secret_new(AKV_SECRET_REPLY_MAX, &text, err);

	if (code == AKV_OK)
		code = akv_json_write(document, /* pretty= */ false, text, err);
	if (code == AKV_OK)
		code = akv_secret_append_text(text, "\n", err);
	if (code != AKV_OK)
		return code;
	return akv_secret_write(text, STDOUT_FILENO, err);
}

/* -- get -- */

static enum akv_code answer(const struct akv_docker_server *server,
			    const char *username,
			    const struct akv_secret *value,
			    struct akv_error *err)
{
	AKV_AUTO(json) *object = akv_json_new_object();

	akv_json_set_text(object, "ServerURL", server->url);
	akv_json_set_text(object, "Username", username);
	akv_json_set(object, "Secret",
		     akv_json_new_text(akv_secret_text(value),
				       akv_secret_len(value)));
	return print_json(object, err);
}

static enum akv_code fetch(struct akv_session *session,
			   const struct akv_docker_server *server,
			   const struct akv_target *target,
			   struct akv_error *err)
{
	__attribute__((cleanup(
		akv_secret_bundle_clear))) struct akv_secret_bundle bundle = {
		0
	};
	const char *username = target->username;
	enum akv_code code = akv_session_fetch(session, target, &bundle, err);

	if (code != AKV_OK)
		return code;
	if (username == NULL || username[0] == '\0')
		username = bundle.username;
	if (username[0] == '\0')
		return say(AKV_ERR_USAGE, AKV_DOCKER_NO_USERNAME, err);
	return answer(server, username, bundle.value, err);
}

static enum akv_code get(const struct akv_options *options,
			 const struct akv_secret *request,
			 struct akv_error *err)
{
	__attribute__((
		cleanup(akv_session_close))) struct akv_session session = { 0 };
	struct akv_docker_server server;
	struct akv_target target;
	enum akv_code code =
		akv_docker_credential_server(request, &server, err);

	if (code != AKV_OK)
		return code;
	if (server.url[0] == '\0')
		return say(AKV_ERR_USAGE, AKV_DOCKER_NO_URL, err);
	code = akv_session_open(options->timeout_ms, &session, err);
	if (code == AKV_OK)
		code = akv_docker_lookup_find(session.config, &server, &target,
					      err);
	if (code != AKV_OK)
		return code;
	if (!akv_lookup_is_ours(&target))
		return say(AKV_ERR_NOT_FOUND, AKV_DOCKER_NOT_FOUND, err);
	return fetch(&session, &server, &target, err);
}

/* -- the others -- */

static enum akv_code list(const struct akv_options *options,
			  AKV_UNUSED const struct akv_secret *request,
			  struct akv_error *err)
{
	__attribute__((
		cleanup(akv_session_close))) struct akv_session session = { 0 };
	AKV_AUTO(json) *object = akv_json_new_object();
	enum akv_code code =
		akv_session_open(options->timeout_ms, &session, err);

	if (code != AKV_OK)
		return code;
	for (size_t i = 0; i < session.config->connection_count; i++) {
		const struct akv_connection_config *connection =
			&session.config->connections[i];
		const char *username = connection->username;
		char key[AKV_DOCKER_LOOKUP_KEY_SIZE];

		if (!akv_docker_lookup_key(connection, key))
			continue;
		if (username == NULL)
			username = connection->url_username;
		akv_json_set_text(object, key,
				  username != NULL ? username : "");
	}
	return print_json(object, err);
}

static enum akv_code refuse(AKV_UNUSED const struct akv_options *options,
			    AKV_UNUSED const struct akv_secret *request,
			    struct akv_error *err)
{
	akv_fail(err, AKV_ERR_OTHER, "ReadOnly",
		 "akv only reads: it neither stores nor erases the credentials "
		 "of a registry");
	akv_error_hint(err, "credentials of registries are connections of akv; "
			    "docker login and logout are not needed");
	return AKV_ERR_OTHER;
}

static enum akv_code version(AKV_UNUSED const struct akv_options *options,
			     AKV_UNUSED const struct akv_secret *request,
			     AKV_UNUSED struct akv_error *err)
{
	(void)puts("docker-credential-akv (akv) v" AKV_VERSION);
	return AKV_OK;
}

static const struct operation {
	const char *name;
	enum akv_code (*run)(const struct akv_options *options,
			     const struct akv_secret *request,
			     struct akv_error *err);
	bool reads;
} operations[] = {
	{ "get", get, true },	       { "list", list, false },
	{ "store", refuse, true },     { "erase", refuse, true },
	{ "version", version, false },
};

static const struct operation *find(const struct akv_options *options)
{
	if (options->operand_count != 1)
		return NULL;
	for (size_t i = 0; i < sizeof(operations) / sizeof(operations[0]); i++)
		if (strcmp(options->operands[0], operations[i].name) == 0)
			return &operations[i];
	return NULL;
}

static enum akv_code run(const struct akv_options *options,
			 struct akv_error *err)
{
	AKV_AUTO(secret) *request = NULL;
	const struct operation *operation = find(options);
	enum akv_code code = AKV_OK;

	if (operation == NULL)
		return explain(akv_fail(err, AKV_ERR_USAGE, "UnknownOperation",
					"usage: docker-credential-akv "
					"get|list|store|erase|version"),
			       err);
	if (operation->reads)
		code = akv_docker_credential_request(STDIN_FILENO, &request,
						     err);
	if (code == AKV_OK)
		code = operation->run(options, request, err);
	return explain(code, err);
}

const struct akv_command akv_cmd_docker = {
	.name = "docker-credential",
	.program = "docker-credential-akv",
	.operands = "get|list|store|erase|version",
	.summary = "answer docker, podman and skopeo",
	.details = "See docker-credential-akv(1).\n",
	.options = AKV_OPTIONS(AKV_OPTION_TIMEOUT),
	.operands_max = 1,
	.run = run,
};
