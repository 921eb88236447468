/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "libhelper/azure/names.h"
#include "libhelper/azure/resource_names.h"
#include "libhelper/base/text.h"

#include "libhelper/azure/resource_manager_url.h"

/* One version for each provider that answers.  Key Vault's older ones end on
 * 2027-02-27. */
#define SUBSCRIPTIONS_VERSION "2022-12-01"
#define GROUPS_VERSION "2021-04-01"
#define KEY_VAULT_VERSION "2026-02-01"
#define AUTHORIZATION_VERSION "2022-04-01"

#define KEY_VAULT "/providers/Microsoft.KeyVault"
#define AUTHORIZATION "/providers/Microsoft.Authorization"

struct akv_resource_manager_url {
	char host[AKV_RESOURCE_MANAGER_HOST_SIZE];
	char text[AKV_RESOURCE_MANAGER_URL_SIZE];
};

/* An address under construction. */
struct draft {
	struct akv_resource_manager_url *url; /* owned */
	struct akv_text text;
};

static void clear(struct draft *draft)
{
	akv_resource_manager_url_free(draft->url);
}

#define AUTO_DRAFT __attribute__((cleanup(clear))) struct draft

static enum akv_code begin(struct draft *draft, const char *host,
			   struct akv_error *err)
{
	struct akv_text copy;

	draft->url = calloc(1, sizeof(*draft->url));
	if (draft->url == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "no memory");
	akv_text_init(&copy, draft->url->host, sizeof(draft->url->host));
	akv_text_add(&copy, host);
	akv_text_init(&draft->text, draft->url->text, sizeof(draft->url->text));
	akv_text_addf(&draft->text, "https://%s", host);
	return AKV_OK;
}

static enum akv_code finish(struct draft *draft,
			    struct akv_resource_manager_url **out,
			    struct akv_error *err)
{
	if (draft->text.cut)
		return akv_fail(err, AKV_ERR_USAGE, "AddressTooLong",
				"the address is too long");
	*out = draft->url;
	draft->url = NULL; /* the caller's now */
	return AKV_OK;
}

/* -- the parts -- */

static enum akv_code add_subscription(struct draft *draft, const char *id,
				      struct akv_error *err)
{
	enum akv_code code = akv_resource_names_check_subscription(id, err);

	if (code == AKV_OK)
		akv_text_addf(&draft->text, "/subscriptions/%s", id);
	return code;
}

static enum akv_code add_group(struct draft *draft, const char *name,
			       struct akv_error *err)
{
	enum akv_code code = akv_resource_names_check_group(name, err);

	if (code != AKV_OK)
		return code;
	akv_text_add(&draft->text, "/resourceGroups/");
	akv_text_add_percent_encoded(&draft->text, name);
	return AKV_OK;
}

static enum akv_code begin_vault(struct draft *draft,
				 const struct akv_resource_manager_vault *vault,
				 struct akv_error *err)
{
	enum akv_code code =
		begin(draft, vault->cloud->resource_manager_host, err);

	if (code == AKV_OK)
		code = add_subscription(draft, vault->subscription, err);
	if (code == AKV_OK)
		code = add_group(draft, vault->resource_group, err);
	if (code == AKV_OK)
		code = akv_names_check_vault(vault->name, err);
	if (code == AKV_OK)
		akv_text_addf(&draft->text, KEY_VAULT "/vaults/%s",
			      vault->name);
	return code;
}

static void add_version(struct draft *draft, const char *version)
{
	akv_text_addf(&draft->text, "?api-version=%s", version);
}

/* -- the requests -- */

enum akv_code
akv_resource_manager_url_subscriptions(const struct akv_cloud *cloud,
				       struct akv_resource_manager_url **out,
				       struct akv_error *err)
{
	AUTO_DRAFT draft = { 0 };
	enum akv_code code = begin(&draft, cloud->resource_manager_host, err);

	if (code != AKV_OK)
		return code;
	akv_text_add(&draft.text, "/subscriptions");
	add_version(&draft, SUBSCRIPTIONS_VERSION);
	return finish(&draft, out, err);
}

enum akv_code akv_resource_manager_url_groups(
	const struct akv_cloud *cloud, const char *subscription,
	struct akv_resource_manager_url **out, struct akv_error *err)
{
	AUTO_DRAFT draft = { 0 };
	enum akv_code code = begin(&draft, cloud->resource_manager_host, err);

