/* SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdlib.h>

#include "cmd/askpass_socket.h"
#include "cmd/child.h"
#include "cmd/command.h"
#include "cmd/exec_handover.h"
#include "cmd/exec_plan.h"
#include "cmd/exec_secrets.h"
#include "cmd/exec_ssh.h"
#include "cmd/exit_status.h"
#include "cmd/session.h"
#include "cmd/ssh_command.h"
#include "libhelper/base/process.h"

/* All of one run; each part is cleared by its own. */
struct job {
	char *const *words; /* the command line to start */
	size_t word_count;
	struct akv_exec_plan plan;
	struct akv_session session;
	struct akv_exec_secrets secrets;
	struct akv_exec_handover handover;
	struct akv_exec_ssh ssh;
	char **line; /* ${words}, and what we put between */
};

static void clear(struct job *job)
{
	free(job->line);
	akv_exec_ssh_close(&job->ssh);
	akv_exec_handover_clear(&job->handover);
	akv_exec_secrets_clear(&job->secrets);
	akv_session_close(&job->session);
	akv_exec_plan_clear(&job->plan);
}

/*
 * Only behind "--": in front of it we could not tell our options from those of
 * the command, and would take some of them away.
 */
static enum akv_code take_command(const struct akv_options *options,
				  struct job *job, struct akv_error *err)
{
	if (options->operand_count > 0 &&
	    options->operand_count == options->behind_dashes) {
		job->words =
			options->argv + options->argc - options->operand_count;
		job->word_count = options->operand_count;
		return AKV_OK;
	}
	if (options->operand_count == 0)
		akv_fail(err, AKV_ERR_USAGE, "NoCommand",
			 "what is to be started? no command was given");
	else
		akv_fail(err, AKV_ERR_USAGE, "NoDashes",
			 "%s: the command stands behind --, so that its "
			 "options are not taken for ours",
			 options->operands[0]);
	akv_error_hint(err, "akv exec -c CONNECTION [OPTION ...] -- COMMAND "
			    "[ARGUMENT ...]");
	return AKV_ERR_USAGE;
}

static enum akv_code fetch(const struct akv_options *options, struct job *job,
			   struct akv_error *err)
{
	bool is_ssh =
		akv_ssh_command_program(job->words[0]) != AKV_SSH_PROGRAM_NONE;
	enum akv_code code =
		akv_exec_plan_make(options, akv_process_env("AKV_CONNECTION"),
				   is_ssh, &job->plan, err);

	if (code == AKV_OK)
		code = akv_session_open(options->timeout_ms, &job->session,
					err);
	if (code == AKV_OK)
		code = akv_exec_secrets_fetch(&job->session, &job->plan,
					      &job->secrets, err);
	if (code == AKV_OK)
		code = akv_exec_handover_make(&job->plan, &job->secrets,
					      &job->handover, err);
	return code;
}

static struct akv_child child_of(const struct job *job, char *const *line)
{
	return (struct akv_child){
		.argv = line,
		.environment = akv_exec_environment_variables(
			job->handover.environment),
		.descriptors = job->handover.descriptors,
		.descriptor_count = job->handover.descriptor_count,
	};
}

/* Nothing is left to do: it may have our place. */
static enum akv_code become(struct job *job, int *status, struct akv_error *err)
{
	const struct akv_child child = child_of(job, job->words);

	akv_exec_secrets_clear(&job->secrets);
	akv_session_close(&job->session);
	return akv_child_become(&child, status, err);
}

static enum akv_code listen_for_askpass(struct job *job, struct akv_error *err)
{
	char name[AKV_ASKPASS_SOCKET_NAME_SIZE];
	const struct akv_exec_ssh_command command = {
		.program = akv_ssh_command_program(job->words[0]),
		.destination = akv_ssh_command_destination(job->words,
							   job->word_count),
	};
	enum akv_code code = akv_exec_ssh_open(&job->plan, &job->secrets,
					       &command, &job->ssh, err);

	if (code == AKV_OK)
		code = akv_askpass_socket_listen(name, &job->ssh.listener, err);
	if (code == AKV_OK)
		code = akv_exec_ssh_announce(name, command.program,
					     job->handover.environment, err);
	return code;
}

/* ssh(1) closes what it inherits: we stay, and are asked. */
static enum akv_code stay(struct job *job, int *status, struct akv_error *err)
{
	enum akv_code code = listen_for_askpass(job, err);
	const struct akv_child_duty duty = {
		.fd = job->ssh.listener,
		.serve = akv_askpass_server_serve,
		.context = &job->ssh.server,
	};
	struct akv_child child;

	if (code == AKV_OK)
		code = akv_ssh_command_complete(job->words, job->word_count,
						&job->line, err);
	if (code != AKV_OK)
		return code;
	akv_exec_secrets_wipe(&job->secrets);
	akv_session_forget(&job->session);
	child = child_of(job, job->line);
	return akv_child_run(&child, &duty, status, err);
}

static enum akv_code run(const struct akv_options *options,
			 struct akv_error *err)
{
	__attribute__((
		cleanup(clear))) struct job job = { .ssh = { .listener = -1 } };
	enum akv_code code = take_command(options, &job, err);
	int status = 0;

	if (code == AKV_OK)
		code = fetch(options, &job, err);
	if (code != AKV_OK)
		return code;
	if (akv_exec_plan_has(&job.plan, AKV_EXEC_SSH) ||
	    akv_exec_plan_has(&job.plan, AKV_EXEC_SSH_PASSPHRASE))
		code = stay(&job, &status, err);
	else
		code = become(&job, &status, err);
	akv_exit_status_pass_on(status);
	return code;
}

const struct akv_command akv_cmd_exec = {
	.name = "exec",
	.operands = "-- COMMAND [ARGUMENT ...]",
	.summary = "start a command with credentials at hand",
	.details =
		"Fetches all secrets that are asked for, then starts COMMAND;\n"
		"when one cannot be had, COMMAND is not started. -c and\n"
		"--secret choose, the options behind them hand over:\n"
		"\n"
		"  akv exec -c nightly-export -- sftp -b batch example.com\n"
		"  akv exec -c db --env PGPASSWORD -- psql -h db.example.com\n"
		"  akv exec -c a --env A -c b --file B --secret c --env C -- "
		"./x\n",
	.options = AKV_OPTIONS(
		AKV_OPTION_CONNECTION, AKV_OPTION_SECRET, AKV_OPTION_EXEC_ENV,
		AKV_OPTION_EXEC_FILE, AKV_OPTION_EXEC_FD, AKV_OPTION_EXEC_STDIN,
		AKV_OPTION_EXEC_RCLONE, AKV_OPTION_EXEC_SSH,
		AKV_OPTION_EXEC_SSH_PASSPHRASE, AKV_OPTION_TIMEOUT),
	.operands_max = SIZE_MAX,
	.run = run,
};
