/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_CREDENTIAL_H
#define AKV_CORE_CREDENTIAL_H

#include <stdbool.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/text.h"
#include "libhelper/core/config.h"
#include "libhelper/core/principal.h"

/*
 * The ways to prove who we are, as a table: what each is called in the
 * environment and in [principal], and who reads it.  A new way is one row in
 * credential.c and one file that reads it.
 */

enum akv_credential_place {
	AKV_CREDENTIAL_IN_VARIABLE,
	AKV_CREDENTIAL_IN_FILE,	   /* the user's or the machine's */
	AKV_CREDENTIAL_IN_SYSTEMD, /* a file in $CREDENTIALS_DIRECTORY */
};

struct akv_credential_way;

/* One way, and where what it needs is. */
struct akv_credential {
	const struct akv_credential_way *way; /* NULL: nothing was set */
	enum akv_credential_place place;
	const char *set_by; /* the variable or the key that says so */
	/* the variable that holds it, or the path of the file */
	char name[4096];
};

/*
 * akv_credential_from_environment(out, err): the credential that a variable
 * gives.  AKV_OK with ${out->way} NULL when none does; AKV_ERR_USAGE
 * (AmbiguousCredential) when two do.
 */
enum akv_code akv_credential_from_environment(struct akv_credential *out,
					      struct akv_error *err)
	AKV_CHECKED;

/* akv_credential_from_config(config, out): the one that [principal] gives;
 * ${out->way} is NULL when it gives none. */
void akv_credential_from_config(const struct akv_principal_config *config,
				struct akv_credential *out);

/* akv_credential_from_systemd(out): akv.client-secret in the directory of
 * LoadCredential= (systemd.exec(5)), ${out->way} NULL when it is not there. */
void akv_credential_from_systemd(struct akv_credential *out);

/* akv_credential_needs_ids(credential): is it worth anything only with a
 * tenant and a client id?  A managed identity brings them along. */
bool akv_credential_needs_ids(const struct akv_credential *credential);

/*
 * akv_credential_load(credential, config, principal, err): read it into
 * ${principal}, whose ids and cloud are set.  ${config} has the
 * further keys of [principal] that go with it.  Fails as the function that
 * reads this kind does.
 */
enum akv_code akv_credential_load(const struct akv_credential *credential,
				  const struct akv_principal_config *config,
				  struct akv_principal *principal,
				  struct akv_error *err) AKV_CHECKED;

/* akv_credential_variables(text), akv_credential_keys(text): append "one of "
 * and the names of all that can be set, for a hint. */
void akv_credential_variables(struct akv_text *text);
void akv_credential_keys(struct akv_text *text);

#endif
