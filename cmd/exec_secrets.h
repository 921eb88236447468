/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_EXEC_SECRETS_H
#define AKV_CMD_EXEC_SECRETS_H

#include <stddef.h>

#include "cmd/exec_plan.h"
#include "cmd/session.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/core/lookup.h"

/* All that a plan needs, fetched before anything is started. */
struct akv_exec_secrets {
	struct akv_target *targets; /* each once; borrows the configuration */
	struct akv_session_result *results;
	size_t count;
	/* for each source of the plan, numbers in ${targets} */
	size_t *values;
	size_t *passphrases; /* as ${values} where there is none besides */
};

/*
 * akv_exec_secrets_fetch(session, plan, out, err): all or nothing; the first
 * failure, in the order of the plan, is reported.  For ssh(1) the one secret
 * of the connection that is a passphrase comes along.  ${out} is the caller's
 * to clear.
 */
enum akv_code akv_exec_secrets_fetch(struct akv_session *session,
				     const struct akv_exec_plan *plan,
				     struct akv_exec_secrets *out,
				     struct akv_error *err) AKV_CHECKED;

/* akv_exec_secrets_wipe(secrets): the values; targets stay. */
void akv_exec_secrets_wipe(struct akv_exec_secrets *secrets);

/* akv_exec_secrets_clear(secrets): all; an all-zero one is fine. */
void akv_exec_secrets_clear(struct akv_exec_secrets *secrets);

#endif
