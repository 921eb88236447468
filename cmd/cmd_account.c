/* SPDX-License-Identifier: MIT */
#include "cmd/account.h"
#include "cmd/command.h"
#include "cmd/report.h"
#include "cmd/session.h"
#include "libhelper/core/token.h"

/* What is configured is worth knowing also where nobody can be asked. */
static enum akv_code show(const struct akv_session *session,
			  enum akv_output_format format, struct akv_error *err)
{
	__attribute__((
		cleanup(akv_token_clear))) struct akv_token token = { 0 };
	const struct akv_token_source source =
		akv_session_token_source(session);
	struct akv_error why = { 0 };

	if (akv_token_get(&source, session->config->cloud->vault_audience,
			  &token, &why) == AKV_OK)
		return akv_account_print(session, &token, format, err);
	akv_report_warning_of(&why, "the object id is unknown");
	return akv_account_print(session, NULL, format, err);
}

static enum akv_code run_show(const struct akv_options *options,
			      struct akv_error *err)
{
	__attribute__((
		cleanup(akv_session_close))) struct akv_session session = { 0 };
	enum akv_code code =
		akv_session_open(options->timeout_ms, &session, err);

	if (code == AKV_OK)
		code = akv_session_set_up(&session, err);
	if (code != AKV_OK)
		return code;
	return show(&session, options->output, err);
}

const struct akv_command akv_cmd_account_show = {
	.name = "account show",
	.operands = "",
	.summary = "show as whom we sign in, and how",
	.details = "Signs in, or uses the access token that is kept, to learn\n"
		   "the object id, which role assignments and access policies\n"
		   "name. Where that fails it is null, and stderr says why.\n",
	.options = AKV_OPTIONS(AKV_OPTION_OUTPUT, AKV_OPTION_QUERY,
			       AKV_OPTION_TIMEOUT),
	.run = run_show,
};
