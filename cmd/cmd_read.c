/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <unistd.h>

#include "cmd/blanks.h"
#include "cmd/command.h"
#include "cmd/read_format.h"
#include "cmd/session.h"
#include "libhelper/base/process.h"
#include "protocol/shell_variables.h"

static enum akv_code connection_of(const struct akv_options *options,
				   const char **out, struct akv_error *err)
{
	const char *named = akv_options_text(options, AKV_OPTION_NAME);
	const char *name =
		options->operand_count > 0 ? options->operands[0] : named;

	if (named != NULL && name != named)
		return akv_fail(err, AKV_ERR_USAGE, "BadOption",
				"akv read: name one connection");
	if (name == NULL)
		name = akv_process_env("AKV_CONNECTION");
	if (name == NULL) {
		akv_fail(err, AKV_ERR_USAGE, "NoConnection",
			 "which connection? none was named");
		akv_error_hint(err, "akv read CONNECTION, or set "
				    "AKV_CONNECTION; akv connection list "
				    "shows them");
		return AKV_ERR_USAGE;
	}
	*out = name;
	return AKV_OK;
}

/* rclone, of what it calls for the password of its own configuration. */
static enum akv_code check_caller(struct akv_error *err)
{
	const char *change = akv_process_env("RCLONE_PASSWORD_CHANGE");

	if (change == NULL || strcmp(change, "1") != 0)
		return AKV_OK;
	akv_fail(err, AKV_ERR_USAGE, "ReadOnly",
		 "rclone asks for a new password, and akv only reads");
	akv_error_hint(err, "put the new one into the vault yourself, and "
			    "unset the password command for this once");
	return AKV_ERR_USAGE;
}

/* How the secret is to be handed over. */
struct form {
	enum akv_read_format format;
	const char *variable;
	bool newline;
};

static enum akv_code form_of(const struct akv_options *options,
			     struct form *out, struct akv_error *err)
{
	const char *word = akv_options_text(options, AKV_OPTION_FORMAT);
	struct form form = {
		.format = AKV_READ_RAW,
		.variable = akv_options_text(options, AKV_OPTION_VARIABLE),
		.newline = akv_options_has(options, AKV_OPTION_NEWLINE),
	};
	enum akv_code code = AKV_OK;

	if (word != NULL)
		code = akv_read_format_parse(word, &form.format, err);
	if (code != AKV_OK)
		return code;
	if (form.variable != NULL && form.format != AKV_READ_ENV)
		return akv_fail(err, AKV_ERR_USAGE, "BadOption",
				"--env is for --format env");
	if (form.variable != NULL &&
	    !akv_shell_variables_is_name(form.variable))
		return akv_fail(err, AKV_ERR_USAGE, "BadOption",
				"--env: no variable can be called \"%s\"",
				form.variable);
	*out = form;
	return AKV_OK;
}

/* One newline behind it, where it has none by its format. */
static enum akv_code write_line(const struct akv_secret *text,
				struct akv_error *err)
{
	AKV_AUTO(secret) *line = NULL;
	enum akv_code code =
		akv_secret_new(akv_secret_len(text) + 1, &line, err);

	if (code == AKV_OK)
		code = akv_secret_append_secret(line, text, err);
	if (code == AKV_OK)
		code = akv_secret_append_text(line, "\n", err);
	if (code != AKV_OK)
		return code;
	return akv_secret_write(line, STDOUT_FILENO, err);
}

static enum akv_code write_result(const struct form *form,
				  const struct akv_read_result *result,
				  struct akv_error *err)
{
	AKV_AUTO(secret) *text = NULL;
	bool has_newline =
		form->format != AKV_READ_RAW && form->format != AKV_READ_BASE64;
	enum akv_code code =
		akv_read_format_apply(form->format, result, &text, err);

	if (code != AKV_OK)
		return code;
	if (form->format == AKV_READ_RAW)
		akv_blanks_warn(result->bundle);
	if (form->newline && !has_newline)
		return write_line(text, err);
	return akv_secret_write(text, STDOUT_FILENO, err);
}

static enum akv_code run(const struct akv_options *options,
			 struct akv_error *err)
{
	__attribute__((
		cleanup(akv_session_close))) struct akv_session session = { 0 };
	__attribute__((cleanup(
		akv_secret_bundle_clear))) struct akv_secret_bundle bundle = {
		0
	};
	struct akv_request request = { .secret = akv_options_text(
					       options, AKV_OPTION_SECRET) };
	struct akv_target target = { 0 };
	struct form form = { 0 };
	enum akv_code code = connection_of(options, &request.connection, err);

	if (code == AKV_OK)
		code = form_of(options, &form, err);
	if (code == AKV_OK)
		code = check_caller(err);
	if (code != AKV_OK)
		return code;
	code = akv_session_open(options->timeout_ms, &session, err);
	if (code != AKV_OK)
		return code;
	code = akv_lookup_resolve(session.config, &request, &target, err);
	if (code != AKV_OK)
		return code;
	code = akv_session_fetch(&session, &target, &bundle, err);
	if (code != AKV_OK)
		return code;
	return write_result(&form,
			    &(const struct akv_read_result){
				    .target = &target,
				    .bundle = &bundle,
				    .variable = form.variable,
			    },
			    err);
}

const struct akv_command akv_cmd_read = {
	.name = "read",
	.operands = "[CONNECTION]",
	.summary = "print a connection's secret, its bytes and nothing else",
	.details = "Reads the secret from the vault and writes its bytes to\n"
		   "stdout as they are; nothing when anything fails. Without\n"
		   "CONNECTION, $AKV_CONNECTION names it.  With --format the\n"
		   "secret is written for another program to read, or not at\n"
		   "all where that could not read it back:\n"
		   "\n"
		   "  akv read --format ssh-key C | ssh-add -t 300 -\n"
		   "  akv read --format curl C | curl --config - URL\n"
		   "  eval \"$(akv read --format env C)\"\n",
	.options = AKV_OPTIONS(AKV_OPTION_TIMEOUT, AKV_OPTION_NAME,
			       AKV_OPTION_NEWLINE, AKV_OPTION_SECRET,
			       AKV_OPTION_FORMAT, AKV_OPTION_VARIABLE),
	.operands_max = 1,
	.run = run,
};