	if (code == AKV_OK)
		code = add_subscription(&draft, subscription, err);
	if (code != AKV_OK)
		return code;
	akv_text_add(&draft.text, "/resourcegroups");
	add_version(&draft, GROUPS_VERSION);
	return finish(&draft, out, err);
}

enum akv_code akv_resource_manager_url_vaults(
	const struct akv_cloud *cloud, const char *subscription,
	const char *resource_group, struct akv_resource_manager_url **out,
	struct akv_error *err)
{
	AUTO_DRAFT draft = { 0 };
	enum akv_code code = begin(&draft, cloud->resource_manager_host, err);

	if (code == AKV_OK)
		code = add_subscription(&draft, subscription, err);
	if (code == AKV_OK && resource_group != NULL)
		code = add_group(&draft, resource_group, err);
	if (code != AKV_OK)
		return code;
	akv_text_add(&draft.text, KEY_VAULT "/vaults");
	add_version(&draft, KEY_VAULT_VERSION);
	return finish(&draft, out, err);
}

enum akv_code akv_resource_manager_url_deleted_vaults(
	const struct akv_cloud *cloud, const char *subscription,
	struct akv_resource_manager_url **out, struct akv_error *err)
{
	AUTO_DRAFT draft = { 0 };
	enum akv_code code = begin(&draft, cloud->resource_manager_host, err);

	if (code == AKV_OK)
		code = add_subscription(&draft, subscription, err);
	if (code != AKV_OK)
		return code;
	akv_text_add(&draft.text, KEY_VAULT "/deletedVaults");
	add_version(&draft, KEY_VAULT_VERSION);
	return finish(&draft, out, err);
}

enum akv_code
akv_resource_manager_url_vault(const struct akv_resource_manager_vault *vault,
			       struct akv_resource_manager_url **out,
			       struct akv_error *err)
{
	AUTO_DRAFT draft = { 0 };
	enum akv_code code = begin_vault(&draft, vault, err);

	if (code != AKV_OK)
		return code;
	add_version(&draft, KEY_VAULT_VERSION);
	return finish(&draft, out, err);
}

enum akv_code akv_resource_manager_url_permissions(
	const struct akv_resource_manager_vault *vault,
	struct akv_resource_manager_url **out, struct akv_error *err)
{
	AUTO_DRAFT draft = { 0 };
	enum akv_code code = begin_vault(&draft, vault, err);

	if (code != AKV_OK)
		return code;
	akv_text_add(&draft.text, AUTHORIZATION "/permissions");
	add_version(&draft, AUTHORIZATION_VERSION);
	return finish(&draft, out, err);
}

enum akv_code akv_resource_manager_url_role_assignments(
	const struct akv_resource_manager_vault *vault, const char *object_id,
	struct akv_resource_manager_url **out, struct akv_error *err)
{
	AUTO_DRAFT draft = { 0 };
	enum akv_code code = begin_vault(&draft, vault, err);

	if (code != AKV_OK)
		return code;
	if (!akv_names_is_guid(object_id))
		return akv_fail(err, AKV_ERR_USAGE, "InvalidObjectId",
				"the object id is not a GUID");
	akv_text_add(&draft.text, AUTHORIZATION "/roleAssignments");
	add_version(&draft, AUTHORIZATION_VERSION);
	akv_text_addf(&draft.text, "&$filter=assignedTo(%%27%s%%27)",
		      object_id);
	return finish(&draft, out, err);
}

/* -- a role definition's id -- */

/* Goes over ${prefix}, whatever its case, at ${*at}. */
static bool skip(const char **at, const char *prefix)
{
	if (!akv_text_starts_nocase(*at, prefix))
		return false;
	*at += strlen(prefix);
	return true;
}

/* Goes over a GUID, which is copied to ${guid}. */
static bool skip_guid(const char **at, char guid[37])
{
	size_t len = strcspn(*at, "/");

	if (len != 36)
		return false;
	memcpy(guid, *at, len);
	guid[len] = '\0';
	*at += len;
	return akv_names_is_guid(guid);
}

