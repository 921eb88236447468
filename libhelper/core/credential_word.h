/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_CREDENTIAL_WORD_H
#define AKV_CORE_CREDENTIAL_WORD_H

#include <stdbool.h>

#include "libhelper/azure/identity_url.h"
#include "libhelper/base/attr.h"
#include "libhelper/core/federated_token.h"

/*
 * What akv-config(5) calls the services that prove who we are.  Apart from
 * what asks them: a configuration is read without a network.
 */

/*
 * akv_credential_word_identity(word, out): the source of managed identities
 * that is called ${word}: imds, app-service, azure-arc.
 * akv_credential_word_federated(word, out): the source of federated tokens:
 * github-actions, azure-pipelines; a file is configured by its path.  False,
 * with ${out} untouched, for another word.
 */
bool akv_credential_word_identity(const char *word,
				  enum akv_managed_identity_source *out)
	AKV_CHECKED;
bool akv_credential_word_federated(const char *word,
				   enum akv_federated_token_source *out)
	AKV_CHECKED;

/* akv_credential_word_of_identity(source): the word for ${source}. */
const char *
akv_credential_word_of_identity(enum akv_managed_identity_source source);

#endif
