/* SPDX-License-Identifier: MIT */
#include <unistd.h>

#include "cmd/command.h"
#include "cmd/get_answer.h"
#include "cmd/get_batch.h"
#include "cmd/session.h"
#include "protocol/git_credential.h"
#include "protocol/git_credential_answer.h"

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
	return akv_get_answer_format(
		&(struct akv_get_answer){ .request = request,
					  .target = target,
					  .bundle = &bundle },
		out, err);
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
	const struct akv_request asked = akv_get_answer_request(request);
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
	enum akv_code code;

	if (akv_options_has(options, AKV_OPTION_BATCH))
		return akv_get_batch(options->timeout_ms, err);
	code = akv_line_reader_new(STDIN_FILENO, &reader, err);
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
		"that matches and fails is answered by quit=1.\n"
		"\n"
		"With --batch it reads requests until stdin ends and answers\n"
		"them in order, each answer ended by a blank line, a failed\n"
		"one by error= and message=. What is there at a time is\n"
		"fetched side by side.\n",
	.options = AKV_OPTIONS(AKV_OPTION_TIMEOUT, AKV_OPTION_BATCH),
	.run = run,
};
