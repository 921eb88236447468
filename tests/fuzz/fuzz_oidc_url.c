/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/azure/cloud.h"
#include "libhelper/azure/oidc_url.h"
#include "libhelper/base/text.h"

/*
 * The input is an address as a job's variable has it.  What passes leads where
 * it says, by https, and never to a vault or a sign-in service; a refusal
 * never repeats a user part.
 */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
	if (!holds)
		abort();
}

static void check_url(const struct akv_oidc_url *url, const char *end)
{
	static const char scheme[] = "https://";
	const char *text = akv_oidc_url_text(url);
	const char *host = akv_oidc_url_host(url);
	const char *path = text + strlen(scheme) + strlen(host);

	check(strncmp(text, scheme, strlen(scheme)) == 0);
	check(strncmp(text + strlen(scheme), host, strlen(host)) == 0);
	check(*path == '/' && strlen(text) <= 2048);
	check(strpbrk(text, "\\@#[] \t\r\n\"<>") == NULL);
	check(akv_text_ends_nocase(text, end));
	check(akv_cloud_by_vault_host(host) == NULL);
	check(akv_cloud_by_authority(host) == NULL);
}

static void check_github(const char *given)
{
	AKV_AUTO(oidc_url) *url = NULL;
	struct akv_error err;

	if (akv_oidc_url_github_actions(given, "a&b", &url, &err) == AKV_OK) {
		check_url(url, "audience=a%26b");
		return;
	}
	check(err.code == AKV_ERR_USAGE && err.text[0] != '\0');
	check(strchr(given, '@') == NULL || strchr(err.text, '@') == NULL);
}

static void check_pipelines(const char *given)
{
	static const char id[] = "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff";
	AKV_AUTO(oidc_url) *url = NULL;
	AKV_AUTO(oidc_url) *other = NULL;
	const char *host;

	if (akv_oidc_url_azure_pipelines(given, id, &url, NULL) != AKV_OK)
		return;
	check_url(url, "serviceConnectionId=0bfc4568-a4ba-4c58-bd3e-"
		       "5d3e76bd7fff");
	host = akv_oidc_url_host(url);
	check(strcmp(host, "dev.azure.com") == 0 ||
	      akv_text_ends_nocase(host, ".dev.azure.com") ||
	      akv_text_ends_nocase(host, ".visualstudio.com"));
	/* what is good enough to be posted to is good enough to be read */
	check(akv_oidc_url_github_actions(given, "", &other, NULL) == AKV_OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);

	check(text != NULL);
	if (size > 0)
		memcpy(text, data, size);
	text[size] = '\0';
	check_github(text);
	check_pipelines(text);
	free(text);
	return 0;
}
