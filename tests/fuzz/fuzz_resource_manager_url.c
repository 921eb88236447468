/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/azure/resource_manager_url.h"

/*
 * The input is a nextLink, a resource group and a role definition's id at once.
 * What passes stays at the host that was asked, and has nothing in it that two
 * parsers could read differently.
 */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
	if (!holds)
		abort();
}

static void check_url(const struct akv_resource_manager_url *url)
{
	static const char begin[] = "https://management.azure.com/";
	const char *text = akv_resource_manager_url_text(url);

	check(strncmp(text, begin, strlen(begin)) == 0);
	check(strcmp(akv_resource_manager_url_host(url),
		     "management.azure.com") == 0);
	check(strpbrk(text, "\\@#[] \t\r\n\"<>{}|^`") == NULL);
	check(strstr(text, "/../") == NULL);
	check(strlen(text) < AKV_RESOURCE_MANAGER_URL_SIZE);
}

static void check_next(const char *link)
{
	AKV_AUTO(resource_manager_url) *from = NULL;
	AKV_AUTO(resource_manager_url) *url = NULL;
	struct akv_error err;

	check(akv_resource_manager_url_subscriptions(akv_cloud_default(), &from,
						     NULL) == AKV_OK);
	if (akv_resource_manager_url_next(from, link, &url, &err) == AKV_OK)
		check_url(url);
	else
		check(err.code == AKV_ERR_PEER && err.text[0] != '\0');
}

static void check_group(const char *group)
{
	AKV_AUTO(resource_manager_url) *url = NULL;
	const struct akv_resource_manager_vault vault = {
		.cloud = akv_cloud_default(),
		.subscription = "00000000-0000-0000-0000-000000000000",
		.resource_group = group,
		.name = "contoso",
	};

	if (akv_resource_manager_url_vault(&vault, &url, NULL) == AKV_OK)
		check_url(url);
}

static void check_role(const char *id)
{
	AKV_AUTO(resource_manager_url) *url = NULL;

	if (akv_resource_manager_url_role_definition(akv_cloud_default(), id,
						     &url, NULL) == AKV_OK)
		check_url(url);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);

	check(text != NULL);
	if (size > 0)
		memcpy(text, data, size);
	text[size] = '\0';
	check_next(text);
	check_group(text);
	check_role(text);
	free(text);
	return 0;
}
