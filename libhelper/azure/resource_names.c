/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/azure/names.h"
#include "libhelper/base/text.h"

#include "libhelper/azure/resource_names.h"

#define GROUP_RULE \
	"a resource group's name has 1 to 90 letters, digits, hyphens, " \
	"underscores, periods and parentheses, and no period at its end"

#define ALPHANUMERIC \
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

enum { GROUP_CHARACTERS_MAX = 90 };

enum akv_code akv_resource_names_check_subscription(const char *id,
						    struct akv_error *err)
{
	enum akv_code code;

	if (akv_names_is_guid(id))
		return AKV_OK;
	code = akv_fail(err, AKV_ERR_USAGE, "InvalidSubscription",
			"the subscription is not an id");
	akv_error_hint(err, "a subscription's id is a GUID: az account list "
			    "--query '[].{name:name, id:id}'");
	return code;
}

static enum akv_code refuse_group(const char *what, struct akv_error *err)
{
	enum akv_code code =
		akv_fail(err, AKV_ERR_USAGE, "InvalidResourceGroup",
			 "the resource group's name %s", what);

	akv_error_hint(err, "%s", GROUP_RULE);
	return code;
}

/* UTF-8 without controls: what would be escaped for people is not that. */
static bool is_readable(const char *text)
{
	char escaped[AKV_RESOURCE_GROUP_SIZE];
	struct akv_text copy;

	akv_text_init(&copy, escaped, sizeof(escaped));
	akv_text_add_escaped(&copy, text, strlen(text));
	return !copy.cut && strcmp(escaped, text) == 0;
}

/* Characters of ${text}, which is UTF-8. */
static size_t count_characters(const char *text)
{
	size_t count = 0;

	for (; *text != '\0'; text++)
		count += ((unsigned char)*text & 0xc0) != 0x80;
	return count;
}

static bool has_only_name_characters(const char *text)
{
	static const char allowed[] = ALPHANUMERIC "-_.()";

	for (; *text != '\0'; text++)
		if ((unsigned char)*text < 0x80 &&
		    strchr(allowed, *text) == NULL)
			return false;
	return true;
}

enum akv_code akv_resource_names_check_group(const char *name,
					     struct akv_error *err)
{
	size_t len = strlen(name);

	if (len == 0)
		return refuse_group("is empty", err);
	if (len >= AKV_RESOURCE_GROUP_SIZE ||
	    count_characters(name) > GROUP_CHARACTERS_MAX)
		return refuse_group("is too long", err);
	if (!is_readable(name) || !has_only_name_characters(name))
		return refuse_group("has a character that no name has", err);
	if (name[len - 1] == '.')
		return refuse_group("ends with a period", err);
	return AKV_OK;
}

enum akv_code akv_resource_names_check_location(const char *name,
						struct akv_error *err)
{
	size_t len = strlen(name);
	enum akv_code code;

	if (len > 0 && len < AKV_RESOURCE_LOCATION_SIZE &&
	    name[strspn(name, ALPHANUMERIC " ")] == '\0' && name[0] != ' ' &&
	    name[len - 1] != ' ' && strstr(name, "  ") == NULL)
		return AKV_OK;
	code = akv_fail(err, AKV_ERR_USAGE, "InvalidLocation",
			"this is not the name of a location");
	akv_error_hint(err, "az account list-locations --query [].name");
	return code;
}

static const char *skip_spaces(const char *text)
{
	return text + strspn(text, " ");
}

void akv_resource_names_region(const char *location,
			       char out[AKV_RESOURCE_LOCATION_SIZE])
{
	size_t len = 0;

	for (; *location != '\0'; location++) {
		char c = *location;

		if (c == ' ' || len == AKV_RESOURCE_LOCATION_SIZE - 1)
			continue;
		/* in any locale */
		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		out[len++] = c;
	}
	out[len] = '\0';
}

bool akv_resource_names_same_location(const char *a, const char *b)
{
	for (;;) {
		char one[2] = { 0 };
		char other[2] = { 0 };

		a = skip_spaces(a);
		b = skip_spaces(b);
		one[0] = *a;
		other[0] = *b;
		if (!akv_text_equal_nocase(one, other))
			return false;
		if (*a == '\0')
			return true;
		a++;
		b++;
	}
}
