/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/azure/names.h"
#include "libhelper/azure/url.h"
#include "libhelper/base/text.h"

/*
 * The input is a uri.  What passes is https://, a vault's name, the suffix of
 * a cloud, and at most :443 and a slash: everything else of it is made up
 * again from these parts and compared.  A refusal never repeats a user part.
 */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
	if (!holds)
		abort();
}

static bool is_made_of(const char *uri, const char *host)
{
	static const char *const ends[] = { "", "/", ":443", ":443/" };
	char again[128];

	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		struct akv_text text;

		akv_text_init(&text, again, sizeof(again));
		akv_text_addf(&text, "https://%s%s", host, ends[i]);
		check(!text.cut);
		if (akv_text_equal_nocase(uri, again))
			return true;
	}
	return false;
}

static void check_vault(const char *uri)
{
	char host[AKV_URL_HOST_SIZE];
	AKV_AUTO(vault_url) *url = NULL;
	struct akv_error err;

	if (akv_url_check_vault_uri(uri, host, sizeof(host), &err) != AKV_OK) {
		check(err.code == AKV_ERR_USAGE && err.text[0] != '\0');
		check(strchr(uri, '@') == NULL || strlen(uri) < 60 ||
		      strstr(err.text, uri) == NULL);
		return;
	}
	check(is_made_of(uri, host));
	check(akv_cloud_by_vault_host(host) != NULL);
	check(akv_url_secret(host, "a", NULL, &url, NULL) == AKV_OK);
	check(strcmp(akv_url_vault_host(url), host) == 0);
}

static void check_authority(const char *text)
{
	char host[AKV_URL_HOST_SIZE];

	if (akv_url_check_authority(text, host, sizeof(host), NULL) != AKV_OK)
		return;
	check(akv_cloud_by_authority(host) != NULL);
	check(is_made_of(text, host) || akv_text_equal_nocase(text, host));
}

/* As parts of other addresses, too. */
static void check_parts(const char *part)
{
	AKV_AUTO(vault_url) *url = NULL;
	AKV_AUTO(token_url) *token_url = NULL;
	static const char secrets[] =
		"https://contoso.vault.azure.net/secrets/";

	if (akv_url_secret("contoso.vault.azure.net", part, NULL, &url, NULL) ==
	    AKV_OK) {
		const char *text = akv_url_vault_text(url);

		check(strncmp(text, secrets, strlen(secrets)) == 0);
		check(strpbrk(text + strlen(secrets), "/#@\\%") == NULL);
	}
	if (akv_url_token("login.microsoftonline.com", part, &token_url,
			  NULL) == AKV_OK)
		check(strpbrk(akv_url_token_text(token_url), "?#@\\%") == NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);

	check(text != NULL);
	if (size > 0)
		memcpy(text, data, size);
	text[size] = '\0';
	check_vault(text);
	check_authority(text);
	check_parts(text);
	free(text);
	return 0;
}
