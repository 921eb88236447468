/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/reply/access_policy.h"

/* What reads and changes nothing, besides get and list, is as good as none:
 * a reader of secrets does not need it, and nobody is hurt by it. */
static const char *const harmless[] = {
	"getissuers", "listissuers", "getrotationpolicy", "getsas", "listsas",
};

static const struct {
	const char *name;
	enum akv_policy_verb verb;
} verbs[] = {
	{ "get", AKV_POLICY_GET },	   { "list", AKV_POLICY_LIST },
	{ "set", AKV_POLICY_SET },	   { "create", AKV_POLICY_CREATE },
	{ "import", AKV_POLICY_IMPORT },   { "update", AKV_POLICY_UPDATE },
	{ "delete", AKV_POLICY_DELETE },   { "backup", AKV_POLICY_BACKUP },
	{ "restore", AKV_POLICY_RESTORE }, { "recover", AKV_POLICY_RECOVER },
	{ "purge", AKV_POLICY_PURGE },	   { "all", AKV_POLICY_ALL },
};

enum { VERBS_MAX = 64 };

static uint32_t read_verb(const struct akv_json *item)
{
	const char *name = akv_json_text(item, NULL);

	if (name == NULL)
		return AKV_POLICY_OTHER;
	for (size_t i = 0; i < sizeof(harmless) / sizeof(*harmless); i++)
		if (akv_text_equal_nocase(name, harmless[i]))
			return 0;
	for (size_t i = 0; i < sizeof(verbs) / sizeof(*verbs); i++)
		if (akv_text_equal_nocase(name, verbs[i].name))
			return verbs[i].verb;
	return AKV_POLICY_OTHER;
}

static uint32_t read_verbs(const struct akv_json *permissions, const char *kind)
{
	const struct akv_json *list = akv_json_member(permissions, kind);
	size_t count = akv_json_count(list);
	uint32_t found = 0;

	/* longer than all that there are: what it says is not known */
	if (count > VERBS_MAX)
		return AKV_POLICY_OTHER;
	for (size_t i = 0; i < count; i++)
		found |= read_verb(akv_json_element(list, i));
	return found;
}

static void add_policy(const struct akv_json *policy,
		       struct akv_access_rights *rights)
{
	const struct akv_json *permissions =
		akv_json_member(policy, "permissions");

	if (akv_json_member(policy, "applicationId") != NULL) {
		rights->is_named_on_behalf = true;
		return;
	}
	rights->is_named = true;
	rights->secrets |= read_verbs(permissions, "secrets");
	rights->keys |= read_verbs(permissions, "keys");
	rights->certificates |= read_verbs(permissions, "certificates");
	rights->storage |= read_verbs(permissions, "storage");
}

bool akv_access_policy_read(const struct akv_json *policies,
			    const char *object_id,
			    struct akv_access_rights *out)
{
	struct akv_access_rights rights = { 0 };
	size_t count = akv_json_count(policies);

	if (akv_json_kind(policies) != AKV_JSON_ARRAY ||
	    count > AKV_ACCESS_POLICIES_MAX)
		return false;
	for (size_t i = 0; i < count; i++) {
		const struct akv_json *policy = akv_json_element(policies, i);
		const char *whose = akv_json_text(
			akv_json_member(policy, "objectId"), NULL);

		if (whose != NULL && akv_text_equal_nocase(whose, object_id))
			add_policy(policy, &rights);
	}
	*out = rights;
	return true;
}

bool akv_access_policy_allows(uint32_t allowed, enum akv_policy_verb verb)
{
	return (allowed & ((uint32_t)verb | AKV_POLICY_ALL)) != 0;
}

static void add_word(struct akv_text *text, const char *kind, const char *name)
{
	akv_text_addf(text, "%s%s %s", text->len > 0 ? ", " : "", kind, name);
}

void akv_access_policy_excess(uint32_t allowed, const char *kind,
			      struct akv_text *text)
{
	static const uint32_t reading = AKV_POLICY_GET | AKV_POLICY_LIST;

	for (size_t i = 0; i < sizeof(verbs) / sizeof(*verbs); i++)
		if ((allowed & ~reading & (uint32_t)verbs[i].verb) != 0)
			add_word(text, kind, verbs[i].name);
	if ((allowed & AKV_POLICY_OTHER) != 0)
		add_word(text, kind, "(others)");
}
