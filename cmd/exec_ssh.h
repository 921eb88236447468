/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_EXEC_SSH_H
#define AKV_CMD_EXEC_SSH_H

#include <stddef.h>

#include "cmd/askpass_server.h"
#include "cmd/exec_environment.h"
#include "cmd/exec_plan.h"
#include "cmd/exec_secrets.h"
#include "cmd/ssh_command.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/* The part of akv exec that stays: it answers what akv-askpass asks. */
struct akv_exec_ssh {
	struct akv_askpass_offer *offers;
	struct akv_secret **lines; /* what ${offers} answer with */
	size_t count;		   /* of ${offers}; twice as many lines */
	int listener;		   /* -1: none */
	struct akv_askpass_server server;
};

/* What is started, as far as it matters here. */
struct akv_exec_ssh_command {
	enum akv_ssh_program program;
	struct akv_ssh_destination destination;
};

/*
 * akv_exec_ssh_open(plan, secrets, command, out, err): the offers of the
 * plan, whose secrets have to fit, and a socket.  AKV_ERR_UNUSABLE, naming the
 * connection, where one does not fit.  Borrows the configuration.  ${out} is
 * the caller's to close, and stays where it is.
 */
enum akv_code akv_exec_ssh_open(const struct akv_exec_plan *plan,
				const struct akv_exec_secrets *secrets,
				const struct akv_exec_ssh_command *command,
				struct akv_exec_ssh *out, struct akv_error *err)
	AKV_CHECKED;

/*
 * akv_exec_ssh_announce(ssh, name, program, environment, err): the variables
 * by which ssh(1), started by ${program}, asks us, who listen at ${name}.
 * AKV_ERR_OTHER (AskpassMissing) when akv-askpass is not installed beside us.
 */
enum akv_code akv_exec_ssh_announce(const char *name,
				    enum akv_ssh_program program,
				    struct akv_exec_environment *environment,
				    struct akv_error *err) AKV_CHECKED;

/* akv_exec_ssh_close(ssh): wipe and release. */
void akv_exec_ssh_close(struct akv_exec_ssh *ssh);

#endif
