/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cmd/vault_words.h"

enum akv_vault_words_model
akv_vault_words_model(const struct akv_vault_facts *facts)
{
	if (!facts->has_resource)
		return AKV_VAULT_WORDS_UNKNOWN;
	switch (facts->resource.model) {
	case AKV_VAULT_MODEL_POLICIES:
		return AKV_VAULT_WORDS_POLICIES;
	case AKV_VAULT_MODEL_ROLES:
		return AKV_VAULT_WORDS_ROLES;
	}
	return AKV_VAULT_WORDS_UNKNOWN;
}

const char *akv_vault_words_right(enum akv_vault_right right)
{
	switch (right) {
	case AKV_VAULT_RIGHT_GET_SECRETS:
		return "read secrets";
	case AKV_VAULT_RIGHT_LIST_SECRETS:
		return "list secrets";
	case AKV_VAULT_RIGHT_GET_KEYS:
		return "read keys' public parts";
	case AKV_VAULT_RIGHT_LIST_KEYS:
		return "list keys";
	case AKV_VAULT_RIGHT_GET_CERTIFICATES:
		return "read certificates";
	case AKV_VAULT_RIGHT_LIST_CERTIFICATES:
		return "list certificates";
	case AKV_VAULT_RIGHTS:
		break;
	}
	return "?";
}

struct akv_vault_words_name
akv_vault_words_name(const struct akv_vault_config *vault)
{
	struct akv_vault_words_name name = { "" };
	struct akv_text text;

	akv_text_init(&text, name.text, sizeof(name.text));
	akv_text_add_bytes(&text, vault->host, strcspn(vault->host, "."));
	return name;
}

void akv_vault_words_add_quoted(struct akv_text *text, const char *word)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz"
				    "0123456789-_./:";

	if (*word != '\0' && word[strspn(word, plain)] == '\0') {
		akv_text_add(text, word);
		return;
	}
	akv_text_add(text, "'");
	for (; *word != '\0'; word++) {
		if (*word == '\'')
			akv_text_add(text, "'\\''");
		else if ((unsigned char)*word < 0x20 || *word == 0x7f)
			akv_text_add(text, "?");
		else
			akv_text_add_bytes(text, word, 1);
	}
	akv_text_add(text, "'");
}
