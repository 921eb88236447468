/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_EXEC_HANDOVER_H
#define AKV_CMD_EXEC_HANDOVER_H

#include <stddef.h>

#include "cmd/child.h"
#include "cmd/exec_environment.h"
#include "cmd/exec_plan.h"
#include "cmd/exec_secrets.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/* What a program gets with its first breath: variables and descriptors. */
struct akv_exec_handover {
	struct akv_exec_environment *environment;
	struct akv_child_descriptor *descriptors;
	size_t descriptor_count;
};

/*
 * akv_exec_handover_make(plan, secrets, out, err): for all ways but those of
 * ssh(1), which there is room for.  AKV_ERR_UNUSABLE, naming the connection,
 * where a secret cannot go the way that it is to.  ${out} is the caller's to
 * clear.
 */
enum akv_code akv_exec_handover_make(const struct akv_exec_plan *plan,
				     const struct akv_exec_secrets *secrets,
				     struct akv_exec_handover *out,
				     struct akv_error *err) AKV_CHECKED;

/* akv_exec_handover_clear(handover): all; an all-zero one is fine. */
void akv_exec_handover_clear(struct akv_exec_handover *handover);

#endif
