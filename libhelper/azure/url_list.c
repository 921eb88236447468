/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <string.h>

#include "libhelper/azure/names.h"
#include "libhelper/azure/url_parts.h"
#include "libhelper/base/text.h"

#include "libhelper/azure/url_list.h"

/* As many on a page as Key Vault gives. */
#define FIRST_PAGE "api-version=" AKV_URL_VAULT_API_VERSION "&maxresults=25"

enum { PATH_SIZE = 192 };

static const char scheme[] = "https://";

static enum akv_code new_page(const char *host, const char *path,
			      const char *query, struct akv_vault_url **out,
			      struct akv_error *err)
{
	enum akv_code code = akv_url_vault_new(host, path, query, out, err);

	if (code == AKV_OK)
		(*out)->is_list = true;
	return code;
}

/* -- the first page -- */

static const char *path_of(enum akv_url_list_kind kind)
{
	switch (kind) {
	case AKV_URL_LIST_SECRETS:
	case AKV_URL_LIST_VERSIONS:
		return "secrets";
	case AKV_URL_LIST_DELETED_SECRETS:
		return "deletedsecrets";
	case AKV_URL_LIST_KEYS:
		return "keys";
	case AKV_URL_LIST_CERTIFICATES:
		return "certificates";
	}
	return "";
}

enum akv_code akv_url_list(const char *host, enum akv_url_list_kind kind,
			   const char *secret, struct akv_vault_url **out,
			   struct akv_error *err)
{
	char path[PATH_SIZE];
	struct akv_text text;
	enum akv_code code;

	akv_text_init(&text, path, sizeof(path));
	akv_text_add(&text, path_of(kind));
	if (kind == AKV_URL_LIST_VERSIONS) {
		code = akv_names_check_secret(secret, err);
		if (code != AKV_OK)
			return code;
		akv_text_addf(&text, "/%s/versions", secret);
	}
	return new_page(host, path, FIRST_PAGE, out, err);
}

/* -- the next one -- */

static enum akv_code refuse(const struct akv_vault_url *page, const char *what,
			    struct akv_error *err)
{
	enum akv_code code =
		akv_fail(err, AKV_ERR_PEER, "ForeignNextLink",
			 "%s says that its list goes on at an address that %s",
			 page->host, what);

	akv_error_hint(err, "nothing was sent there");
	return code;
}

/* The path of ${page}, without the slash in front; its length in ${len}. */
static const char *path_in(const struct akv_vault_url *page, size_t *len)
{
	const char *path =
		page->text + sizeof(scheme) - 1 + strlen(page->host) + 1;

	*len = strcspn(path, "?");
	return path;
}

/* Steps over ${prefix} at ${*at}, whatever its case. */
static bool take_nocase(const char **at, const char *prefix)
{
	if (!akv_text_starts_nocase(*at, prefix))
		return false;
	*at += strlen(prefix);
	return true;
}

/* RFC 3986, 3.4, and nothing that needs an escape and has none. */
static bool is_query(const char *text)
{
	static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "abcdefghijklmnopqrstuvwxyz"
				      "0123456789-._~!$&'()*+,;=:@/?%";

	return text[0] != '\0' && text[strspn(text, allowed)] == '\0';
}

/* Steps over https://HOST[:443], if it is there. */
static enum akv_code take_origin(const struct akv_vault_url *page,
				 const char **at, struct akv_error *err)
{
	if (**at == '/')
		return AKV_OK;
	if (!take_nocase(at, scheme))
		return refuse(page, "is not https", err);
	if (!take_nocase(at, page->host))
		return refuse(page, "is another host's", err);
	(void)take_nocase(at, ":443");
	if (**at != '/')
		return refuse(page, "is another host's or another port's", err);
	return AKV_OK;
}

static enum akv_code take_path(const struct akv_vault_url *page,
			       const char **at, struct akv_error *err)
{
	size_t len;
	const char *path = path_in(page, &len);
	char expected[PATH_SIZE];
	struct akv_text text;

	akv_text_init(&text, expected, sizeof(expected));
	akv_text_add(&text, "/");
	akv_text_add_bytes(&text, path, len);
	if (text.cut || !take_nocase(at, expected))
		return refuse(page, "is of another list", err);
	(void)take_nocase(at, "/");
	if (!take_nocase(at, "?"))
		return refuse(page, "is of another list", err);
	return AKV_OK;
}

enum akv_code akv_url_list_next(const struct akv_vault_url *page,
				const char *link, struct akv_vault_url **out,
				struct akv_error *err)
{
	const char *at = link;
	char path[PATH_SIZE] = "";
	struct akv_text text;
	const char *own;
	size_t len;
	enum akv_code code;

	if (strlen(link) >= AKV_URL_LIST_LINK_SIZE)
		return refuse(page, "is too long", err);
	code = take_origin(page, &at, err);
	if (code == AKV_OK)
		code = take_path(page, &at, err);
	if (code != AKV_OK)
		return code;
	if (!is_query(at))
		return refuse(page, "is no url", err);
	own = path_in(page, &len);
	akv_text_init(&text, path, sizeof(path));
	akv_text_add_bytes(&text, own, len);
	return new_page(page->host, path, at, out, err);
}
