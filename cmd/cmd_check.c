/* SPDX-License-Identifier: MIT */
#include <stdint.h>

#include "cmd/check_print.h"
#include "cmd/check_rows.h"
#include "cmd/check_tell.h"
#include "cmd/command.h"
#include "cmd/report.h"
#include "cmd/session.h"
#include "libhelper/base/text.h"
#include "libhelper/core/value.h"

static enum akv_code days_of(const struct akv_options *options,
			     const struct akv_config *config, int64_t *out,
			     struct akv_error *err)
{
	const char *word = akv_options_text(options, AKV_OPTION_EXPIRES_WITHIN);

	*out = config->expires_within_days;
	if (word == NULL || akv_text_number(word, AKV_VALUE_DAYS_MAX, out))
		return AKV_OK;
	return akv_fail(err, AKV_ERR_USAGE, "BadOption",
			"--expires-within takes whole days from 0 to %d",
			AKV_VALUE_DAYS_MAX);
}

/* Who looks wants to know how the secrets are; who wants to be told relies on
 * what is remembered. */
static enum akv_code conclude(const struct akv_check_rows *rows,
			      enum akv_code told,
			      const struct akv_error *tell_err, bool notify,
			      struct akv_error *err)
{
	enum akv_code code = akv_check_print_worst(rows, err);

	if (!notify || !akv_check_is_worse(told, code))
		return code;
	*err = *tell_err;
	return told;
}

static enum akv_code check(struct akv_session *session,
			   const struct akv_options *options,
			   struct akv_check_rows *rows, struct akv_error *err)
{
	const bool notify = akv_options_has(options, AKV_OPTION_NOTIFY);
	struct akv_check_wish wish = { .names = options->operands,
				       .name_count = options->operand_count };
	struct akv_error tell_err = { 0 };
	enum akv_code told;
	enum akv_code code = days_of(options, session->config,
				     &wish.expires_within_days, err);

	if (code != AKV_OK)
		return code;
	code = akv_check_rows_make(session, &wish, rows, err);
	if (code != AKV_OK)
		return code;
	if (rows->count == 0)
		akv_report_note("no connection is configured");
	told = akv_check_tell(session->config, rows, notify, &tell_err);
	code = akv_check_print(rows, options->output, err);
	if (code != AKV_OK)
		return code;
	return conclude(rows, told, &tell_err, notify, err);
}

static enum akv_code run(const struct akv_options *options,
			 struct akv_error *err)
{
	__attribute__((
		cleanup(akv_session_close))) struct akv_session session = { 0 };
	__attribute__((cleanup(
		akv_check_rows_clear))) struct akv_check_rows rows = { 0 };
	enum akv_code code =
		akv_session_open(options->timeout_ms, &session, err);

	if (code != AKV_OK)
		return code;
	return check(&session, options, &rows, err);
}

const struct akv_command akv_cmd_check = {
	.name = "check",
	.operands = "[CONNECTION ...]",
	.summary = "see whether every connection's secret is accessible",
	.details =
		"Reads every secret of every connection, or of those that are\n"
		"named, and shows what became of it; values are wiped at once.\n"
		"The states, from the best to the worst: accessible,\n"
		"newer-version, expires-soon, not-yet-valid, expired, disabled,\n"
		"missing, deleted, network-rules, not-permitted,\n"
		"sign-in-refused; and throttled, unreachable, failed. The exit\n"
		"status is the worst one's, see akv(1).\n"
		"\n"
		"With --notify, changes since the last time are told once, to\n"
		"the journal and to the command of [notify], akv-config(5).\n",
	.options = AKV_OPTIONS(AKV_OPTION_OUTPUT, AKV_OPTION_QUERY,
			       AKV_OPTION_TIMEOUT, AKV_OPTION_EXPIRES_WITHIN,
			       AKV_OPTION_NOTIFY),
	.operands_max = SIZE_MAX,
	.run = run,
};
