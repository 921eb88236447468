/* SPDX-License-Identifier: MIT */
#include "cmd/command.h"
#include "cmd/output.h"
#include "cmd/report.h"
#include "cmd/session.h"
#include "libhelper/core/back_off.h"
#include "libhelper/core/token_store.h"

static struct akv_json *
describe(const struct akv_token_store_candidate *candidate)
{
	struct akv_json *object = akv_json_new_object();

	akv_json_set_text(object, "name", candidate->name);
	akv_json_set_boolean(object, "used", candidate->chosen);
	akv_json_set_boolean(object, "usable", candidate->usable);
	akv_json_set_text(object, "reason", candidate->why);
	return object;
}

static void note_refusals(void)
{
	struct akv_back_off refusal;
	size_t slot = 0;

	while (akv_back_off_next(&slot, &refusal)) {
		char date[AKV_CLOCK_DATE_SIZE];

		akv_clock_date(akv_back_off_until(&refusal), date);
		akv_report_note("not signing in before %s, because %s (%s)",
				date, refusal.error.text, refusal.error.reason);
	}
}

static enum akv_code run_show(const struct akv_options *options,
			      struct akv_error *err)
{
	AKV_AUTO(config) *config = NULL;
	AKV_AUTO(json) *list = NULL;
	struct akv_token_store_candidate rows[AKV_TOKEN_STORE_CANDIDATES];
	enum akv_token_store_kind kind;
	enum akv_code code = akv_config_load(&config, err);

	if (code != AKV_OK)
		return code;
	code = akv_session_token_store_kind(config, &kind, err);
	if (code != AKV_OK)
		return code;
	akv_token_store_candidates(kind, rows);
	note_refusals();
	list = akv_json_new_array();
	for (size_t i = 0; i < AKV_TOKEN_STORE_CANDIDATES; i++)
		akv_json_append(list, describe(&rows[i]));
	return akv_output_print(list, options->output, err);
}

static enum akv_code run_clear(AKV_UNUSED const struct akv_options *options,
			       struct akv_error *err)
{
	size_t count;

	return akv_token_store_clear_all(&count, err);
}

const struct akv_command akv_cmd_cache_show = {
	.name = "cache show",
	.operands = "",
	.summary = "show where access tokens are kept, and why there",
	.details =
		"Shows each token store, whether it can be used here and\n"
		"now, which one is used, and why the others are not. Says on\n"
		"stderr until when a refused sign-in is not tried again.\n",
	.options = AKV_OPTIONS(AKV_OPTION_OUTPUT, AKV_OPTION_QUERY),
	.run = run_show,
};

const struct akv_command akv_cmd_cache_clear = {
	.name = "cache clear",
	.operands = "",
	.summary = "forget every access token, and refused sign-ins",
	.details = "Removes the access tokens of this program from every\n"
		   "token store that can be used here and now, and what is\n"
		   "remembered of refused sign-ins.\n",
	.options = AKV_OPTIONS(AKV_OPTION_OUTPUT, AKV_OPTION_QUERY),
	.run = run_clear,
};
