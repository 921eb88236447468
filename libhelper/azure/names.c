/* SPDX-License-Identifier: MIT */
#include <stddef.h>
#include <string.h>

#include "libhelper/base/text.h"

#include "libhelper/azure/names.h"

/*
 * A text that breaks a rule is not echoed: people do write a password where
 * the name of a secret belongs.  Lengths and places say enough.
 */

#define VAULT_RULE \
	"a vault name has 3 to 24 letters, digits and hyphens: a letter " \
	"first, no hyphen last, no two hyphens in a row"
#define SECRET_RULE "a secret name has 1 to 127 letters, digits and hyphens"
#define VERSION_RULE \
	"a version is the last part of a secret's id: 32 hexadecimal digits"
#define TENANT_RULE \
	"a tenant is its id or one of its domains, such as " \
	"contoso.onmicrosoft.com: az account show --query tenantId"

enum {
	VAULT_NAME_MIN = 3,
	VAULT_NAME_MAX = 24,
	SECRET_NAME_MAX = 127,
	VERSION_MAX = 64,
	DOMAIN_MAX = 253,
	LABEL_MAX = 63,
	GUID_LEN = 36,
};

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_alphanumeric(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9');
}

static bool is_hexadecimal(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ||
	       (c >= 'A' && c <= 'F');
}

/* How many bytes of ${text} are letters, digits or one of ${others}. */
static size_t good_run(const char *text, const char *others)
{
	size_t len = 0;

	while (text[len] != '\0' && (is_alphanumeric(text[len]) ||
				     strchr(others, text[len]) != NULL))
		len++;
	return len;
}

static enum akv_code refuse_vault(const char *what, struct akv_error *err)
{
	enum akv_code code = akv_fail(err, AKV_ERR_USAGE, "InvalidVaultName",
				      "the vault name %s", what);

	akv_error_hint(err, "%s", VAULT_RULE);
	return code;
}

static enum akv_code refuse_placeholder(const char *word, struct akv_error *err)
{
	enum akv_code code;

	code = akv_fail(err, AKV_ERR_USAGE, "InvalidVaultName",
			"the vault name is \"%s\", which is what a variable "
			"without a value leaves behind",
			word);
	akv_error_hint(err, "vaults of this name exist and belong to others");
	return code;
}

enum akv_code akv_names_check_vault(const char *name, struct akv_error *err)
{
	static const char *const placeholders[] = { "undefined", "null",
						    "none" };
	size_t len = strlen(name);

	if (len == 0)
		return refuse_vault("is empty", err);
	if (len < VAULT_NAME_MIN)
		return refuse_vault("is too short", err);
	if (len > VAULT_NAME_MAX)
		return refuse_vault("is too long", err);
	if (good_run(name, "-") != len)
		return refuse_vault("has a character that is no letter, digit "
				    "or hyphen",
				    err);
	if (!is_letter(name[0]))
		return refuse_vault("does not begin with a letter", err);
	if (name[len - 1] == '-')
		return refuse_vault("ends with a hyphen", err);
	if (strstr(name, "--") != NULL)
		return refuse_vault("has two hyphens in a row", err);

	for (size_t i = 0; i < sizeof(placeholders) / sizeof(*placeholders);
	     i++)
		if (akv_text_equal_nocase(name, placeholders[i]))
			return refuse_placeholder(placeholders[i], err);
	return AKV_OK;
}

enum akv_code akv_names_check_secret(const char *name, struct akv_error *err)
{
	size_t len = strlen(name);
	size_t good = good_run(name, "-");
	enum akv_code code;

	if (len == 0)
		code = akv_fail(err, AKV_ERR_USAGE, "InvalidSecretName",
				"the secret name is empty");
	else if (good != len)
		code = akv_fail(err, AKV_ERR_USAGE, "InvalidSecretName",
				"character %zu of the secret name is no "
				"letter, digit or hyphen",
				good + 1);
	else if (len > SECRET_NAME_MAX)
		code = akv_fail(err, AKV_ERR_USAGE, "InvalidSecretName",
				"the secret name has %zu characters", len);
	else
		return AKV_OK;

	akv_error_hint(err, "%s", SECRET_RULE);
	return code;
}

enum akv_code akv_names_check_version(const char *version,
				      struct akv_error *err)
{
	size_t len = strlen(version);
	enum akv_code code;

	if (len > 0 && len <= VERSION_MAX && good_run(version, "") == len)
		return AKV_OK;

	code = akv_fail(err, AKV_ERR_USAGE, "InvalidSecretVersion",
			"this is not the version of a secret");
	akv_error_hint(err, "%s", VERSION_RULE);
	return code;
}

bool akv_names_is_guid(const char *text)
{
	if (strlen(text) != GUID_LEN)
		return false;
	for (size_t i = 0; i < GUID_LEN; i++) {
		bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;

		if (hyphen ? text[i] != '-' : !is_hexadecimal(text[i]))
			return false;
	}
	return true;
}

/* One label of a domain name (RFC 1123, 2.1), ${len} bytes of it. */
static bool is_label(const char *label, size_t len)
{
	return len > 0 && len <= LABEL_MAX && label[0] != '-' &&
	       label[len - 1] != '-';
}

/* Two labels at least keep common, adfs and undefined out; that none is empty
 * keeps ".." out of the path of a url. */
bool akv_names_is_domain(const char *text)
{
	size_t labels = 0;

	if (strlen(text) > DOMAIN_MAX || good_run(text, ".-") != strlen(text))
		return false;
	for (;;) {
		size_t len = strcspn(text, ".");

		if (!is_label(text, len))
			return false;
		labels++;
		if (text[len] == '\0')
			return labels > 1;
		text += len + 1;
	}
}

/* The words that stand for many tenants: nobody's service principal. */
static bool is_any_tenant(const char *text)
{
	return akv_text_equal_nocase(text, "common") ||
	       akv_text_equal_nocase(text, "organizations") ||
	       akv_text_equal_nocase(text, "consumers");
}

enum akv_code akv_names_check_tenant(const char *tenant, struct akv_error *err)
{
	enum akv_code code;

	if (akv_names_is_guid(tenant) || akv_names_is_domain(tenant))
		return AKV_OK;

	if (*tenant == '\0')
		code = akv_fail(err, AKV_ERR_USAGE, "InvalidTenant",
				"the tenant is empty");
	else if (is_any_tenant(tenant))
		code = akv_fail(err, AKV_ERR_USAGE, "InvalidTenant",
				"an application signs in to one tenant, not to "
				"common, organizations or consumers");
	else
		code = akv_fail(err, AKV_ERR_USAGE, "InvalidTenant",
				"the tenant is neither an id nor a domain");
	akv_error_hint(err, "%s", TENANT_RULE);
	return code;
}
