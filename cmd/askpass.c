/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cmd/askpass_offer.h"
#include "cmd/askpass_server.h"
#include "cmd/askpass_socket.h"
#include "cmd/session.h"
#include "libhelper/base/process.h"
#include "protocol/askpass_prompt.h"

#include "cmd/askpass.h"

enum {
	TIMEOUT_MS = 30000,
	SUBJECT_SIZE = AKV_ASKPASS_PROMPT_MAX + 256,
};

/* Everything about one question. */
struct question {
	const char *text;
	struct akv_askpass_prompt prompt;
	struct akv_askpass_caller caller;
};

/* -- from the akv exec that started it all -- */

static enum akv_code ask_parent(const struct question *question,
				const char *socket, struct akv_error *err)
{
	AKV_AUTO(secret) *line = NULL;
	char verdict;
	enum akv_code code = akv_askpass_socket_ask(socket, question->text,
						    &verdict, &line, err);

	if (code != AKV_OK)
		return code;
	if (verdict == AKV_ASKPASS_ANSWERED)
		return akv_secret_write(line, STDOUT_FILENO, err);
	/* akv exec said why; a message of ours would say it again */
	return AKV_ERR_OTHER;
}

/* -- from the vault -- */

static enum akv_code check_guard(const struct question *question,
				 const struct akv_connection_config *connection,
				 struct akv_error *err)
{
	char subject[SUBJECT_SIZE];

	akv_askpass_server_subject(&question->prompt, question->text,
				   connection->name, subject, sizeof(subject));
	if (akv_askpass_guard_enter_shared(question->caller, subject))
		return AKV_OK;
	return akv_askpass_server_refuse_again(err);
}

static enum akv_code print_username(const char *username, struct akv_error *err)
{
	if (username == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "NoUsername",
				"the connection has no user name");
	(void)puts(username);
	return AKV_OK;
}

static enum akv_code print_secret(struct akv_session *session,
				  const struct question *question,
				  const struct akv_target *main_target,
				  struct akv_error *err)
{
	__attribute__((cleanup(
		akv_secret_bundle_clear))) struct akv_secret_bundle bundle = {
		0
	};
	AKV_AUTO(secret) *line = NULL;
	struct akv_request request = {
		.connection = main_target->connection->name,
	};
	struct akv_target target;
	enum akv_code code;

	if (question->prompt.kind == AKV_ASKPASS_PASSPHRASE)
		request.secret = akv_askpass_offer_passphrase_of(
			main_target->connection);
	code = akv_lookup_resolve(session->config, &request, &target, err);
	if (code == AKV_OK)
		code = akv_session_fetch(session, &target, &bundle, err);
	if (code == AKV_OK)
		code = akv_askpass_prompt_answer(bundle.value, &line, err);
	if (code == AKV_OK)
		code = akv_secret_write(line, STDOUT_FILENO, err);
	return code;
}

static enum akv_code ask_connection(struct akv_session *session,
				    const struct question *question,
				    const char *name, struct akv_error *err)
{
	const struct akv_request request = { .connection = name };
	struct akv_askpass_offer offer = { 0 };
	struct akv_target target;
	size_t chosen;
	enum akv_code code =
		akv_lookup_resolve(session->config, &request, &target, err);

	if (code != AKV_OK)
		return code;
	offer.connection = target.connection;
	offer.username = target.username;
	offer.has_password =
		!akv_askpass_offer_is_passphrase(target.connection->secret);
	offer.has_passphrase =
		akv_askpass_offer_passphrase_of(target.connection) != NULL;
	code = akv_askpass_offer_choose(&offer, 1, &question->prompt, &chosen,
					err);
	if (code != AKV_OK)
		return code;
	if (question->prompt.kind == AKV_ASKPASS_GIT_USERNAME)
		return print_username(offer.username, err);
	code = check_guard(question, target.connection, err);
	if (code != AKV_OK)
		return code;
	return print_secret(session, question, &target, err);
}

static enum akv_code ask_vault(const struct question *question,
			       struct akv_error *err)
{
	__attribute__((
		cleanup(akv_session_close))) struct akv_session session = { 0 };
	const char *connection = akv_process_env("AKV_CONNECTION");
	enum akv_code code;

	if (connection == NULL) {
		akv_fail(err, AKV_ERR_USAGE, "NoConnection",
			 "akv-askpass: for which connection? none is named");
		akv_error_hint(err, "akv exec -c CONNECTION --ssh -- COMMAND, "
				    "or set AKV_CONNECTION");
		return AKV_ERR_USAGE;
	}
	code = akv_session_open(TIMEOUT_MS, &session, err);
	if (code != AKV_OK)
		return code;
	return ask_connection(&session, question, connection, err);
}

/* -- the question -- */

/* ssh(1) says so where no word is wanted, but yes or no, or nothing. */
static bool is_no_question(void)
{
	return akv_process_env("SSH_ASKPASS_PROMPT") != NULL;
}

static enum akv_code ask(const struct question *question, struct akv_error *err)
{
	const char *socket = akv_process_env("AKV_ASKPASS_SOCKET");
	enum akv_code code;

	if (is_no_question())
		return akv_fail(err, AKV_ERR_OTHER, "NotAPassword",
				"akv-askpass confirms nothing");
	code = socket != NULL ? ask_parent(question, socket, err) :
				ask_vault(question, err);
	/* a failed login less for the server to count */
	if (code != AKV_OK && question->prompt.kind == AKV_ASKPASS_PASSWORD)
		akv_askpass_guard_end_ssh(question->caller);
	return code;
}

static enum akv_code print_usage(void)
{
	(void)fputs(
		"usage: akv-askpass QUESTION\n"
		"\n"
		"Answers ssh(1) and git(1), which start it, with the secret of a connection:\n"
		"\n"
		"  akv exec -c CONNECTION --ssh -- COMMAND\n"
		"\n"
		"see akv-askpass(1).\n",
		stdout);
	return AKV_OK;
}

enum akv_code akv_askpass_run(int argc, char *const *argv,
			      struct akv_error *err)
{
	struct question question;

	if (argc != 2) {
		akv_fail(err, AKV_ERR_USAGE, "NoQuestion",
			 "akv-askpass takes one word, a question of ssh(1) or "
			 "git(1)");
		akv_error_hint(err, "akv exec -c CONNECTION --ssh -- COMMAND");
		return AKV_ERR_USAGE;
	}
	if (strcmp(argv[1], "--help") == 0)
		return print_usage();
	if (strcmp(argv[1], "--version") == 0) {
		(void)puts("akv " AKV_VERSION);
		return AKV_OK;
	}
	question = (struct question){
		.text = argv[1],
		.prompt = akv_askpass_prompt_parse(argv[1]),
		.caller = akv_askpass_guard_parent(getpid()),
	};
	return ask(&question, err);
}
