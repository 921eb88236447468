/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/azure/names.h"
#include "libhelper/base/text.h"

#include "libhelper/azure/challenge.h"

/*
 * The host of ${resource}: https, a domain of two labels at least, and behind
 * it nothing but a slash.  False for anything else.
 */
static bool read_resource_host(const char *resource, char *host)
{
	static const char scheme[] = "https://";
	const char *start;
	size_t len;

	if (!akv_text_starts_nocase(resource, scheme))
		return false;
	start = resource + sizeof(scheme) - 1;
	len = strcspn(start, "/");
	if (start[len] == '/' && start[len + 1] != '\0')
		return false;
	memcpy(host, start, len);
	host[len] = '\0';
	return akv_names_is_domain(host);
}

/* Does ${host} lie in ${domain}?  The dot keeps evilvault.azure.net out of
 * vault.azure.net. */
static bool lies_in(const char *host, const char *domain)
{
	size_t host_len = strlen(host);
	size_t domain_len = strlen(domain);

	return host_len > domain_len + 1 &&
	       host[host_len - domain_len - 1] == '.' &&
	       akv_text_ends_nocase(host, domain);
}

static enum akv_code check_resource(const struct akv_challenge *challenge,
				    const char *vault_host,
				    struct akv_error *err)
{
	char host[AKV_CHALLENGE_RESOURCE_SIZE];
	enum akv_code code;

	/* a challenge for more claims names no resource */
	if (challenge->resource[0] == '\0' && challenge->claims[0] != '\0')
		return AKV_OK;
	if (challenge->resource[0] == '\0')
		return akv_fail(err, AKV_ERR_PEER, "WrongResource",
				"%s does not say for which service it wants "
				"a token",
				vault_host);
	if (read_resource_host(challenge->resource, host) &&
	    lies_in(vault_host, host))
		return AKV_OK;
	code = akv_fail(err, AKV_ERR_PEER, "WrongResource",
			"%s wants a token for %s, to which it does not belong",
			vault_host, challenge->resource);
	akv_error_hint(err, "whatever answers there is no key vault of this "
			    "cloud: check the vault's name, and the proxy");
	return code;
}

enum akv_code akv_challenge_check(const struct akv_challenge *challenge,
				  const char *vault_host, const char *tenant,
				  struct akv_error *err)
{
	enum akv_code code;

	code = check_resource(challenge, vault_host, err);
	if (code != AKV_OK)
		return code;
	/* a domain may be another name of the same tenant: only ids tell */
	if (!akv_names_is_guid(challenge->tenant) ||
	    !akv_names_is_guid(tenant) ||
	    akv_text_equal_nocase(challenge->tenant, tenant))
		return AKV_OK;

	code = akv_fail(err, AKV_ERR_SIGN_IN, "WrongTenant",
			"%s belongs to tenant %s, and we sign in to tenant %s",
			vault_host, challenge->tenant, tenant);
	akv_challenge_check_hint_tenant(challenge->tenant, err);
	return code;
}

void akv_challenge_check_hint_tenant(const char *tenant, struct akv_error *err)
{
	/* Microsoft's own, which hold vaults of the names that a variable
	 * without a value makes */
	static const char *const microsoft[] = {
		"72f988bf-86f1-41af-91ab-2d7cd011db47",
		"f8cdef31-a31e-4b4a-93e4-5f571e91255a",
	};

	for (size_t i = 0; i < sizeof(microsoft) / sizeof(*microsoft); i++)
		if (akv_text_equal_nocase(tenant, microsoft[i]))
			akv_error_hint(err, "that tenant is Microsoft's: was "
					    "a variable empty where the "
					    "vault's name was made?");
	akv_error_hint(err, "check the vault's name: vaults of all tenants "
			    "share one set of names");
	akv_error_hint(err, "if the vault is yours, sign in to its tenant");
}
