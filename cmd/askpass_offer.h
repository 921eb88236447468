/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_ASKPASS_OFFER_H
#define AKV_CMD_ASKPASS_OFFER_H

#include <stdbool.h>
#include <stddef.h>

#include "cmd/ssh_command.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"
#include "libhelper/core/config.h"
#include "protocol/askpass_prompt.h"

/*
 * What an askpass may answer with, and to which question: a connection's
 * password goes to the user and the host of the connection, and to no other.
 */

struct akv_askpass_offer {
	const struct akv_connection_config *connection;
	const char *username; /* of the request or the connection; or NULL */
	/* where the command line leads to: the person who wrote it says that
	 * the connection is for that; its host may be NULL */
	struct akv_ssh_destination destination;
	bool has_password;
	bool has_passphrase;
	/* where they have been fetched, else NULL; borrowed */
	const struct akv_secret *password;
	const struct akv_secret *passphrase;
};

/*
 * akv_askpass_offer_choose(offers, count, prompt, out, err): which of
 * ${offers} answers ${prompt}; its number.  AKV_ERR_OTHER (HostKeyQuestion,
 * NotAPassword, ...) for a question that is not for us, AKV_ERR_OTHER
 * (OtherHost, NoPassphrase, ...) when it is about something else.
 */
enum akv_code akv_askpass_offer_choose(const struct akv_askpass_offer *offers,
				       size_t count,
				       const struct akv_askpass_prompt *prompt,
				       size_t *out, struct akv_error *err)
	AKV_CHECKED;

/*
 * akv_askpass_offer_secret(offer, prompt): password or passphrase, by the kind
 * of ${prompt}; borrowed, or NULL.
 */
const struct akv_secret *
akv_askpass_offer_secret(const struct akv_askpass_offer *offer,
			 const struct akv_askpass_prompt *prompt);

/*
 * akv_askpass_offer_is_passphrase(name): is the secret ${name}, by its name,
 * the passphrase of a key?  It is never sent to a server.  NULL, the password
 * of a connection without a vault, is none.
 */
bool akv_askpass_offer_is_passphrase(const char *name);

/*
 * akv_askpass_offer_passphrase_of(connection): the one secret of ${connection}
 * that is a passphrase; NULL when there is none, or more than one.
 */
const char *
akv_askpass_offer_passphrase_of(const struct akv_connection_config *connection);

#endif
