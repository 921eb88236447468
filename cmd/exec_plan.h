/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_EXEC_PLAN_H
#define AKV_CMD_EXEC_PLAN_H

#include <stdbool.h>
#include <stddef.h>

#include "cmd/options.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/*
 * What akv exec was told: which secrets, and how each is handed over.  -c
 * chooses a connection, --secret another secret of it, and the options behind
 * hand out what was chosen last.
 */

enum akv_exec_way {
	AKV_EXEC_ENV,
	AKV_EXEC_FILE,
	AKV_EXEC_FD,
	AKV_EXEC_STDIN,
	AKV_EXEC_RCLONE,
	AKV_EXEC_SSH,
	AKV_EXEC_SSH_PASSPHRASE,
};

enum {
	AKV_EXEC_MAX = 1024, /* of sources, and of deliveries */
	AKV_EXEC_DESCRIPTOR_MAX = 999,
};

/* A secret that is wanted; borrowed from the options. */
struct akv_exec_source {
	const char *connection;
	const char *secret; /* NULL: the connection's main one */
};

struct akv_exec_delivery {
	enum akv_exec_way way;
	size_t source;	  /* its number in ${sources} */
	const char *name; /* variable or remote; "" for the others */
	int descriptor;	  /* of AKV_EXEC_FD */
};

struct akv_exec_plan {
	struct akv_exec_source *sources;
	size_t source_count;
	struct akv_exec_delivery *deliveries;
	size_t delivery_count;
};

/*
 * akv_exec_plan_make(options, connection, is_ssh, out, err): ${connection},
 * which may be NULL, is chosen where there is no -c; with ${is_ssh} the
 * program asks an askpass, and a secret that nothing else is said about goes
 * there.  AKV_ERR_USAGE for options that make no sense together, and for
 * names by exec_names.h.  ${out} is the caller's to clear.
 */
enum akv_code akv_exec_plan_make(const struct akv_options *options,
				 const char *connection, bool is_ssh,
				 struct akv_exec_plan *out,
				 struct akv_error *err) AKV_CHECKED;

/* akv_exec_plan_clear(plan): release; an all-zero one is fine. */
void akv_exec_plan_clear(struct akv_exec_plan *plan);

/* akv_exec_plan_has(plan, way): is anything handed over in this way? */
bool akv_exec_plan_has(const struct akv_exec_plan *plan, enum akv_exec_way way);

/* akv_exec_plan_highest(plan): the highest descriptor that is asked for. */
int akv_exec_plan_highest(const struct akv_exec_plan *plan);

#endif
