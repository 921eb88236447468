/* SPDX-License-Identifier: MIT */
#include <stddef.h>
#include <string.h>

#include "libhelper/core/credential_word.h"

static const char *const identities[] = {
	[AKV_MANAGED_IDENTITY_IMDS] = "imds",
	[AKV_MANAGED_IDENTITY_APP_SERVICE] = "app-service",
	[AKV_MANAGED_IDENTITY_AZURE_ARC] = "azure-arc",
};

bool akv_credential_word_identity(const char *word,
				  enum akv_managed_identity_source *out)
{
	for (size_t i = 0; i < sizeof(identities) / sizeof(identities[0]);
	     i++) {
		if (strcmp(word, identities[i]) != 0)
			continue;
		*out = (enum akv_managed_identity_source)i;
		return true;
	}
	return false;
}

const char *
akv_credential_word_of_identity(enum akv_managed_identity_source source)
{
	return identities[source];
}

bool akv_credential_word_federated(const char *word,
				   enum akv_federated_token_source *out)
{
	if (strcmp(word, "github-actions") == 0)
		*out = AKV_FEDERATED_TOKEN_GITHUB_ACTIONS;
	else if (strcmp(word, "azure-pipelines") == 0)
		*out = AKV_FEDERATED_TOKEN_AZURE_PIPELINES;
	else
		return false;
	return true;
}