static bool read_role_definition_id(const char *id, char subscription[37],
				    char role[37])
{
	subscription[0] = '\0';
	if (skip(&id, "/subscriptions/") && !skip_guid(&id, subscription))
		return false;
	return skip(&id, AUTHORIZATION "/roleDefinitions/") &&
	       skip_guid(&id, role) && *id == '\0';
}

enum akv_code akv_resource_manager_url_role_definition(
	const struct akv_cloud *cloud, const char *id,
	struct akv_resource_manager_url **out, struct akv_error *err)
{
	AUTO_DRAFT draft = { 0 };
	char subscription[37];
	char role[37];
	enum akv_code code = begin(&draft, cloud->resource_manager_host, err);

	if (code != AKV_OK)
		return code;
	if (!read_role_definition_id(id, subscription, role))
		return akv_fail(err, AKV_ERR_USAGE, "InvalidRoleDefinition",
				"this is not the id of a role definition");
	if (subscription[0] != '\0')
		akv_text_addf(&draft.text, "/subscriptions/%s", subscription);
	akv_text_addf(&draft.text, AUTHORIZATION "/roleDefinitions/%s", role);
	add_version(&draft, AUTHORIZATION_VERSION);
	return finish(&draft, out, err);
}

/* -- the next page -- */

static enum akv_code refuse_link(const struct akv_resource_manager_url *from,
				 const char *what, struct akv_error *err)
{
	enum akv_code code;

	code = akv_fail(err, AKV_ERR_PEER, "BadNextLink",
			"%s sent a link to the next page that %s", from->host,
			what);
	akv_error_hint(err, "it was not followed: our access token would have "
			    "gone where it leads");
	return code;
}

/* What leads elsewhere for one parser and not for another. */
static const char *find_fault(const char *link)
{
	/* RFC 3986 without what hides one url in another */
	static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "abcdefghijklmnopqrstuvwxyz"
				      "0123456789-._~:/?!$&'()*+,;=%";

	if (strlen(link) >= AKV_RESOURCE_MANAGER_URL_SIZE)
		return "is too long";
	if (link[strspn(link, allowed)] != '\0')
		return "has a character in it that does not belong there";
	if (!akv_text_starts_nocase(link, "https://"))
		return "does not begin with https://";
	return NULL;
}

/* ${path} goes on behind the host, or behind its port. */
static const char *find_fault_of_path(const char *path)
{
	char only_path[AKV_RESOURCE_MANAGER_URL_SIZE];
	struct akv_text copy;

	akv_text_init(&copy, only_path, sizeof(only_path));
	akv_text_add_bytes(&copy, path, strcspn(path, "?"));
	if (!akv_text_starts_nocase(only_path, "/subscriptions"))
		return "leads to another kind of list";
	/* a percent escape may be a dot or a slash */
	if (strstr(only_path, "/.") != NULL ||
	    strstr(only_path, "//") != NULL ||
	    strstr(only_path, "%2e") != NULL ||
	    strstr(only_path, "%2E") != NULL ||
	    strstr(only_path, "%2f") != NULL ||
	    strstr(only_path, "%2F") != NULL)
		return "has a way up in its path";
	return NULL;
}

enum akv_code akv_resource_manager_url_next(
	const struct akv_resource_manager_url *from, const char *link,
	struct akv_resource_manager_url **out, struct akv_error *err)
{
	AUTO_DRAFT draft = { 0 };
	const char *fault = find_fault(link);
	const char *path;
	enum akv_code code;

	if (fault != NULL)
		return refuse_link(from, fault, err);
	path = link + strlen("https://");
	if (!skip(&path, from->host))
		return refuse_link(from, "leads to another host", err);
	(void)skip(&path, ":443");
	if (*path != '/')
		return refuse_link(from, "leads to another host", err);
	fault = find_fault_of_path(path);
	if (fault != NULL)
		return refuse_link(from, fault, err);

	code = begin(&draft, from->host, err);
	if (code != AKV_OK)
		return code;
	akv_text_add(&draft.text, path);
	return finish(&draft, out, err);
}

/* -- looking -- */

const char *
akv_resource_manager_url_text(const struct akv_resource_manager_url *url)
{
	return url->text;
}

const char *
akv_resource_manager_url_host(const struct akv_resource_manager_url *url)
{
	return url->host;
}

void akv_resource_manager_url_free(struct akv_resource_manager_url *url)
{
	free(url);
}
