/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/core/credential_word.h"

Test(credential_word, is_there_for_every_identity)
{
	static const struct {
		const char *word;
		enum akv_managed_identity_source source;
	} rows[] = {
		{ "imds", AKV_MANAGED_IDENTITY_IMDS },
		{ "app-service", AKV_MANAGED_IDENTITY_APP_SERVICE },
		{ "azure-arc", AKV_MANAGED_IDENTITY_AZURE_ARC },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		enum akv_managed_identity_source source;

		cr_assert(akv_credential_word_identity(rows[i].word, &source));
		cr_expect_eq(source, rows[i].source);
		cr_expect_str_eq(akv_credential_word_of_identity(source),
				 rows[i].word);
	}
}

Test(credential_word, is_no_other)
{
	static const char *const words[] = { "",     "IMDS", "imds ",
					     "true", "arc",  "cloud-shell" };
	enum akv_managed_identity_source source =
		AKV_MANAGED_IDENTITY_AZURE_ARC;

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		cr_expect_not(akv_credential_word_identity(words[i], &source));
	cr_expect_eq(source, AKV_MANAGED_IDENTITY_AZURE_ARC);
}

Test(credential_word, is_there_for_every_build_service)
{
	enum akv_federated_token_source source = AKV_FEDERATED_TOKEN_FILE;

	cr_expect(akv_credential_word_federated("github-actions", &source));
	cr_expect_eq(source, AKV_FEDERATED_TOKEN_GITHUB_ACTIONS);
	cr_expect(akv_credential_word_federated("azure-pipelines", &source));
	cr_expect_eq(source, AKV_FEDERATED_TOKEN_AZURE_PIPELINES);
	cr_expect_not(akv_credential_word_federated("file", &source));
	cr_expect_not(akv_credential_word_federated("GitHub", &source));
	cr_expect_not(akv_credential_word_federated("", &source));
	cr_expect_eq(source, AKV_FEDERATED_TOKEN_AZURE_PIPELINES);
}
