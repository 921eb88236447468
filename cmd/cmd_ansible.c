/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <unistd.h>

#include "cmd/blanks.h"
#include "cmd/command.h"
#include "cmd/session.h"
#include "libhelper/base/process.h"

/*
 * Ansible takes exit status 2 for "there is no secret of that id", and asks on;
 * every other one for a failure.  A mistake in our configuration is one.
 */
static enum akv_code translate(enum akv_code code, struct akv_error *err)
{
	if (code == AKV_ERR_NOT_FOUND &&
	    strcmp(err->reason, "ConnectionNotFound") == 0)
		err->code = AKV_ERR_USAGE;
	else if (code == AKV_ERR_USAGE)
		err->code = AKV_ERR_OTHER;
	return err->code;
}

static enum akv_code serve(const char *name, int64_t timeout_ms,
			   struct akv_error *err)
{
	__attribute__((
		cleanup(akv_session_close))) struct akv_session session = { 0 };
	__attribute__((cleanup(
		akv_secret_bundle_clear))) struct akv_secret_bundle bundle = {
		0
	};
	const struct akv_request request = { .connection = name };
	struct akv_target target = { 0 };
	enum akv_code code = akv_session_open(timeout_ms, &session, err);

	if (code == AKV_OK)
		code = akv_lookup_resolve(session.config, &request, &target,
					  err);
	if (code == AKV_OK)
		code = akv_session_fetch(&session, &target, &bundle, err);
	if (code != AKV_OK)
		return code;
	akv_blanks_warn(&bundle);
	return akv_secret_write(bundle.value, STDOUT_FILENO, err);
}

static enum akv_code run(const struct akv_options *options,
			 struct akv_error *err)
{
	const char *name = akv_options_text(options, AKV_OPTION_VAULT_ID);
	enum akv_code code;

	if (name == NULL)
		name = akv_process_env("AKV_CONNECTION");
	if (name != NULL) {
		code = serve(name, options->timeout_ms, err);
	} else {
		code = akv_fail(err, AKV_ERR_USAGE, "NoConnection",
				"which vault id? none was named");
		akv_error_hint(err, "ansible says it: --vault-id "
				    "CONNECTION@akv-ansible-client");
	}
	return code == AKV_OK ? AKV_OK : translate(code, err);
}

const struct akv_command akv_cmd_ansible = {
	.name = "ansible-client",
	.program = "akv-ansible-client",
	.operands = "",
	.summary = "answer Ansible, which wants the password of a vault id",
	.details =
		"The vault id is the name of a connection:\n"
		"\n"
		"  ansible-playbook --vault-id prod@akv-ansible-client ...\n",
	.options = AKV_OPTIONS(AKV_OPTION_TIMEOUT, AKV_OPTION_VAULT_ID),
	.run = run,
};
