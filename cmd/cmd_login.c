/* SPDX-License-Identifier: MIT */
#include "cmd/account.h"
#include "cmd/command.h"
#include "cmd/login_request.h"
#include "cmd/report.h"
#include "cmd/session.h"
#include "libhelper/base/process.h"
#include "libhelper/core/back_off.h"
#include "libhelper/core/config_file.h"
#include "libhelper/core/logout.h"
#include "libhelper/core/token.h"

/*
 * What the environment says of a principal wins over the configuration.  Here
 * it is set aside: what is saved is what was tried.
 */
static void set_environment_aside(void)
{
	static const char *const names[] = {
		"AZURE_TENANT_ID",
		"AZURE_CLIENT_ID",
		"AZURE_CLIENT_SECRET",
		"AZURE_CLIENT_CERTIFICATE_PATH",
		"AZURE_FEDERATED_TOKEN_FILE",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (akv_process_env(names[i]) == NULL)
			continue;
		akv_report_warning("%s is set, and will win over what is saved "
				   "now",
				   names[i]);
		akv_process_forget_env(names[i]);
	}
}

/* A new one: a kept token would prove nothing about the credential. */
static enum akv_code sign_in(const struct akv_session *session,
			     struct akv_token *out, struct akv_error *err)
{
	AKV_AUTO(token_store) *nothing = NULL;
	struct akv_token_source source = akv_session_token_source(session);
	enum akv_code code =
		akv_token_store_open(AKV_TOKEN_STORE_NONE, &nothing, err);

	if (code != AKV_OK)
		return code;
	source.store = nothing;
	/* a person who signs in has mended something */
	(void)akv_back_off_forget_all();
	return akv_token_get(&source, session->config->cloud->vault_audience,
			     out, err);
}

/* What the principal before kept is of no use any more. */
static void forget_secret(const struct akv_config *before,
			  const struct akv_login *login)
{
	struct akv_error why = { 0 };

	if (akv_login_is_about(login, &before->principal))
		return;
	if (akv_logout_forget_secret(before, &why) != AKV_OK)
		akv_report_warning("the client secret of the principal before "
				   "is still kept: %s",
				   why.text);
}

/* Nothing is written before Entra has agreed. */
static enum akv_code log_in(const struct akv_login *login,
			    struct akv_config_file *file,
			    struct akv_session *session,
			    struct akv_token *token, struct akv_error *err)
{
	AKV_AUTO(config) *before = NULL;
	struct akv_token_source source;
	enum akv_code code = akv_config_file_preview(file, &before, err);

	if (code == AKV_OK)
		code = akv_login_configure(login, akv_config_file_edit(file),
					   err);
	if (code == AKV_OK)
		code = akv_login_preview(login, file, &session->config, err);
	if (code == AKV_OK)
		code = akv_session_set_up(session, err);
	if (code == AKV_OK)
		code = sign_in(session, token, err);
	if (code == AKV_OK)
		code = akv_login_save(login, session->principal, file, err);
	if (code != AKV_OK)
		return code;
	forget_secret(before, login);
	source = akv_session_token_source(session);
	akv_token_keep(&source, session->config->cloud->vault_audience, token);
	return AKV_OK;
}

static enum akv_code run_request(const struct akv_login_request *request,
				 const struct akv_options *options,
				 struct akv_error *err)
{
	__attribute__((
		cleanup(akv_session_close))) struct akv_session session = {
		.deadline = akv_clock_deadline_in(options->timeout_ms),
	};
	__attribute__((
		cleanup(akv_token_clear))) struct akv_token token = { 0 };
	AKV_AUTO(config_file) *file = NULL;
	enum akv_code code = akv_config_file_open(session.deadline, &file, err);

	if (code == AKV_OK)
		code = log_in(&request->login, file, &session, &token, err);
	if (code != AKV_OK)
		return code;
	return akv_account_print(&session, &token, options->output, err);
}

static enum akv_code run(const struct akv_options *options,
			 struct akv_error *err)
{
	__attribute__((cleanup(
		akv_login_request_clear))) struct akv_login_request request;
	enum akv_code code = akv_login_request_init(options, &request, err);

	if (code != AKV_OK)
		return code;
	set_environment_aside();
	/* the time that a person takes to type is not ours */
	code = akv_login_request_complete(&request, err);
	if (code != AKV_OK)
		return code;
	return run_request(&request, options, err);
}

const struct akv_command akv_cmd_login = {
	.name = "login",
	.operands = "",
	.summary = "sign in, and save how",
	.details =
		"  akv login --service-principal -u CLIENT_ID -t TENANT\n"
		"  akv login --identity [-u CLIENT_ID]\n"
		"\n"
		"Signs in, and saves what worked in the user's configuration\n"
		"(or that of AKV_CONFIG), in the place of what was there. A\n"
		"service principal proves itself by --certificate,\n"
		"--federated-token-file or --client-secret-file, of which the\n"
		"path is saved; else the client secret is asked for without\n"
		"being shown, or read from stdin where that is no terminal,\n"
		"and kept in the Secret Service and nowhere else.\n",
	.options = AKV_OPTIONS(
		AKV_OPTION_OUTPUT, AKV_OPTION_QUERY, AKV_OPTION_TIMEOUT,
		AKV_OPTION_SERVICE_PRINCIPAL, AKV_OPTION_IDENTITY,
		AKV_OPTION_CLIENT_ID, AKV_OPTION_TENANT, AKV_OPTION_CERTIFICATE,
		AKV_OPTION_CERTIFICATE_PASSWORD_FILE,
		AKV_OPTION_FEDERATED_TOKEN_FILE, AKV_OPTION_CLIENT_SECRET_FILE),
	.run = run,
};
