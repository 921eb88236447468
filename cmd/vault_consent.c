/* SPDX-License-Identifier: MIT */
#include <unistd.h>

#include "libhelper/base/terminal.h"
#include "libhelper/base/text.h"

#include "cmd/vault_consent.h"

enum { TEXT_SIZE = 4096 };

static const char words[] =
	"What akv reads of this vault, and where that goes\n"
	"\n"
	"  * akv signs in at Microsoft Entra ID as your service principal, and\n"
	"    asks Azure Key Vault, and Azure Resource Manager where the principal\n"
	"    may, over TLS and through your proxy if there is one. Nobody else is\n"
	"    asked, and nothing is reported to anybody.\n"
	"  * The values of the secrets that connections name are read when\n"
	"    somebody asks for them, and go to the program that asks. They are\n"
	"    kept nowhere.\n"
	"  * The names, dates and versions of secrets are read when you list or\n"
	"    check them. The last check keeps names, dates and states on this\n"
	"    machine.\n"
	"  * The vault's place (subscription, resource group, region) and the\n"
	"    names of secrets are written into your configuration.\n"
	"  * Azure logs each access, with the principal and this machine's\n"
	"    address, by the rules of the vault's owner.\n"
	"  * akv cannot change anything in the vault. Who may read it is decided\n"
	"    there; taking the right away ends all of this.\n"
	"\n";

static enum akv_code not_agreed(struct akv_error *err)
{
	akv_fail(err, AKV_ERR_USAGE, "NotAgreed",
		 "the vault was not linked: nobody agreed to what is read");
	akv_error_hint(err, "at a terminal type yes; in a script say --accept "
			    "when you agree (akv(1), LINKING A VAULT)");
	return AKV_ERR_USAGE;
}

enum akv_code akv_vault_consent_check(const struct akv_options *options,
				      struct akv_error *err)
{
	if (akv_options_has(options, AKV_OPTION_ACCEPT) ||
	    isatty(STDIN_FILENO) != 0)
		return AKV_OK;
	return not_agreed(err);
}

enum akv_code akv_vault_consent_get(const struct akv_options *options,
				    const char *vault, struct akv_error *err)
{
	char question[TEXT_SIZE];
	char answer[AKV_TERMINAL_ANSWER_SIZE];
	struct akv_text text;
	enum akv_code code;

	if (akv_options_has(options, AKV_OPTION_ACCEPT))
		return AKV_OK;
	akv_text_init(&text, question, sizeof(question));
	akv_text_add(&text, words);
	akv_text_addf(&text, "Type yes to agree and link %s: ", vault);
	code = akv_terminal_ask_aloud(question, answer, err);
	if (code != AKV_OK)
		return code;
	return akv_text_equal_nocase(answer, "yes") ? AKV_OK : not_agreed(err);
}
