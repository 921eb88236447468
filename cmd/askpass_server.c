/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <unistd.h>

#include "cmd/askpass_socket.h"
#include "cmd/report.h"
#include "libhelper/base/text.h"

#include "cmd/askpass_server.h"

enum { SUBJECT_SIZE = AKV_ASKPASS_PROMPT_MAX + 16 };

void akv_askpass_server_subject(const struct akv_askpass_prompt *prompt,
				const char *text, const char *connection,
				char *out, size_t size)
{
	struct akv_text subject;

	akv_text_init(&subject, out, size);
	switch (prompt->kind) {
	case AKV_ASKPASS_PASSWORD:
		akv_text_addf(&subject, "password %s", connection);
		break;
	case AKV_ASKPASS_PASSPHRASE:
	case AKV_ASKPASS_GIT_PASSWORD:
		akv_text_add(&subject, text);
		break;
	case AKV_ASKPASS_GIT_USERNAME:
	case AKV_ASKPASS_OTHER:
	case AKV_ASKPASS_HOST_KEY:
	case AKV_ASKPASS_NEW_PASSWORD:
	case AKV_ASKPASS_CONFIRMATION:
		break;
	}
}

enum akv_code akv_askpass_server_refuse_again(struct akv_error *err)
{
	akv_fail(err, AKV_ERR_OTHER, "Rejected",
		 "the secret was given for this before, and not accepted: it "
		 "is not given again");
	akv_error_hint(err, "the one in the vault is wrong for this host, "
			    "user or key; or the server wants something "
			    "besides");
	return AKV_ERR_OTHER;
}

static enum akv_code send_username(int fd, const char *username,
				   struct akv_error *err)
{
	AKV_AUTO(secret) *line = NULL;
	enum akv_code code;

	if (username == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "NoUsername",
				"the connection has no user name");
	code = akv_secret_new(strlen(username) + 1, &line, err);
	if (code == AKV_OK)
		code = akv_secret_append_text(line, username, err);
	if (code == AKV_OK)
		code = akv_secret_append_text(line, "\n", err);
	if (code == AKV_OK)
		akv_askpass_socket_answer(fd, AKV_ASKPASS_ANSWERED, line);
	return code;
}

/*
 * The ssh(1) of the command line, and not one that it starts to get through a
 * jump host: what it asks is asked for the destination, whatever its own
 * configuration calls that.
 */
static bool is_of_command_line(const struct akv_askpass_server *server,
			       struct akv_askpass_caller caller, pid_t child)
{
	if (caller.pid == 0)
		return false;
	if (server->is_ssh)
		return caller.pid == child;
	return server->starts_ssh &&
	       akv_askpass_guard_parent(caller.pid).pid == child;
}

/* One question, and who asks it. */
struct question {
	const char *text;
	struct akv_askpass_prompt prompt;
	struct akv_askpass_caller caller;
};

static enum akv_code answer(struct akv_askpass_server *server, int fd,
			    const struct question *question,
			    struct akv_error *err)
{
	const struct akv_askpass_offer *offer;
	char subject[SUBJECT_SIZE];
	size_t chosen;
	enum akv_code code =
		akv_askpass_offer_choose(server->offers, server->offer_count,
					 &question->prompt, &chosen, err);

	if (code != AKV_OK)
		return code;
	offer = &server->offers[chosen];
	if (question->prompt.kind == AKV_ASKPASS_GIT_USERNAME)
		return send_username(fd, offer->username, err);
	akv_askpass_server_subject(&question->prompt, question->text,
				   offer->connection->name, subject,
				   sizeof(subject));
	if (!akv_askpass_guard_enter(&server->guard, question->caller, subject))
		return akv_askpass_server_refuse_again(err);
	akv_askpass_socket_answer(
		fd, AKV_ASKPASS_ANSWERED,
		akv_askpass_offer_secret(offer, &question->prompt));
	return AKV_OK;
}

void akv_askpass_server_serve(int listener, pid_t child, void *context)
{
	struct akv_askpass_server *server = context;
	char text[AKV_ASKPASS_SOCKET_QUESTION_MAX + 1];
	struct question question = { .text = text };
	struct akv_error err = { 0 };
	pid_t asker;
	int fd =
		akv_askpass_socket_accept(listener, text, sizeof(text), &asker);

	if (fd < 0)
		return;
	question.prompt = akv_askpass_prompt_parse(text);
	question.caller = akv_askpass_guard_parent(asker);
	question.prompt.is_for_destination =
		is_of_command_line(server, question.caller, child);
	if (answer(server, fd, &question, &err) != AKV_OK) {
		bool is_password = question.prompt.kind == AKV_ASKPASS_PASSWORD;

		akv_report_error(&err);
		akv_askpass_socket_answer(fd,
					  is_password ?
						  AKV_ASKPASS_REFUSED_FOR_GOOD :
						  AKV_ASKPASS_REFUSED,
					  NULL);
	}
	(void)close(fd);
}
