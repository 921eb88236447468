/* SPDX-License-Identifier: MIT */
#include <unistd.h>

#include "cmd/command.h"
#include "cmd/session.h"
#include "protocol/git_credential.h"
#include "protocol/git_credential_answer.h"

static struct akv_request request_of(const struct akv_credential_request *from)
{
	return (struct akv_request){
		.connection = from->connection,
		.secret = from->secret,
		.vault = from->vault,
		.version = from->version,
		.protocol = from->protocol,
		.host = from->host,
		.path = from->path,
		.username = from->username,
	};
}

/* Only who asked in our terms is told in our terms: git would pass every
 * attribute on to the next helper. */
static bool asked_in_our_terms(const struct akv_credential_request *request)
{
	return request->connection != NULL || request->secret != NULL;
}

static enum akv_code format(const struct akv_credential_request *request,
			    const struct akv_target *target,
			    const struct akv_secret_bundle *bundle,
			    struct akv_secret **out, struct akv_error *err)
{
	struct akv_credential_answer answer = {
		.password = bundle->value,
		.username = target->username,
		.expires_at = bundle->expires_at,
		.encoding = request->encoding,
	};

	if (answer.username == NULL && bundle->username[0] != '\0')
		answer.username = bundle->username;
	if (asked_in_our_terms(request) && !akv_lookup_is_local(target)) {
		answer.vault = target->id.vault->name;
		answer.secret = bundle->name;
		answer.version = bundle->version;
		answer.content_type = bundle->content_type;
	}
	return akv_git_credential_answer_format(&answer, out, err);
}

static enum akv_code fetch(struct akv_session *session,
			   const struct akv_credential_request *request,
			   const struct akv_target *target,
			   struct akv_secret **out, struct akv_error *err)
{
	__attribute__((cleanup(
		akv_secret_bundle_clear))) struct akv_secret_bundle bundle = {
		0
	};
	enum akv_code code = akv_session_fetch(session, target, &bundle, err);

	if (code != AKV_OK)
		return code;
	return format(request, target, &bundle, out, err);
}

/* The failure that matters is the first one; this cannot mend it. */
static void send_quit(void)
{
	AKV_AUTO(secret) *lines = NULL;

	if (akv_git_credential_answer_quit(&lines, NULL) == AKV_OK &&
	    akv_secret_write(lines, STDOUT_FILENO, NULL) != AKV_OK)
		return;
}

static enum akv_code serve(const struct akv_credential_request *request,
			   int64_t timeout_ms, struct akv_error *err)
{
	__attribute__((
		cleanup(akv_session_close))) struct akv_session session = { 0 };
	AKV_AUTO(secret) *lines = NULL;
	const struct akv_request asked = request_of(request);
	struct akv_target target = { 0 };
	enum akv_code code = akv_session_open(timeout_ms, &session, err);

	if (code != AKV_OK)
		return code;
	code = akv_lookup_resolve(session.config, &asked, &target, err);
	if (code != AKV_OK || !akv_lookup_is_ours(&target))
		return code;

	code = fetch(&session, request, &target, &lines, err);
	if (code == AKV_OK)
		return akv_secret_write(lines, STDOUT_FILENO, err);
	send_quit();
	return code;
}

static enum akv_code run(const struct akv_options *options,
			 struct akv_error *err)
{
	AKV_AUTO(line_reader) *reader = NULL;
	__attribute__((cleanup(
		akv_credential_request_clear))) struct akv_credential_request
		request = { 0 };
	enum akv_code code = akv_line_reader_new(STDIN_FILENO, &reader, err);

	if (code != AKV_OK)
		return code;
	code = akv_git_credential_read(reader, &request, err);
	if (code != AKV_OK)
		return code;
	return serve(&request, options->timeout_ms, err);
}

const struct akv_command akv_cmd_get = {
	.name = "get",
	.operands = "",
	.summary = "answer a request of the line protocol",
	.details =
		"Reads key=value lines from stdin up to a blank line and\n"
		"answers in the same form (git-credential(1), and the\n"
		"attributes connection, secret, vault, version, encoding):\n"
		"\n"
		"  printf 'connection=nightly-export\\n\\n' | akv get\n"
		"\n"
		"A request that nothing matches is answered by nothing. One\n"
		"that matches and fails is answered by quit=1.\n",
	.options = AKV_OPTIONS(AKV_OPTION_TIMEOUT),
	.run = run,
};
