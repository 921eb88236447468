/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "cmd/vault_words.h"

static const char *quoted(const char *word)
{
	static char buf[128];
	struct akv_text text;

	akv_text_init(&text, buf, sizeof(buf));
	akv_vault_words_add_quoted(&text, word);
	return buf;
}

Test(vault_words, quote_what_a_shell_would_take_apart)
{
	cr_expect_str_eq(quoted("/subscriptions/a-1_b.c:d"),
			 "/subscriptions/a-1_b.c:d");
	cr_expect_str_eq(quoted("Key Vault Reader"), "'Key Vault Reader'");
	cr_expect_str_eq(quoted("rg(2)"), "'rg(2)'");
	cr_expect_str_eq(quoted("$(reboot)`x`"), "'$(reboot)`x`'");
	cr_expect_str_eq(quoted("it's"), "'it'\\''s'");
	cr_expect_str_eq(quoted("';reboot;'"), "''\\'';reboot;'\\'''");
	cr_expect_str_eq(quoted(""), "''");
	cr_expect_str_eq(quoted("a\nb\x1b"), "'a?b?'");
}

Test(vault_words, name_a_vault_as_azure_does)
{
	char host[] = "contoso.vault.azure.cn";
	char name[] = "mine";
	const struct akv_vault_config vault = { .name = name, .host = host };

	cr_expect_str_eq(akv_vault_words_name(&vault).text, "contoso");
}

Test(vault_words, know_the_model_that_was_seen)
{
	struct akv_vault_facts facts = { 0 };

	cr_expect_eq(akv_vault_words_model(&facts), AKV_VAULT_WORDS_UNKNOWN);
	facts.has_resource = true;
	cr_expect_eq(akv_vault_words_model(&facts), AKV_VAULT_WORDS_POLICIES);
	facts.resource.model = AKV_VAULT_MODEL_ROLES;
	cr_expect_eq(akv_vault_words_model(&facts), AKV_VAULT_WORDS_ROLES);
}

Test(vault_words, there_are_for_every_right)
{
	for (int i = 0; i < AKV_VAULT_RIGHTS; i++)
		cr_expect_str_neq(
			akv_vault_words_right((enum akv_vault_right)i), "?");
}
