/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "libhelper/base/attr.h"
#include "libhelper/edge/libsecret_library.h"

#include "tests/fakes/fake_libsecret.h"

struct fake_libsecret fake_libsecret;

/* A SecretValue is an opaque type: it is one of these here. */
struct value {
	char text[256];
	size_t len;
};

static void note(const SecretSchema *schema, GHashTable *attributes)
{
	char *text = fake_libsecret.attributes;

	(void)snprintf(fake_libsecret.schema, sizeof(fake_libsecret.schema),
		       "%s", schema->name);
	text[0] = '\0';
	for (size_t i = 0; schema->attributes[i].name != NULL; i++) {
		const char *name = schema->attributes[i].name;
		const char *value = g_hash_table_lookup(attributes, name);
		size_t len = strlen(text);

		if (value != NULL)
			(void)snprintf(text + len,
				       sizeof(fake_libsecret.attributes) - len,
				       "%s=%s ", name, value);
	}
}

/* True: the call is refused. */
static bool begin(const SecretSchema *schema, GHashTable *attributes,
		  GError **error)
{
	fake_libsecret.calls++;
	note(schema, attributes);
	if (fake_libsecret.on_call != NULL)
		fake_libsecret.on_call();
	if (fake_libsecret.refusal == NULL)
		return false;
	g_set_error_literal(error, g_quark_from_static_string("fake"), 1,
			    fake_libsecret.refusal);
	return true;
}

static SecretValue *value_new(const gchar *text, gssize len, const gchar *type)
{
	struct value *value = g_new0(struct value, 1);

	cr_assert_str_eq(type, "text/plain");
	cr_assert_lt((size_t)len, sizeof(value->text));
	memcpy(value->text, text, (size_t)len);
	value->len = (size_t)len;
	fake_libsecret.live++;
	return (SecretValue *)value;
}

static const gchar *value_get(SecretValue *value, gsize *len)
{
	const struct value *ours = (const struct value *)value;

	*len = ours->len;
	return ours->text;
}

static void value_unref(gpointer value)
{
	fake_libsecret.live--;
	g_free(value);
}

static SecretValue *lookup(const SecretSchema *schema, GHashTable *attributes,
			   AKV_UNUSED GCancellable *cancellable, GError **error)
{
	if (begin(schema, attributes, error) || fake_libsecret.value[0] == '\0')
		return NULL;
	return value_new(fake_libsecret.value,
			 (gssize)strlen(fake_libsecret.value), "text/plain");
}

/* NOLINTNEXTLINE(readability-function-size): the interface is libsecret's */
static gboolean store(const SecretSchema *schema, GHashTable *attributes,
		      const gchar *collection, const gchar *label,
		      SecretValue *value, AKV_UNUSED GCancellable *cancellable,
		      GError **error)
{
	const struct value *ours = (const struct value *)value;
	const char *refuses = fake_libsecret.refuses_to_store;

	if (begin(schema, attributes, error))
		return FALSE;
	/* some services refuse without a word */
	if (refuses != NULL &&
	    (strcmp(refuses, collection) == 0 || strcmp(refuses, "*") == 0))
		return FALSE;
	(void)snprintf(fake_libsecret.value, sizeof(fake_libsecret.value),
		       "%.*s", (int)ours->len, ours->text);
	(void)snprintf(fake_libsecret.label, sizeof(fake_libsecret.label), "%s",
		       label);
	(void)snprintf(fake_libsecret.collection,
		       sizeof(fake_libsecret.collection), "%s", collection);
	return TRUE;
}

static gboolean clear(const SecretSchema *schema, GHashTable *attributes,
		      AKV_UNUSED GCancellable *cancellable, GError **error)
{
	bool had_one = fake_libsecret.value[0] != '\0';

	if (begin(schema, attributes, error))
		return FALSE;
	fake_libsecret.value[0] = '\0';
	fake_libsecret.has_cleared = true;
	return had_one;
}

static GError *search_error;

/* NOLINTNEXTLINE(readability-function-size): the interface is libsecret's */
static void search(const SecretSchema *schema, GHashTable *attributes,
		   SecretSearchFlags flags,
		   AKV_UNUSED GCancellable *cancellable,
		   GAsyncReadyCallback callback, gpointer context)
{
	cr_assert_eq(flags, SECRET_SEARCH_ALL);
	(void)begin(schema, attributes, &search_error);
	callback(NULL, NULL, context);
}

static GList *search_finish(AKV_UNUSED GAsyncResult *result, GError **error)
{
	size_t count = fake_libsecret.has_cleared ? fake_libsecret.left :
						    fake_libsecret.found;
	GList *items = NULL;

	if (search_error != NULL) {
		g_propagate_error(error, g_steal_pointer(&search_error));
		return NULL;
	}
	for (size_t i = 0; i < count; i++)
		items = g_list_prepend(items, g_malloc(1));
	fake_libsecret.live += count;
	return items;
}

const struct akv_libsecret *akv_libsecret_library_load(char *why, size_t size)
{
	static const struct akv_libsecret functions = {
		.g_object_unref = value_unref,
		.secret_password_clearv_sync = clear,
		.secret_password_lookupv_binary_sync = lookup,
		.secret_password_search_finish = search_finish,
		.secret_password_searchv = search,
		.secret_password_storev_binary_sync = store,
		.secret_value_get = value_get,
		.secret_value_new = value_new,
		.secret_value_unref = value_unref,
	};

	if (!fake_libsecret.is_missing)
		return &functions;
	(void)snprintf(why, size, "libsecret is not installed");
	return NULL;
}
