/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/askpass.h"
#include "cmd/commands.h"
#include "cmd/exit_status.h"
#include "cmd/help.h"
#include "cmd/output.h"
#include "cmd/report.h"
#include "libhelper/base/process.h"
#include "libhelper/base/trace.h"

/*
 * Whether the caller may be a program that speaks the line protocol: it has
 * connected stdin to a pipe or a socket.  Then an operation that we do not
 * know is one of the future, to be ignored (git-credential(1)); for a person
 * at a terminal, or in a crontab, the same word is a mistake.
 */
static bool is_spoken_to_by_a_program(void)
{
	struct stat input;

	return fstat(STDIN_FILENO, &input) == 0 &&
	       (S_ISFIFO(input.st_mode) || S_ISSOCK(input.st_mode));
}

static const char *name_called_by(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

static enum akv_code no_command(const struct akv_options *options,
				struct akv_error *err)
{
	const char *word =
		options->operand_count > 0 ? options->operands[0] : NULL;

	if (word == NULL)
		akv_fail(err, AKV_ERR_USAGE, "NoCommand",
			 "what is to be done? no command was given");
	else if (!akv_commands_has_group(word))
		akv_fail(err, AKV_ERR_USAGE, "UnknownCommand",
			 "there is no command \"%s\"", word);
	else if (options->operand_count == 1)
		akv_fail(err, AKV_ERR_USAGE, "NoCommand",
			 "akv %s: what is to be done?", word);
	else
		akv_fail(err, AKV_ERR_USAGE, "UnknownCommand",
			 "there is no command \"%s %s\"", word,
			 options->operands[1]);
	akv_error_hint(err, "akv --help lists the commands");
	return AKV_ERR_USAGE;
}

/* Does ${command} have an option of this name? */
static bool has_option(const enum akv_option *known, const char *name)
{
	for (; known != NULL && *known != AKV_OPTION_COUNT; known++)
		if (strcmp(akv_options_help(*known)->name, name) == 0)
			return true;
	return false;
}

static enum akv_code check_options(const struct akv_command *command,
				   const struct akv_options *options,
				   struct akv_error *err)
{
	for (size_t i = 0; i < options->given_count; i++) {
		const char *name =
			akv_options_help(options->given[i].option)->name;

		if (has_option(command->options, name) ||
		    has_option(akv_options_common, name))
			continue;
		akv_fail(err, AKV_ERR_USAGE, "UnknownOption",
			 "akv %s has no option --%s", command->name, name);
		akv_error_hint(err, "akv %s --help", command->name);
		return AKV_ERR_USAGE;
	}
	return AKV_OK;
}

static enum akv_code check_operands(const struct akv_command *command,
				    const struct akv_options *options,
				    struct akv_error *err)
{
	if (options->operand_count <= command->operands_max)
		return AKV_OK;
	akv_fail(err, AKV_ERR_USAGE, "TooManyArguments",
		 "akv %s: there are too many arguments", command->name);
	akv_error_hint(err, "akv %s --help", command->name);
	return AKV_ERR_USAGE;
}

/*
 * ${used} words of the operands were the command's name.  Now that it is
 * known, its options are: the command line is taken apart anew.
 */
static enum akv_code run(const struct akv_command *command, size_t used,
			 const struct akv_options *any, struct akv_error *err)
{
	__attribute__((
		cleanup(akv_options_clear))) struct akv_options own = { 0 };
	enum akv_code code;

	if (akv_options_has(any, AKV_OPTION_HELP)) {
		akv_help_command(command);
		return AKV_OK;
	}
	code = check_options(command, any, err);
	if (code != AKV_OK)
		return code;
	code = akv_options_parse(any->argc, any->argv,
				 command->options != NULL ? command->options :
							    akv_options_common,
				 &own, err);
	if (code != AKV_OK)
		return code;
	own.operands += used;
	own.operand_count -= used;
	code = check_operands(command, &own, err);
	if (code == AKV_OK && akv_options_has(&own, AKV_OPTION_QUERY))
		code = akv_output_set_query(
			akv_options_text(&own, AKV_OPTION_QUERY), err);
	if (code != AKV_OK)
		return code;
	return command->run(&own, err);
}

static bool is_operation(const struct akv_command *command)
{
	return command == &akv_cmd_get || command == &akv_cmd_ignore_store ||
	       command == &akv_cmd_ignore_erase ||
	       command == &akv_cmd_capability;
}

/* The last word is the operation; git puts its user's options first. */
static enum akv_code run_as_git_helper(const struct akv_options *options,
				       struct akv_error *err)
{
	size_t used;
	const struct akv_command *command = akv_commands_find(
		options->operands, options->operand_count, &used);

	if (command == NULL || !is_operation(command))
		return run(&akv_cmd_ignore, 0, options, err);
	return run(command, used, options, err);
}

static enum akv_code run_without_command(const struct akv_options *options,
					 struct akv_error *err)
{
	if (akv_options_has(options, AKV_OPTION_VERSION)) {
		(void)puts("akv " AKV_VERSION);
		return AKV_OK;
	}
	if (akv_options_has(options, AKV_OPTION_HELP)) {
		if (options->operand_count == 0)
			akv_help_program();
		else if (akv_commands_has_group(options->operands[0]))
			akv_help_group(options->operands[0]);
		else
			return no_command(options, err);
		return AKV_OK;
	}
	if (options->operand_count == 1 && is_spoken_to_by_a_program() &&
	    !akv_commands_has_group(options->operands[0]))
		return run(&akv_cmd_ignore, 0, options, err);
	return no_command(options, err);
}

static enum akv_code run_as(const char *name, const struct akv_options *options,
			    struct akv_error *err)
{
	const struct akv_command *command;
	size_t used;

	if (strcmp(name, "git-credential-akv") == 0 &&
	    options->operand_count > 0)
		return run_as_git_helper(options, err);
	if (strcmp(name, "docker-credential-akv") == 0)
		return run(&akv_cmd_docker, 0, options, err);
	if (strcmp(name, "akv-ansible-client") == 0)
		return run(&akv_cmd_ansible, 0, options, err);
	if (options->operand_count > 0 &&
	    strcmp(options->operands[0], akv_cmd_complete.name) == 0)
		return run(&akv_cmd_complete, 1, options, err);
	command = akv_commands_find(options->operands, options->operand_count,
				    &used);
	if (command == NULL)
		return run_without_command(options, err);
	return run(command, used, options, err);
}

static void set_up_reporting(const struct akv_options *options)
{
	const char *trace = akv_process_env("AKV_TRACE");

	if (akv_options_has(options, AKV_OPTION_VERBOSE) ||
	    akv_options_has(options, AKV_OPTION_DEBUG) ||
	    (trace != NULL && strcmp(trace, "0") != 0))
		akv_trace_enable();
	if (akv_options_has(options, AKV_OPTION_ONLY_SHOW_ERRORS))
		akv_report_only_errors();
}

/* What stdio still holds may not fit on a full disk. */
static enum akv_code flush(struct akv_error *err)
{
	if (fflush(stdout) != 0 || ferror(stdout) != 0)
		return akv_fail_errno(err, AKV_ERR_OTHER, "WriteFailed",
				      "cannot write the answer");
	return AKV_OK;
}

/*
 * Exit handlers and destructors of libraries would only give memory back, for
 * a twentieth of the time of a whole run.  A sanitizer, and what counts
 * coverage, reports in one, so their builds run them.
 */
static __attribute__((noreturn)) void end(int status)
{
#ifdef AKV_EXIT_HANDLERS
	exit(status);
#else
	_exit(status);
#endif
}

/* What ssh(1) asks is no command line, whatever it begins with. */
static enum akv_code run_as_askpass(int argc, char **argv,
				    struct akv_error *err)
{
	const struct akv_options none = { 0 };

	set_up_reporting(&none);
	return akv_askpass_run(argc, argv, err);
}

static enum akv_code run_command_line(int argc, char **argv,
				      struct akv_error *err)
{
	__attribute__((
		cleanup(akv_options_clear))) struct akv_options options = { 0 };
	enum akv_code code = akv_options_parse(argc, argv, NULL, &options, err);

	if (code != AKV_OK)
		return code;
	set_up_reporting(&options);
	return run_as(name_called_by(argv[0]), &options, err);
}

int main(int argc, char **argv)
{
	struct akv_error err = { 0 };
	enum akv_code code;

	akv_process_harden();
	if (strcmp(name_called_by(argv[0]), "akv-askpass") == 0)
		code = run_as_askpass(argc, argv, &err);
	else
		code = run_command_line(argc, argv, &err);
	if (code == AKV_OK)
		code = flush(&err);
	/* without a word where somebody else has said it */
	if (code != AKV_OK && err.text[0] != '\0')
		akv_report_error(&err);
	end(akv_exit_status(code));
}
