/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_COMMAND_H
#define AKV_CMD_COMMAND_H

#include <stddef.h>

#include "cmd/options.h"
#include "libhelper/base/error.h"

/*
 * A command is a row.  Each cmd_*.c exports its own rows at its end;
 * commands.c is the table of them, and --help is printed from it.
 */
struct akv_command {
	const char *name;     /* its words: "connection show" */
	const char *program;  /* that it is, by another name; NULL: akv */
	const char *operands; /* for --help: "CONNECTION"; "" for none */
	const char *summary;  /* one line */
	const char *details;  /* paragraphs for its --help; may be "" */
	/* AKV_OPTIONS(), besides akv_options_common; NULL: none */
	const enum akv_option *options;
	size_t operands_max;
	/* does it; ${options->operands} are the words behind the name */
	enum akv_code (*run)(const struct akv_options *options,
			     struct akv_error *err);
};

extern const struct akv_command akv_cmd_get;
extern const struct akv_command akv_cmd_ignore_store;
extern const struct akv_command akv_cmd_ignore_erase;
extern const struct akv_command akv_cmd_capability;
extern const struct akv_command akv_cmd_read;
extern const struct akv_command akv_cmd_exec;
extern const struct akv_command akv_cmd_login;
extern const struct akv_command akv_cmd_logout;
extern const struct akv_command akv_cmd_account_show;
extern const struct akv_command akv_cmd_vault_link;
extern const struct akv_command akv_cmd_vault_show;
extern const struct akv_command akv_cmd_vault_list;
extern const struct akv_command akv_cmd_vault_unlink;
extern const struct akv_command akv_cmd_connection_list;
extern const struct akv_command akv_cmd_connection_show;
extern const struct akv_command akv_cmd_check;
extern const struct akv_command akv_cmd_secret_show;
extern const struct akv_command akv_cmd_secret_list;
extern const struct akv_command akv_cmd_secret_list_versions;
extern const struct akv_command akv_cmd_secret_show_deleted;
extern const struct akv_command akv_cmd_secret_list_deleted;
extern const struct akv_command akv_cmd_secret_download;
extern const struct akv_command akv_cmd_connection_create;
extern const struct akv_command akv_cmd_connection_update;
extern const struct akv_command akv_cmd_connection_delete;
extern const struct akv_command akv_cmd_vault_check;
extern const struct akv_command akv_cmd_vault_permissions;
extern const struct akv_command akv_cmd_cache_show;
extern const struct akv_command akv_cmd_cache_clear;
extern const struct akv_command akv_cmd_systemd_credential;

/* Not in the table: akv by other names. */
extern const struct akv_command akv_cmd_ansible;
extern const struct akv_command akv_cmd_docker;

/*
 * Not in the table: what an operation of the line protocol that does not
 * exist (yet) gets, as git-credential(1) asks: silence and success.
 */
extern const struct akv_command akv_cmd_ignore;

/* Not in the table either: the shells' completion functions call it. */
extern const struct akv_command akv_cmd_complete;

#endif
